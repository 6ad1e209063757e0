package dev.gotstack.windows;

import dev.gotstack.x86.RegisterSet;
import java.util.List;

/// What differs between the trap frames of 32-bit and of 64-bit systems.
sealed interface TrapFields permits TrapFields32, TrapFields64 {
    /// The fields that the processor pushed, without which a frame tells nothing.
    List<String> pushed();

    /// The low bits of EFLAGS are those of a processor that runs Windows, and the code selector is one of its own.
    boolean isPlausible(TrapFrame frame);

    /// Stack pointer of the interrupted code.
    long stackPointer(TrapFrame frame);

    /// Bytes of the frame.
    int size(TrapFrame frame);

    /// Registers of the interrupted code, as far as the frame holds them.
    RegisterSet registers(TrapFrame frame);
}
