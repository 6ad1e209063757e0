package dev.gotstack.windows;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.layout.Struct;
import dev.gotstack.layout.TypeSource;
import dev.gotstack.memory.AddressSpace;
import dev.gotstack.text.Phrase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The stacks that a 64-bit thread left for the one it is on now. `KeExpandKernelStackAndCallout` notes at the new
/// stack's `InitialStack` where it came from: in a `_KSTACK_CONTROL` since Windows 8.1, a `_KERNEL_STACK_CONTROL`
/// before.
///
/// The public symbols name the structures, not where they lie. So a control block is believed only where it repeats the
/// base of the stack it lies on.
final class StackSegments {
    private static final int MOST = 8;
    private static final long PAGE = 0x1000;
    private static final long MOST_BYTES = 0x100000;

    private final AddressSpace space;
    private final TypeSource types;

    StackSegments(AddressSpace space, TypeSource types) {
        this.space = space;
        this.types = types;
    }

    /// The stacks before this one, the last left first.
    List<StackRange> of(KernelStack stack) {
        var found = new ArrayList<StackRange>();
        long base = stack.base();
        long control = stack.initial();
        while (found.size() < MOST) {
            var previous = previous(control, base, found.size() + 1);
            if (previous == null || isKnown(previous, stack, found)) {
                break;
            }
            found.add(previous);
            base = previous.base();
            control = previous.top();
        }
        return found;
    }

    /// The shadow stack of a thread, where the kernel's own symbols name the fields.
    Optional<StackRange> shadow(long thread) {
        if (types.field("_KTHREAD", "KernelShadowStackBase").isEmpty()) {
            return Optional.empty();
        }
        try {
            var kthread = Struct.at(space::bytes, types, "_KTHREAD", thread);
            long base = kthread.get("KernelShadowStackBase");
            long limit = kthread.get("KernelShadowStackLimit.AllFields") & -PAGE;
            var range = new StackRange(
                    StackRange.Kind.SHADOW,
                    Phrase.of("stack.shadow"),
                    limit,
                    base,
                    base,
                    kthread.get("KernelShadowStack"),
                    Phrase.of("stack.shadow.source"));
            return limit < 0 && limit < base && range.size() <= MOST_BYTES ? Optional.of(range) : Optional.empty();
        } catch (MalformedFileException e) {
            return Optional.empty();
        }
    }

    private static boolean isKnown(StackRange range, KernelStack stack, List<StackRange> found) {
        return stack.contains(range.limit())
                || range.contains(stack.limit())
                || found.stream().anyMatch(other -> other.contains(range.limit()) || range.contains(other.limit()));
    }

    private @Nullable StackRange previous(long control, long base, int number) {
        boolean late = types.type("_KSTACK_CONTROL").isPresent();
        if (control == 0 || !late && types.type("_KERNEL_STACK_CONTROL").isEmpty()) {
            return null;
        }
        try {
            var block = Struct.at(space::bytes, types, late ? "_KSTACK_CONTROL" : "_KERNEL_STACK_CONTROL", control);
            long own = block.get(late ? "StackBase" : "Current.StackBase");
            var range = new StackRange(
                    StackRange.Kind.SEGMENT,
                    Phrase.of("stack.segment", Integer.toString(number)),
                    block.get("Previous.StackLimit"),
                    block.get("Previous.StackBase"),
                    block.get("Previous.InitialStack"),
                    block.get("Previous.KernelStack"),
                    Phrase.of("stack.segment.source"));
            return own == base && isStack(range) ? range : null;
        } catch (MalformedFileException e) {
            return null;
        }
    }

    private static boolean isStack(StackRange range) {
        boolean aligned = range.base() % PAGE == 0 && range.limit() % PAGE == 0;
        boolean sized = range.limit() < 0 && range.limit() < range.base() && range.size() <= MOST_BYTES;
        return aligned && sized && range.contains(range.top() - 1) && range.contains(range.saved());
    }
}
