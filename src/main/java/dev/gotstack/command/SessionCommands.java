package dev.gotstack.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/// `.echo`, `.logopen`, `.logappend`, `.logclose`, `.kframes`, `.effmach`, `~`: the session itself.
final class SessionCommands {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("_yyyy-MM-dd_HH-mm-ss", Locale.ROOT);
    private static final long MOST_FRAMES = 0xffff;

    private SessionCommands() {}

    /// `.echo text`.
    static void echo(Call call) {
        call.line(unquoted(call.arguments()));
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    /// `.logopen [/t] [/u] file`.
    static Context open(Call call) {
        return log(call, false);
    }

    /// `.logappend [/t] [/u] file`.
    static Context append(Call call) {
        return log(call, true);
    }

    private static Context log(Call call, boolean append) {
        var options = call.arguments().replaceFirst("^((?:/[tu]\\s+)*).*$", "$1");
        var name = unquoted(call.arguments().substring(options.length()).strip());
        if (name.isEmpty()) {
            throw new CommandException("Name the file: " + call.name() + " analysis.txt");
        }
        try {
            var path = Path.of(options.contains("/t") ? stamped(name) : name).toAbsolutePath();
            refuseTheDump(call, path);
            var log = Log.open(path, options.contains("/u"), append);
            closing(call);
            call.line("Opened log file '" + path + "'");
            return call.context().withSession(call.session().withLog(Optional.of(log)));
        } catch (IOException | InvalidPathException e) {
            throw new CommandException("The log file '" + name + "' could not be opened: " + e);
        }
    }

    private static void refuseTheDump(Call call, Path path) throws IOException {
        var dump = call.kernel().dump().path();
        if (Files.exists(path) && Files.isSameFile(path, dump)) {
            throw new CommandException("The log would overwrite the dump: " + path);
        }
    }

    private static String stamped(String name) {
        int dot = name.lastIndexOf('.');
        int end = dot > name.lastIndexOf('/') && dot > name.lastIndexOf('\\') ? dot : name.length();
        return name.substring(0, end) + STAMP.format(LocalDateTime.now(ZoneId.systemDefault())) + name.substring(end);
    }

    /// `.logclose`.
    static Context close(Call call) {
        if (call.session().log().isEmpty()) {
            call.line("No log file open");
            return call.context();
        }
        closing(call);
        return call.context().withSession(call.session().withLog(Optional.empty()));
    }

    private static void closing(Call call) {
        call.session().log().ifPresent(log -> call.line("Closing open log file " + log.path()));
    }

    /// `.kframes [count]`.
    static Context frames(Call call) {
        long count = call.arguments().isEmpty()
                ? call.session().frameCount()
                : Expression.value(call.arguments(), call.context());
        if (count < 1 || count > MOST_FRAMES) {
            throw new CommandException("A frame count of " + Hex.prefixed(count) + " is out of range");
        }
        call.line("Default stack trace depth is 0n" + count + " frames");
        return call.context().withSession(call.session().withFrameCount(count));
    }

    /// `.effmach [machine]`.
    static void machine(Call call) {
        var architecture = call.kernel().dump().header().architecture();
        var wanted = call.arguments();
        if (wanted.equalsIgnoreCase("x86") && call.architecture().pointerSize() == 8) {
            Wow64Command.show(call);
            return;
        }
        if (!wanted.isEmpty() && !wanted.equals(".") && !wanted.equals("#") && !wanted.equalsIgnoreCase(architecture)) {
            throw new CommandException("The dump's processors are " + architecture + "; code of " + wanted
                    + " processors cannot be read in it");
        }
        call.line("Effective machine: " + words(architecture));
    }

    private static String words(String architecture) {
        return architecture.equals("x86") ? "x86 compatible (x86)" : "x64 (AMD64)";
    }

    /// `~`: the processors; `~Ns`: another one.
    static Context processor(Call call) {
        var text = call.behind(1).replace(" ", "");
        if (text.isEmpty() || text.equals("*")) {
            list(call);
            return call.context();
        }
        if (!text.matches("[0-9]{1,3}s?")) {
            throw new CommandException("Write ~ for the processors, ~1s to make processor 1 the current one");
        }
        int number = Integer.parseInt(text.replace("s", ""));
        var processor = ProcessorCommands.numbered(call, number);
        if (!text.endsWith("s")) {
            row(call, processor);
            return call.context();
        }
        return call.context().withProcessor(processor);
    }

    private static void list(Call call) {
        call.kernel().processors().forEach(processor -> row(call, processor));
    }

    private static void row(Call call, dev.gotstack.windows.Processor processor) {
        boolean current = call.context().processor().filter(processor::equals).isPresent();
        boolean crashed =
                call.context().analysis().processor().filter(processor::equals).isPresent();
        var number = Integer.toString(processor.number());
        call.text((current ? "." : " ") + (crashed ? "#" : " ") + " ").link(number, "~" + number + "s");
        call.text("  Pcr ").memory(processor.kpcr()).text("  Thread ");
        call.link(call.hex(processor.currentThread()), "!thread " + call.literal(processor.currentThread()));
        call.line(processor.currentThread() == processor.idleThread() ? "  Idle" : "");
    }
}
