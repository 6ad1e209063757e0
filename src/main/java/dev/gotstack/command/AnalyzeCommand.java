package dev.gotstack.command;

import dev.gotstack.stack.CallStack;
import dev.gotstack.windows.KernelProcess;
import dev.gotstack.windows.KernelThread;
import java.util.Locale;

/// `!analyze -v`: the bug check, what it was about, and what was found out.
final class AnalyzeCommand {
    private static final int WIDTH = 79;
    private static final long DOUBLE_FAULT = 8;
    private static final long KERNEL_MODE_TRAP = 0x7f;

    private AnalyzeCommand() {}

    static void show(Call call) {
        boolean verbose = call.arguments().contains("-v");
        banner(call);
        bugCheck(call);
        call.line("Debugging Details:");
        call.line("------------------");
        call.end();
        key(call, "BUGCHECK_STR", bucket(call));
        task(call);
        process(call);
        call.context()
                .analysis()
                .processor()
                .ifPresent(processor -> key(call, "CURRENT_IRQL", Integer.toHexString(processor.irql())));
        var stack = call.context().analysis().debuggerStack();
        transfer(call, stack);
        stack(call, stack);
        followUp(call, stack);
        if (verbose) {
            findings(call);
        }
    }

    private static void banner(Call call) {
        var row = "*".repeat(WIDTH);
        var title = "Bugcheck Analysis";
        int left = (WIDTH - 2 - title.length()) / 2;
        int right = WIDTH - 2 - title.length() - left;
        var edge = "*" + " ".repeat(WIDTH - 2) + "*";
        call.line(row).line(edge);
        call.line("*" + " ".repeat(left) + title + " ".repeat(right) + "*");
        call.line(edge).line(row).end();
    }

    private static void bugCheck(Call call) {
        var bugCheck = call.context().analysis().bugCheck();
        var name = bugCheck.name().isEmpty() ? "Unknown bugcheck code" : bugCheck.name();
        call.line(name + " (" + Hex.plain(bugCheck.code()) + ")");
        wrap(call, bugCheck.explanation());
        call.line("Arguments:");
        var values = call.kernel().dump().header().bugCheckParameters();
        for (int i = 0; i < values.size(); i++) {
            var meaning = i < bugCheck.parameters().size()
                    ? bugCheck.parameters().get(i).meaning()
                    : "";
            call.text("Arg" + (i + 1) + ": ").memory(values.get(i));
            call.line(meaning.isEmpty() ? "" : ", " + meaning);
        }
        call.end();
    }

    private static void key(Call call, String name, String value) {
        call.line(name + ":  " + value).end();
    }

    private static String bucket(Call call) {
        var header = call.kernel().dump().header();
        var code = "0x" + Long.toHexString(header.bugCheckCode()).toUpperCase(Locale.ROOT);
        boolean trap = header.bugCheckCode() == KERNEL_MODE_TRAP
                && !header.bugCheckParameters().isEmpty();
        return trap
                ? code.toLowerCase(Locale.ROOT) + "_"
                        + Hex.plain(header.bugCheckParameters().getFirst())
                : code;
    }

    /// The interrupted task and its registers, as a double fault has it.
    private static void task(Call call) {
        var task = call.context().analysis().interrupted();
        var parameters = call.kernel().dump().header().bugCheckParameters();
        boolean doubleFault = !parameters.isEmpty() && parameters.getFirst() == DOUBLE_FAULT;
        boolean trap = call.kernel().dump().header().bugCheckCode() == KERNEL_MODE_TRAP;
        if (task.isEmpty() || (trap && !doubleFault)) {
            return;
        }
        int selector = task.get().selector();
        var command = ".tss 0x" + Integer.toHexString(selector);
        call.text("TSS:  " + Hex.word(selector) + " -- (")
                .link(command, command)
                .line(")");
        var context = call.context().withTask(task.get());
        RegisterCommands.block(new Call(call.name(), "", context, call.out()), "");
        call.line("Resetting default scope").end();
    }

    private static void process(Call call) {
        call.context()
                .analysis()
                .thread()
                .flatMap(KernelThread::process)
                .map(KernelProcess::imageName)
                .ifPresent(name -> key(call, "PROCESS_NAME", name));
    }

    private static void transfer(Call call, CallStack stack) {
        if (!stack.frames().isEmpty()) {
            var top = stack.frames().getFirst();
            call.text("LAST_CONTROL_TRANSFER:  from ")
                    .code(top.returnAddress().orElse(0))
                    .text(" to ")
                    .code(top.code().address())
                    .end()
                    .end();
        }
    }

    private static void stack(Call call, CallStack stack) {
        call.line("STACK_TEXT:  ");
        new StackRows(call, StackOptions.plain("b")).rows(stack.frames());
        call.out().styled(stack.stop(), Output.Style.COMMENT).end();
        call.text("The rebuilt stack has "
                + call.context().analysis().reconstructedStack().frames().size() + " frames: ");
        call.link("kr", "kr")
                .text(", ")
                .link("!stackusage", "!stackusage")
                .end()
                .end();
    }

    private static void followUp(Call call, CallStack stack) {
        if (stack.frames().isEmpty()) {
            return;
        }
        var code = stack.frames().getFirst().code();
        var module = code.module();
        call.line("FOLLOWUP_IP: ").symbol(code).end();
        call.end();
        if (module != null) {
            call.text("MODULE_NAME: ").module(module).end().end();
            key(call, "IMAGE_NAME", module.imageName());
        }
    }

    private static void findings(Call call) {
        for (var finding : call.context().analysis().findings()) {
            call.line("FINDING:  " + finding.severity().word() + ", " + finding.id());
            wrap(call, finding.summary());
            wrap(call, finding.explanation());
            finding.evidence().forEach(line -> call.line("  - " + line));
            call.end();
        }
    }

    private static void wrap(Call call, String text) {
        var line = new StringBuilder();
        for (var word : text.split("\\s+", 0)) {
            if (!line.isEmpty() && line.length() + word.length() >= WIDTH) {
                call.line(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        if (!line.isEmpty()) {
            call.line(line.toString());
        }
    }
}
