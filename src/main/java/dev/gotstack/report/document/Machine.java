package dev.gotstack.report.document;

import dev.gotstack.analysis.Analysis;
import dev.gotstack.report.Words;
import dev.gotstack.report.document.Block.Fact;
import dev.gotstack.windows.Processor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The machine and the dump.
final class Machine {
    private final Facts facts;
    private final Analysis analysis;
    private final List<Fact> list = new ArrayList<>();

    private Machine(Facts facts) {
        this.facts = facts;
        this.analysis = facts.analysis();
    }

    static Section section(Facts facts) {
        var machine = new Machine(facts);
        machine.system();
        machine.crash();
        if (facts.privacy().showsEverything()) {
            machine.internals();
        }
        return new Section(
                "machine", "The machine and the dump", List.of(new Block.Facts(List.copyOf(machine.list))), List.of());
    }

    private void system() {
        var dump = analysis.kernel().dump();
        var header = dump.header();
        add(
                "system",
                "Operating system",
                Cell.text(WindowsName.of(header.build()) + ", build " + header.build() + ", " + header.architecture()
                        + (header.pae() ? " with PAE" : "")),
                "vertarget");
        analysis.kernel()
                .modules()
                .kernel()
                .map(facts::driver)
                .ifPresent(kernel -> add(
                        "kernel",
                        "Kernel file",
                        Cell.text((kernel.image() + " " + kernel.version()).strip()),
                        "lmvm nt"));
        add("processors", "Processors", Cell.number(header.processors()), "!running");
        add("dump", "Dump", Cell.text(header.format().words() + ", " + facts.fileName()), "vertarget");
        add("dumpSize", "Size of the dump", new Cell(Words.bytes(dump.size()), dump.size(), ""), "vertarget");
        add("time", "Time of the crash", Times.second(header.systemTime()), "vertarget");
        add("upTime", "Running since its start for", Times.length(header.upTime()), "vertarget");
    }

    private void crash() {
        var check = analysis.bugCheck();
        var parameters = check.parameters().stream()
                .map(parameter -> Long.toHexString(parameter.value()))
                .collect(Collectors.joining(", "));
        add(
                "bugCheck",
                "Bug check",
                Cell.text((Headline.code(check.code()) + " " + check.name()).strip() + " (" + parameters + ")"),
                ".bugcheck");
        add(
                "processor",
                "Crashed processor",
                analysis.processor()
                        .map(processor -> Cell.number(processor.number()))
                        .orElse(Cell.unknown("no processor control region was found")),
                "!running");
        add(
                "process",
                "Process",
                facts.process().isEmpty()
                        ? Cell.unknown("the current thread cannot be read")
                        : Cell.text(facts.process()),
                "!thread");
    }

    private void internals() {
        var dump = analysis.kernel().dump();
        add("path", "File", Cell.text(dump.path().toString()), "vertarget");
        add("cr3", "Page directory", address(dump.header().directoryTableBase()), "!pcr");
        add("types", "Structures read by", Cell.text(analysis.kernel().types().origin()), "!lmi nt");
        analysis.thread().ifPresent(thread -> {
            add("thread", "Thread", address(thread.address()), "!thread");
            thread.process()
                    .ifPresent(
                            process -> add("processAddress", "Process object", address(process.address()), "!thread"));
            add(
                    "stack",
                    "Kernel stack",
                    Cell.text(Words.address(thread.stack().limit()) + " to "
                            + Words.address(thread.stack().base())),
                    "!derive stack-limits");
            thread.stack()
                    .guard()
                    .ifPresent(page -> add(
                            "guardPage", "Guard page", address(page.start()), "!pte " + Words.address(page.start())));
        });
        for (var state : analysis.states()) {
            var names = analysis.kernel().architecture();
            var registers = state.registers();
            add(
                    "state" + Long.toHexString(state.address()),
                    state.title(),
                    Cell.text(names.instructionPointer() + " " + Words.address(registers.instructionPointer()) + ", "
                            + names.stackPointer() + " " + Words.address(registers.stackPointer())),
                    state.command());
        }
        for (var task : analysis.processor().map(Processor::tasks).orElse(List.of())) {
            var selector = "0x" + Integer.toHexString(task.selector());
            var registers = task.registers();
            add(
                    "task" + selector,
                    "Task state " + selector,
                    Cell.text("eip " + Words.address(registers.instructionPointer()) + ", esp "
                            + Words.address(registers.stackPointer()) + ", ebp "
                            + Words.address(registers.framePointer()) + ", Backlink 0x"
                            + Integer.toHexString(task.backlink())),
                    ".tss " + selector);
        }
    }

    private void add(String key, String name, Cell value, String command) {
        list.add(new Fact(key, name, value, facts.privacy().showsEverything() ? command : ""));
    }

    private static Cell address(long va) {
        return Cell.text(Words.address(va));
    }
}
