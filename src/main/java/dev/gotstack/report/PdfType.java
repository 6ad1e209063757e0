package dev.gotstack.report;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.text.Bidi;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/// Our typeface, embedded in one PDF document.
public final class PdfType {
    private final PDFont regular;
    private final PDFont bold;

    public PdfType(PDDocument document) throws IOException {
        regular = PDType0Font.load(document, new ByteArrayInputStream(Face.REGULAR.bytes()));
        bold = PDType0Font.load(document, new ByteArrayInputStream(Face.BOLD.bytes()));
    }

    public PDFont font(Face face) {
        return face == Face.BOLD ? bold : regular;
    }

    /// What the embedded typeface cannot write becomes a question mark; the rest stays searchable.
    public static String encodable(String text, Face face) {
        var result = new StringBuilder();
        text.codePoints().map(c -> face.has(c) ? c : '?').forEach(result::appendCodePoint);
        return result.toString();
    }

    /// The letters in the order in which they stand on paper: PDF knows no other.
    public static String visual(String text) {
        if (!Bidi.requiresBidi(text.toCharArray(), 0, text.length())) {
            return text;
        }
        var bidi = new Bidi(text, Bidi.DIRECTION_LEFT_TO_RIGHT);
        var runs = new String[bidi.getRunCount()];
        var levels = new byte[runs.length];
        for (int i = 0; i < runs.length; i++) {
            String run = text.substring(bidi.getRunStart(i), bidi.getRunLimit(i));
            levels[i] = (byte) bidi.getRunLevel(i);
            runs[i] =
                    levels[i] % 2 == 0 ? run : new StringBuilder(run).reverse().toString();
        }
        Bidi.reorderVisually(levels, 0, runs, 0, runs.length);
        return String.join("", runs);
    }
}
