package dev.gotstack.report;

import org.apache.pdfbox.pdmodel.common.PDRectangle;

/// Sizes of paper.
public enum Paper {
    A4("A4", PDRectangle.A4.getWidth(), PDRectangle.A4.getHeight()),
    LETTER("Letter", PDRectangle.LETTER.getWidth(), PDRectangle.LETTER.getHeight());

    private final String title;
    private final float width;
    private final float height;

    Paper(String title, float width, float height) {
        this.title = title;
        this.width = width;
        this.height = height;
    }

    public String title() {
        return title;
    }

    /// In points.
    public PDRectangle portrait() {
        return new PDRectangle(width, height);
    }

    /// In points.
    public PDRectangle landscape() {
        return new PDRectangle(height, width);
    }
}
