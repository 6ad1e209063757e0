package dev.gotstack.stack;

import dev.gotstack.disasm.CallSite;
import dev.gotstack.disasm.Decoder;
import dev.gotstack.disasm.Instruction;
import dev.gotstack.disasm.Mnemonic;
import dev.gotstack.disasm.Mode;
import dev.gotstack.io.LittleEndian;
import dev.gotstack.memory.AddressSpace;
import dev.gotstack.windows.Modules;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The kernel's code as decoded instructions, each decoded once. Not safe for use by several threads.
final class CodeView {
    private static final int LONGEST = 15;
    private static final int PAGE_BITS = 12;
    /// Pages of code kept decoded: more than the stacks of one kernel lead through.
    private static final int MOST_PAGES = 2048;
    /// Bytes before a return address that are enough to see any form of call.
    private static final int CALL_BYTES = 9;
    private static final int LONGEST_CALL = 7;
    private static final int LONGEST_FUNCTION = 2048;
    private static final int ENTRY_ALIGNMENT = 16;
    /// `mov edi,edi; push ebp`, of which the first may be missing.
    private static final byte[] PROLOG = {(byte) 0x8b, (byte) 0xff, 0x55, (byte) 0x8b};

    private final AddressSpace space;
    private final Modules modules;
    private final Mode mode;
    private final Decoder decoder = new Decoder();
    private final Map<Long, Page> pages = new HashMap<>();
    private Page page = new Page(-1);
    private final Map<Long, Optional<CallSite>> calls = new HashMap<>();

    CodeView(AddressSpace space, Modules modules) {
        this.space = space;
        this.modules = modules;
        this.mode = space.pointerSize() == Mode.BITS64.addressSize() ? Mode.BITS64 : Mode.BITS32;
    }

    AddressSpace space() {
        return space;
    }

    /// The instructions of one page that were asked for so far.
    private static final class Page {
        final long number;
        final @Nullable Instruction[] decoded = new Instruction[1 << PAGE_BITS];
        /// Offsets at which there is no instruction.
        final BitSet without = new BitSet();

        Page(long number) {
            this.number = number;
        }
    }

    /// The instruction at `va`, or null if its bytes are missing or are no instruction.
    @Nullable
    Instruction at(long va) {
        long number = va >>> PAGE_BITS;
        if (page.number != number) {
            page = page(number);
        }
        int offset = (int) va & (1 << PAGE_BITS) - 1;
        var known = page.decoded[offset];
        if (known != null || page.without.get(offset)) {
            return known;
        }
        var instruction = decode(va);
        page.decoded[offset] = instruction;
        page.without.set(offset, instruction == null);
        return instruction;
    }

    private Page page(long number) {
        if (pages.size() >= MOST_PAGES) {
            pages.clear();
        }
        return pages.computeIfAbsent(number, Page::new);
    }

    private @Nullable Instruction decode(long va) {
        var bytes = new byte[LONGEST];
        int available = modules.readCode(space, va, bytes, LONGEST);
        if (available == 0) {
            return null;
        }
        var instruction = decoder.decode(bytes, 0, available, mode);
        return instruction.isInvalid() ? null : instruction;
    }

    /// Where code that was interrupted at `va` goes on: behind a breakpoint that was hit there. Elsewhere `int 3` is
    /// padding, or stands behind a call that never returns.
    long resumed(long va) {
        var instruction = at(va);
        return instruction != null && instruction.mnemonic() == Mnemonic.INT3 ? va + instruction.length() : va;
    }

    /// Name of the symbol at `va`, without its module; empty if there is none.
    String name(long va) {
        var symbol = modules.locate(va);
        return symbol.offset() == 0 ? symbol.symbolName() : "";
    }

    /// Whether code may lie at `va`.
    boolean isCode(long va) {
        return modules.isCode(va);
    }

