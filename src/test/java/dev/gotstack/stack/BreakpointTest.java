package dev.gotstack.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gotstack.windows.LoadedImages;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Code that was interrupted by its own `int 3` goes on behind it; anywhere else `int 3` ends a way.
class BreakpointTest {
    private static final long CODE = 0x1000_0000L;
    private static final long STACK = 0x6000_0000L;

    private final HandMadeSpace space = new HandMadeSpace();
    private final CodeView code = new CodeView(space, LoadedImages.of(LoadedImages.code(CODE, 0x1000, null)));

    private List<Long> slots(long eip) {
        var registers = new long[8];
        Arrays.fill(registers, Machine.UNKNOWN);
        registers[Machine.ESP] = STACK;
        return new ForwardSimulation(new CodeFacts(code))
                .outcomes(eip, registers).stream()
                        .map(outcome -> outcome.slot() - STACK)
                        .distinct()
                        .toList();
    }

    @Test
    void anInterruptedBreakpointIsStepped() {
        // int 3; pop ebp; ret
        space.code(CODE, "cc 5d c3");
        assertEquals(CODE + 1, code.resumed(CODE));
        assertEquals(List.of(4L), slots(code.resumed(CODE)));
    }

    @Test
    void itsLongFormToo() {
        // int 3 in two bytes, as `int` with a number; pop ebp; ret
        space.code(CODE, "cd 03 5d c3");
        assertEquals(List.of(4L), slots(code.resumed(CODE)));
    }

    @Test
    void onlyOneIsStepped() {
        // int 3; int 3; ret: padding
        space.code(CODE, "cc cc c3");
        assertEquals(CODE + 1, code.resumed(CODE));
        assertEquals(List.of(), slots(code.resumed(CODE)));
    }

    @Test
    void otherCodeGoesOnWhereItWas() {
        space.code(CODE, "5d c3");
        assertEquals(CODE, code.resumed(CODE));
        assertEquals(CODE + 0x800, code.resumed(CODE + 0x800), "nothing is known of missing code");
    }

    @Test
    void oneOnTheWayEndsIt() {
        // pop ebp; int 3; ret
        space.code(CODE, "5d cc c3");
        assertEquals(List.of(), slots(CODE));
    }

    @Test
    void behindACallThatNeverReturnsItIsNotStepped() {
        // Where a return address leads, nothing was interrupted.
        space.code(CODE, "cc c3");
        assertEquals(List.of(), slots(CODE));
    }
}
