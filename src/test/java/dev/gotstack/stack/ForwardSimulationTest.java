package dev.gotstack.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.windows.LoadedImages;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Hand-assembled functions, run forward to where they return.
class ForwardSimulationTest {
    private static final long CODE = 0x1000_0000L;
    private static final long STACK = 0x6000_0000L;
    private static final long HELPER = CODE + 0x100;
    private static final long OTHER = CODE + 0x200;

    private final HandMadeSpace space = new HandMadeSpace();

    private ForwardSimulation simulation() {
        return new ForwardSimulation(new CodeFacts(space, LoadedImages.of(LoadedImages.code(CODE, 0x1000, null))));
    }

    private static long[] registers(long esp, long ebp) {
        var registers = new long[8];
        Arrays.fill(registers, Machine.UNKNOWN);
        registers[Machine.ESP] = esp;
        registers[Machine.EBP] = ebp;
        return registers;
    }

    private List<Long> slots(long eip, long[] registers) {
        return simulation().outcomes(eip, registers).stream()
                .map(outcome -> outcome.slot() - STACK)
                .distinct()
                .sorted()
                .collect(Collectors.toList());
    }

    /// A call of HELPER from `at`, in hexadecimal.
    private static String callHelper(long at) {
        long distance = HELPER - at - 5;
        return String.format("e8 %02x %02x 00 00", distance & 0xff, distance >> 8);
    }

    @Test
    void afterAllocaOfUnknownSizeTheFramePointerLeadsOut() {
        // call alloca; push eax; mov esp,ebp; pop ebp; ret
        space.code(CODE, callHelper(CODE) + " 50 8b e5 5d c3");
        // push ecx; lea ecx,[esp+8]; sub ecx,eax; mov eax,esp; mov esp,ecx; mov ecx,[eax]; mov eax,[eax+4]; push eax;
        // ret
        space.code(HELPER, "51 8d 4c 24 08 2b c8 8b c4 8b e1 8b 08 8b 40 04 50 c3");
        assertEquals(List.of(0x44L), slots(CODE, registers(STACK, STACK + 0x40)));
    }

    @Test
    void aFunctionWhoseUnknownCallsMustBeGuessedIsNoHelper() {
        // call OTHER; add esp,4; ret
        space.code(CODE, callHelper(CODE) + " 83 c4 04 c3");
        // Without a frame pointer, in a loop: push eax; push eax; call eax; test eax,eax; jz -8; pop esi; ret
        space.code(HELPER, "56 50 50 ff d0 85 c0 74 f8 5e c3");
        assertEquals(List.of(4L), slots(CODE, registers(STACK, STACK + 0x40)));
    }

    @Test
    void aPathThatLostTheFramePointerDoesNotHideOneThatKeptIt() {
        // jz +3; mov ebp,[eax]; nop; (joined:) mov esp,ebp; pop ebp; ret, with the stack pointer unknown on both.
        space.code(CODE, "74 03 8b 28 90 8b e5 5d c3");
        assertEquals(List.of(0x44L), slots(CODE, registers(Machine.UNKNOWN, STACK + 0x40)));
    }

    @Test
    void aRegisterThatCountsInALoopIsNoFramePointer() {
        // inc ebp; cmp ebp,esi; jnz -5; ret
        space.code(CODE, "45 3b ee 75 fb c3");
        assertEquals(List.of(0L), slots(CODE, registers(STACK, 5)));
    }

    @Test
    void everyDepthOnTheWayIsShown() {
        // OTHER: push ebx; sub esp,10h; add esp,10h; pop ebx; ret
        space.code(OTHER, "53 83 ec 10 83 c4 10 5b c3");
        assertTrue(reaches(OTHER, STACK, OTHER + 4, STACK - 0x14));
        assertTrue(reaches(OTHER, STACK, OTHER + 8, STACK));
        assertEquals(false, reaches(OTHER, STACK, OTHER + 4, STACK));
    }

    private boolean reaches(long entry, long slot, long eip, long stackPointer) {
        return simulation()
                        .arrive(entry, slot, eip, stackPointer, Machine.UNKNOWN)
                        .reach()
                == ForwardSimulation.Reach.YES;
    }
}
