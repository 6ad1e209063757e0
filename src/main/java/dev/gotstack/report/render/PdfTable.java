package dev.gotstack.report.render;

import dev.gotstack.report.Face;
import dev.gotstack.report.document.Block;
import dev.gotstack.report.document.Block.Column;
import dev.gotstack.report.document.Block.Row;
import dev.gotstack.report.document.Cell;
import java.awt.Color;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A table on the pages of a PDF. Its head is repeated on every page, and no row is torn apart.
final class PdfTable {
    private static final float SIZE = 7.8f;
    private static final float PAD = 2.6f;
    private static final float GAP = 9;
    private static final float INDENT = 10;
    private static final int MOST_LINES = 24;
    private static final Color HEAD = new Color(0xf3f8fc);
    /// No column is made narrower than this for the sake of others.
    private static final float NARROWEST = 34;

    /// Longer words are broken.
    private static final double LONG_WORD = 120;

    private final PdfPages pages;
    private final Block.Table table;
    private final float[] widths;

    private PdfTable(PdfPages pages, Block.Table table) {
        this.pages = pages;
        this.table = table;
        this.widths = widths(table, pages.width());
    }

    static void draw(PdfPages pages, Block.Table table) throws IOException {
        new PdfTable(pages, table).draw();
    }

    private void draw() throws IOException {
        float first = table.rows().isEmpty() ? 0 : height(table.rows().getFirst());
        pages.keep(headHeight() + first + (table.caption().isEmpty() ? 0 : 40));
        if (!table.caption().isEmpty()) {
            pages.space(5);
            pages.text(table.caption(), Face.BOLD, 9, PdfPages.INK, 0);
            pages.space(3);
        }
        head();
        for (var row : table.rows()) {
            if (pages.keep(height(row))) {
                head();
            }
            row(row);
        }
        pages.space(8);
    }

    private float headHeight() {
        int lines = 1;
        for (int i = 0; i < widths.length; i++) {
            lines = Math.max(
                    lines,
                    lines(table.columns().get(i).title(), Face.BOLD, i, 0).size());
        }
        return lines * PdfPages.leading(SIZE) + 2 * PAD;
    }

    private void head() throws IOException {
        float height = headHeight();
        float x = PdfPages.left();
        for (int i = 0; i < widths.length; i++) {
            var column = table.columns().get(i);
            var lines = lines(column.title(), Face.BOLD, i, 0);
            // Titles stand on the rule, however many lines they have.
            float top = pages.y() - height + PAD + lines.size() * PdfPages.leading(SIZE);
            cell(lines, Face.BOLD, PdfPages.MUTED, column, x, widths[i], top);
            x += widths[i] + GAP;
        }
        pages.space(height);
        pages.rule(PdfPages.left(), pages.width(), pages.y(), 0.9f, PdfPages.MUTED);
    }

    private void row(Row row) throws IOException {
        float height = height(row);
        if (row.role() == Row.Role.HEAD) {
            pages.box(PdfPages.left(), pages.y() - height, pages.width(), height, HEAD);
        }
        if (row.role() == Row.Role.TOTAL) {
            pages.rule(PdfPages.left(), pages.width(), pages.y(), 0.9f, PdfPages.MUTED);
        }
        var face = face(row);
        var colour = row.role() == Row.Role.REST || row.role() == Row.Role.PART ? PdfPages.MUTED : PdfPages.INK;
        float x = PdfPages.left();
        for (int i = 0; i < widths.length; i++) {
            var column = table.columns().get(i);
            float indent = indent(row, column);
            var lines = lines(row.cells().get(i).text(), face, i, indent);
            cell(lines, face, colour, column, x + indent, widths[i] - indent, pages.y() - PAD);
            x += widths[i] + GAP;
        }
        pages.space(height);
        if (row.role() != Row.Role.PART && row.role() != Row.Role.TOTAL) {
            pages.rule(PdfPages.left(), pages.width(), pages.y(), 0.4f, PdfPages.LINE);
        }
    }

    private void cell(List<String> lines, Face face, Color colour, Column column, float x, float width, float top)
            throws IOException {
        float baseline = top - SIZE;
        for (var line : lines) {
            boolean right = column.kind() == Column.Kind.NUMBER;
            float at = right ? x + width - (float) face.width(line, SIZE) : x;
            pages.line(line, face, SIZE, colour, at, baseline);
            baseline -= PdfPages.leading(SIZE);
        }
    }

