package dev.gotstack.command;

import dev.gotstack.windows.Processor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/// Registers by the names a user types, parts of registers and flags included.
final class Registers {
    /// A part of a register.
    private record Part(String whole, int shift, int bits) {}

    private static final Set<String> WHOLE = Set.of(
            "eax", "ebx", "ecx", "edx", "esi", "edi", "eip", "esp", "ebp", "efl", "cs", "ss", "ds", "es", "fs", "gs",
            "cr0", "cr2", "cr3", "cr4", "dr0", "dr1", "dr2", "dr3", "dr6", "dr7", "tr", "ldtr", "gdtr", "gdtl", "idtr",
            "idtl");

    private static final Map<String, Part> PARTS = Map.ofEntries(
            Map.entry("ax", new Part("eax", 0, 16)),
            Map.entry("bx", new Part("ebx", 0, 16)),
            Map.entry("cx", new Part("ecx", 0, 16)),
            Map.entry("dx", new Part("edx", 0, 16)),
            Map.entry("si", new Part("esi", 0, 16)),
            Map.entry("di", new Part("edi", 0, 16)),
            Map.entry("sp", new Part("esp", 0, 16)),
            Map.entry("bp", new Part("ebp", 0, 16)),
            Map.entry("ip", new Part("eip", 0, 16)),
            Map.entry("fl", new Part("efl", 0, 16)),
            Map.entry("al", new Part("eax", 0, 8)),
            Map.entry("bl", new Part("ebx", 0, 8)),
            Map.entry("cl", new Part("ecx", 0, 8)),
            Map.entry("dl", new Part("edx", 0, 8)),
            Map.entry("ah", new Part("eax", 8, 8)),
            Map.entry("bh", new Part("ebx", 8, 8)),
            Map.entry("ch", new Part("ecx", 8, 8)),
            Map.entry("dh", new Part("edx", 8, 8)),
            Map.entry("cf", new Part("efl", 0, 1)),
            Map.entry("pf", new Part("efl", 2, 1)),
            Map.entry("af", new Part("efl", 4, 1)),
            Map.entry("zf", new Part("efl", 6, 1)),
            Map.entry("sf", new Part("efl", 7, 1)),
            Map.entry("tf", new Part("efl", 8, 1)),
            Map.entry("if", new Part("efl", 9, 1)),
            Map.entry("df", new Part("efl", 10, 1)),
            Map.entry("of", new Part("efl", 11, 1)),
            Map.entry("iopl", new Part("efl", 12, 2)));

    private static final List<String> NAMES =
            Stream.concat(WHOLE.stream(), PARTS.keySet().stream()).sorted().toList();

    private final Context context;

    Registers(Context context) {
        this.context = context;
    }

    /// Names of all registers, parts and flags.
    static List<String> names() {
        return NAMES;
    }

    /// Whether there is a register of that name, whatever its value.
    static boolean isName(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        return WHOLE.contains(lower) || PARTS.containsKey(lower);
    }

    /// A register's value; empty if the context does not hold it.
    OptionalLong get(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        var part = PARTS.get(lower);
        if (part == null) {
            return whole(lower);
        }
        var value = whole(part.whole());
        return value.isEmpty() ? value : OptionalLong.of(value.getAsLong() >>> part.shift() & (1L << part.bits()) - 1);
    }

    /// How many digits the debugger prints of it.
    static int digits(String name) {
        var part = PARTS.get(name.toLowerCase(Locale.ROOT));
        return part == null ? 8 : Math.max(1, part.bits() / 4);
    }

    /// Control registers are the processor's, in every context alike.
    private OptionalLong whole(String name) {
        var held = context.registers().get(name);
        return held.isPresent() ? held : ofProcessor(context.processor(), name);
    }

    private static OptionalLong ofProcessor(Optional<Processor> processor, String name) {
        if (processor.isEmpty()) {
            return OptionalLong.empty();
        }
        var found = processor.get();
        return switch (name) {
            case "tr" -> OptionalLong.of(found.tr());
            case "gdtr" -> OptionalLong.of(found.gdt().base());
            case "gdtl" -> OptionalLong.of(found.gdt().limit());
            case "idtr" -> OptionalLong.of(found.idt());
            default -> found.special().get(name);
        };
    }
}
