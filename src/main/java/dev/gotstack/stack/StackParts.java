package dev.gotstack.stack;

import dev.gotstack.disasm.Mnemonic;
import dev.gotstack.disasm.Operand;
import dev.gotstack.disasm.Register;
import dev.gotstack.symbol.pdb.FpoRecord;
import dev.gotstack.symbol.pdb.FrameDataRecord;
import dev.gotstack.text.Phrase;
import dev.gotstack.windows.Kernel;
import dev.gotstack.windows.KernelStack;
import dev.gotstack.windows.TrapFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What every byte of a stack is used for, as far as code and symbols tell: return addresses, saved registers, locals,
/// arguments. What they do not tell stays unknown.
public final class StackParts {
    private static final int WORD = 4;
    /// Larger than any stack Windows makes for the kernel; of one that claims to be larger only the owners are told.
    private static final long LARGEST = 0x10_0000;
    /// The distance of a function's code from the name it goes by.
    private static final long LONGEST_FUNCTION = 0x1_0000;

    /// What a word is used for.
    private record Cell(Part.Use use, int owner, Phrase what) {}

    private final StackUsage usage;
    private final List<Frame> frames;
    private final CodeView code;
    private final UnwindData unwindData;
    private final Callees callees;
    private final @Nullable Cell[] cells;

    private StackParts(Kernel kernel, KernelStack stack, CallStack calls, StackUsage usage) {
        this.usage = usage;
        this.frames = calls.frames();
        this.code = new CodeView(kernel.space(), kernel.modules());
        this.unwindData = new UnwindData(code, kernel.modules(), stack);
        this.callees = new Callees(code);
        this.cells = new Cell[usage.size() > LARGEST ? 0 : (int) (usage.size() / WORD)];
    }

    /// The parts of a reconstructed stack, from its limit to its base.
    ///
    /// @param usage the usage counted from the same calls
    public static List<Part> of(Kernel kernel, KernelStack stack, CallStack calls, StackUsage usage) {
        if (kernel.architecture().pointerSize() == 8) {
            return WideParts.of(kernel, calls, usage);
        }
        var parts = new StackParts(kernel, stack, calls, usage);
        for (int i = 0; i < parts.frames.size(); i++) {
            parts.prolog(i);
        }
        for (int i = 0; i < parts.frames.size(); i++) {
            parts.call(i);
            parts.trapFrame(i);
        }
        return parts.cut();
    }

    /// Lowest address that can be a frame's own: behind what its callee was entered with, or behind the trap frame
    /// of what interrupted it.
    private long bottom(int index) {
        var frame = frames.get(index);
        var younger = index == 0 ? null : frames.get(index - 1);
        if (younger != null
                && younger.kind() == Frame.Kind.CALL
                && younger.returnSlot().isPresent()) {
            return younger.returnSlot().getAsLong() + WORD;
        }
        return frame.stackPointer();
    }

    private void prolog(int index) {
        var frame = frames.get(index);
        if (frame.kind() != Frame.Kind.CALL || frame.returnSlot().isEmpty()) {
            return;
        }
        long top = frame.returnSlot().getAsLong();
        long bottom = bottom(index);
        var prolog = prologOf(index);
        if (prolog.complete()) {
            paint(bottom, top - prolog.depth(), new Cell(Part.Use.PUSHED, index, Phrase.NONE));
        }
        for (var item : prolog.items()) {
            long start = top - item.below();
            paint(Math.max(bottom, start), start + item.bytes(), new Cell(item.use(), index, item.what()));
        }
    }

    private Prolog prologOf(int index) {
        long at = frames.get(index).code().address();
        long entry = entryOf(index);
        if (entry != 0 && code.at(entry) != null) {
            return Prolog.of(code, entry, at);
        }
        return described(index);
    }

    /// Where a frame's function begins: where its caller's call instruction leads to, if that is near below; else where
    /// the symbol says. 0 if unknown.
    private long entryOf(int index) {
        var frame = frames.get(index);
        long at = frame.code().address();
        var called = frame.returnAddress().isPresent()
                ? code.calleeOf(frame.returnAddress().getAsLong())
                : OptionalLong.empty();
        if (called.isPresent() && isStart(called.getAsLong(), at)) {
            return called.getAsLong();
        }
        var symbol = frame.code().symbol();
        var module = frame.code().module();
        if (symbol == null || module == null) {
            return 0;
        }
        long start = module.base() + symbol.rva();
        // The nearest export may be another function's name.
        boolean own = module.symbols().isComplete() || symbol.covers(at - module.base());
        return own && isStart(start, at) ? start : 0;
    }

    private static boolean isStart(long start, long at) {
        return start <= at && at - start < LONGEST_FUNCTION;
    }

    /// The frame as unwind data describe it, where the code itself is missing.
    private Prolog described(int index) {
        boolean interrupted = index == 0 || frames.get(index - 1).kind() != Frame.Kind.CALL;
        var at = frames.get(index).code();
        var module = at.module();
        var pdb = module == null ? null : module.symbols().pdb().orElse(null);
        if (module == null || pdb == null) {
            return new Prolog(List.of(), false);
        }
        long rva = at.address() - module.base() - (interrupted ? 0 : 1);
        return pdb.frameData(rva)
                .map(StackParts::byFrameData)
                .or(() -> pdb.fpo(rva).flatMap(StackParts::byFpo))
                .orElse(new Prolog(List.of(), false));
    }

    /// Saved registers are pushed after room is made, except the frame pointer, which comes first.
    private static Prolog byFrameData(FrameDataRecord record) {
        boolean framed = record.program().contains("$ebp =");
        return sizes(framed, record.locals(), record.savedRegisters() - (framed ? WORD : 0));
    }

