package dev.gotstack.stack;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.layout.Struct;
import dev.gotstack.windows.Kernel;
import dev.gotstack.windows.KernelThread;
import dev.gotstack.windows.SwitchFrame;
import dev.gotstack.x86.RegisterSet;
import java.util.Optional;

/// Where a thread goes on that does not run: the registers it left on its stack when it was switched away.
///
/// 32-bit kernels leave a `_KSWITCHFRAME`. The 64-bit one has changed between builds, and newer symbols do not
/// name it; but the saved stack pointer is the one of `SwapContext`, whose unwind data tells what it pushed
/// before. Without that, the first return address above it is taken.
///
/// @param how how it was found; empty where nothing was assumed
public record SwitchedOut(RegisterSet registers, String how) {
    private static final int WORD = 8;
    private static final int KERNEL_CODE = 0x10;
    /// A switch frame has at most this many words.
    private static final int MOST_WORDS = 16;

    /// The registers of a thread that does not run.
    ///
    /// @throws MalformedFileException if its stack is not in the dump
    public static SwitchedOut of(Kernel kernel, KernelThread thread) {
        long saved = thread.stack().saved();
        if (kernel.architecture().pointerSize() != WORD) {
            return new SwitchedOut(
                    SwitchFrame.read(kernel.space()::bytes, kernel.types(), saved)
                            .registers(),
                    "");
        }
        var unwinder = new WideUnwinder(kernel);
        // A stack that is not in the dump is to be told from one that makes no sense.
        kernel.space().bytes(saved, WORD, "_KTHREAD.KernelStack");
        return unwound(kernel, unwinder, saved)
                .or(() -> described(kernel, unwinder, saved))
                .or(() -> nearest(kernel, unwinder, thread))
                .orElseThrow(() -> new MalformedFileException(
                        kernel.space().name(),
                        -1,
                        "the switch frame at " + Long.toHexString(saved),
                        "a return address into the kernel",
                        "none within " + MOST_WORDS + " words"));
    }

    private static Optional<SwitchedOut> unwound(Kernel kernel, WideUnwinder unwinder, long saved) {
        return kernel.modules()
                .kernel()
                .flatMap(nt -> nt.symbols().table().named("SwapContext").map(symbol -> nt.base() + symbol.rva()))
                .flatMap(unwinder.tables()::at)
                .flatMap(function -> unwinder.described(
                        WideRegisters.none()
                                .with(
                                        WideRegisters.RIP,
                                        function.start() + function.unwind().prologSize())
                                .with(WideRegisters.RSP, saved),
                        true))
                .map(way -> way.caller().registers())
                .filter(caller -> isReturn(unwinder, caller.rip()))
                .map(caller -> new SwitchedOut(complete(caller), ""));
    }

    /// Where the kernel's symbols name the frame.
    private static Optional<SwitchedOut> described(Kernel kernel, WideUnwinder unwinder, long saved) {
        if (kernel.types().field("_KSWITCH_FRAME", "Return").isEmpty()) {
            return Optional.empty();
        }
        try {
            var frame = Struct.at(kernel.space()::bytes, kernel.types(), "_KSWITCH_FRAME", saved);
            var caller = at(frame.addressOf("Return"), frame.get("Return"), frame.get("Rbp"));
            return isReturn(unwinder, caller.rip())
                    ? Optional.of(new SwitchedOut(complete(caller), ""))
                    : Optional.empty();
        } catch (MalformedFileException e) {
            return Optional.empty();
        }
    }

    private static Optional<SwitchedOut> nearest(Kernel kernel, WideUnwinder unwinder, KernelThread thread) {
        var words = unwinder.words(thread.stack().saved(), MOST_WORDS);
        for (int i = 1; i < words.length; i++) {
            long slot = thread.stack().saved() + (long) i * WORD;
            var module = kernel.modules().at(words[i]);
            boolean own = module.isPresent() && module.equals(kernel.modules().kernel());
            if (own && thread.stack().contains(slot) && isReturn(unwinder, words[i])) {
                return Optional.of(new SwitchedOut(
                        complete(at(slot, words[i], words[i - 1])),
                        "unverified: the first return address above KernelStack, at +0x" + Integer.toHexString(i * WORD)
                                + ", and the word below it for rbp"));
            }
        }
        return Optional.empty();
    }

    private static WideRegisters at(long slot, long rip, long rbp) {
        return WideRegisters.none()
                .with(WideRegisters.RIP, rip)
                .with(WideRegisters.RSP, slot + WORD)
                .with(WideRegisters.RBP, rbp);
    }

    private static boolean isReturn(WideUnwinder unwinder, long address) {
        return unwinder.code().verdict(address) != CodeView.Verdict.NONE;
    }

    private static RegisterSet complete(WideRegisters caller) {
        return caller.named().with("cs", KERNEL_CODE);
    }
}
