package dev.gotstack.report.document;

import dev.gotstack.report.Clean;
import java.util.List;

/// A whole report, ready to be shown in any format.
///
/// @param title the finding in one sentence, or what the user calls it
/// @param subtitle which dump, of what
/// @param facts customer, case number and the like, for the head of the report
/// @param request what the user said about it
/// @param data its figures as one table, for spreadsheets
/// @param subjects the dumps it is about
public record Document(
        String title,
        String subtitle,
        Request request,
        List<Block.Fact> facts,
        List<Section> sections,
        Block.Table data,
        List<Subject> subjects) {
    public Document {
        title = Clean.line(title);
        subtitle = Clean.line(subtitle);
    }

    public Level level() {
        return request.level();
    }

    public String note() {
        return request.note();
    }
}
