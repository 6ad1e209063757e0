package dev.gotstack.ui.disassembly;

import dev.gotstack.analysis.CodeLine;
import dev.gotstack.analysis.Listing;
import dev.gotstack.disasm.Part;
import dev.gotstack.ui.control.LinkedText.Line;
import dev.gotstack.ui.control.LinkedText.Piece;
import dev.gotstack.ui.control.Places;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/// Lines of disassembly as text with links.
final class CodePieces {
    /// Bytes of an instruction shown before the text is no longer aligned.
    private static final int BYTES_WIDTH = 18;

    private final Places places;
    private final LongConsumer code;
    private final LongConsumer memory;
    private final boolean withBytes;

    /// @param code what following a code address does
    /// @param memory what following a data address does
    /// @param withBytes whether there is room for the instructions' bytes
    CodePieces(Places places, LongConsumer code, LongConsumer memory, boolean withBytes) {
        this.places = places;
        this.code = code;
        this.memory = memory;
        this.withBytes = withBytes;
    }

    /// A line that says which function begins below it.
    Line label(CodeLine line) {
        return new Line("", List.of(Piece.styled(line.label() + ":", "strong")));
    }

    Line line(CodeLine line, boolean current) {
        var pieces = new ArrayList<Piece>();
        pieces.add(Piece.styled(places.address(line.address()) + "  ", "dim"));
        if (withBytes) {
            pieces.add(Piece.styled(padded(line.bytes()), "dim"));
        }
        if (line.instruction() == null) {
            pieces.add(Piece.styled("????????  " + places.missing(line.address()), "missing"));
        }
        for (var part : line.parts()) {
            pieces.add(piece(part));
        }
        return new Line(current ? "current" : "", pieces);
    }

    private static String padded(String bytes) {
        return bytes + " ".repeat(Math.max(2, BYTES_WIDTH - bytes.length()));
    }

    private Piece piece(Part part) {
        return switch (part.kind()) {
            case MNEMONIC -> Piece.styled(part.text(), "strong");
            case KEYWORD -> Piece.styled(part.text(), "keyword");
            case ADDRESS, SYMBOL -> linked(part);
            case REGISTER, NUMBER, PUNCTUATION -> Piece.plain(part.text());
        };
    }

    private Piece linked(Part part) {
        var style = part.kind() == Part.Kind.SYMBOL ? "symbol" : "address";
        var kind = places.of(part.value()).kind();
        return switch (kind) {
            case CODE -> Piece.link(part.text(), style, () -> code.accept(part.value()));
            case NOTHING -> Piece.styled(part.text(), style);
            default -> Piece.link(part.text(), style, () -> memory.accept(part.value()));
        };
    }

    /// What the current line accesses: `ss:0010:b8ae5ff0=????????`.
    Piece access(Listing.Access access) {
        var style = access.value().isPresent() ? "changed" : "missing";
        var text = access.text();
        return access.address().isEmpty()
                ? Piece.styled(text, style)
                : Piece.link(text, style, () -> memory.accept(access.address().getAsLong()));
    }
}
