package dev.gotstack.report.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.Samples;
import dev.gotstack.io.MalformedFileException;
import dev.gotstack.report.document.Block.Row;
import dev.gotstack.report.document.Block.Table;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComparisonTest {
    private static final Request CUSTOMER = Request.of(Level.CUSTOMER);

    private static Subject subject(String sample) {
        var folder = Samples.ROOT.resolve("dumps-sample").resolve(sample);
        var analysis = Samples.analyze(Samples.dump(folder));
        try {
            return DumpReport.subject(analysis, Level.CUSTOMER);
        } finally {
            Samples.close(analysis);
        }
    }

    private static Section section(Document document, String id) {
        return document.sections().stream()
                .filter(section -> section.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Table table(Document document, String id) {
        return document.sections().stream()
                .flatMap(section -> section.blocks().stream())
                .filter(block -> block instanceof Table)
                .map(block -> (Table) block)
                .filter(table -> table.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> row(Table table, String name) {
        return table.rows().stream()
                .map(row -> row.cells().stream().map(Cell::text).toList())
                .filter(cells -> cells.getFirst().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String text(Section section) {
        return section.blocks().stream().map(Object::toString).collect(Collectors.joining("\n"));
    }

    @Test
    void whatGrewStandsBesideWhatWas() {
        var document = Comparison.of(List.of(subject("article-x86"), subject("overflow-x86-call")), CUSTOMER);
        assertEquals("The kernel stack ran out in both dumps", document.title());
        var drivers = table(document, "drivers");
        assertEquals(List.of("stackhog", "5,204", "6,368", "+1,164"), row(drivers, "stackhog"));
        assertEquals(List.of("fabfs", "1,736", "0", "−1,736"), row(drivers, "fabfs"));
        assertEquals(
                List.of("Contoso Ltd.", "8,276", "10,656", "+2,380"),
                row(table(document, "companies"), "Contoso Ltd."));
        assertTrue(text(section(document, "grew")).contains("fabfs: gone, it had 1,736 bytes"));
        assertTrue(
                text(section(document, "story")).contains("From A to B, hogflt grew most"),
                text(section(document, "story")));
        columnsAddUp(drivers);
    }

    private static void columnsAddUp(Table table) {
        for (int column = 1; column < table.columns().size(); column++) {
            int at = column;
            long sum = table.rows().stream()
                    .filter(row -> row.role() != Row.Role.TOTAL)
                    .mapToLong(row -> (Long) row.cells().get(at).value())
                    .sum();
            assertEquals(table.rows().getLast().cells().get(at).value(), sum);
        }
    }

    @Test
    void theCycleInCommonIsFoundWhereverItWasCaught() {
        var document = Comparison.of(
                List.of(subject("article-x86"), subject("overflow-x86-store"), subject("stack-x86-second")), CUSTOMER);
        assertTrue(
                text(section(document, "cycles")).contains("The same sequence of 8 calls repeats in 2 dumps (A, B)"),
                text(section(document, "cycles")));
        assertEquals(List.of("a", "c", "b"), CommonCycles.turned(List.of("b", "a", "c")));
    }

    @Test
    void whatCannotBeReadIsInTheReport() {
        var malformed = new MalformedFileException("x", 0, "signature", "PAGEDUMP", "my secret");
        var customer = Subject.unreadable(Path.of("/srv/max/bad.dmp"), malformed, Level.CUSTOMER);
        var document = Comparison.of(
                List.of(
                        subject("article-x86"),
                        customer,
                        Subject.unreadable(Path.of("none.dmp"), new NoSuchFileException("none.dmp"), Level.CUSTOMER)),
                CUSTOMER);
        assertEquals("The kernel stack ran out in the one dump that could be read", document.title());
        var unknown = text(section(document, "unknown"));
        assertTrue(unknown.contains("bad.dmp: signature: expected PAGEDUMP"), unknown);
        assertTrue(unknown.contains("none.dmp: there is no such file"), unknown);
        assertTrue(!unknown.contains("secret") && !unknown.contains("/srv"), unknown);
        var engineer = Subject.unreadable(Path.of("bad.dmp"), malformed, Level.ENGINEER);
        assertTrue(engineer.problem().contains("found my secret"));
    }

    @Test
    void nothingReadableIsAReportToo() {
        var none = Subject.unreadable(Path.of("a.dmp"), new NoSuchFileException("a"), Level.CUSTOMER);
        var document = Comparison.of(List.of(none, none), CUSTOMER);
        assertEquals("None of 2 files could be read", document.title());
        assertEquals(2, document.data().rows().size());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 6, 7, 50})
    void fiftyDumpsFit(int count) {
        var subjects = new ArrayList<Subject>();
        var one = subject("article-x86");
        subjects.addAll(Collections.nCopies(count - 1, one));
        subjects.add(subject("overflow-x86-call"));
        var document = Comparison.of(subjects, CUSTOMER);
        var drivers = table(document, "drivers");
        assertTrue(drivers.columns().size() <= 8, "it fits on paper");
        var cells = row(drivers, "stackhog");
        assertEquals("+1,164", cells.getLast());
        if (count > 6) {
            assertEquals(List.of("stackhog", String.valueOf(count), "5,204", "6,368", "+1,164"), cells);
        }
    }
}
