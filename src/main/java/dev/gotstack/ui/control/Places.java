package dev.gotstack.ui.control;

import dev.gotstack.analysis.Analysis;
import dev.gotstack.windows.Kernel;
import dev.gotstack.windows.KernelStack;
import dev.gotstack.windows.StackRange;
import java.util.List;
import java.util.Optional;

/// What addresses of one dump are: code, the crashed thread's stack, its guard page, or nothing.
public final class Places {
    /// Addresses this far below the stack's limit are said to be below it; others have nothing to do with it.
    private static final long NEAR = 0x1000;

    private final Kernel kernel;
    private final Optional<KernelStack> stack;
    private final List<StackRange> others;

    /// What an address is.
    public enum Kind {
        /// In an executable section of a module.
        CODE,
        /// In the crashed thread's stack.
        STACK,
        /// Just below the stack's limit, where no stack pointer may be.
        BELOW_STACK,
        /// In a module, but not code.
        IMAGE,
        /// In another stack that is known: of the processor, or one that the thread left.
        OTHER_STACK,
        /// Somewhere else, mapped.
        DATA,
        /// No memory there.
        NOTHING
    }

    /// @param words how to call it: `nt!CcMapData+0x65`, `limit+0x58`; empty if there is nothing to say
    public record Place(Kind kind, String words) {}

    public Places(Analysis analysis) {
        this.kernel = analysis.kernel();
        this.stack = analysis.stack();
        this.others = stack.map(kernel::stacksBeside).orElse(List.of()).stream()
                .filter(range -> range.kind() != StackRange.Kind.THREAD)
                .toList();
    }

    /// What lies at an address.
    public Place of(long va) {
        if (stack.isPresent() && stack.get().contains(va)) {
            return new Place(
                    Kind.STACK,
                    UiText.of("place.stack", Words.hex(va - stack.get().limit())));
        }
        for (var range : others) {
            if (range.contains(va)) {
                return new Place(Kind.OTHER_STACK, range.name().local() + "+0x" + Long.toHexString(va - range.limit()));
            }
        }
        if (isBelowStack(va)) {
            return new Place(
                    Kind.BELOW_STACK,
                    UiText.of("place.below-limit", stack.orElseThrow().limit() - va));
        }
        var code = kernel.modules().locate(va);
        if (code.module() != null) {
            return new Place(code.module().isCode(va) ? Kind.CODE : Kind.IMAGE, code.text());
        }
        return new Place(kernel.space().hole(va).isPresent() ? Kind.NOTHING : Kind.DATA, "");
    }

    public boolean isCode(long va) {
        return kernel.modules().isCode(va);
    }

    /// Whether an address lies in the page below the stack's limit.
    public boolean isBelowStack(long va) {
        return stack.isPresent() && va < stack.get().limit() && stack.get().limit() - va <= NEAR;
    }

    public boolean isGuard(long va) {
        return stack.filter(found -> found.inGuardPage(va)).isPresent();
    }

    /// Why the byte at an address cannot be read, in words; empty if it can.
    public String missing(long va) {
        var hole = kernel.space().hole(va);
        if (hole.isEmpty()) {
            return "";
        }
        var reason = isGuard(va)
                ? UiText.of("place.guard")
                : hole.get().reason().words().local();
        return UiText.of("place.missing", reason, hole.get().detail());
    }

    /// An address with as many digits as the dump's pointers have, those of 64-bit ones parted in the middle.
    public String address(long va) {
        return address(va, width(kernel.space().pointerSize()));
    }

    /// Characters that an address takes.
    public static int width(int pointerSize) {
        return pointerSize == 8 ? 17 : 8;
    }

    /// An address that takes so many characters.
    public static String address(long va, int width) {
        return width > 8 ? hex(va >>> 32, 8) + "`" + hex(va & 0xffff_ffffL, 8) : hex(va, 8);
    }

    /// A value with leading zeros.
    public static String hex(long value, int digits) {
        var text = Long.toHexString(value);
        return text.length() >= digits ? text : "0".repeat(digits - text.length()) + text;
    }
}
