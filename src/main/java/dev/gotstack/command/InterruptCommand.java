package dev.gotstack.command;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.layout.BuiltInTypes;
import dev.gotstack.layout.Struct;
import dev.gotstack.windows.CodeAddress;
import dev.gotstack.windows.Processor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// `!idt`: where exceptions and interrupts go; task gates with their task.
final class InterruptCommand {
    private static final BuiltInTypes NARROW = BuiltInTypes.load("x86-processor");
    private static final BuiltInTypes WIDE = BuiltInTypes.load("x64-processor");
    private static final int VECTORS = 256;
    private static final int TASK_GATE = 5;
    private static final int PRESENT = 0x8000;
    /// A handler that stands in more entries than this is the one for unexpected interrupts.
    private static final int COMMON = 8;

    private InterruptCommand() {}

    /// @param selector the task's, of a task gate; else 0
    /// @param stack which interrupt stack the processor switches to; 0 if to none
    private record Gate(int vector, int selector, int stack, CodeAddress handler) {}

    /// `!idt`, `!idt -a`, `!idt vector`.
    static void show(Call call) {
        var processor = ProcessorCommands.processor(new Call(call.name(), "", call.context(), call.out()));
        boolean all = call.arguments().equals("-a");
        long wanted = call.arguments().isEmpty() || all ? -1 : Expression.value(call.arguments(), call.context());
        var gates = gates(call, processor);
        gates.removeIf(gate -> wanted >= 0 && gate.vector() != wanted);
        if (gates.isEmpty()) {
            throw new CommandException("No such vector, or its entry cannot be read");
        }
        call.text("Dumping IDT: ").memory(processor.idt()).end();
        var uses = gates.stream()
                .collect(Collectors.groupingBy(gate -> gate.handler().address(), Collectors.counting()));
        gates.stream()
                .filter(gate -> all || uses.getOrDefault(gate.handler().address(), 0L) <= COMMON)
                .forEach(gate -> print(call, gate));
        if (!all) {
            common(call, uses);
        }
    }

    private static void common(Call call, Map<Long, Long> uses) {
        uses.forEach((address, count) -> {
            if (count > COMMON) {
                call.text(count + " others: ")
                        .code(address)
                        .text(" ")
                        .symbol(call.locate(address))
                        .end();
            }
        });
    }

    private static List<Gate> gates(Call call, Processor processor) {
        var gates = new ArrayList<Gate>();
        long size = gate(call, 0).layout().size();
        for (int vector = 0; vector < VECTORS; vector++) {
            try {
                gate(call, processor, vector, processor.idt() + vector * size, gates);
            } catch (MalformedFileException e) {
                // The table ends here, or this page of it is missing.
                break;
            }
        }
        return gates;
    }

    private static void gate(Call call, Processor processor, int vector, long address, List<Gate> gates) {
        var entry = gate(call, address);
        long access = entry.get("Access");
        if ((access & PRESENT) == 0) {
            return;
        }
        if ((access >>> 8 & 0x1f) == TASK_GATE) {
            int selector = (int) entry.get("Selector");
            long start = processor
                    .task(selector)
                    .map(task -> task.tss().registers().instructionPointer())
                    .orElse(0L);
            gates.add(new Gate(vector, selector, 0, call.locate(start)));
        } else {
            long handler = entry.has("OffsetMiddle")
                    ? entry.get("OffsetLow") | entry.get("OffsetMiddle") << 16 | entry.get("OffsetHigh") << 32
                    : entry.get("OffsetLow") | entry.get("OffsetHigh") << 16;
            int stack = entry.has("OffsetMiddle") ? (int) (access & 7) : 0;
            gates.add(new Gate(vector, 0, stack, call.locate(handler)));
        }
    }

    /// The processor defines this layout, not a build of Windows.
    private static Struct gate(Call call, long address) {
        return Struct.at(
                call.space()::bytes,
                call.architecture().pointerSize() == 8 ? WIDE : NARROW,
                "GATE_DESCRIPTOR",
                address);
    }

    private static void print(Call call, Gate gate) {
        call.text(String.format(Locale.ROOT, "%02x: ", gate.vector()));
        if (gate.selector() != 0) {
            call.text("Task Selector = 0x");
            call.link(Hex.selector(gate.selector()), ".tss 0x" + Hex.plain(gate.selector()))
                    .text(", ");
        }
        call.code(gate.handler().address()).text(" ").symbol(gate.handler());
        if (gate.stack() != 0) {
            call.text("  Stack = IST" + gate.stack());
        }
        call.end();
    }
}
