package dev.gotstack.report.render;

import org.apache.pdfbox.pdmodel.common.PDRectangle;

/// Sizes of paper.
public enum Paper {
    A4("A4", PDRectangle.A4),
    LETTER("Letter", PDRectangle.LETTER);

    private final String title;
    private final PDRectangle portrait;

    Paper(String title, PDRectangle portrait) {
        this.title = title;
        this.portrait = portrait;
    }

    public String title() {
        return title;
    }

    PDRectangle portrait() {
        return portrait;
    }

    PDRectangle landscape() {
        return new PDRectangle(portrait.getHeight(), portrait.getWidth());
    }
}
