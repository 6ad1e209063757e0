package dev.gotstack.stack;

import dev.gotstack.disasm.Effects;
import dev.gotstack.disasm.Flow;
import dev.gotstack.disasm.Instruction;
import dev.gotstack.disasm.Mnemonic;
import dev.gotstack.disasm.Operand;
import dev.gotstack.disasm.Register;
import dev.gotstack.text.Phrase;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;

/// What a function's first instructions lay down below its return address: registers they save, room they make.
///
/// @param items from the return address downwards, without gaps
/// @param complete whether all of the prolog had run and was understood
record Prolog(List<Item> items, boolean complete) {
    private static final int WORD = 4;
    private static final int MOST_INSTRUCTIONS = 64;
    private static final int HELPER_INSTRUCTIONS = 24;
    /// More than any kernel stack holds.
    private static final long LARGEST = 0x10_0000;
    /// What `__SEH_prolog` lays down below the saved frame pointer besides locals and saved registers.
    private static final int SEH_RECORD = 16;

    private static final Set<Register> PRESERVED = EnumSet.of(Register.EBX, Register.ESI, Register.EDI, Register.EBP);

    /// @param below bytes from the return address down to its lowest byte
    record Item(Part.Use use, long below, long bytes, Phrase what) {}

    /// Bytes below the return address in all.
    long depth() {
        return items.isEmpty() ? 0 : items.getLast().below();
    }

    /// Reads a function's prolog.
    ///
    /// @param entry its first instruction
    /// @param stop where it executes; what comes after has not run
    static Prolog of(CodeView code, long entry, long stop) {
        return new Reader(code, stop).read(entry);
    }

    /// Goes through the instructions one after the other until one is no part of a prolog.
    private static final class Reader {
        private final CodeView code;
        private final long stop;
        private final List<Item> items = new ArrayList<>();
        private final Set<Register> changed = EnumSet.noneOf(Register.class);
        private final List<Long> constants = new ArrayList<>();
        private long depth;
        private OptionalLong eax = OptionalLong.empty();
        /// Whether EAX holds the head of the chain of exception handlers.
        private boolean chain;
        private boolean understood = true;

        Reader(CodeView code, long stop) {
            this.code = code;
            this.stop = stop;
        }

        Prolog read(long entry) {
            long at = entry;
            for (int i = 0; i < MOST_INSTRUCTIONS && at < stop; i++) {
                var instruction = code.at(at);
                if (instruction == null) {
                    understood = !items.isEmpty();
                    break;
                }
                if (!step(instruction, at)) {
                    break;
                }
                at += instruction.length();
            }
            return new Prolog(List.copyOf(items), understood);
        }

        /// Takes an instruction in; false if the prolog ends before it.
        private boolean step(Instruction instruction, long at) {
            if (instruction.flow() == Flow.CALL) {
                return call(instruction, at);
            }
            if (instruction.flow() != Flow.NEXT) {
                return false;
            }
            if (instruction.mnemonic() == Mnemonic.PUSH) {
                return push(instruction);
            }
            var room = room(instruction);
            if (room.isPresent()) {
                return take(Part.Use.LOCALS, room.getAsLong(), Phrase.NONE);
            }
            var effects = Effects.of(instruction);
            if (effects.writes(Register.ESP)) {
                // Alignment, above all: how far it moved the stack pointer cannot be seen in the code.
                understood = false;
                return false;
            }
            note(instruction, effects);
            return true;
        }

        private boolean push(Instruction instruction) {
            var operand = instruction.operands().getFirst();
            if (operand instanceof Operand.Immediate constant) {
                constants.add(constant.unsigned());
                return true;
            }
            if (!(operand instanceof Operand.RegisterOperand pushed)) {
                return false;
            }
            var register = pushed.register();
            if (register == Register.EAX && chain && !constants.isEmpty()) {
                // `push -1; push table; push handler; mov eax,fs:[0]; push eax`: an exception registration.
                long bytes = (constants.size() + 1L) * WORD;
                constants.clear();
                return take(Part.Use.EXCEPTION_RECORD, bytes, Phrase.NONE);
            }
            if (!constants.isEmpty()) {
                return false;
            }
            if (PRESERVED.contains(register)) {
                return !changed.contains(register)
                        && items.stream().noneMatch(item -> item.what().equals(name(register)))
                        && take(Part.Use.SAVED_REGISTER, WORD, name(register));
            }
            // `push ecx` is the shortest way to make room for a word.
            return register == Register.ECX && take(Part.Use.LOCALS, WORD, Phrase.NONE);
        }

