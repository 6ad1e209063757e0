package dev.gotstack.command;

import dev.gotstack.dump.DumpHeader;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;

/// `.bugcheck`, `vertarget`: what the dump says about the system.
final class TargetCommands {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "EEE MMM ppd HH:mm:ss.SSS yyyy", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private TargetCommands() {}

    /// `.bugcheck`.
    static void bugCheck(Call call) {
        var header = call.kernel().dump().header();
        call.line("Bugcheck code " + Hex.word(header.bugCheckCode()).toUpperCase(Locale.ROOT));
        call.line("Arguments "
                + header.bugCheckParameters().stream().map(call::hex).collect(Collectors.joining(" ")));
    }

    /// `version`: the target and this program.
    static void version(Call call) {
        target(call);
        var version = TargetCommands.class.getPackage().getImplementationVersion();
        call.line("Gotstack " + (version == null ? "(unpackaged)" : version) + ", Java "
                + System.getProperty("java.version") + " on " + System.getProperty("os.name"));
    }

    /// `vertarget`.
    static void target(Call call) {
        var header = call.kernel().dump().header();
        int count = header.processors();
        call.line("Windows Kernel Version " + header.build() + (count > 1 ? " MP (" + count + " procs)" : " UP")
                + " Free " + header.architecture() + " compatible" + (header.pae() ? ", PAE" : ""));
        call.line(header.format().words() + ": " + call.kernel().dump().path());
        var kernel = call.kernel().modules().kernel();
        call.text("Kernel base = 0x");
        if (kernel.isPresent()) {
            call.memory(kernel.get().base());
        } else {
            call.text(call.unknown());
        }
        call.text(" PsLoadedModuleList = 0x")
                .memory(header.psLoadedModuleList())
                .end();
        times(call, header);
    }

    private static void times(Call call, DumpHeader header) {
        call.line("Debug session time: "
                + header.systemTime().map(time -> TIME.format(time) + " UTC").orElse("not in this dump"));
        call.line("System Uptime: " + header.upTime().map(TargetCommands::words).orElse("not in this dump"));
    }

    private static String words(Duration time) {
        return String.format(
                Locale.ROOT,
                "%d days %d:%02d:%02d.%03d",
                time.toDays(),
                time.toHoursPart(),
                time.toMinutesPart(),
                time.toSecondsPart(),
                time.toMillisPart());
    }
}
