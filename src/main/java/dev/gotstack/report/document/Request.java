package dev.gotstack.report.document;

import dev.gotstack.report.Clean;
/// What the user says about a report.
///
/// @param title empty for the finding itself
/// @param customer for whom it is; may be empty
/// @param caseNumber may be empty
/// @param note the engineer's own words, in several lines; may be empty

public record Request(Level level, String title, String customer, String caseNumber, String note) {
    public Request {
        title = Clean.line(title);
        customer = Clean.line(customer);
        caseNumber = Clean.line(caseNumber);
        note = Clean.lines(note);
    }

    /// A report about which nothing else is said.
    public static Request of(Level level) {
        return new Request(level, "", "", "", "");
    }
}
