package dev.gotstack.command;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.stack.Frame;
import dev.gotstack.windows.KernelProcess;
import dev.gotstack.windows.KernelThread;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// `!stacks`: every thread with what it waits in.
final class StacksCommand {
    /// Functions by which a thread gives the processor up: what it waits in is their caller.
    private static final Pattern SCHEDULER = Pattern.compile(
            "_?(Ki)?SwapContext|KiSwapThread|KiCommitThreadWait|Ke(WaitFor|DelayExecution|RemoveQueue).*");
    private static final String INDENT = " ".repeat(34);
    private static final String PROCESS = " ".repeat(37);

    private final Call call;
    private final long detail;
    private final String filter;

    private StacksCommand(Call call, long detail, String filter) {
        this.call = call;
        this.detail = detail;
        this.filter = filter.toLowerCase(Locale.ROOT);
    }

    /// `!stacks [detail [filter]]`.
    static void show(Call call) {
        var expression = call.expression();
        long detail = expression.hasMore() ? expression.next() : 0;
        new StacksCommand(call, detail, expression.rest()).all();
    }

    private void all() {
        call.line("Proc.Thread  .Thread  ThreadState  Blocker");
        for (var process : call.kernel().processes()) {
            call.text(PROCESS + "[");
            call.link(process.imageName(), "!process " + call.literal(process.address()) + " 2")
                    .line("]");
            threads(process);
            call.end();
        }
    }

    private void threads(KernelProcess process) {
        for (var thread : call.kernel().threads(process)) {
            Interruption.check();
            try {
                stack(thread, ThreadCommand.frames(call, thread));
            } catch (MalformedFileException e) {
                missing(thread);
            }
        }
    }

    private void stack(KernelThread thread, List<Frame> frames) {
        boolean wanted = filter.isEmpty()
                || frames.stream()
                        .anyMatch(frame ->
                                frame.code().text().toLowerCase(Locale.ROOT).contains(filter));
        if (!wanted) {
            return;
        }
        row(thread);
        if (detail < 2) {
            blocker(frames);
            return;
        }
        for (int i = 0; i < frames.size(); i++) {
            call.text(i == 0 ? "" : INDENT).symbol(frames.get(i).code()).end();
        }
        call.out().breakLine();
    }

    private void blocker(List<Frame> frames) {
        var below = frames.stream()
                .filter(frame -> !SCHEDULER.matcher(frame.code().symbolName()).matches())
                .findFirst()
                .or(() -> frames.stream().findFirst());
        below.ifPresent(frame -> call.symbol(frame.code()));
        call.end();
    }

    private void missing(KernelThread thread) {
        if (detail == 0 || !filter.isEmpty()) {
            return;
        }
        row(thread);
        boolean resident = ThreadCommand.field(call, "_KTHREAD", thread, "KernelStackResident")
                        .orElse(1)
                != 0;
        var text = resident ? "Stack not in this dump" : "Stack paged out";
        call.missing(text, thread.stack().saved()).end();
    }

    private void row(KernelThread thread) {
        call.text(String.format(Locale.ROOT, "%4x.%06x  ", thread.processId(), thread.threadId()));
        call.link(call.hex(thread.address()), "!thread " + call.literal(thread.address()));
        call.text(String.format(Locale.ROOT, "  %-10s ", state(thread)));
    }

    private String state(KernelThread thread) {
        boolean running = ThreadCommand.state(call, thread).startsWith("RUNNING");
        return running ? "RUNNING" : thread.state().equals("WAIT") ? "Blocked" : thread.state();
    }
}
