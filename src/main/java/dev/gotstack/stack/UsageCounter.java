package dev.gotstack.stack;

import dev.gotstack.windows.KernelStack;
import dev.gotstack.windows.LoadedModule;
import dev.gotstack.windows.StackRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Charges every byte of a stack to a frame and a module.
///
/// A frame owns the bytes between the next younger frame's end and its own. Of 32-bit code these are what `kf` counts:
/// what it pushed, its locals, the arguments and return address of the call it is in. The frame's end is where a saved
/// frame pointer lies or would lie, so frames with and without one are counted alike. Of 64-bit code they are all from
/// its stack pointer up to and with its own return address, which `kf` prints in the row below.
public final class UsageCounter {
    private final KernelStack stack;
    private final List<Frame> frames;
    private final boolean reachesEntry;
    private final @Nullable LoadedModule kernel;
    private final List<StackRange> known;
    private final List<Slice> slices = new ArrayList<>();
    private long cursor;

    private UsageCounter(KernelStack stack, CallStack calls, @Nullable LoadedModule kernel, List<StackRange> known) {
        this.stack = stack;
        this.frames = calls.frames();
        this.reachesEntry = !frames.isEmpty() && frames.getLast().kind() == Frame.Kind.ENTRY || calls.complete();
        this.kernel = kernel;
        this.known = known;
        this.cursor = stack.limit();
    }

    /// Counts the bytes of a stack.
    ///
    /// @param calls its reconstructed calls
    /// @param kernel the kernel module, which owns trap frames and the area above the oldest frame
    public static StackUsage of(KernelStack stack, CallStack calls, @Nullable LoadedModule kernel) {
        return of(stack, calls, kernel, List.of());
    }

    /// The same where frames may lie on other stacks.
    ///
    /// @param known stacks whose place is known
    public static StackUsage of(
            KernelStack stack, CallStack calls, @Nullable LoadedModule kernel, List<StackRange> known) {
        return new UsageCounter(stack, calls, kernel, known).count();
    }

    private StackUsage count() {
        long free = free();
        slice(stack.limit() + free, Slice.Owner.FREE, -1, "", "free");
        for (int i = 0; i < frames.size(); i++) {
            frame(i);
        }
        rest();
        var cycles = new CycleFinder(frames, this::bytesOf).find();
        return new StackUsage(
                stack.limit(),
                stack.base(),
                free,
                freeAtFault(),
                brokeOffInTrap() ? frames.getFirst().trapFrameSize() : 0,
                List.copyOf(slices),
                modules(),
                cycles);
    }

    private long free() {
        return freeBelow(0);
    }

    /// What the code that was interrupted first could still use.
    private long freeAtFault() {
        return freeBelow(brokeOffInTrap() ? 1 : 0);
    }

    private long freeBelow(int first) {
        return frames.stream()
                .skip(first)
                .filter(this::isOnThisStack)
                .mapToLong(Frame::stackPointer)
                .findFirst()
                .stream()
                .map(pointer -> stack.contains(pointer) ? pointer - stack.limit() : 0)
                .findFirst()
                .orElse(0);
    }

    /// Whether a frame lies here: a walk of 64-bit code may begin on another stack, to which the processor switched.
    private boolean isOnThisStack(Frame frame) {
        return !frame.isWide() || StackBounds.isOn(stack, known, frame.stackPointer());
    }

    private boolean brokeOffInTrap() {
        return frames.size() > 1 && frames.getFirst().kind() == Frame.Kind.TRAP && isOnThisStack(frames.getFirst());
    }

