package dev.gotstack.command;

import dev.gotstack.analysis.Listing;
import dev.gotstack.stack.CallStack;
import dev.gotstack.windows.CodeAddress;
import dev.gotstack.windows.KernelProcess;
import dev.gotstack.windows.KernelStack;
import dev.gotstack.windows.KernelThread;
import dev.gotstack.windows.SavedState;
import dev.gotstack.x86.TaskState;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// `!analyze -v`: the bug check, what it was about, and what was found out. The keys and their order are the
/// debugger's; what it has no key for follows them.
final class AnalyzeCommand {
    private static final int WIDTH = 79;
    private static final long KERNEL_MODE_TRAP = 0x7f;
    /// Set in codes that the kernel's crash path raises again.
    private static final long AGAIN = 0x1000_0000L;

    private final Call call;

    private AnalyzeCommand(Call call) {
        this.call = call;
    }

    /// `!analyze [-v] [-f]`.
    static void show(Call call) {
        boolean verbose = false;
        for (var option : call.arguments().replace('\u2013', '-').split("\\s+", 0)) {
            if (!option.isEmpty() && !option.matches("-(f|v+[0-9]*)")) {
                throw new CommandException("!analyze knows -v and -f; '" + option + "' is neither");
            }
            verbose |= option.startsWith("-v");
        }
        var analyze = new AnalyzeCommand(call);
        analyze.banner();
        if (verbose) {
            analyze.verbose();
        } else {
            analyze.brief();
        }
    }

    private void banner() {
        var row = "*".repeat(WIDTH);
        var title = "Bugcheck Analysis";
        int left = (WIDTH - 2 - title.length()) / 2;
        int right = WIDTH - 2 - title.length() - left;
        var edge = "*" + " ".repeat(WIDTH - 2) + "*";
        call.line(row).line(edge);
        call.line("*" + " ".repeat(left) + title + " ".repeat(right) + "*");
        call.line(edge).line(row).end();
    }

    private void brief() {
        var header = call.kernel().dump().header();
        call.text("Use ").link("!analyze -v", "!analyze -v").line(" to get detailed debugging information.");
        call.end();
        call.line("BugCheck " + Long.toHexString(header.bugCheckCode()).toUpperCase(Locale.ROOT) + ", {"
                + header.bugCheckParameters().stream().map(Long::toHexString).collect(Collectors.joining(", "))
                + "}");
        call.end();
        culprit().ifPresent(code -> {
            var module = code.module();
            var image = module == null ? "Unknown_Image" : module.imageName();
            call.line("Probably caused by : " + image + " ( " + shortName(code) + " )")
                    .end();
        });
        call.line("Followup: MachineOwner");
        call.line("---------");
    }

    private void verbose() {
        bugCheck();
        call.line("Debugging Details:");
        call.line("------------------");
        call.end();
        key("BUGCHECK_STR", bucket());
        context();
        key("DEFAULT_BUCKET_ID", "DRIVER_FAULT");
        process().ifPresent(name -> key("PROCESS_NAME", name));
        call.context()
                .analysis()
                .processor()
                .ifPresent(processor -> key("CURRENT_IRQL", Integer.toHexString(processor.irql())));
        overflow();
        var stack = call.context().analysis().debuggerStack();
        transfer(stack);
        call.line("STACK_TEXT:  ");
        new StackRows(call, StackOptions.plain("b")).rows(stack.frames());
        call.end();
        culprit().ifPresent(this::followUp);
        rebuilt(stack);
        findings();
    }

    private void bugCheck() {
        var bugCheck = call.context().analysis().bugCheck();
        var name = bugCheck.name().isEmpty() ? "Unknown bugcheck code" : bugCheck.name();
        call.line(name + " (" + Hex.plain(bugCheck.code()) + ")");
        wrap(bugCheck.explanation().english());
        call.line("Arguments:");
        for (int i = 0; i < bugCheck.parameters().size(); i++) {
            var parameter = bugCheck.parameters().get(i);
            call.text("Arg" + (i + 1) + ": ").memory(parameter.value());
            call.line(parameter.meaning().isEmpty() ? "" : ", " + parameter.meaning());
        }
        call.end();
    }

    private void key(String name, String value) {
        call.line(name + ":  " + value).end();
    }

    private long code() {
        return call.kernel().dump().header().bugCheckCode() & ~AGAIN;
    }

    private long parameter(int index) {
        var all = call.kernel().dump().header().bugCheckParameters();
        return index < all.size() ? all.get(index) : 0;
    }

    private String bucket() {
        var text = Hex.prefixed(call.kernel().dump().header().bugCheckCode());
        return code() == KERNEL_MODE_TRAP ? text + "_" + Hex.plain(parameter(0)) : text.toUpperCase(Locale.ROOT);
    }

