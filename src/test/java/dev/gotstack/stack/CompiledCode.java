package dev.gotstack.stack;

import dev.gotstack.disasm.Flow;
import dev.gotstack.io.LittleEndian;
import dev.gotstack.symbol.Section;
import dev.gotstack.symbol.pe.PeImage;
import dev.gotstack.windows.LoadedImages;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Runs every function of an image from its entry to each of its calls, and from behind each call to its `ret`: two
/// ways to the return slot that must agree.
final class CompiledCode {
    private static final long FIRST_STACK = 0x6000_0000L;
    private static final long STACK_SIZE = 0x1_0000L;
    private static final int PADDING = 0xcc;

    private final PeImage image;
    private final HandMadeSpace space;
    private final CodeView code;
    private final ForwardSimulation simulation;
    private final List<Site> sites = new ArrayList<>();
    private final Set<Long> entries = new LinkedHashSet<>();

    /// Whether the two ways agree at one call.
    enum Verdict {
        AGREED,
        /// From the entry, the call is reached with several depths, or its depth is not known.
        AMBIGUOUS_DEPTH,
        /// From behind the call, several slots are reached.
        AMBIGUOUS_SLOT,
        /// From the entry, the simulation does not come behind the call: it never returns, or the function is too long.
        NOT_REACHED,
        /// From behind the call, no `ret` is reached.
        NO_RETURN,
        DISAGREED
    }

    /// @param entry where the function starts
    /// @param after where the call returns to
    /// @param depth bytes the stack pointer there is below the return slot
    /// @param found bytes by which the slot found by running forward lies above the true one
    record Site(long entry, long after, long depth, long found, Verdict verdict) {
        @Override
        public String toString() {
            return verdict + " entry " + Long.toHexString(entry) + " after " + Long.toHexString(after) + " depth "
                    + Long.toHexString(depth) + " found at " + found;
        }
    }

    CompiledCode(PeImage image) {
        this.image = image;
        this.space = new HandMadeSpace().image(image);
        ImportStubs.resolve(image, space);
        var libraries = LoadedImages.code(ImportStubs.BASE, ImportStubs.SIZE, null);
        this.code = new CodeView(space, LoadedImages.of(LoadedImages.image(image), libraries));
        this.simulation = new ForwardSimulation(new CodeFacts(code));
    }

    /// All calls of all functions.
    List<Site> compare() {
        var work = new ArrayDeque<Long>();
        starts().forEach(start -> {
            if (entries.add(start)) {
                work.add(start);
            }
        });
        while (!work.isEmpty()) {
            for (long callee : function(work.poll())) {
                if (entries.add(callee)) {
                    work.add(callee);
                }
            }
        }
        return sites;
    }

    Set<Long> entries() {
        return entries;
    }

    /// @return where its direct calls go
    private Set<Long> function(long entry) {
        var callees = new TreeSet<Long>();
        var returns = new TreeSet<Long>();
        var registers = new long[8];
        Arrays.fill(registers, Machine.UNKNOWN);
        long slot = FIRST_STACK + entries.size() * STACK_SIZE;
        registers[Machine.ESP] = slot;
        simulation.explore(entry, registers, (eip, machine) -> {
            var instruction = code.at(eip);
            if (instruction != null && instruction.flow() == Flow.CALL) {
                returns.add(eip + instruction.length());
                instruction.target(eip).ifPresent(callees::add);
            }
            return false;
        });
        Map<Long, Map<Long, Machine>> states = new HashMap<>();
        simulation.explore(entry, registers, (eip, machine) -> {
            if (returns.contains(eip)) {
                states.computeIfAbsent(eip, ignored -> new HashMap<>())
                        .putIfAbsent(machine.register(Machine.ESP), machine.fork());
            }
            return false;
        });
        returns.forEach(after -> sites.add(site(entry, slot, after, states.getOrDefault(after, Map.of()))));
        return callees.stream().filter(code::isCode).collect(Collectors.toCollection(TreeSet::new));
    }

    private Site site(long entry, long slot, long after, Map<Long, Machine> states) {
        if (states.isEmpty()) {
            return new Site(entry, after, 0, 0, Verdict.NOT_REACHED);
        }
        var machine = states.values().iterator().next();
        long pointer = machine.register(Machine.ESP);
        if (states.size() > 1 || pointer == Machine.UNKNOWN) {
            return new Site(entry, after, 0, 0, Verdict.AMBIGUOUS_DEPTH);
        }
        space.writtenBy(machine);
        var slots = simulation.outcomes(after, machine.registers()).stream()
                .map(ForwardSimulation.Outcome::slot)
                .collect(Collectors.toCollection(TreeSet::new));
        if (slots.isEmpty()) {
            return new Site(entry, after, slot - pointer, 0, Verdict.NO_RETURN);
        }
        if (slots.size() > 1) {
            return new Site(entry, after, slot - pointer, 0, Verdict.AMBIGUOUS_SLOT);
        }
        var verdict = slots.getFirst() == slot ? Verdict.AGREED : Verdict.DISAGREED;
        return new Site(entry, after, slot - pointer, slots.getFirst() - slot, verdict);
    }

    /// Where functions are known to start: the image's entry point, its exports, and pointers to code that begins
    /// behind padding.
    private Set<Long> starts() {
        var starts = new TreeSet<Long>();
        if (image.entryPoint() != 0) {
            starts.add(image.imageBase() + image.entryPoint());
        }
        image.exports().stream()
                .filter(export -> export.forwarder() == null)
                .forEach(export -> starts.add(image.imageBase() + export.rva()));
        pointers().stream().filter(this::followsPadding).forEach(starts::add);
        return starts.stream().filter(code::isCode).collect(Collectors.toCollection(TreeSet::new));
    }

    private boolean followsPadding(long va) {
        return va % 16 == 0
                && code.isCode(va)
                && image.section(va - image.imageBase() - 1).isPresent()
                && (image.bytes(va - image.imageBase() - 1, 1)[0] & 0xff) == PADDING;
    }

    /// The addresses that the image holds, by its base relocations.
    private Set<Long> pointers() {
        var pointers = new TreeSet<Long>();
        var section = image.sections().stream()
                .filter(one -> one.name().equals(".reloc"))
                .findFirst()
                .orElse(null);
        if (section != null) {
            addPointers(image.bytes(section.rva(), (int) section.size()), section, pointers);
        }
        return pointers;
    }

    private void addPointers(byte[] relocations, Section section, Set<Long> pointers) {
        for (int block = 0; block + 8 <= section.size(); ) {
            long page = LittleEndian.u32(relocations, block);
            int size = (int) LittleEndian.u32(relocations, block + 4);
            if (size < 8) {
                return;
            }
            for (int at = block + 8; at + 2 <= block + size; at += 2) {
                int entry = LittleEndian.u16(relocations, at);
                if (entry >> 12 == 3) {
                    pointers.add(LittleEndian.u32(image.bytes(page + (entry & 0xfff), 4), 0));
                }
            }
            block += size;
        }
    }
}
