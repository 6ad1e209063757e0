package dev.gotstack.stack;

import static dev.gotstack.stack.Machine.EBP;
import static dev.gotstack.stack.Machine.ESP;
import static dev.gotstack.stack.Machine.UNKNOWN;

import dev.gotstack.symbol.Symbol;
import dev.gotstack.symbol.pdb.FpoRecord;
import dev.gotstack.symbol.pdb.FrameDataRecord;
import dev.gotstack.windows.KernelStack;
import dev.gotstack.windows.Modules;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// What PDBs say about frames: FRAMEDATA programs and, where there are none, FPO_DATA records. The records describe
/// prologs and bodies; epilogs they do not, so what they give is checked like every other candidate.
final class UnwindData {
    private static final int WORD = 4;
    /// Words above the computed slot in which the return address is sought: pushed arguments and alignment.
    private static final int SEARCH_WORDS = 12;

    private static final String[] NAMES = {"$eax", "$ecx", "$edx", "$ebx", "$esp", "$ebp", "$esi", "$edi"};

    private final CodeView code;
    private final Modules modules;
    private final KernelStack stack;
    private final Map<String, FrameProgram> programs = new HashMap<>();

    UnwindData(CodeView code, Modules modules, KernelStack stack) {
        this.code = code;
        this.modules = modules;
        this.stack = stack;
    }

    /// Where a frame returns to by its unwind data.
    ///
    /// @param eip where it executes
    /// @param youngest whether it was interrupted there; else it is in a call that returns there
    /// @param bottom lowest address that is the frame's own: the stack pointer of the youngest, else the address behind
    ///     the younger frame's return address and arguments
    Optional<Candidate> caller(long eip, boolean youngest, long bottom, long[] registers) {
        long at = youngest ? eip : eip - 1;
        var module = modules.at(at).orElse(null);
        var pdb = module == null ? null : module.symbols().pdb().orElse(null);
        if (module == null || pdb == null || bottom == UNKNOWN) {
            return Optional.empty();
        }
        var frameData = pdb.frameData(at - module.base());
        if (frameData.isPresent() && !frameData.get().program().isBlank()) {
            return byProgram(frameData.get(), bottom, registers);
        }
        return pdb.fpo(at - module.base()).flatMap(record -> byFpo(record, bottom, registers));
    }

    /// Bytes of arguments that the function at an address takes on the stack, 0 if nothing tells.
    long parameters(long eip) {
        var module = modules.at(eip).orElse(null);
        if (module == null) {
            return 0;
        }
        long rva = eip - module.base();
        var pdb = module.symbols().pdb();
        return pdb.flatMap(found -> found.frameData(rva))
                .map(FrameDataRecord::parameters)
                .or(() -> pdb.flatMap(found -> found.fpo(rva)).map(record -> (long) record.parameters() * WORD))
                .or(() -> module.symbolAt(eip).map(Symbol::stackParameterBytes).map(Integer::longValue))
                .filter(bytes -> bytes > 0)
                .orElse(0L);
    }

    private Optional<Candidate> byProgram(FrameDataRecord record, long bottom, long[] registers) {
        boolean aligned = record.program().contains("@");
        long start = aligned && registers[EBP] != UNKNOWN
                ? registers[EBP] + WORD
                : bottom + record.locals() + record.savedRegisters();
        long search = search(start);
        if (search == UNKNOWN && record.program().contains(".raSearch")) {
            return Optional.empty();
        }
        var values = new HashMap<String, Long>();
        for (int i = 0; i < NAMES.length; i++) {
            if (registers[i] != UNKNOWN) {
                values.put(NAMES[i], registers[i]);
            }
        }
        values.put(".raSearch", search);
        values.put(".raSearchStart", search);
        values.put(".cbLocals", record.locals());
        values.put(".cbParams", record.parameters());
        values.put(".cbSavedRegs", (long) record.savedRegisters());
        return programs.computeIfAbsent(record.program(), FrameProgram::of)
                .run(values, va -> code.space().value(va, WORD))
                .flatMap(result -> candidate(result, registers));
    }

    private Optional<Candidate> candidate(Map<String, Long> result, long[] registers) {
        var esp = result.get("$esp");
        var eip = result.get("$eip");
        if (esp == null || eip == null) {
            return Optional.empty();
        }
        var caller = registers.clone();
        for (int i = 0; i < NAMES.length; i++) {
            var value = result.get(NAMES[i]);
            caller[i] = value == null ? UNKNOWN : value;
        }
        return checked(Evidence.Method.FRAME_DATA, esp - WORD, eip, caller);
    }

    private Optional<Candidate> byFpo(FpoRecord record, long bottom, long[] registers) {
        if (record.frame() == FpoRecord.Frame.TRAP || record.frame() == FpoRecord.Frame.TSS) {
            return Optional.empty();
        }
        long saved = (long) record.savedRegisters() * WORD;
        boolean framed = record.frame() == FpoRecord.Frame.NON_FPO;
        if (framed && registers[EBP] == UNKNOWN) {
            return Optional.empty();
        }
        long slot = framed ? registers[EBP] + WORD : search(bottom + record.locals() * WORD + saved);
        if (slot == UNKNOWN) {
            return Optional.empty();
        }
        var caller = registers.clone();
        Arrays.fill(caller, 0, ESP, UNKNOWN);
        caller[ESP] = slot + WORD;
        if (framed) {
            caller[EBP] = code.space().value(registers[EBP], WORD).orElse(UNKNOWN);
        } else if (record.usesEbp()) {
            caller[EBP] = savedFramePointer(bottom, record.savedRegisters(), slot);
        }
        long target = code.space().value(slot, WORD).orElse(0);
        return checked(Evidence.Method.FPO_DATA, slot, target, caller);
    }

    /// The caller's EBP where the function used the register for something else: among the registers it saved, which
    /// lie below its locals in the order of pushing, usually behind EBX. One that points up the stack is recognized;
    /// any other value is of no use for the walk and counts as unknown.
    private long savedFramePointer(long bottom, int savedRegisters, long slot) {
        return IntStream.concat(IntStream.of(1, 0), IntStream.range(2, savedRegisters))
                .filter(pushed -> pushed < savedRegisters)
                .mapToLong(pushed -> bottom + (long) (savedRegisters - 1 - pushed) * WORD)
                .map(va -> code.space().value(va, WORD).orElse(UNKNOWN))
                .filter(value -> value > slot && stack.contains(value))
                .findFirst()
                .orElse(UNKNOWN);
    }

    /// The first word from `start` on that follows a call, or [Machine#UNKNOWN].
    private long search(long start) {
        for (int i = 0; i < SEARCH_WORDS; i++) {
            long slot = start + (long) i * WORD;
            if (stack.contains(slot)
                    && code.followsCall(code.space().value(slot, WORD).orElse(0))) {
                return slot;
            }
        }
        return UNKNOWN;
    }

    private Optional<Candidate> checked(Evidence.Method method, long slot, long target, long[] caller) {
        boolean fits = stack.contains(slot) && slot % WORD == 0 && code.followsCall(target);
        return fits
                ? Optional.of(new Candidate(method, slot, target, caller, 0, ForwardSimulation.End.RETURN))
                : Optional.empty();
    }
}