    private void frame(int index) {
        var frame = frames.get(index);
        if (!isOnThisStack(frame)) {
            return;
        }
        var module = frame.code().moduleName();
        var function = frame.code().function();
        switch (frame.kind()) {
            case TRAP -> {
                slice(trapEnd(index), Slice.Owner.TRAP_FRAME, index, module, function);
            }
            case ENTRY -> {
                long trapFrame = frame.trapFrame().orElse(cursor);
                slice(trapFrame, Slice.Owner.FRAME, index, module, function);
                slice(trapFrame + frame.trapFrameSize(), Slice.Owner.TRAP_FRAME, index, module, function);
                if (frame.returnSlot().isPresent()) {
                    slice(frame.end(), Slice.Owner.FRAME, index, module, function);
                }
            }
            case CALL -> {
                if (frame.returnSlot().isPresent()) {
                    boolean guessed = frame.evidence().trust() == Trust.WEAK;
                    var owner = guessed ? Slice.Owner.UNATTRIBUTED : Slice.Owner.FRAME;
                    slice(frame.end(), owner, guessed ? -1 : index, guessed ? "" : module, function);
                }
            }
        }
    }

    /// Where a trap frame ends: at the interrupted code's stack pointer, if that is on the same stack.
    private long trapEnd(int index) {
        var frame = frames.get(index);
        boolean here = index + 1 < frames.size() && isOnThisStack(frames.get(index + 1));
        if (here) {
            return frames.get(index + 1).stackPointer();
        }
        return frame.isWide() && frame.trapFrame().isPresent() && index + 1 < frames.size()
                ? frame.trapFrame().getAsLong() + frame.trapFrameSize()
                : cursor;
    }

    private void rest() {
        if (reachesEntry && kernel != null) {
            slice(stack.base(), Slice.Owner.BASE, -1, kernel.name(), "stack base: floating-point save area");
        } else {
            slice(stack.base(), Slice.Owner.UNATTRIBUTED, -1, "", Slice.BEYOND);
        }
    }

    private void slice(long end, Slice.Owner owner, int frame, String module, String function) {
        if (end > stack.base() && frame >= 0 && frames.get(frame).isWide()) {
            return; // on another stack
        }
        long bounded = Math.min(end, stack.base());
        if (bounded > cursor) {
            slices.add(new Slice(cursor, bounded, owner, frame, module, function));
            cursor = bounded;
        }
    }

    private long bytesOf(int frame) {
        return slices.stream()
                .filter(slice -> slice.frame() == frame)
                .mapToLong(Slice::bytes)
                .sum();
    }

    private List<ModuleUsage> modules() {
        Map<String, Tally> tallies = new LinkedHashMap<>();
        for (int i = 0; i < frames.size(); i++) {
            var frame = frames.get(i);
            if (bytesOf(i) > 0 || frame.returnSlot().isPresent() || frame.kind() != Frame.Kind.CALL) {
                var tally =
                        tally(tallies, frame.code().moduleName(), frame.code().module());
                tally.frames++;
                tally.largest(bytesOf(i), frame.code().function());
            }
        }
        for (var slice : slices) {
            if (slice.owner() != Slice.Owner.FREE) {
                tally(tallies, slice.module(), slice.module().isEmpty() ? null : kernel).bytes += slice.bytes();
            }
        }
        return tallies.entrySet().stream()
                .map(entry -> entry.getValue().usage(entry.getKey(), stack.size()))
                .filter(usage -> usage.bytes() > 0 || usage.frames() > 0)
                .sorted(Comparator.comparingLong(ModuleUsage::bytes).reversed().thenComparing(ModuleUsage::name))
                .toList();
    }

    private static Tally tally(Map<String, Tally> tallies, String module, @Nullable LoadedModule image) {
        var name = module.isEmpty() ? StackUsage.UNATTRIBUTED : module;
        return tallies.computeIfAbsent(name, ignored -> new Tally(image == null ? "" : image.company()));
    }

    /// Sums for one module.
    private static final class Tally {
        private final String company;
        private long bytes;
        private int frames;
        private long largestFrame;
        private String largestFunction = "";

        Tally(String company) {
            this.company = company;
        }

        void largest(long frameBytes, String function) {
            if (frameBytes > largestFrame) {
                largestFrame = frameBytes;
                largestFunction = function;
            }
        }

        ModuleUsage usage(String name, long stackSize) {
            double percent = Math.round(bytes * 1000.0 / stackSize) / 10.0;
            return new ModuleUsage(name, company, bytes, frames, percent, largestFrame, largestFunction);
        }
    }
}
