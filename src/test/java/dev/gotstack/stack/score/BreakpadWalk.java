package dev.gotstack.stack.score;

import dev.gotstack.symbol.pdb.FpoRecord;
import dev.gotstack.symbol.pdb.FrameDataRecord;
import dev.gotstack.symbol.pdb.Pdb;
import dev.gotstack.windows.LoadedModule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A 32-bit walk in the manner of Breakpad, written from descriptions of it: Windows frame records first, else the
/// frame pointer, each with a scan of a few words where it leads out of all modules; the stack pointer must grow.
final class BreakpadWalk {
    private static final int WORD = 4;
    private static final int SCAN_WORDS = 40;
    private static final int CONTEXT_SCAN_WORDS = 160;
    private static final int SLACK_WORDS = 3;
    private static final int MOST_FRAMES = 1024;
    private static final long FARTHEST_FRAME_POINTER = 128 * 1024;

    private final Target target;
    private final List<Claim> claims = new ArrayList<>();

    private record Frame(long eip, long esp, long ebp, long slot) {}

    private BreakpadWalk(Target target) {
        this.target = target;
    }

    static List<Claim> walk(Target target) {
        var registers = target.registers();
        var start = new Frame(registers.instructionPointer(), registers.stackPointer(), registers.framePointer(), 0);
        return new BreakpadWalk(target).from(start);
    }

    private List<Claim> from(Frame start) {
        var at = start;
        long calleeParameters = 0;
        while (claims.size() < MOST_FRAMES) {
            var caller = caller(at, calleeParameters);
            if (caller == null || caller.esp() <= at.esp()) {
                break;
            }
            claims.add(Claim.of(caller.slot(), caller.eip()));
            calleeParameters = parameters(lookup(at));
            at = caller;
        }
        return claims;
    }

    private long lookup(Frame frame) {
        return claims.isEmpty() ? frame.eip() : frame.eip() - 1;
    }

    private @Nullable Frame caller(Frame frame, long calleeParameters) {
        long at = lookup(frame);
        var data = pdb(at).flatMap(pdb -> pdb.frameData(at - base(at)));
        if (data.isPresent() && !data.get().program().isBlank()) {
            return byProgram(frame, data.get(), calleeParameters);
        }
        var fpo = pdb(at).flatMap(pdb -> pdb.fpo(at - base(at)));
        if (fpo.isPresent() && fpo.get().frame() == FpoRecord.Frame.FPO) {
            return byFpo(frame, fpo.get(), calleeParameters);
        }
        return byFramePointer(frame);
    }

    private @Nullable Frame byProgram(Frame frame, FrameDataRecord record, long calleeParameters) {
        long search = record.program().contains("@")
                ? frame.ebp() + WORD
                : frame.esp() + calleeParameters + record.locals() + record.savedRegisters();
        var values = new HashMap<String, Long>();
        values.put("$ebp", frame.ebp());
        values.put("$esp", frame.esp());
        values.put("$ebx", 0L);
        values.put(".raSearch", search);
        values.put(".raSearchStart", search);
        values.put(".cbCalleeParams", calleeParameters);
        values.put(".cbParams", record.parameters());
        values.put(".cbLocals", record.locals());
        values.put(".cbSavedRegs", (long) record.savedRegisters());
        try {
            var result = PostfixProgram.run(record.program(), values, target::word);
            long eip = PostfixProgram.get(result, "$eip").orElse(0);
            long esp = PostfixProgram.get(result, "$esp").orElse(0);
            long ebp = PostfixProgram.get(result, "$ebp").orElse(0);
            return corrected(new Frame(eip, esp, ebp, esp - WORD), record.savedRegisters());
        } catch (ArithmeticException | NumberFormatException | NoSuchElementException e) {
            return byFramePointer(frame);
        }
    }

    private @Nullable Frame byFpo(Frame frame, FpoRecord record, long calleeParameters) {
        long saved = (long) record.savedRegisters() * WORD;
        long slot = frame.esp() + calleeParameters + record.locals() * WORD + saved;
        long ebp = record.usesEbp() ? target.word(frame.esp() + calleeParameters + saved - 2 * WORD) : frame.ebp();
        return corrected(new Frame(target.word(slot), slot + WORD, ebp, slot), (int) saved);
    }

    /// A return address that is no code is sought a few words further, for alignment, then by a scan.
    private @Nullable Frame corrected(Frame caller, int savedRegisters) {
        var at = caller;
        for (int word = 1; word <= SLACK_WORDS && !seemsRight(at.eip()); word++) {
            long slot = caller.slot() + (long) word * WORD;
            at = new Frame(target.word(slot), slot + WORD, caller.ebp(), slot);
        }
        if (!seemsRight(at.eip())) {
            return scan(caller.slot() + WORD, caller.ebp());
        }
        if (target.stack().contains(at.ebp())) {
            return at;
        }
        for (int offset = WORD; offset <= savedRegisters; offset += WORD) {
            long saved = target.word(at.slot() - offset);
            if (target.stack().contains(saved)) {
                return new Frame(at.eip(), at.esp(), saved, at.slot());
            }
        }
        return at;
    }

    private @Nullable Frame byFramePointer(Frame frame) {
        long ebp = frame.ebp();
        long eip = target.stack().contains(ebp) ? target.word(ebp + WORD) : 0;
        return seemsRight(eip) ? new Frame(eip, ebp + 2 * WORD, target.word(ebp), ebp + WORD) : scan(frame.esp(), ebp);
    }

    private @Nullable Frame scan(long from, long ebp) {
        int words = claims.isEmpty() ? CONTEXT_SCAN_WORDS : SCAN_WORDS;
        for (long slot = from; slot < from + (long) words * WORD; slot += WORD) {
            long eip = target.stack().contains(slot) ? target.word(slot) : 0;
            if (seemsRight(eip)) {
                long saved = target.word(slot - WORD);
                boolean linked = saved > slot && saved - slot <= FARTHEST_FRAME_POINTER;
                return new Frame(eip, slot + WORD, linked ? saved : ebp, slot);
            }
        }
        return null;
    }

    /// In a module and, where that has symbols, in a function.
    private boolean seemsRight(long eip) {
        var module = target.kernel().modules().at(eip).orElse(null);
        if (module == null) {
            return false;
        }
        return !module.symbols().isComplete() || module.isCode(eip);
    }

    private long parameters(long at) {
        return pdb(at).flatMap(pdb -> pdb.frameData(at - base(at)).map(FrameDataRecord::parameters))
                .or(() ->
                        pdb(at).flatMap(pdb -> pdb.fpo(at - base(at))).map(record -> (long) record.parameters() * WORD))
                .orElse(0L);
    }

    private Optional<Pdb> pdb(long at) {
        return target.kernel()
                .modules()
                .at(at)
                .flatMap(module -> module.symbols().pdb());
    }

    private long base(long at) {
        return target.kernel().modules().at(at).map(LoadedModule::base).orElse(0L);
    }
}