    /// The registers the bug check is about: those of the interrupted task, of an interrupt stack, of a trap frame or
    // of
    /// a context record.
    private void context() {
        var analysis = call.context().analysis();
        var leads = analysis.bugCheck().leads();
        if (analysis.bugCheck().isDoubleFault() && analysis.interrupted().isPresent()) {
            task(analysis.interrupted().get());
            return;
        }
        leads.exceptionRecord().ifPresent(address -> lead("EXCEPTION_RECORD", ".exr", address));
        leads.contextRecord().ifPresent(address -> lead("CONTEXT", ".cxr", address));
        leads.trapFrame().ifPresent(address -> lead("TRAP_FRAME", ".trap", address));
        boolean none = leads.contextRecord().isEmpty() && leads.trapFrame().isEmpty();
        analysis.states().stream().filter(state -> none).findFirst().ifPresent(this::state);
    }

    private void state(SavedState state) {
        int space = state.command().indexOf(' ');
        call.line(state.title() + ":").end();
        lead(
                "TRAP_FRAME",
                state.command().substring(0, space),
                Expression.address(state.command().substring(space + 1), call.context()));
    }

    private void task(TaskState task) {
        var command = ".tss 0x" + Integer.toHexString(task.selector());
        call.text("TSS:  " + Hex.word(task.selector()) + " -- (").link(command, command);
        call.line(")");
        var context = Context.of(call.context().analysis()).withTask(task);
        RegisterCommands.block(new Call(call.name(), "", context, call.out()), "");
        call.line("Resetting default scope").end();
    }

    /// A record that lies in memory, shown by the command that shows it.
    private void lead(String name, String command, long address) {
        var line = command + " " + call.literal(address);
        call.text(name + ":  " + call.hex(address) + " -- (").link(line, line).line(")");
        var context = Context.of(call.context().analysis());
        try {
            new CommandTable(CommandList.all()).find(command).run(command, call.literal(address), context, call.out());
        } catch (CommandException e) {
            call.line(String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
        call.end();
    }

    private Optional<String> process() {
        return call.context().analysis().thread().flatMap(KernelThread::process).map(KernelProcess::imageName);
    }

    /// As newer debuggers say it.
    private void overflow() {
        var analysis = call.context().analysis();
        boolean ranOut =
                analysis.findings().stream().anyMatch(finding -> finding.id().equals("stack-overflow"));
        var stack = analysis.stack().filter(found -> ranOut);
        stack.map(KernelStack::limit).ifPresent(limit -> {
            call.text("STACK_OVERFLOW: Stack Limit: ").memory(limit);
            call.text(". Use (").link("kF", "kF").text(") and (").link("!stackusage", "!stackusage");
            call.line(") to investigate stack usage.").end();
        });
    }

    private void transfer(CallStack stack) {
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

    /// Where the debugger puts the blame: the newest frame of the stack it walks.
    private Optional<CodeAddress> culprit() {
        return call.context().analysis().debuggerStack().frames().stream()
                .findFirst()
                .map(frame -> frame.code());
    }

    /// `nt!_KiTrap0E+5c`: in these lines the debugger writes offsets without `0x`.
    private static String shortName(CodeAddress code) {
        var offset = code.offset();
        return code.module() == null || offset == 0 ? code.text() : code.function() + "+" + Long.toHexString(offset);
    }

    private void followUp(CodeAddress code) {
        call.line("FOLLOWUP_IP: ");
        call.symbol(code, shortName(code)).end();
        CodeCommands.instruction(call, new Listing(call.kernel()).line(code.address()));
        call.end().end();
        key("SYMBOL_STACK_INDEX", "0");
        key("FOLLOWUP_NAME", "MachineOwner");
        key("SYMBOL_NAME", shortName(code));
        var module = code.module();
        if (module != null) {
            call.text("MODULE_NAME: ").module(module).end().end();
            key("IMAGE_NAME", module.imageName());
            key("DEBUG_FLR_IMAGE_TIMESTAMP", Hex.plain(module.timeDateStamp()));
        }
        stackCommand();
        var image = bucket() + "_" + shortName(code);
        key("FAILURE_BUCKET_ID", image);
        key("BUCKET_ID", image);
        call.line("Followup: MachineOwner");
        call.line("---------");
        call.end();
    }

    private void stackCommand() {
        var analysis = call.context().analysis();
        var set = analysis.bugCheck().isDoubleFault() && analysis.interrupted().isPresent()
                ? ".tss 0x" + Integer.toHexString(analysis.interrupted().get().selector()) + " ; "
                : analysis.states().stream()
                        .findFirst()
                        .map(state -> state.command() + " ; ")
                        .orElse("");
        call.text("STACK_COMMAND:  ").link(set + "kb", set + "kb").end().end();
    }

    /// What follows is ours.
    private void rebuilt(CallStack stack) {
        call.line("REBUILT_STACK:  "
                + call.context().analysis().reconstructedStack().frames().size() + " frames, the debugger's walk has "
                + stack.frames().size());
        call.out().styled(stack.stop().english(), Output.Style.COMMENT).end();
        call.link("kr", "kr").text("  ").link("!stackusage", "!stackusage").text("  ");
        call.link("!derive", "!derive").end().end();
    }

    private void findings() {
        for (var finding : call.context().analysis().findings()) {
            call.line("FINDING:  " + finding.severity().word() + ", " + finding.id());
            wrap(finding.summary().english());
            wrap(finding.explanation().english());
            finding.evidence().forEach(line -> call.line("  - " + line));
            call.end();
        }
    }

    private void wrap(String text) {
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
