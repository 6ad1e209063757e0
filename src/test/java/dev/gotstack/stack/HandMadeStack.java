package dev.gotstack.stack;

import dev.gotstack.layout.Field;
import dev.gotstack.layout.TypeLayout;
import dev.gotstack.layout.TypeSource;
import dev.gotstack.windows.KernelStack;
import dev.gotstack.windows.LoadedImages;
import java.util.List;
import java.util.Optional;

/// A stack of words put where they are wanted, zeros elsewhere; and two images: one whose code is there as far as it is
/// put, one whose code is missing.
final class HandMadeStack {
    static final long LIMIT = 0x6000_0000L;
    static final int SIZE = 0x1000;
    static final long CODE = 0x1000_0000L;
    static final long MISSING = 0x2000_0000L;

    final HandMadeSpace space = new HandMadeSpace().words(LIMIT, new long[SIZE / 4]);
    private final KernelStack stack = new KernelStack(LIMIT + SIZE, LIMIT, LIMIT + SIZE, 0, 0, Optional.empty());
    private final CodeView code = new CodeView(
            space, LoadedImages.of(LoadedImages.code(CODE, 0x1000, null), LoadedImages.code(MISSING, 0x1000, null)));

    /// No layouts: nothing is taken for a trap frame.
    private static final TypeSource NO_TYPES = new TypeSource() {
        @Override
        public Optional<TypeLayout> type(String name) {
            return Optional.empty();
        }

        @Override
        public Optional<Field> field(String typeName, String fieldName) {
            return Optional.empty();
        }

        @Override
        public List<String> typeNames() {
            return List.of();
        }

        @Override
        public String origin() {
            return "none";
        }
    };

    /// Puts a word on the stack.
    ///
    /// @param offset from its lowest address
    HandMadeStack word(int offset, long value) {
        space.set(LIMIT + offset, value);
        return this;
    }

    /// Puts a frame pointer that leads to another place of the stack.
    HandMadeStack pointer(int offset, int to) {
        return word(offset, LIMIT + to);
    }

    StackWords words() {
        return words(Corrections.NONE);
    }

    StackWords words(Corrections corrections) {
        return new StackWords(code, stack, NO_TYPES, corrections);
    }

    Tiling tiling(StackWords words) {
        var simulation = new ForwardSimulation(new CodeFacts(code));
        var candidates = new Candidates(code, simulation, stack, Corrections.NONE);
        return new Tiling(words, new Landings(code, candidates, simulation, words));
    }
}
