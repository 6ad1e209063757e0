package dev.gotstack.report.document;

import dev.gotstack.analysis.Analysis;
import dev.gotstack.report.ReportText;
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
                "machine",
                ReportText.of("section.machine"),
                List.of(new Block.Facts(List.copyOf(machine.list))),
                List.of());
    }

    private void system() {
        var dump = analysis.kernel().dump();
        var header = dump.header();
        add(
                "system",
                ReportText.of("machine.system"),
                Cell.text(ReportText.of(
                        header.pae() ? "machine.system.pae" : "machine.system.value",
                        WindowsName.of(header.build()),
                        String.valueOf(header.build()),
                        header.architecture())),
                "vertarget");
        analysis.kernel()
                .modules()
                .kernel()
                .map(facts::driver)
                .ifPresent(kernel -> add(
                        "kernel",
                        ReportText.of("machine.kernel"),
                        Cell.text((kernel.image() + " " + kernel.version()).strip()),
                        "lmvm nt"));
        add("processors", ReportText.of("machine.processors"), Cell.number(header.processors()), "!running");
        add(
                "dump",
                ReportText.of("machine.dump"),
                Cell.text(header.format().words().local() + ", " + facts.fileName()),
                "vertarget");
        add(
                "dumpSize",
                ReportText.of("machine.dump-size"),
                new Cell(Words.bytes(dump.size()), dump.size(), ""),
                "vertarget");
        add("time", ReportText.of("machine.time"), Times.second(header.systemTime()), "vertarget");
        add("upTime", ReportText.of("machine.up-time"), Times.length(header.upTime()), "vertarget");
    }

    private void crash() {
        var check = analysis.bugCheck();
        var parameters = check.parameters().stream()
                .map(parameter -> Long.toHexString(parameter.value()))
                .collect(Collectors.joining(", "));
        add(
                "bugCheck",
                ReportText.of("machine.bug-check"),
                Cell.text((Headline.code(check.code()) + " " + check.name()).strip() + " (" + parameters + ")"),
                ".bugcheck");
        add(
                "processor",
                ReportText.of("machine.processor"),
                analysis.processor()
                        .map(processor -> Cell.number(processor.number()))
                        .orElse(Cell.unknown(ReportText.of("unknown.processor"))),
                "!running");
        add(
                "process",
                ReportText.of("machine.process"),
                facts.process().isEmpty() ? Cell.unknown(ReportText.of("unknown.thread")) : Cell.text(facts.process()),
                "!thread");
    }

    private void internals() {
        var dump = analysis.kernel().dump();
        add("path", ReportText.of("machine.path"), Cell.text(dump.path().toString()), "vertarget");
        add("cr3", ReportText.of("machine.cr3"), address(dump.header().directoryTableBase()), "!pcr");
        add(
                "types",
                ReportText.of("machine.types"),
                Cell.text(analysis.kernel().types().origin()),
                "!lmi nt");
        analysis.thread().ifPresent(thread -> {
            add("thread", ReportText.of("machine.thread"), address(thread.address()), "!thread");
            thread.process()
                    .ifPresent(process -> add(
                            "processAddress",
                            ReportText.of("machine.process-address"),
                            address(process.address()),
                            "!thread"));
            add(
                    "stack",
                    ReportText.of("machine.stack"),
                    Cell.text(ReportText.of(
                            "machine.stack.value",
                            Words.address(thread.stack().limit()),
                            Words.address(thread.stack().base()))),
                    "!derive stack-limits");
            thread.stack()
                    .guard()
                    .ifPresent(page -> add(
                            "guardPage",
                            ReportText.of("machine.guard-page"),
                            address(page.start()),
                            "!pte " + Words.address(page.start())));
        });
        for (var state : analysis.states()) {
            var names = analysis.kernel().architecture();
            var registers = state.registers();
            add(
                    "state" + Long.toHexString(state.address()),
                    state.title().local(),
                    Cell.text(names.instructionPointer() + " " + Words.address(registers.instructionPointer()) + ", "
                            + names.stackPointer() + " " + Words.address(registers.stackPointer())),
                    state.command());
        }
        for (var task : analysis.processor().map(Processor::tasks).orElse(List.of())) {
            var selector = "0x" + Integer.toHexString(task.selector());
            var registers = task.registers();
            add(
                    "task" + selector,
                    ReportText.of("machine.task", selector),
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
