package dev.gotstack.analysis;

import dev.gotstack.disasm.Decoder;
import dev.gotstack.disasm.Formatter;
import dev.gotstack.disasm.Instruction;
import dev.gotstack.disasm.Operand;
import dev.gotstack.disasm.Part;
import dev.gotstack.disasm.Register;
import dev.gotstack.memory.AddressSpace;
import dev.gotstack.windows.Kernel;
import dev.gotstack.x86.Architecture;
import dev.gotstack.x86.RegisterSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Disassembly with names, and what the operands of an instruction come to in a register context.
public final class Listing {
    private static final int LONGEST = 15;
    /// How far back a start is sought from which decoding meets an address, where no symbol gives one.
    private static final int FARTHEST_BACK = 64;
    /// A symbol further away than this is no function start worth decoding from.
    private static final int LARGEST_FUNCTION = 0x10000;

    private final Kernel kernel;
    private final AddressSpace space;
    private final Decoder decoder = new Decoder();
    private final Formatter formatter = new Formatter();

    public Listing(Kernel kernel) {
        this.kernel = kernel;
        this.space = kernel.space();
    }

    /// `count` instructions from `address` on.
    public List<CodeLine> from(long address, int count) {
        var lines = new ArrayList<CodeLine>();
        long at = address;
        for (int i = 0; i < count; i++) {
            var line = line(at);
            lines.add(line);
            at += line.length();
        }
        return lines;
    }

    /// Up to `before` instructions that lead to `address`, the one there, and `after` that follow.
    public List<CodeLine> around(long address, int before, int after) {
        var lines = new ArrayList<CodeLine>();
        for (long start : starts(address)) {
            lines.clear();
            long at = start;
            while (at < address) {
                var line = line(at);
                lines.add(line);
                at += line.length();
            }
            if (at == address && lines.stream().allMatch(line -> line.instruction() != null)) {
                break;
            }
            lines.clear();
        }
        var shown = new ArrayList<>(lines.subList(Math.max(0, lines.size() - before), lines.size()));
        shown.addAll(from(address, after + 1));
        return shown;
    }

    private List<Long> starts(long address) {
        var starts = new ArrayList<Long>();
        var here = kernel.modules().locate(address);
        var module = here.module();
        var symbol = here.symbol();
        if (module != null && symbol != null && here.offset() <= LARGEST_FUNCTION) {
            starts.add(module.base() + symbol.rva());
        }
        for (int back = FARTHEST_BACK; back > 0; back--) {
            starts.add(address - back);
        }
        return starts;
    }

    /// The instruction at an address, with names.
    public CodeLine line(long address) {
        var instruction = instruction(address);
        var code = kernel.modules().locate(address);
        var label = code.symbol() != null && code.offset() == 0 ? code.function() : "";
        var parts = instruction == null ? List.<Part>of() : formatter.parts(instruction, address, this::nameOf);
        return new CodeLine(address, label, instruction, parts);
    }

    private @Nullable Instruction instruction(long address) {
        var bytes = new byte[LONGEST];
        int available = kernel.modules().readCode(space, address, bytes, LONGEST);
        return available == 0
                ? null
                : decoder.decode(bytes, 0, available, kernel.architecture().mode());
    }

    private @Nullable String nameOf(long address) {
        var code = kernel.modules().locate(address);
        return code.symbol() == null ? null : code.text();
    }

    /// Memory that an instruction accesses in a register context.
    ///
    /// @param segment `ss`
    /// @param selector value of that segment register
    /// @param offset offset in the segment
    /// @param address linear address, or empty if the segment's base is unknown
    /// @param size bytes accessed
    /// @param value what memory holds there; empty if it cannot be read
    public record Access(
            String segment,
            long selector,
            long offset,
            OptionalLong address,
            int size,
            OptionalLong value,
            Architecture architecture) {

        /// As the debugger prints it: `ss:0010:b8ae5ff0=????????`.
        public String text() {
            var digits = value.isPresent()
                    ? String.format(Locale.ROOT, "%0" + 2 * size + "x", value.getAsLong())
                    : "?".repeat(2 * size);
            return String.format(Locale.ROOT, "%s:%04x:%s=%s", segment, selector, architecture.hex(offset), digits);
        }
    }

    /// What the instruction at `address` accesses in memory with these registers; empty if it has no memory operand or
    /// a register it needs is unknown.
    public Optional<Access> access(long address, RegisterSet registers) {
        var instruction = instruction(address);
        if (instruction == null) {
            return Optional.empty();
        }
        for (var operand : instruction.operands()) {
            if (operand instanceof Operand.Memory memory) {
                return access(memory, registers, address + instruction.length());
            }
        }
        return Optional.empty();
    }

    private Optional<Access> access(Operand.Memory memory, RegisterSet registers, long next) {
        var offset = offset(memory, registers, next);
        int size = memory.size();
        if (offset.isEmpty() || size < 1 || size > 8) {
            return Optional.empty();
        }
        var segment = memory.segment().text();
        long selector = registers.get(segment).orElse(0);
        var base = base(segment, (int) selector);
        var linear = base.isPresent()
                ? OptionalLong.of(architecture().address(base.getAsLong() + offset.getAsLong()))
                : OptionalLong.empty();
        var value = linear.isPresent() ? space.value(linear.getAsLong(), valueSize(size)) : OptionalLong.empty();
        return Optional.of(
                new Access(segment, selector, offset.getAsLong(), linear, valueSize(size), value, architecture()));
    }

    private static int valueSize(int size) {
        return size == 1 || size == 2 || size == 8 ? size : 4;
    }

    private Architecture architecture() {
        return kernel.architecture();
    }

    /// The segment's first address. In 64-bit mode segments begin at 0, but for two that registers of their own move:
    /// the kernel's `gs` begins at the control region.
    private OptionalLong base(String segment, int selector) {
        var processor = kernel.crashedProcessor();
        if (architecture().pointerSize() == 8) {
            boolean moved = segment.equals("gs") || segment.equals("fs");
            return !moved
                    ? OptionalLong.of(0)
                    : segment.equals("gs") && processor.isPresent()
                            ? OptionalLong.of(processor.get().kpcr())
                            : OptionalLong.empty();
        }
        var descriptor = processor.flatMap(found -> found.gdt().descriptor(selector));
        return descriptor.isPresent() ? OptionalLong.of(descriptor.get().base()) : OptionalLong.empty();
    }

    private OptionalLong offset(Operand.Memory memory, RegisterSet registers, long next) {
        long sum = memory.displacement();
        for (int i = 0; i < 2; i++) {
            var register = i == 0 ? memory.base() : memory.index();
            if (register != null) {
                var value = memory.isRipRelative() && i == 0 ? OptionalLong.of(next) : value(register, registers);
                if (value.isEmpty()) {
                    return OptionalLong.empty();
                }
                sum += value.getAsLong() * (i == 0 ? 1 : memory.scale());
            }
        }
        return OptionalLong.of(architecture().address(sum));
    }

    private OptionalLong value(Register register, RegisterSet registers) {
        var full = registers.get(register.full(architecture().mode()).text());
        if (full.isEmpty()) {
            return full;
        }
        return OptionalLong.of(
                switch (register.size()) {
                    case 1 -> full.getAsLong() & 0xff;
                    case 2 -> full.getAsLong() & 0xffff;
                    case 4 -> full.getAsLong() & 0xffff_ffffL;
                    default -> full.getAsLong();
                });
    }
}