    private static Optional<Prolog> byFpo(FpoRecord record) {
        boolean framed = record.frame() == FpoRecord.Frame.NON_FPO || record.usesEbp();
        return record.frame() == FpoRecord.Frame.TRAP || record.frame() == FpoRecord.Frame.TSS
                ? Optional.empty()
                : Optional.of(sizes(
                        framed,
                        record.locals() * WORD,
                        (long) record.savedRegisters() * WORD - (record.usesEbp() ? WORD : 0)));
    }

    private static Prolog sizes(boolean framed, long locals, long saved) {
        var items = new ArrayList<Prolog.Item>();
        long depth = 0;
        if (framed) {
            depth += WORD;
            items.add(new Prolog.Item(Part.Use.SAVED_REGISTER, depth, WORD, Phrase.data("ebp")));
        }
        if (locals > 0 && locals < LARGEST) {
            depth += locals;
            items.add(new Prolog.Item(Part.Use.LOCALS, depth, locals, Phrase.NONE));
        }
        if (saved > 0 && saved < LARGEST) {
            depth += saved;
            items.add(new Prolog.Item(Part.Use.SAVED_REGISTER, depth, saved, Phrase.of("use.registers")));
        }
        return new Prolog(items, false);
    }

    /// The return address of a frame and the arguments it was given, which lie in its caller's memory.
    private void call(int index) {
        var frame = frames.get(index);
        if (frame.returnSlot().isEmpty()) {
            return;
        }
        long slot = frame.returnSlot().getAsLong();
        paint(slot, slot + WORD, new Cell(Part.Use.RETURN_ADDRESS, index, Phrase.NONE));
        if (index + 1 < frames.size() && frame.kind() == Frame.Kind.CALL) {
            arguments(index, slot + WORD);
        }
    }

    private void arguments(int index, long start) {
        var caller = frames.get(index + 1);
        long known = Math.max(caller.stackPointer() - start, popped(index));
        known = Math.max(known, unwindData.parameters(frames.get(index).code().address() - 1));
        long top = Math.min(caller.returnSlot().orElse(usage.base()), usage.base());
        given(index + 1, start, Math.min(top, start + known), true);
        // What the caller removes may be all of its frame, if it is about to return.
        given(
                index + 1,
                start,
                Math.min(
                        top, start + removedAt(frames.get(index).returnAddress().orElse(0))),
                false);
    }

    private void given(int caller, long start, long end, boolean overLocals) {
        for (long va = start; va < end && cellAt(va) >= 0; va += WORD) {
            var there = cells[cellAt(va)];
            if (there == null || there.use() == Part.Use.PUSHED || overLocals && there.use() == Part.Use.LOCALS) {
                cells[cellAt(va)] = new Cell(Part.Use.ARGUMENTS, caller, Phrase.NONE);
            }
        }
    }

    /// Bytes of arguments that the callee removes itself.
    private long popped(int index) {
        long entry = entryOf(index);
        var pops = entry == 0 ? null : callees.pops(entry);
        return pops != null && pops.size() == 1 ? pops.iterator().next() : 0;
    }

    /// Bytes that the caller removes right after a call returned.
    private long removedAt(long returnAddress) {
        var next = code.at(returnAddress);
        return next != null
                        && next.mnemonic() == Mnemonic.ADD
                        && next.operands().getFirst() instanceof Operand.RegisterOperand target
                        && target.register() == Register.ESP
                        && next.operands().get(1) instanceof Operand.Immediate bytes
                ? Math.clamp(bytes.value(), 0, LARGEST)
                : 0;
    }

    private void trapFrame(int index) {
        var frame = frames.get(index);
        if (frame.trapFrame().isPresent()) {
            long start = frame.trapFrame().getAsLong();
            int size = frame.kind() == Frame.Kind.ENTRY ? TrapFrame.FROM_USER_SIZE : TrapFrame.SAME_RING_SIZE;
            paint(start, start + size, new Cell(Part.Use.TRAP_FRAME, index, Phrase.NONE));
        }
    }

    private void paint(long start, long end, Cell cell) {
        long first = Math.max(start, usage.limit());
        long last = Math.min(end, usage.base());
        for (long va = first; va < last && cellAt(va) >= 0; va += WORD) {
            cells[cellAt(va)] = cell;
        }
    }

    /// The word that holds an address, or -1.
    private int cellAt(long va) {
        long index = (va - usage.limit()) / WORD;
        return va < usage.limit() || index >= cells.length ? -1 : (int) index;
    }

    /// The slices, cut where the use changes.
    private List<Part> cut() {
        var parts = new ArrayList<Part>();
        for (var slice : usage.slices()) {
            long start = slice.start();
            while (start < slice.end()) {
                var cell = cell(slice, start);
                long end = Math.min(slice.end(), next(start));
                while (end < slice.end() && cell.equals(cell(slice, end))) {
                    end = Math.min(slice.end(), next(end));
                }
                parts.add(new Part(start, end, cell.use(), slice.frame(), cell.owner(), cell.what()));
                start = end;
            }
        }
        return List.copyOf(parts);
    }

    private long next(long va) {
        return va + WORD - (va - usage.limit()) % WORD;
    }

    private Cell cell(Slice slice, long va) {
        return switch (slice.owner()) {
            case FREE -> new Cell(Part.Use.FREE, -1, Phrase.NONE);
            case BASE -> new Cell(Part.Use.BASE, -1, Phrase.NONE);
            case UNATTRIBUTED -> new Cell(Part.Use.UNATTRIBUTED, -1, Phrase.NONE);
            case FRAME, TRAP_FRAME -> {
                int at = cellAt(va);
                var there = at < 0 ? null : cells[at];
                yield there == null ? new Cell(Part.Use.UNKNOWN, -1, Phrase.NONE) : there;
            }
        };
    }
}
