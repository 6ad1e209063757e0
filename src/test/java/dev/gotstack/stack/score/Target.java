package dev.gotstack.stack.score;

import dev.gotstack.dump.Dump;
import dev.gotstack.io.Progress;
import dev.gotstack.windows.Kernel;
import dev.gotstack.windows.KernelStack;
import dev.gotstack.windows.SymbolSources;
import dev.gotstack.x86.RegisterSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/// What a walker is given: an open dump, a stack, and the registers of the code that was interrupted on it.
record Target(Kernel kernel, KernelStack stack, RegisterSet registers) implements AutoCloseable {

    /// The thread that crashed, and where it was interrupted.
    static Target open(Path dump, SymbolSources symbols) {
        try {
            var kernel = Kernel.open(Dump.open(dump), symbols, Progress.NONE);
            var processor = kernel.crashedProcessor().orElseThrow();
            var thread = kernel.thread(processor.currentThread()).orElseThrow();
            var registers = processor
                    .interruptedTask()
                    .or(processor::currentTask)
                    .map(task -> task.registers())
                    .orElseGet(kernel::crashContext);
            return new Target(kernel, thread.stack(), registers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Lowest address in use on the stack.
    long used() {
        long pointer = registers.stackPointer();
        return stack.contains(pointer) ? pointer : stack.limit();
    }

    /// The pointer-sized word at an address, 0 if it is missing.
    long word(long address) {
        return kernel.space().pointer(address).orElse(0);
    }

    int wordSize() {
        return kernel.space().pointerSize();
    }

    @Override
    public void close() {
        kernel.close();
    }
}
