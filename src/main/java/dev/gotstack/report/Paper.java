package dev.gotstack.report;

import org.apache.pdfbox.pdmodel.common.PDRectangle;

/// Sheets a chart is printed on, in landscape.
public enum Paper {
    A4(PDRectangle.A4),
    LETTER(PDRectangle.LETTER);

    private final PDRectangle portrait;

    Paper(PDRectangle portrait) {
        this.portrait = portrait;
    }

    /// In points.
    float width() {
        return portrait.getHeight();
    }

    /// In points.
    float height() {
        return portrait.getWidth();
    }
}
