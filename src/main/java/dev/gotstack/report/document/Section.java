package dev.gotstack.report.document;

import java.util.List;
import java.util.function.UnaryOperator;

/// A part of a report under a heading of its own.
///
/// @param id stable name
/// @param commands debugger commands that show the same; none for customers
public record Section(String id, String title, List<Block> blocks, List<String> commands) {

    Section map(UnaryOperator<String> change) {
        return new Section(
                id, title, blocks.stream().map(block -> block.map(change)).toList(), commands);
    }
}
