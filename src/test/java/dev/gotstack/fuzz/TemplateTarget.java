package dev.gotstack.fuzz;

import dev.gotstack.Samples;
import dev.gotstack.report.Paper;
import dev.gotstack.report.document.Document;
import dev.gotstack.report.document.DumpReport;
import dev.gotstack.report.document.Level;
import dev.gotstack.report.document.Request;
import dev.gotstack.report.render.ReportFormat;
import dev.gotstack.report.render.Reports;
import dev.gotstack.report.render.Template;
import dev.gotstack.report.render.TemplateException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// The user's own report templates.
final class TemplateTarget implements Target {
    private final Scratch scratch;
    private final Document document;
    private final List<Specimen> specimens;

    TemplateTarget(Path folder) throws IOException {
        this.scratch = new Scratch(folder, ".html");
        var analysis = Samples.analyze(Samples.ROOT.resolve("dumps-sample/stack-x86-callback/stack-x86-callback.dmp"));
        this.document = DumpReport.of(analysis, Request.of(Level.CUSTOMER));
        Samples.close(analysis);
        var assets = Samples.ROOT.resolve("assets/report");
        this.specimens = Corpus.specimens(List.of(assets.resolve("report.html"), assets.resolve("report.md")));
    }

    @Override
    public String name() {
        return "template";
    }

    @Override
    public List<Specimen> specimens() {
        return specimens;
    }

    @Override
    public List<String> words() {
        return List.of(
                "{{",
                "}}",
                "{{#note}}",
                "{{/note}}",
                "{{#title}}",
                "{{/title}}",
                "{{title}}",
                "{{body}}",
                "{{style}}",
                "{{section.usage}}",
                "{{#",
                "{{/",
                "{{#a.b}}",
                "{{ }}",
                "{{facts}}",
                "$1",
                "\\");
    }

    @Override
    public void read(byte[] input, SplittableRandom random) throws IOException {
        try {
            var template = Template.read(scratch.with(input));
            var format = random.nextBoolean() ? ReportFormat.HTML : ReportFormat.MD;
            Reports.bytes(document, format, new Reports.Style(Paper.A4, Optional.of(template)));
        } catch (TemplateException refused) {
            Expect.that(!String.valueOf(refused.getMessage()).isBlank(), "a refusal without a reason");
        }
    }

    @Override
    public void close() throws IOException {
        scratch.close();
    }
}
