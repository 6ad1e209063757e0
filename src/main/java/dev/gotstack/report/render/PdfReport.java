package dev.gotstack.report.render;

import dev.gotstack.report.Face;
import dev.gotstack.report.Paper;
import dev.gotstack.report.ReportText;
import dev.gotstack.report.document.Block;
import dev.gotstack.report.document.Block.Mark;
import dev.gotstack.report.document.Document;
import dev.gotstack.report.document.Section;
import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;

/// A report as PDF: its text searchable, its typeface embedded, the chart drawn to scale on a page of its own.
final class PdfReport {
    private static final float BODY = 9.5f;
    private static final float SMALL = 8;
    private static final float HEADING = 13;
    private static final float TITLE = 18.5f;
    private static final float INDENT = 16;
    private static final Color ALARM = new Color(0xb34700);
    private static final Color DOUBT = new Color(0x8f3a6c);

    private final Document document;
    private final PdfPages pages;

    private PdfReport(Document document, PdfPages pages) {
        this.document = document;
        this.pages = pages;
    }

    /// Does not close `out`.
    static void write(Document document, Paper paper, OutputStream out) throws IOException {
        try (var pdf = new PDDocument();
                var pages = new PdfPages(pdf, paper)) {
            new PdfReport(document, pages).write();
            pages.finish(document.title());
            pdf.getDocumentInformation().setTitle(document.title());
            pdf.getDocumentCatalog().setLanguage(ReportText.of("language"));
            // Without one, PDFBox makes an id from the time.
            pdf.setDocumentId(0L);
            pdf.save(out);
        }
    }

    private void write() throws IOException {
        pages.text(document.title(), Face.BOLD, TITLE, PdfPages.INK, 0);
        pages.space(4);
        pages.text(document.subtitle(), Face.REGULAR, BODY, PdfPages.MUTED, 0);
        pages.space(6);
        if (!document.facts().isEmpty()) {
            facts(document.facts());
        }
        if (!document.note().isEmpty()) {
            note();
        }
        for (var section : document.sections()) {
            section(section);
        }
    }

    private void note() throws IOException {
        pages.space(6);
        for (var paragraph : document.note().lines().toList()) {
            for (var line : PdfPages.lines(paragraph, Face.REGULAR, BODY, pages.width() - INDENT)) {
                pages.keep(PdfPages.leading(BODY));
                float top = pages.y();
                float height = PdfPages.leading(BODY);
                pages.box(PdfPages.left(), top - height, 2.5f, height, PdfPages.ACCENT);
                pages.line(line, Face.REGULAR, BODY, PdfPages.INK, PdfPages.left() + 12, top - BODY);
                pages.space(height);
            }
            if (paragraph.isBlank()) {
                pages.space(BODY / 2);
            }
        }
        pages.space(4);
    }

    private void section(Section section) throws IOException {
        if (section.blocks().stream().anyMatch(block -> block instanceof Block.Figure)) {
            figures(section);
            return;
        }
        // A heading is never left alone at the foot of a page.
        pages.keep(80);
        pages.space(14);
        pages.bookmark(section.title());
        pages.text(section.title(), Face.BOLD, HEADING, PdfPages.INK, 0);
        pages.space(4);
        for (var block : section.blocks()) {
            block(block);
        }
        if (!section.commands().isEmpty()) {
            pages.text(
                    ReportText.of("report.shown-by") + " " + String.join(", ", section.commands()),
                    Face.REGULAR,
                    SMALL,
                    PdfPages.MUTED,
                    0);
        }
    }

    /// The chart says its title itself; remarks about it stand where it would have been.
    private void figures(Section section) throws IOException {
        for (var block : section.blocks()) {
            switch (block) {
                case Block.Figure figure -> pages.chart(figure.data());
                case Block.Remark remark -> {
                    pages.space(6);
                    pages.text(
                            ReportText.of("report.chart-follows", remark.text()),
                            Face.REGULAR,
                            SMALL,
                            PdfPages.MUTED,
                            0);
                }
                default -> block(block);
            }
        }
    }