    private float height(Row row) {
        int lines = 1;
        for (int i = 0; i < widths.length; i++) {
            float indent = indent(row, table.columns().get(i));
            lines = Math.max(
                    lines,
                    lines(row.cells().get(i).text(), face(row), i, indent).size());
        }
        return lines * PdfPages.leading(SIZE) + (row.role() == Row.Role.PART ? PAD : 2 * PAD);
    }

    private List<String> lines(String text, Face face, int column, float indent) {
        return face.wrap(text, SIZE, widths[column] - indent, MOST_LINES);
    }

    private static Face face(Row row) {
        return row.role() == Row.Role.HEAD || row.role() == Row.Role.TOTAL ? Face.BOLD : Face.REGULAR;
    }

    private static float indent(Row row, Column column) {
        return row.role() == Row.Role.PART && column.kind() == Column.Kind.CODE ? INDENT : 0;
    }

    /// Columns get the width of their content where there is room for all; else those that need more than their share
    /// give way, and their text wraps.
    private static float[] widths(Block.Table table, float available) {
        int count = table.columns().size();
        float room = available - GAP * (count - 1);
        float[] wanted = new float[count];
        float[] result = new float[count];
        var open = new ArrayList<Integer>();
        for (int i = 0; i < count; i++) {
            wanted[i] = wanted(table, i);
            open.add(i);
        }
        // Words are not broken where there is room for them; numbers never are.
        for (double longest = LONG_WORD; longest >= NARROWEST && sum(wanted) > room; longest -= 10) {
            float[] least = new float[count];
            for (int i = 0; i < count; i++) {
                boolean number = table.columns().get(i).kind() == Column.Kind.NUMBER;
                least[i] = number ? wanted[i] : Math.min(wanted[i], longestWord(table, i, longest));
            }
            if (sum(least) <= room) {
                return grown(table, least, wanted, room);
            }
        }
        // Whoever needs no more than its share gets what it needs; the others share what is left, again and again.
        boolean settled = false;
        while (!settled && !open.isEmpty()) {
            settled = true;
            float left = room;
            for (var i : List.copyOf(open)) {
                float share = share(table, open, i, left);
                if (wanted[i] <= share) {
                    result[i] = wanted[i];
                    room -= wanted[i];
                    open.remove((Object) i);
                    settled = false;
                    break;
                }
            }
        }
        for (var i : open) {
            result[i] = Math.max(Math.min(NARROWEST, wanted[i]), share(table, open, i, room));
        }
        if (open.isEmpty()) {
            result[widest(table)] += room;
        }
        return result;
    }

    /// From what each needs at least, towards what each wants, in proportion to what it lacks.
    private static float[] grown(Block.Table table, float[] least, float[] wanted, float room) {
        float spare = room - sum(least);
        float lacking = sum(wanted) - sum(least);
        float[] result = least.clone();
        for (int i = 0; i < table.columns().size(); i++) {
            result[i] += spare * (wanted[i] - least[i]) / lacking;
        }
        return result;
    }

    private static float sum(float[] values) {
        float sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum;
    }

    private static float longestWord(Block.Table table, int column, double most) {
        double longest = NARROWEST;
        for (var row : table.rows()) {
            for (var word : row.cells().get(column).text().split(" ", -1)) {
                longest = Math.max(
                        longest,
                        Math.min(
                                most,
                                face(row).width(word, SIZE)
                                        + indent(row, table.columns().get(column))));
            }
        }
        return (float) longest + 0.5f;
    }

    private static float share(Block.Table table, List<Integer> open, int column, float room) {
        double sum =
                open.stream().mapToDouble(i -> table.columns().get(i).weight()).sum();
        return (float) (room * table.columns().get(column).weight() / sum);
    }

    /// The column that takes what nobody needs: the last one of text, so that numbers stay beside what they count.
    private static int widest(Block.Table table) {
        int widest = table.columns().size() - 1;
        for (int i = 0; i < table.columns().size(); i++) {
            var column = table.columns().get(i);
            var best = table.columns().get(widest);
            boolean better = best.kind() == Column.Kind.NUMBER || column.weight() > best.weight();
            if (column.kind() != Column.Kind.NUMBER && better) {
                widest = i;
            }
        }
        return widest;
    }

    private static float wanted(Block.Table table, int index) {
        var column = table.columns().get(index);
        double width = Face.BOLD.width(column.title(), SIZE);
        for (var row : table.rows()) {
            Cell cell = row.cells().get(index);
            width = Math.max(width, face(row).width(cell.text(), SIZE) + indent(row, column));
        }
        return (float) width + 0.5f;
    }
}
