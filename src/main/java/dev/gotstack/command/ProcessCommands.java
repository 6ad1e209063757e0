package dev.gotstack.command;

import dev.gotstack.windows.KernelProcess;
import dev.gotstack.windows.KernelThread;
import java.util.Optional;

/// `!process`, `!running`: what the system runs.
final class ProcessCommands {
    private static final int MOST_PROCESSES = 2000;

    private ProcessCommands() {}

    /// `!process [address | 0 [flags]]`.
    static void process(Call call) {
        var expression = call.expression();
        boolean given = expression.hasMore();
        long wanted = given ? Hex.address(expression.next()) : -1;
        long flags = expression.hasMore() ? expression.next() : given && wanted == 0 ? 0 : 2;
        var image = expression.hasMore() ? expression.rest() : "*";
        var current = call.context().analysis().thread().flatMap(KernelThread::process);
        var all = call.kernel().processes();
        if (wanted == 0) {
            call.line("**** NT ACTIVE PROCESS DUMP ****");
        }
        int shown = 0;
        for (var process : all) {
            boolean match = wanted == 0
                    || wanted == process.address()
                    || wanted == process.id()
                    || (wanted == -1 && isSame(current, process));
            if (match && Wildcards.matches(image, process.imageName()) && shown++ < MOST_PROCESSES) {
                print(call, process, flags);
            }
        }
        if (shown == 0) {
            var alone = current.filter(found -> wanted == -1 || wanted == found.address() || wanted == found.id());
            print(call, alone.orElseThrow(() -> new CommandException("No such process is in this dump's list")), flags);
        }
    }

    private static boolean isSame(Optional<KernelProcess> current, KernelProcess process) {
        return current.filter(found -> found.address() == process.address()).isPresent();
    }

    private static void print(Call call, KernelProcess process, long flags) {
        call.text("PROCESS ").link(Hex.word(process.address()), "!process 0x" + Hex.word(process.address()) + " 2");
        call.line(String.format(
                "  Cid: %04x    Peb: %08x  ParentCid: %04x", process.id(), process.peb(), process.parentId()));
        call.line("    DirBase: " + Hex.word(process.directoryTableBase()));
        call.line("    Image: " + process.imageName());
        call.end();
        if ((flags & 2) != 0) {
            for (var thread : call.kernel().threads(process)) {
                call.text("        THREAD ");
                call.link(Hex.word(thread.address()), "!thread 0x" + Hex.word(thread.address()));
                call.line(String.format("  Cid %04x.%04x  ", thread.processId(), thread.threadId())
                        + ThreadCommand.state(call, thread));
            }
            call.end();
        }
    }

    /// `!running`: what each processor runs.
    static void running(Call call) {
        var processors = call.kernel().processors();
        long mask = 0;
        for (var processor : processors) {
            mask |= 1L << processor.number();
        }
        call.line("System Processors " + Long.toHexString(mask) + " (affinity mask)");
        call.end();
        call.line("     Prcb      Current   Next");
        for (var processor : processors) {
            call.text(String.format("%2x  ", processor.number()))
                    .memory(processor.kprcb())
                    .text("  ");
            call.link(Hex.word(processor.currentThread()), "!thread 0x" + Hex.word(processor.currentThread()));
            call.line(processor.nextThread() == 0 ? "" : "  " + Hex.word(processor.nextThread()));
        }
    }
}
