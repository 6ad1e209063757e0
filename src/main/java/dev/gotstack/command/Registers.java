package dev.gotstack.command;

import dev.gotstack.windows.Processor;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Registers by the names a user types, parts of registers and flags included.
final class Registers {
    private static final Set<String> SHORT = Set.of("efl", "gdtl", "idtl", "ldtr", "tr");

    private final Context context;
    private final RegisterNames names;

    Registers(Context context) {
        this.context = context;
        this.names = RegisterNames.of(context.kernel().architecture());
    }

    /// Names of all registers, parts and flags.
    Set<String> names() {
        return names.all();
    }

    /// Whether there is a register of that name, whatever its value.
    boolean isName(String name) {
        return names.isName(name);
    }

    /// A register's value; empty if the context does not hold it.
    OptionalLong get(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        var part = names.parts().get(lower);
        if (part == null) {
            return whole(lower);
        }
        var value = whole(part.register());
        return value.isEmpty() ? value : OptionalLong.of(value.getAsLong() >>> part.shift() & (1L << part.bits()) - 1);
    }

    /// How many digits the debugger prints of it.
    int digits(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        var part = names.parts().get(lower);
        if (part != null) {
            return Math.max(1, part.bits() / 4);
        }
        return SHORT.contains(lower) || lower.endsWith("s") ? 8 : names.digits();
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