        /// Bytes by which an instruction lowers the stack pointer.
        private static OptionalLong room(Instruction instruction) {
            var operands = instruction.operands();
            if (operands.size() != 2
                    || !(operands.getFirst() instanceof Operand.RegisterOperand target)
                    || target.register() != Register.ESP) {
                return OptionalLong.empty();
            }
            long bytes = 0;
            if (operands.get(1) instanceof Operand.Immediate constant) {
                bytes = instruction.mnemonic() == Mnemonic.SUB
                        ? constant.value()
                        : instruction.mnemonic() == Mnemonic.ADD ? -constant.value() : 0;
            } else if (instruction.mnemonic() == Mnemonic.LEA
                    && operands.get(1) instanceof Operand.Memory memory
                    && memory.base() == Register.ESP
                    && memory.index() == null) {
                bytes = -memory.displacement();
            }
            return bytes > 0 ? OptionalLong.of(bytes) : OptionalLong.empty();
        }

        private void note(Instruction instruction, Effects effects) {
            for (var register : List.of(Register.EAX, Register.EBX, Register.ESI, Register.EDI, Register.EBP)) {
                if (effects.writes(register) && !sameRegister(instruction)) {
                    changed.add(register);
                }
            }
            if (effects.writes(Register.EAX)) {
                chain = effects.memoryRead().stream().anyMatch(memory -> memory.segment() == Register.FS);
                eax = instruction.mnemonic() == Mnemonic.MOV
                                && instruction.operands().get(1) instanceof Operand.Immediate constant
                        ? OptionalLong.of(constant.unsigned())
                        : OptionalLong.empty();
            }
        }

        /// `mov edi,edi`, the room for a patch.
        private static boolean sameRegister(Instruction instruction) {
            return instruction.mnemonic() == Mnemonic.MOV
                    && instruction
                            .operands()
                            .getFirst()
                            .equals(instruction.operands().getLast());
        }

        /// Two helpers of compilers belong to the prolog: the one that touches every page of a large frame, and the
        /// one that builds frames with exception handlers.
        private boolean call(Instruction instruction, long at) {
            var target = instruction.target(at);
            if (target.isEmpty()) {
                return false;
            }
            if (constants.size() == 2 && code.name(target.getAsLong()).contains("SEH_prolog")) {
                long locals = constants.getFirst();
                constants.clear();
                return take(Part.Use.SAVED_REGISTER, WORD, name(Register.EBP))
                        && take(Part.Use.EXCEPTION_RECORD, SEH_RECORD, Phrase.NONE)
                        && take(Part.Use.LOCALS, locals, Phrase.NONE)
                        && take(Part.Use.SAVED_REGISTER, WORD, name(Register.EBX))
                        && take(Part.Use.SAVED_REGISTER, WORD, name(Register.ESI))
                        && take(Part.Use.SAVED_REGISTER, WORD, name(Register.EDI));
            }
            var room = eax;
            if (room.isEmpty() || !constants.isEmpty() || !movesStack(target.getAsLong())) {
                return false;
            }
            eax = OptionalLong.empty();
            return take(Part.Use.LOCALS, room.getAsLong(), Phrase.NONE);
        }

        /// Whether a helper gives its caller another stack pointer.
        private boolean movesStack(long target) {
            long at = target;
            for (int i = 0; i < HELPER_INSTRUCTIONS; i++) {
                var instruction = code.at(at);
                if (instruction == null) {
                    return false;
                }
                var operands = instruction.operands();
                boolean two = operands.size() == 2
                        && operands.get(0) instanceof Operand.RegisterOperand
                        && operands.get(1) instanceof Operand.RegisterOperand;
                boolean exchanged = instruction.mnemonic() == Mnemonic.XCHG || instruction.mnemonic() == Mnemonic.MOV;
                if (two && exchanged && Effects.of(instruction).writes(Register.ESP)) {
                    return true;
                }
                if (instruction.flow() == Flow.RETURN || instruction.flow() == Flow.STOP) {
                    return false;
                }
                at += instruction.length();
            }
            return false;
        }

        private boolean take(Part.Use use, long bytes, Phrase what) {
            if (bytes < 0 || bytes > LARGEST) {
                understood = false;
                return false;
            }
            depth += bytes;
            if (bytes > 0) {
                items.add(new Item(use, depth, bytes, what));
            }
            return true;
        }

        private static Phrase name(Register register) {
            return Phrase.data(register.name().toLowerCase(Locale.ROOT));
        }
    }
}
