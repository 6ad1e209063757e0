package dev.gotstack.windows;

import java.util.Optional;

/// A thread (`_ETHREAD`).
///
/// @param processId process id of its Cid
/// @param threadId thread id of its Cid
/// @param process the process it runs in, if that can be read
/// @param state scheduler state, as the debugger names it
/// @param trapFrame address of the trap frame of its last entry from user mode, 0 if none
public record KernelThread(
        long address,
        long processId,
        long threadId,
        Optional<KernelProcess> process,
        String state,
        String waitReason,
        int priority,
        int basePriority,
        long teb,
        long win32Thread,
        long startAddress,
        long win32StartAddress,
        long waitTime,
        long contextSwitches,
        long kernelTime,
        long userTime,
        long trapFrame,
        KernelStack stack) {}
