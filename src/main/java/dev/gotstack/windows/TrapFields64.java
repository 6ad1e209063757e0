package dev.gotstack.windows;

import dev.gotstack.x86.RegisterSet;
import java.util.List;

/// 64-bit: the processor always pushes the stack pointer. Handlers save the registers that calls destroy; those that
/// calls keep are in the frame only where it came from user mode, else in an exception frame below or nowhere.
final class TrapFields64 implements TrapFields {
    private static final int SIZE = 0x190;
    private static final String[][] ALWAYS = {
        {"rax", "Rax"},
        {"rcx", "Rcx"},
        {"rdx", "Rdx"},
        {"rip", "Rip"},
        {"rsp", "Rsp"},
        {"rbp", "Rbp"},
        {"r8", "R8"},
        {"r9", "R9"},
        {"r10", "R10"},
        {"r11", "R11"},
        {"cs", "SegCs"},
        {"ss", "SegSs"},
        {"efl", "EFlags"}
    };
    private static final String[][] FROM_USER_MODE = {{"rbx", "Rbx"}, {"rsi", "Rsi"}, {"rdi", "Rdi"}};

    @Override
    public List<String> pushed() {
        return List.of("Rip", "Rsp", "SegCs", "EFlags");
    }

    @Override
    public boolean isPlausible(TrapFrame frame) {
        long cs = frame.get("SegCs").orElse(0) & 0xffff;
        long flags = frame.get("EFlags").orElse(0);
        return (cs == 0x10 || cs == 0x33 || cs == 0x23) && (flags & 2) == 2 && flags >>> 22 == 0;
    }

    @Override
    public long stackPointer(TrapFrame frame) {
        return frame.get("Rsp").orElse(0);
    }

    @Override
    public int size(TrapFrame frame) {
        return SIZE;
    }

    @Override
    public RegisterSet registers(TrapFrame frame) {
        var registers = add(RegisterSet.none(), frame, ALWAYS);
        return frame.fromUserMode() ? add(registers, frame, FROM_USER_MODE) : registers;
    }

    private static RegisterSet add(RegisterSet start, TrapFrame frame, String[][] fields) {
        var registers = start;
        for (var pair : fields) {
            var value = frame.get(pair[1]);
            if (value.isPresent()) {
                boolean selector = pair[1].startsWith("Seg");
                registers = registers.with(pair[0], selector ? value.getAsLong() & 0xffff : value.getAsLong());
            }
        }
        return registers;
    }
}
