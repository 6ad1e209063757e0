package dev.gotstack.windows;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.layout.Struct;
import dev.gotstack.layout.TypeSource;
import dev.gotstack.memory.AddressSpace;
import dev.gotstack.text.Phrase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The stacks that a 64-bit processor has besides those of threads: for interrupts, for deferred procedure calls. The
/// kernel keeps their tops only; how far they reach down, the mapped pages tell.
final class ProcessorStacks {
    private static final int PAGE = 0x1000;
    /// A normal kernel stack of 64-bit Windows has 24 KB.
    private static final int MOST_BYTES = 0x6000;

    private final AddressSpace space;
    private final TypeSource types;
    private final InterruptStacks interrupts;

    ProcessorStacks(AddressSpace space, TypeSource types, InterruptStacks interrupts) {
        this.space = space;
        this.types = types;
        this.interrupts = interrupts;
    }

    /// What is known of a stack before its limit is.
    private record Top(StackRange.Kind kind, Phrase name, Phrase source) {}

    /// The processor's own stacks, as far as memory holds them.
    List<StackRange> of(Processor processor) {
        var tops = new LinkedHashMap<Long, Top>();
        interrupts
                .tops(processor)
                .forEach((top, name) ->
                        tops.put(top, new Top(StackRange.Kind.INTERRUPT_TABLE, name, Phrase.of("stack.source.tss"))));
        add(tops, processor, "DpcStack", StackRange.Kind.DPC, "stack.dpc");
        add(tops, processor, "IsrStack", StackRange.Kind.ISR, "stack.isr");
        var ranges = new ArrayList<StackRange>();
        tops.forEach((top, known) -> {
            long limit = limit(top, tops);
            if (limit != top) {
                ranges.add(new StackRange(known.kind(), known.name(), limit, top, top, 0, known.source()));
            }
        });
        return ranges;
    }

    private void add(Map<Long, Top> tops, Processor processor, String field, StackRange.Kind kind, String name) {
        try {
            var block = Struct.at(space::bytes, types, "_KPRCB", processor.kprcb());
            long top = block.has(field) ? block.get(field) : 0;
            if (top < 0 && top % 8 == 0) {
                var source = Phrase.of("stack.source.kprcb", "KPRCB." + field);
                tops.putIfAbsent(top, new Top(kind, Phrase.of(name, Integer.toString(processor.number())), source));
            }
        } catch (MalformedFileException e) {
            // A control block that a small dump cut off: the stack stays unknown.
            return;
        }
    }

    private long limit(long top, Map<Long, Top> tops) {
        long limit = top;
        while (top - limit < MOST_BYTES) {
            long page = limit - 1 & -PAGE;
            if (space.hole(page).isPresent()) {
                break;
            }
            long end = limit;
            long other = tops.keySet().stream()
                    .filter(known -> known > page && known < end)
                    .max(Long::compare)
                    .orElse(page);
            limit = other;
            if (other != page) {
                break;
            }
        }
        return limit;
    }
}