    /// Whether it is known which parts of the image at `va` are code.
    boolean knowsSections(long va) {
        return modules.at(va).filter(module -> !module.image().isMissing()).isPresent();
    }

    /// What a word may be.
    enum Verdict {
        /// A return address: a call instruction ends right before it.
        CALLED,
        /// It leads into code that is not there, so nobody can tell.
        UNVERIFIABLE,
        /// Certainly no return address.
        NONE
    }

    /// Whether `va` can be a return address, as far as the code before it is there.
    Verdict verdict(long va) {
        if (isCode(va - 1)) {
            if (callBefore(va).isPresent()) {
                return isCode(va) ? Verdict.CALLED : Verdict.NONE;
            }
            long from = isCode(va - LONGEST_CALL) ? va - LONGEST_CALL : va - 1;
            int length = (int) (va - from);
            int got = modules.readCode(space, from, new byte[length], length);
            return got < length ? Verdict.UNVERIFIABLE : Verdict.NONE;
        }
        return modules.unloadedAt(va - 1).isPresent() ? Verdict.UNVERIFIABLE : Verdict.NONE;
    }

    /// Whether `va` can be a return address: code, with a call instruction that ends right before it.
    boolean followsCall(long va) {
        return isCode(va) && callBefore(va).isPresent();
    }

    /// The call instruction that ends at `va`, if its bytes are there.
    Optional<CallSite> callBefore(long va) {
        return calls.computeIfAbsent(va, address -> {
            var bytes = new byte[CALL_BYTES];
            int got = modules.readCode(space, address - CALL_BYTES, bytes, CALL_BYTES);
            return got == CALL_BYTES
                    ? Optional.ofNullable(CallSite.endingAt(bytes, CALL_BYTES, mode))
                    : Optional.empty();
        });
    }

    /// Places before `va` that look like starts of functions, nearest first: behind the padding between functions or
    /// behind a `ret`, and aligned or with the usual first instructions.
    List<Long> startsBefore(long va, int most) {
        long from = Math.max(va - LONGEST_FUNCTION, 0);
        var bytes = new byte[LONGEST_FUNCTION + PROLOG.length];
        int got = modules.readCode(space, from, bytes, bytes.length);
        var starts = new ArrayList<Long>();
        for (int at = (int) (va - from); at > 0 && got == bytes.length && starts.size() < most; at--) {
            boolean looksLikeStart = (from + at) % ENTRY_ALIGNMENT == 0 || startsWithProlog(bytes, at);
            if (looksLikeStart && endsFunction(bytes, at)) {
                starts.add(from + at);
            }
        }
        return starts;
    }

    private static boolean startsWithProlog(byte[] bytes, int at) {
        int skipped = bytes[at] == PROLOG[0] && bytes[at + 1] == PROLOG[1] ? 2 : 0;
        return bytes[at + skipped] == PROLOG[2] && (bytes[at + skipped + 1] & 0xfd) == 0x89;
    }

    /// Whether what lies before is padding (`int 3`, `nop` of any length) or a `ret`.
    private static boolean endsFunction(byte[] bytes, int at) {
        int last = bytes[at - 1] & 0xff;
        return last == 0xcc || last == 0x90 || last == 0xc3 || last == 0;
    }

    /// A word of code or constants, such as a jump table's.
    OptionalLong word(long va) {
        int size = space.pointerSize();
        var bytes = new byte[size];
        return modules.readCode(space, va, bytes, size) == size
                ? OptionalLong.of(LittleEndian.unsigned(bytes, 0, size))
                : OptionalLong.empty();
    }

    /// Where the call that returns to `va` goes, as far as its own bytes and the import slot it uses say.
    OptionalLong calleeOf(long va) {
        var call = callBefore(va).orElse(null);
        if (call == null) {
            return OptionalLong.empty();
        }
        var slot = call.slot(va);
        return slot.isPresent() ? word(slot.getAsLong()) : call.target(va);
    }
}
