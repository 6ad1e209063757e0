package dev.gotstack.command;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.layout.Struct;
import dev.gotstack.windows.KernelProcess;
import dev.gotstack.windows.KernelThread;
import dev.gotstack.windows.Processor;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// `!process`, `!running`, `!stacks`: what the system runs.
final class ProcessCommands {
    private static final long ALL = 0;
    private static final long CURRENT = -1;
    private static final long TIMES = 1;
    private static final long THREADS = 2;
    private static final long STACKS = 4;
    private static final long USUAL = TIMES | THREADS;
    private static final long EVERYTHING = 0xf;
    private static final String INDENT = "        ";

    private ProcessCommands() {}

    /// `!process [address | id | 0 | -1 [flags [image]]]`.
    static void process(Call call) {
        var text = call.arguments().replaceFirst("^(/[sm]\\s+\\S+\\s*)+", "");
        var expression = new Expression(text, call.context());
        long wanted = expression.hasMore() ? expression.next() : CURRENT;
        boolean several = wanted == ALL || wanted == CURRENT;
        long flags = expression.hasMore() ? expression.next() : several ? USUAL : EVERYTHING;
        var image = expression.hasMore() ? expression.rest() : "*";
        if (wanted == ALL) {
            call.line("**** NT ACTIVE PROCESS DUMP ****");
        }
        var found = found(call, wanted).stream()
                .filter(process -> Wildcards.matches(image, process.imageName()))
                .toList();
        if (found.isEmpty()) {
            throw new CommandException("No such process is in this dump's list");
        }
        found.forEach(process -> print(call, process, flags));
    }

    private static List<KernelProcess> found(Call call, long wanted) {
        var all = call.kernel().processes();
        if (wanted == ALL) {
            return all;
        }
        var current = call.context().runningThread().flatMap(KernelThread::process);
        if (wanted == CURRENT) {
            return current.stream().toList();
        }
        long address = call.narrow(wanted);
        // The idle process is in no list, but its threads run.
        var running = call.kernel().processors().stream()
                .flatMap(processor -> call.kernel().thread(processor.currentThread()).stream())
                .flatMap(thread -> thread.process().stream());
        return Stream.concat(all.stream(), running)
                .filter(process -> process.address() == address || process.id() == address)
                .limit(1)
                .toList();
    }

    /// What `!process` tells at the least.
    static void summary(Call call, KernelProcess process) {
        call.text("PROCESS ").link(call.hex(process.address()), "!process " + call.literal(process.address()) + " 2");
        session(process, call).ifPresent(session -> call.text("  SessionId: " + session));
        call.text(String.format(Locale.ROOT, "  Cid: %04x    Peb: ", process.id()))
                .memory(process.peb());
        call.line(String.format(Locale.ROOT, "  ParentCid: %04x", process.parentId()));
        call.text("    DirBase: " + call.hex(process.directoryTableBase()));
        field(call, process, "ObjectTable").ifPresent(table -> objects(call, table));
        call.end();
        call.line("    Image: " + process.imageName());
        call.end();
    }

    /// The session is known from the layout only where the kernel's own types tell it.
    private static Optional<String> session(KernelProcess process, Call call) {
        var session = field(call, process, "Session");
        if (session.isEmpty()) {
            return Optional.empty();
        }
        if (session.getAsLong() == 0) {
            return Optional.of("none");
        }
        try {
            var space = Struct.at(call.space()::bytes, call.kernel().types(), "_MM_SESSION_SPACE", session.getAsLong());
            return Optional.of(Long.toString(space.get("SessionId")));
        } catch (MalformedFileException e) {
            return Optional.empty();
        }
    }

    private static void objects(Call call, long table) {
        call.text("  ObjectTable: ").memory(table);
        try {
            var handles = Struct.at(call.space()::bytes, call.kernel().types(), "_HANDLE_TABLE", table);
            call.text(String.format(Locale.ROOT, "  HandleCount: %3d.", handles.get("HandleCount")));
        } catch (MalformedFileException e) {
            // Not in this dump, or no layout of the table: the address alone is shown.
            return;
        }
    }

    private static OptionalLong field(Call call, KernelProcess process, String name) {
        try {
            var struct = Struct.at(call.space()::bytes, call.kernel().types(), "_EPROCESS", process.address());
            return struct.has(name) ? OptionalLong.of(struct.get(name)) : OptionalLong.empty();
        } catch (MalformedFileException e) {
            return OptionalLong.empty();
        }
    }

    private static void print(Call call, KernelProcess process, long flags) {
        summary(call, process);
        if ((flags & TIMES) != 0) {
            elapsed(call, process);
        }
        if ((flags & (THREADS | STACKS)) == 0) {
            return;
        }
        for (var thread : call.kernel().threads(process)) {
            Interruption.check();
            ThreadCommand.print(call, thread, threadFlags(flags), INDENT);
            call.out().breakLine();
            call.end();
        }
    }

    /// Waits and stacks together show all of a thread; stacks alone mean one line a thread.
    private static long threadFlags(long flags) {
        return (flags & THREADS) == 0 ? 0 : flags & (THREADS | STACKS | 8);
    }

    private static void elapsed(Call call, KernelProcess process) {
        var now = call.kernel().dump().header().systemTime();
        if (now.isPresent() && process.created().isPresent()) {
            var time = Duration.between(process.created().get(), now.get());
            call.line(String.format(
                    Locale.ROOT,
                    "    ElapsedTime                       %02d:%02d:%02d.%03d",
                    time.toHours(),
                    time.toMinutesPart(),
                    time.toSecondsPart(),
                    time.toMillisPart()));
            call.end();
        }
    }

    /// `!running [-i] [-t]`: what each processor runs.
    static void running(Call call) {
        boolean withIdle = call.arguments().matches(".*-\\w*i.*");
        boolean stacks = call.arguments().matches(".*-\\w*t.*");
        var processors = call.kernel().processors();
        call.end();
        call.line("System Processors " + Long.toHexString(mask(processors)) + " (affinity mask)");
        var idle = processors.stream().filter(ProcessCommands::isIdle).toList();
        call.line("  Idle Processors " + Long.toHexString(mask(idle)));
        if (idle.size() == processors.size()) {
            call.line("All processors idle.");
        }
        call.end();
        call.line("     Prcb      Current   Next");
        for (var processor : processors) {
            if (withIdle || !isIdle(processor)) {
                row(call, processor, stacks);
            }
        }
    }

    private static boolean isIdle(Processor processor) {
        return processor.currentThread() == processor.idleThread();
    }

    private static long mask(List<Processor> processors) {
        return processors.stream().mapToLong(each -> 1L << each.number()).reduce(0, (a, b) -> a | b);
    }

    private static void row(Call call, Processor processor, boolean stack) {
        call.link(String.format(Locale.ROOT, "%3x", processor.number()), "~" + processor.number() + "s")
                .text("  ");
        call.memory(processor.kprcb()).text("  ");
        call.link(call.hex(processor.currentThread()), "!thread " + call.literal(processor.currentThread()));
        var locks = LockQueues.text(call, processor);
        long next = processor.nextThread();
        if (next != 0) {
            call.text("  ").link(call.hex(next), "!thread " + call.literal(next));
        }
        call.line(locks.isEmpty() ? "" : " ".repeat(next == 0 ? 12 : 2) + locks);
        if (stack) {
            call.end();
            var rows = new StackRows(call, StackOptions.plain(""));
            rows.header();
            rows.rows(StackCommand.walk(call.context().withProcessor(processor), StackOptions.plain(""))
                    .frames());
            call.end();
        }
    }
}
