package dev.gotstack.report;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/// The two faces of the one typeface charts are set in, and what text set in them measures.
///
/// Liberation Sans comes along in `assets/fonts`, so that a chart is laid out the same on every machine. Its widths are
/// those of Arial and Helvetica, so that an SVG, which names all three, fits wherever it is looked at.
public enum Face {
    REGULAR("LiberationSans-Regular.ttf", Font.PLAIN),
    BOLD("LiberationSans-Bold.ttf", Font.BOLD);

    static final String FAMILY = "Liberation Sans";
    private static final String ELLIPSIS = "…";
    /// Characters the typeface lacks are drawn by another one; most of those are square.
    private static final double FOREIGN = 1.0;

    private final String file;
    private final int style;
    private final TrueTypeFont outlines;
    private final CmapLookup glyphs;
    private final double unitsPerEm;

    Face(String file, int style) {
        this.file = file;
        this.style = style;
        try {
            outlines = new TTFParser().parse(new RandomAccessReadBuffer(bytes()));
            glyphs = outlines.getUnicodeCmapLookup();
            unitsPerEm = outlines.getUnitsPerEm();
        } catch (IOException e) {
            throw new IllegalStateException("This program's own font is damaged: " + file, e);
        }
    }

    /// The font file.
    public byte[] bytes() {
        try (InputStream in = Objects.requireNonNull(Face.class.getResourceAsStream("/fonts/" + file), file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }

    public boolean has(int codePoint) {
        return glyphs.getGlyphId(codePoint) != 0;
    }

    public double width(String text, double size) {
        return size * text.codePoints().mapToDouble(this::advance).sum();
    }

    private double advance(int codePoint) {
        int glyph = glyphs.getGlyphId(codePoint);
        try {
            return glyph == 0 ? FOREIGN : outlines.getAdvanceWidth(glyph) / unitsPerEm;
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }

    /// `text`, or its beginning with an ellipsis, so that it is no wider than `width`.
    String fit(String text, double size, double width) {
        if (width(text, size) <= width) {
            return text;
        }
        double room = width / size - advance(ELLIPSIS.codePointAt(0));
        int end = 0;
        while (end < text.length()) {
            room -= advance(text.codePointAt(end));
            if (room < 0) {
                break;
            }
            end += Character.charCount(text.codePointAt(end));
        }
        return text.substring(0, end).strip() + ELLIPSIS;
    }

    /// `text` broken into at most `most` lines no wider than `width`; what is left over is elided.
    public List<String> wrap(String text, double size, double width, int most) {
        var lines = new ArrayList<String>();
        String rest = text.strip();
        while (!rest.isEmpty() && lines.size() < most) {
            int end = lines.size() == most - 1 ? rest.length() : lineEnd(rest, size, width);
            lines.add(fit(rest.substring(0, end).strip(), size, width));
            rest = rest.substring(end).strip();
        }
        return lines;
    }

    /// Where the first line of `text` ends: behind a word, or inside one that is longer than a line.
    private int lineEnd(String text, double size, double width) {
        double room = width / size;
        int word = 0;
        int at = 0;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            if (c == ' ') {
                word = at;
            }
            room -= advance(c);
            if (room < 0) {
                return word > 0 ? word : Math.max(at, Character.charCount(c));
            }
            at += Character.charCount(c);
        }
        return at;
    }

    /// The face for drawing. Text with characters it lacks is left to the machine's own fonts.
    Font font(double size, String text) {
        Font ours = Drawn.of(this).deriveFont(style, (float) size);
        return ours.canDisplayUpTo(text) < 0 ? ours : new Font(Font.SANS_SERIF, style, 1).deriveFont((float) size);
    }

    /// Loaded apart from the measures: laying out a chart, and writing SVG, needs no font system.
    private static final class Drawn {
        private static final List<Font> FONTS = List.of(load(REGULAR), load(BOLD));

        static Font of(Face face) {
            return FONTS.get(face.ordinal());
        }

        private static Font load(Face face) {
            try {
                return Font.createFont(Font.TRUETYPE_FONT, new ByteArrayInputStream(face.bytes()));
            } catch (FontFormatException | IOException e) {
                throw new IllegalStateException("This program's own font is damaged: " + face.file, e);
            }
        }
    }
}
