package dev.gotstack.stack;

import static dev.gotstack.stack.Machine.EBP;
import static dev.gotstack.stack.Machine.ESP;
import static dev.gotstack.stack.Machine.UNKNOWN;

import dev.gotstack.layout.TypeSource;
import dev.gotstack.stack.Landings.Landing;
import dev.gotstack.stack.StackWords.Word;
import dev.gotstack.symbol.Lazy;
import dev.gotstack.windows.KernelStack;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Gets a walk going again where forward simulation has nothing to run: by the frame pointer in force and by the
/// weighing of all words above ([Tiling]), which is done once, when first needed.
final class Resync {
    private final CodeView code;
    private final KernelStack stack;
    private final Lazy<StackWords> words;
    private final Lazy<Landings> landings;
    private final Lazy<Tiling> tiling;

    Resync(
            CodeView code,
            KernelStack stack,
            ForwardSimulation simulation,
            Candidates candidates,
            TypeSource types,
            Corrections corrections) {
        this.code = code;
        this.stack = stack;
        this.words = new Lazy<>(() -> new StackWords(code, stack, types, corrections));
        this.landings = new Lazy<>(() -> new Landings(code, candidates, simulation, words.get()));
        this.tiling = new Lazy<>(() -> new Tiling(words.get(), landings.get()));
    }

    /// The next return slot, or null if nothing above leads on.
    ///
    /// @param eip where the frame executes whose return slot is sought
    /// @param slot the slot that holds this address; 0 if none does
    /// @param from lowest address that may be it
    @Nullable
    Candidate after(long eip, long slot, long from, long[] registers) {
        long framePointer = inForce(from, registers);
        var word = tiling.get().after(eip, slot, from, framePointer);
        return word == null ? null : candidate(word, framePointer);
    }

    /// A slot that a person pinned, whatever it holds.
    Candidate pinned(long slot, long[] registers) {
        long value = code.space().value(slot, 4).orElse(0);
        var word = new Word(-1, slot, value, CodeView.Verdict.CALLED);
        var found = candidate(word, inForce(slot, registers));
        return new Candidate(Evidence.Method.BY_HAND, slot, value, found.registers(), 0, found.end());
    }

    /// Words that may be return addresses and were not taken, nearest to the taken one first.
    List<Evidence.Alternative> passedOver(long from, long taken) {
        return words.get().all().reversed().stream()
                .filter(word -> word.slot() >= from && word.slot() < taken)
                .map(word -> new Evidence.Alternative(
                        word.slot(),
                        word.value(),
                        Evidence.Method.SCAN,
                        tiling.get().whyNot(word)))
                .toList();
    }

    /// The frame pointer, if it leads to a possible return address at or above `from`.
    private long inForce(long from, long[] registers) {
        long ebp = registers[EBP];
        return ebp != UNKNOWN && ebp + 4 >= from && words.get().isFramePointer(ebp) ? ebp : UNKNOWN;
    }

    private Candidate candidate(Word word, long framePointer) {
        boolean linked = framePointer != UNKNOWN && word.slot() == framePointer + 4;
        long saved = linked ? code.space().value(framePointer, 4).orElse(UNKNOWN) : framePointer;
        return new Candidate(
                linked ? Evidence.Method.FRAME_POINTER : Evidence.Method.SCAN,
                word.slot(),
                word.value(),
                registers(word, saved),
                linked ? 0 : 1,
                ForwardSimulation.End.RETURN);
    }

    private long[] registers(Word word, long framePointer) {
        long usable = framePointer != UNKNOWN && stack.contains(framePointer) ? framePointer : UNKNOWN;
        if (word.verdict() == CodeView.Verdict.CALLED) {
            var known = usable == UNKNOWN ? List.<Landing>of() : landings.get().of(word, usable);
            var ways = known.isEmpty() ? landings.get().of(word) : known;
            var best = ways.stream().max(Comparator.comparingDouble(tiling.get()::worth));
            if (best.isPresent()) {
                var registers = best.get().registers().clone();
                if (registers[ESP] == UNKNOWN) {
                    registers[ESP] = word.slot() + 4;
                }
                return registers;
            }
        }
        var registers = new long[8];
        Arrays.fill(registers, UNKNOWN);
        registers[ESP] = word.slot() + 4;
        registers[EBP] = usable != UNKNOWN ? usable : words.get().savedFramePointer(word);
        return registers;
    }
}
