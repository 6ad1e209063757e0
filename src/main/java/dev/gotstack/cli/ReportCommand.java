package dev.gotstack.cli;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.report.document.Comparison;
import dev.gotstack.report.document.Document;
import dev.gotstack.report.document.DumpReport;
import dev.gotstack.report.document.Level;
import dev.gotstack.report.document.Request;
import dev.gotstack.report.document.Subject;
import dev.gotstack.report.render.ReportFormat;
import dev.gotstack.report.render.Reports;
import dev.gotstack.report.render.Template;
import dev.gotstack.report.render.TemplateException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "report",
        description = "Writes the report on a dump, or a comparison of several, as HTML, PDF, Markdown, JSON or CSV"
                + " (.html, .pdf, .md, .json, .csv).",
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
    private static final int MOST_DUMPS = 50;

    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Parameters(arity = "1..*", paramLabel = "DUMP", description = "Dump files: one for a report, up to 50 to compare.")
    private List<Path> dumps = new ArrayList<>();

    @Mixin
    private ExportOptions export = new ExportOptions();

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            description = "customer (default): no addresses, no contents of memory, no paths; engineer: everything,"
                    + " with the commands that show it.")
    private Level level = Level.CUSTOMER;

    @Option(names = "--title", paramLabel = "TEXT", description = "Instead of the finding.")
    private String title = "";

    @Option(names = "--customer", paramLabel = "TEXT", description = "For whom the report is.")
    private String customer = "";

    @Option(names = "--case", paramLabel = "TEXT", description = "Case number.")
    private String caseNumber = "";

    @Option(names = "--note", paramLabel = "TEXT", description = "Your own words; may have several lines.")
    private String note = "";

    @Option(
            names = "--template",
            paramLabel = "FILE",
            description = "Your own HTML or Markdown around the content, with slots: {{title}} {{subtitle}}"
                    + " {{customer}} {{case}} {{facts}} {{note}} {{style}} {{body}} {{section.usage}} …; what stands"
                    + " between {{#note}} and {{/note}} is left out where the slot is empty.")
    private @Nullable Path template;

    @Override
    public Integer call() {
        var console = new Console(spec);
        ReportFormat format;
        Reports.Style style;
        try {
            format = ReportFormat.of(export.output());
            style = new Reports.Style(export.paper(), template(format));
        } catch (IllegalArgumentException | IOException e) {
            console.error(String.valueOf(e.getMessage()));
            return Exit.USAGE;
        }
        if (dumps.size() > MOST_DUMPS) {
            console.error("at most " + MOST_DUMPS + " dumps can be compared, not " + dumps.size());
            return Exit.USAGE;
        }
        var request = new Request(level, title, customer, caseNumber, note);
        return dumps.size() == 1
                ? console.withDump(
                        dumps.getFirst(),
                        options,
                        analysis -> write(console, DumpReport.of(analysis, request), format, style))
                : compare(console, request, format, style);
    }

    private Optional<Template> template(ReportFormat format) throws IOException {
        if (template == null) {
            return Optional.empty();
        }
        if (!format.hasTemplate()) {
            throw new IllegalArgumentException("--template is for HTML and Markdown");
        }
        return Optional.of(Template.read(template));
    }

    /// Dumps are read one after the other, and of each only what is compared is kept.
    private int compare(Console console, Request request, ReportFormat format, Reports.Style style) {
        var subjects = new ArrayList<Subject>();
        int exit = Exit.DONE;
        for (var dump : dumps) {
            try {
                var analysis = console.open(dump, options);
                try {
                    subjects.add(DumpReport.subject(analysis, level));
                } finally {
                    analysis.kernel().close();
                }
            } catch (IOException | MalformedFileException e) {
                console.error(Console.describe(dump, e));
                subjects.add(Subject.unreadable(dump, e, level));
                exit = Exit.NOT_A_DUMP;
            }
        }
        int written = write(console, Comparison.of(subjects, request), format, style);
        return written == Exit.DONE ? exit : written;
    }

    private int write(Console console, Document document, ReportFormat format, Reports.Style style) {
        try {
            return export.write(console, file -> Reports.write(document, format, style, file));
        } catch (TemplateException e) {
            console.error(String.valueOf(e.getMessage()));
            return Exit.USAGE;
        }
    }
}
