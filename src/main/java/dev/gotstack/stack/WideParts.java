package dev.gotstack.stack;

import dev.gotstack.symbol.pe.UnwindCode;
import dev.gotstack.text.Phrase;
import dev.gotstack.windows.Kernel;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// What every byte of a 64-bit stack is used for, as unwind data tells: return addresses, saved registers, what was
/// allocated. Below what was allocated lie the arguments a function passes on.
final class WideParts {
    private static final int WORD = 8;
    private static final int MOST_CHAINED = 32;

    private final StackUsage usage;
    private final List<Frame> frames;
    private final FunctionTables tables;
    private final TreeMap<Long, Piece> pieces = new TreeMap<>();

    /// @param frame the frame that owns it
    private record Piece(long end, Part.Use use, int frame, Phrase what) {}

    private WideParts(Kernel kernel, CallStack calls, StackUsage usage) {
        this.usage = usage;
        this.frames = calls.frames();
        this.tables = new FunctionTables(kernel.modules());
    }

    static List<Part> of(Kernel kernel, CallStack calls, StackUsage usage) {
        var parts = new WideParts(kernel, calls, usage);
        for (int i = 0; i < parts.frames.size(); i++) {
            parts.describe(i);
        }
        return parts.cut();
    }

    private void describe(int index) {
        var frame = frames.get(index);
        if (frame.trapFrame().isPresent()) {
            long start = frame.trapFrame().getAsLong();
            put(start, start + frame.trapFrameSize(), Part.Use.TRAP_FRAME, index, Phrase.NONE);
        }
        if (frame.returnSlot().isEmpty()) {
            return;
        }
        long slot = frame.returnSlot().getAsLong();
        put(slot, slot + WORD, Part.Use.RETURN_ADDRESS, index, Phrase.NONE);
        boolean interrupted = index == 0 || frames.get(index - 1).kind() != Frame.Kind.CALL;
        long rip = frame.code().address();
        var function = tables.at(interrupted ? rip : rip - 1).orElse(null);
        if (function == null) {
            return;
        }
        long offset = rip - function.start();
        long top = slot;
        for (var code : steps(function, offset)) {
            top = describe(code, frame, index, top);
        }
    }

    /// The steps of the prolog that ran, the first one first.
    private List<UnwindCode> steps(FunctionTables.Function function, long offset) {
        var steps = new ArrayList<UnwindCode>();
        function.unwind().codes().stream()
                .filter(code -> code.prologOffset() <= offset)
                .forEach(steps::add);
        var part = function;
        for (int i = 0; i < MOST_CHAINED; i++) {
            var parent = tables.parent(part);
            if (parent.isEmpty()) {
                break;
            }
            part = parent.get();
            steps.addAll(part.unwind().codes());
        }
        return steps.reversed();
    }

    /// @param top where the part made so far ends
    /// @return where it ends now
    private long describe(UnwindCode code, Frame frame, int index, long top) {
        return switch (code.operation()) {
            case PUSH -> {
                put(top - WORD, top, Part.Use.SAVED_REGISTER, index, Phrase.data(WideRegisters.name(code.register())));
                yield top - WORD;
            }
            case ALLOCATE -> {
                long start = Math.max(top - code.bytes(), frame.stackPointer());
                put(start, top, Part.Use.LOCALS, index, Phrase.NONE);
                yield top - code.bytes();
            }
            case SAVE -> {
                // Saved in what was allocated, or in the room the caller left above the return address.
                long at = frame.stackPointer() + code.bytes();
                boolean moved = frame.registers().framePointer() != 0 && top != frame.stackPointer();
                if (!moved && at + WORD <= frame.end()) {
                    put(
                            at,
                            at + WORD,
                            Part.Use.SAVED_REGISTER,
                            index,
                            Phrase.data(WideRegisters.name(code.register())));
                }
                yield top;
            }
            case SET_FRAME, SAVE_XMM, MACHINE_FRAME -> top;
        };
    }

    /// Lays a piece over what was there.
    private void put(long start, long end, Part.Use use, int frame, Phrase what) {
        long first = Math.max(start, usage.limit());
        long last = Math.min(end, usage.base());
        if (first >= last) {
            return;
        }
        split(first);
        split(last);
        pieces.subMap(first, last).clear();
        pieces.put(first, new Piece(last, use, frame, what));
    }

    private void split(long at) {
        var below = pieces.lowerEntry(at);
        if (below != null && below.getValue().end() > at) {
            var piece = below.getValue();
            pieces.put(below.getKey(), new Piece(at, piece.use(), piece.frame(), piece.what()));
            pieces.put(at, piece);
        }
    }

    private List<Part> cut() {
        var parts = new ArrayList<Part>();
        for (var slice : usage.slices()) {
            var other =
                    switch (slice.owner()) {
                        case FREE -> Part.Use.FREE;
                        case BASE -> Part.Use.BASE;
                        case UNATTRIBUTED -> Part.Use.UNATTRIBUTED;
                        case FRAME, TRAP_FRAME -> Part.Use.UNKNOWN;
                    };
            if (other == Part.Use.UNKNOWN) {
                cut(slice, parts);
            } else {
                parts.add(new Part(slice.start(), slice.end(), other, slice.frame(), -1, Phrase.NONE));
            }
        }
        return List.copyOf(parts);
    }

    private void cut(Slice slice, List<Part> parts) {
        long at = slice.start();
        while (at < slice.end()) {
            var here = pieces.floorEntry(at);
            var piece = here != null && here.getValue().end() > at ? here.getValue() : null;
            var above = pieces.higherKey(at);
            long end = piece != null ? piece.end() : above != null ? above : slice.end();
            end = Math.min(end, slice.end());
            parts.add(
                    piece == null
                            ? new Part(at, end, Part.Use.UNKNOWN, slice.frame(), -1, Phrase.NONE)
                            : new Part(at, end, piece.use(), slice.frame(), piece.frame(), piece.what()));
            at = end;
        }
    }
}
