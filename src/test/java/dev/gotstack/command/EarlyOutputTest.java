package dev.gotstack.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.Samples;
import java.util.ArrayList;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class EarlyOutputTest {
    private static final long LONG = 200_000_000;

    @Test
    void whatTakesLongIsToldInPieces() {
        var pieces = new ArrayList<Output>();
        var out = Output.bounded(1000, pieces::add);
        out.line("one").line("two");
        assertEquals(0, pieces.size(), "what is done at once comes at once");
        LockSupport.parkNanos(LONG);
        out.tell();
        out.tell();
        out.line("three");
        LockSupport.parkNanos(LONG);
        out.line("four").line("five");
        assertEquals(2, pieces.size());
        assertEquals("one\ntwo\n", pieces.getFirst().text());
        assertEquals("three\nfour\n", pieces.getLast().text());
        assertEquals("five\n", out.build().from(4).text());
        assertEquals("one\ntwo\nthree\nfour\nfive\n", out.build().text());
    }

    @Test
    void piecesAreTheBeginningOfTheResult() {
        var analysis = Samples.analyze(Samples.ARTICLE);
        var pieces = new ArrayList<Output>();
        var result = new WinDbgInterpreter()
                .run("!search -b 4d 5a; s -b 80800000 L400000 4d 5a", Context.of(analysis), pieces::add);
        var early = new StringBuilder();
        pieces.forEach(piece -> early.append(piece.text()));
        assertTrue(result.output().text().startsWith(early.toString()));
        assertTrue(result.output().text().contains("in the file"));
    }
}
