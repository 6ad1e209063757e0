package dev.gotstack.report;

import dev.gotstack.analysis.Analysis;
import dev.gotstack.analysis.Entries;
import dev.gotstack.stack.Cycle;
import dev.gotstack.stack.Frame;
import dev.gotstack.stack.StackUsage;
import dev.gotstack.text.Phrase;
import java.util.Locale;
import java.util.stream.Collectors;

/// An analysis as plain text: what the window shows, in the order in which one reads it.
public final class StoryText {
    private final Analysis analysis;
    private final StringBuilder text = new StringBuilder();

    private StoryText(Analysis analysis) {
        this.analysis = analysis;
    }

    /// The whole story. Lines end with a line feed.
    public static String of(Analysis analysis) {
        var story = new StoryText(analysis);
        story.heading();
        story.warnings();
        story.steps();
        story.findings();
        story.stacks();
        analysis.usage().ifPresent(story::usage);
        return story.text.toString();
    }

    private void heading() {
        var header = analysis.kernel().dump().header();
        line(
                "%s: %s, build %d, %d processor%s",
                analysis.kernel().dump().path().getFileName(),
                header.format().words().english(),
                header.build(),
                header.processors(),
                header.processors() == 1 ? "" : "s");
        var check = analysis.bugCheck();
        line(
                "Bug check 0x%X %s (%s)",
                check.code(),
                check.name(),
                String.join(
                        ", ",
                        check.parameters().stream()
                                .map(parameter -> Long.toHexString(parameter.value()))
                                .toList()));
    }

    private void warnings() {
        for (var warning : analysis.warnings()) {
            line("Warning: %s", warning);
        }
    }

    private void steps() {
        section("What happened");
        int number = 1;
        for (var step : analysis.story()) {
            line(
                    "%d. %s: %s",
                    number++,
                    step.title(),
                    step.lines().stream().map(Phrase::english).collect(Collectors.joining("; ")));
        }
    }

    private void findings() {
        section("Findings");
        for (var finding : analysis.findings()) {
            line("[%s] %s.", finding.severity().word(), finding.summary());
            for (var evidence : finding.evidence()) {
                line("    %s", evidence);
            }
        }
    }

    private void stacks() {
        section("What a debugger shows");
        var columns = wide() ? "Child-SP          RetAddr" : "ChildEBP RetAddr";
        line("%s", columns);
        for (var frame : analysis.debuggerStack().frames()) {
            line(
                    "%s %s %s",
                    hex(base(frame)),
                    hex(frame.returnAddress().orElse(0)),
                    frame.code().text());
        }
        line("%s.", analysis.debuggerStack().stop());
        section("What really lies on the stack");
        line("   Bytes %s  Function", wide() ? columns + "          " : columns);
        for (var row : FoldedStack.of(analysis)) {
            switch (row) {
                case FoldedStack.Repeated repeated -> cycle(repeated.cycle());
                case FoldedStack.Single single -> frame(single);
            }
        }
        line("%s.", Entries.end(analysis.kernel(), analysis.reconstructedStack()));
        if (!analysis.corrections().isEmpty()) {
            line("%s.", analysis.corrections().words());
        }
    }

    private boolean wide() {
        return analysis.kernel().architecture().pointerSize() == 8;
    }

    private String hex(long address) {
        return analysis.kernel().architecture().hex(address);
    }

    /// What a debugger names a frame by: 64-bit ones by their stack pointer.
    private long base(Frame frame) {
        return wide() ? frame.stackPointer() : frame.base();
    }

    private void cycle(Cycle cycle) {
        line(
                "%8d %d rounds of %d calls, %d bytes each:",
                cycle.bytes(), cycle.rounds(), cycle.period(), cycle.bytesPerRound());
        for (var function : cycle.functions().reversed()) {
            line("                               %s", function);
        }
    }

    private void frame(FoldedStack.Single single) {
        var frame = single.frame();
        line(
                "%8d %s %s %s (%s)",
                single.bytes(),
                hex(base(frame)),
                hex(frame.returnAddress().orElse(0)),
                frame.code().text(),
                frame.evidence().trust().word());
    }

    private void usage(StackUsage usage) {
        section("Who used the " + String.format(Locale.ROOT, "%,d", usage.size()) + " bytes");
        for (var module : usage.modules()) {
            line(
                    "%8d  %5.1f %%  %4d frame%s  %s%s",
                    module.bytes(),
                    module.percent(),
                    module.frames(),
                    module.frames() == 1 ? " " : "s",
                    module.name(),
                    module.company().isEmpty() ? "" : " (" + module.company() + ")");
        }
        line("%8d  free", usage.free());
        if (usage.freeAtFault() > 0) {
            line("%8d  were left when the first fault happened", usage.freeAtFault());
        }
        for (var other : analysis.otherStacks()) {
            line(
                    "%8d  of %,d used on %s",
                    other.usage().size() - other.usage().free(),
                    other.usage().size(),
                    other.range().name());
        }
    }

    private void section(String title) {
        line("");
        line("%s", title);
    }

    private void line(String format, Object... values) {
        text.append(Clean.columns(String.format(Locale.ROOT, format, values))).append('\n');
    }
}
