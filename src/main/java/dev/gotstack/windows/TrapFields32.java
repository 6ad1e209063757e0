package dev.gotstack.windows;

import dev.gotstack.x86.RegisterSet;
import java.util.List;

/// 32-bit: without a change of privilege level the frame ends before the stack pointer, which is then right above it.
final class TrapFields32 implements TrapFields {
    private static final String[][] REGISTERS = {
        {"eax", "Eax"}, {"ebx", "Ebx"}, {"ecx", "Ecx"}, {"edx", "Edx"}, {"esi", "Esi"}, {"edi", "Edi"},
        {"eip", "Eip"}, {"ebp", "Ebp"}, {"cs", "SegCs"}, {"ds", "SegDs"}, {"es", "SegEs"}, {"fs", "SegFs"},
        {"gs", "SegGs"}, {"efl", "EFlags"}
    };

    @Override
    public List<String> pushed() {
        return List.of("Ebp", "Eip", "SegCs", "EFlags");
    }

    @Override
    public boolean isPlausible(TrapFrame frame) {
        long cs = frame.get("SegCs").orElse(0) & 0xffff;
        long flags = frame.get("EFlags").orElse(0);
        return (cs == 0x8 || cs == 0x1b) && (flags & 2) == 2 && flags >>> 22 == 0;
    }

    @Override
    public long stackPointer(TrapFrame frame) {
        return frame.fromUserMode() ? frame.get("HardwareEsp").orElse(0) : frame.address() + TrapFrame.SAME_RING_SIZE;
    }

    @Override
    public int size(TrapFrame frame) {
        return frame.fromUserMode() ? TrapFrame.FROM_USER_SIZE : TrapFrame.SAME_RING_SIZE;
    }

    @Override
    public RegisterSet registers(TrapFrame frame) {
        var registers = RegisterSet.none();
        for (var pair : REGISTERS) {
            var value = frame.get(pair[1]);
            if (value.isPresent()) {
                boolean selector = pair[1].startsWith("Seg");
                registers = registers.with(pair[0], selector ? value.getAsLong() & 0xffff : value.getAsLong());
            }
        }
        registers = registers.with("esp", stackPointer(frame));
        return frame.fromUserMode()
                ? registers.with("ss", frame.get("HardwareSegSs").orElse(0) & 0xffff)
                : registers.with("ss", 0x10);
    }
}
