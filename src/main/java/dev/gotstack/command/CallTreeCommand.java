package dev.gotstack.command;

import dev.gotstack.stack.CallTree;
import java.util.Locale;

/// `kr -t`, `!stackusage -tree`: the rebuilt stack by function, callers above what they call.
final class CallTreeCommand {
    private CallTreeCommand() {}

    static void show(Call call) {
        var analysis = call.context().analysis();
        var usage = analysis.usage().orElseThrow(RebuiltStackCommand::noStack);
        var frames = analysis.reconstructedStack().frames();
        call.line("   Calls      Own  With callees  Function");
        for (var node : CallTree.of(frames, usage).nodes()) {
            call.text(String.format(Locale.ROOT, "%8d %8d  %12d  ", node.calls(), node.bytes(), node.total()));
            call.text("  ".repeat(node.level()));
            call.symbol(frames.get(node.frame()).code(), node.function());
            call.line(node.again().isEmpty() ? "" : "  (again " + String.join(", ", node.again()) + ")");
        }
    }
}
