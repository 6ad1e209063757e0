package dev.gotstack.stack;

import dev.gotstack.disasm.Effects;
import dev.gotstack.disasm.Instruction;
import dev.gotstack.disasm.Operand;
import dev.gotstack.disasm.Register;
import dev.gotstack.memory.AddressSpace;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A 32-bit processor's registers and memory while code is simulated. A value is known or [#UNKNOWN]; memory is the
/// dump's with what was written since laid over it.
final class Machine {
    /// Stands for a value that the simulation does not know. No 32-bit value is negative as a `long`.
    static final long UNKNOWN = -1;

    static final int EAX = 0;
    static final int ECX = 1;
    static final int EDX = 2;
    static final int EBX = 3;
    static final int ESP = 4;
    static final int EBP = 5;
    static final int ESI = 6;
    static final int EDI = 7;
    static final long MASK = 0xffff_ffffL;

    private static final int WORD = 4;

    private final AddressSpace space;
    private final @Nullable FakeStack fakeStack;
    private final long[] registers;
    private final WrittenWords written;
    private int pushed;

    /// A stack that is not in the dump, for asking what a function does to any stack.
    ///
    /// @param top where the return address lies
    record FakeStack(long top, long returnAddress) {
        private static final long BELOW = 0x100000;
        private static final long ABOVE = 0x10000;

        boolean contains(long va) {
            return va > top - BELOW && va < top + ABOVE;
        }
    }

    Machine(AddressSpace space, long[] registers, @Nullable FakeStack fakeStack) {
        this.space = space;
        this.fakeStack = fakeStack;
        this.registers = registers.clone();
        this.written = new WrittenWords();
    }

    private Machine(Machine other) {
        this.space = other.space;
        this.fakeStack = other.fakeStack;
        this.registers = other.registers.clone();
        this.written = other.written.fork();
        this.pushed = other.pushed;
    }

    /// An independent copy. What was written so far is shared until either side writes again.
    Machine fork() {
        return new Machine(this);
    }

    long[] registers() {
        return registers.clone();
    }

    long register(int number) {
        return registers[number];
    }

    void setRegister(int number, long value) {
        if (number == ESP) {
            long removed = registers[ESP] == UNKNOWN || value == UNKNOWN ? -1 : (int) (value - registers[ESP]);
            pushed = removed < 0 ? 0 : (int) Math.max(0, pushed - removed);
        }
        registers[number] = value;
    }

    /// Adds to the stack pointer if it is known.
    void moveStack(long bytes) {
        if (registers[ESP] != UNKNOWN) {
            setRegister(ESP, registers[ESP] + bytes & MASK);
        }
    }

    /// Bytes the code itself pushed that nothing has removed yet. What it pushed before it made room for its locals is
    /// no part of them.
    int pushed() {
        return pushed;
    }

    /// Whether the simulation itself wrote the word at `va`.
    boolean wrote(long va) {
        return written.indexOf(va) >= 0;
    }

    /// The word at `va`.
    long load(long va) {
        if (va == UNKNOWN) {
            return UNKNOWN;
        }
        int over = written.indexOf(va);
        if (over >= 0) {
            return written.value(over);
        }
        if (fakeStack != null && fakeStack.contains(va)) {
            return va == fakeStack.top() ? fakeStack.returnAddress() : UNKNOWN;
        }
        return space.value(va, WORD).orElse(UNKNOWN);
    }

    /// Writes `size` bytes; a value that does not fill a word makes each word it touches unknown.
    void store(long va, int size, long value) {
        if (va == UNKNOWN) {
            return;
        }
        if (size == WORD) {
            written.put(va, value);
            return;
        }
        for (long word = va & -WORD; word < va + size; word += WORD) {
            written.put(word, UNKNOWN);
        }
    }

    void push(long value) {
        int before = pushed;
        moveStack(-WORD);
        pushed = before + WORD;
        if (registers[ESP] != UNKNOWN) {
            store(registers[ESP], WORD, value);
        }
    }

    long pop() {
        if (registers[ESP] == UNKNOWN) {
            return UNKNOWN;
        }
        long value = load(registers[ESP]);
        moveStack(WORD);
        return value;
    }

    /// The offset a memory operand refers to. Operands of `fs` and `gs` lie in another segment and are unknown.
    long address(Operand.Memory memory) {
        if (memory.segment() == Register.FS || memory.segment() == Register.GS || memory.addressSize() != WORD) {
            return UNKNOWN;
        }
        long sum = memory.displacement();
        if (memory.base() != null) {
            long base = registers[memory.base().number()];
            if (base == UNKNOWN) {
                return UNKNOWN;
            }
            sum += base;
        }
        if (memory.index() != null) {
            long index = registers[memory.index().number()];
            if (index == UNKNOWN) {
                return UNKNOWN;
            }
            sum += index * memory.scale();
        }
        return sum & MASK;
    }

    /// The value of a 32-bit operand; anything narrower is unknown.
    long value(Operand operand) {
        return switch (operand) {
            case Operand.RegisterOperand register ->
                isWord(register.register()) ? registers[register.register().number()] : UNKNOWN;
            case Operand.Memory memory -> memory.size() == WORD ? load(address(memory)) : UNKNOWN;
            case Operand.Immediate immediate -> immediate.value() & MASK;
            case Operand.Relative relative -> UNKNOWN;
            case Operand.FarPointer far -> UNKNOWN;
        };
    }

    /// Puts a value into an operand. A register that is written only in part becomes unknown as a whole.
    void assign(Operand operand, long value) {
        switch (operand) {
            case Operand.RegisterOperand target -> {
                var register = target.register();
                if (isWord(register)) {
                    setRegister(register.number(), value);
                } else {
                    forget(register);
                }
            }
            case Operand.Memory memory -> store(address(memory), memory.size(), value);
            case Operand.Immediate immediate -> {}
            case Operand.Relative relative -> {}
            case Operand.FarPointer far -> {}
        }
    }

    private static boolean isWord(Register register) {
        return register.kind() == Register.Kind.GENERAL && register.size() == WORD;
    }

    private void forget(Register register) {
        if (register.kind() == Register.Kind.GENERAL || register.kind() == Register.Kind.HIGH_BYTE) {
            registers[register.number()] = UNKNOWN;
        }
    }

    /// For instructions whose results are of no interest: all they write becomes unknown, the stack pointer moves as
    /// they say.
    void forgetEffects(Instruction instruction, Effects effects) {
        long esp = registers[ESP];
        for (var register : effects.registersWritten()) {
            forget(register);
        }
        if (effects.stackChange().isPresent() && esp != UNKNOWN) {
            registers[ESP] = esp + effects.stackChange().getAsInt() & MASK;
        }
        for (var operand : instruction.operands()) {
            if (operand instanceof Operand.Memory memory
                    && effects.memoryWritten().contains(memory)) {
                store(address(memory), Math.max(1, memory.size()), UNKNOWN);
            }
        }
    }

    /// What a call leaves unknown: the registers a callee may change.
    void forgetVolatile() {
        registers[EAX] = UNKNOWN;
        registers[ECX] = UNKNOWN;
        registers[EDX] = UNKNOWN;
    }

    @Override
    public String toString() {
        return Arrays.toString(registers);
    }
}