    private void block(Block block) throws IOException {
        switch (block) {
            case Block.Paragraph paragraph -> {
                pages.text(paragraph.text(), Face.REGULAR, BODY, PdfPages.INK, 0);
                pages.space(5);
            }
            case Block.Remark remark -> {
                pages.text(remark.text(), Face.REGULAR, SMALL, PdfPages.MUTED, 0);
                pages.space(4);
            }
            case Block.Facts facts -> facts(facts.facts());
            case Block.Entries entries -> entries(entries.entries());
            case Block.Figure figure -> pages.chart(figure.data());
            case Block.Table table -> PdfTable.draw(pages, table);
        }
    }

    private void facts(List<Block.Fact> facts) throws IOException {
        float names = 0;
        float commands = 0;
        for (var fact : facts) {
            names = Math.max(names, (float) Face.REGULAR.width(fact.name(), BODY));
            commands = Math.max(commands, (float) Face.REGULAR.width(fact.command(), SMALL));
        }
        names = Math.min(names, pages.width() / 3) + 14;
        float room = pages.width() - names - (commands > 0 ? commands + 14 : 0);
        for (var fact : facts) {
            var lines = PdfPages.lines(fact.value().text(), Face.REGULAR, BODY, room);
            pages.keep(PdfPages.leading(BODY));
            var name = Face.REGULAR.wrap(fact.name(), BODY, names - 8, 1);
            pages.line(String.join("", name), Face.REGULAR, BODY, PdfPages.MUTED, PdfPages.left(), pages.y() - BODY);
            if (!fact.command().isEmpty()) {
                float x = PdfPages.left() + pages.width() - commands;
                pages.line(fact.command(), Face.REGULAR, SMALL, PdfPages.MUTED, x, pages.y() - BODY);
            }
            for (var line : lines) {
                pages.keep(PdfPages.leading(BODY));
                pages.line(line, Face.REGULAR, BODY, PdfPages.INK, PdfPages.left() + names, pages.y() - BODY);
                pages.space(PdfPages.leading(BODY));
            }
            pages.space(2);
        }
        pages.space(4);
    }

    private void entries(List<Block.Entry> entries) throws IOException {
        int number = 1;
        for (var entry : entries) {
            pages.keep(height(entry));
            var mark =
                    switch (entry.mark()) {
                        case STEP -> number++ + ".";
                        case NONE -> "–";
                        case CAUSE, WARNING, INFORMATION -> "";
                    };
            if (mark.isEmpty()) {
                word(entry.mark());
            } else {
                pages.line(mark, Face.REGULAR, BODY, PdfPages.MUTED, PdfPages.left(), pages.y() - BODY);
            }
            var face = entry.lines().isEmpty() && entry.mark() == Mark.NONE ? Face.REGULAR : Face.BOLD;
            pages.text(entry.title(), face, BODY, PdfPages.INK, INDENT);
            for (var line : entry.lines()) {
                pages.text(line, Face.REGULAR, BODY - 0.5f, PdfPages.INK, INDENT);
            }
            if (!entry.source().isEmpty()) {
                pages.text(
                        ReportText.of("report.follows-from", entry.source()),
                        Face.REGULAR,
                        SMALL,
                        PdfPages.MUTED,
                        INDENT);
            }
            pages.space(face == Face.BOLD ? 6 : 2);
        }
        pages.space(3);
    }

    /// The severity, in a line of its own above what it is about.
    private void word(Mark mark) throws IOException {
        var colour = mark == Mark.CAUSE ? ALARM : mark == Mark.WARNING ? DOUBT : PdfPages.MUTED;
        pages.text(mark.words(), Face.REGULAR, SMALL, colour, INDENT);
        float top = pages.y() + PdfPages.leading(SMALL);
        pages.box(PdfPages.left(), top - 22, 2.5f, 22, colour);
    }

    /// Enough of an entry to be kept together: all of it, if it is short.
    private float height(Block.Entry entry) {
        float width = pages.width() - INDENT;
        int lines = PdfPages.lines(entry.title(), Face.BOLD, BODY, width).size() + 1;
        for (var line : entry.lines()) {
            lines += PdfPages.lines(line, Face.REGULAR, BODY, width).size();
        }
        return Math.min(lines + 1, 9) * PdfPages.leading(BODY);
    }
}
