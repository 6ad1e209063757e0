package dev.gotstack.command;

import dev.gotstack.x86.Architecture;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What the words of an expression stand for: numbers, registers, symbols, modules, memory.
final class Operands {
    private final Context context;
    private final Architecture architecture;

    Operands(Context context) {
        this.context = context;
        this.architecture = context.kernel().architecture();
    }

    /// The current code address, `.`.
    long here() {
        return architecture.extended(context.registers().instructionPointer());
    }

    /// A number, register, module or symbol; empty if it is none of these. What can be read as a number is one.
    OptionalLong value(String word) {
        if (word.startsWith("@")) {
            return register(word.substring(1));
        }
        var number = number(word);
        if (number.isPresent()) {
            return word.contains("`") ? number : OptionalLong.of(architecture.extended(number.getAsLong()));
        }
        var register = register(word);
        return register.isPresent() || new Registers(context).isName(word) ? register : symbol(word);
    }

    /// Why [#value] is empty.
    String problem(String word) {
        var name = word.startsWith("@") ? word.substring(1) : word;
        return word.startsWith("@") || new Registers(context).isName(name)
                ? "Bad register error"
                : "Couldn't resolve error";
    }

    private OptionalLong register(String name) {
        if (name.startsWith("$")) {
            return pseudo(name.toLowerCase(Locale.ROOT));
        }
        var value = new Registers(context).get(name);
        return value.isEmpty() ? value : OptionalLong.of(architecture.extended(value.getAsLong()));
    }

    private OptionalLong pseudo(String name) {
        var value = PseudoRegisters.get(name, context);
        return value.isEmpty() ? value : OptionalLong.of(architecture.extended(value.getAsLong()));
    }

    /// A number: hexadecimal unless a prefix says otherwise. Where it is not written ``1`00000000``, 32 bits are
    /// sign-extended by who evaluates it.
    static OptionalLong number(String word) {
        var lower = word.toLowerCase(Locale.ROOT);
        int radix = 16;
        var digits = lower;
        if (lower.length() > 2 && lower.charAt(0) == '0' && "xnty".indexOf(lower.charAt(1)) >= 0) {
            radix = new int[] {16, 10, 8, 2}["xnty".indexOf(lower.charAt(1))];
            digits = lower.substring(2);
        } else if (lower.length() > 1 && lower.endsWith("h") && Character.isDigit(lower.charAt(0))) {
            digits = lower.substring(0, lower.length() - 1);
        }
        digits = digits.replace("`", "");
        if (digits.isEmpty() || digits.charAt(0) == '+' || digits.charAt(0) == '-') {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseUnsignedLong(digits, radix));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /// `module!Name`, a name of any module, or a module's name.
    private OptionalLong symbol(String word) {
        var modules = context.kernel().modules();
        int mark = word.indexOf('!');
        if (mark >= 0) {
            var name = word.substring(mark + 1);
            return modules.named(word.substring(0, mark))
                    .flatMap(module -> module.symbols().table().named(name).map(found -> module.base() + found.rva()))
                    .map(found -> OptionalLong.of(architecture.extended(found)))
                    .orElse(OptionalLong.empty());
        }
        var module = modules.named(word);
        if (module.isPresent()) {
            return OptionalLong.of(architecture.extended(module.get().base()));
        }
        for (var each : modules.all()) {
            var found = each.symbols().table().named(word);
            if (found.isPresent()) {
                return OptionalLong.of(
                        architecture.extended(each.base() + found.get().rva()));
            }
        }
        return OptionalLong.empty();
    }

    /// The segment a selector names; null if it names none.
    @Nullable
    Place segment(int selector) {
        var descriptor = context.processor().flatMap(found -> found.gdt().descriptor(selector));
        return descriptor
                .map(found -> new Place(Hex.selector(selector) + ":", 0, found.base(), found.limit(), architecture))
                .orElse(null);
    }

    /// A unary operator.
    ///
    /// @param start where it was written, for the message about memory that cannot be read
    long apply(String operator, long value, Expression expression, int start) {
        return switch (operator) {
            case "-" -> -value;
            case "+" -> value;
            case "~" -> ~value;
            case "not" -> value == 0 ? 1 : 0;
            case "hi" -> value >>> 16 & 0xffff;
            case "low" -> value & 0xffff;
            case "by" -> memory(value, 1, expression, start);
            case "wo" -> memory(value, 2, expression, start);
            case "dwo" -> memory(value, 4, expression, start);
            case "qwo" -> memory(value, 8, expression, start);
            default -> memory(value, context.kernel().space().pointerSize(), expression, start);
        };
    }

    private long memory(long address, int size, Expression expression, int start) {
        var space = context.space();
        var value = space.value(architecture.address(address), size);
        if (value.isEmpty()) {
            var hole = space.hole(architecture.address(address));
            var why = hole.map(found -> " (" + found.reason().words() + ")").orElse("");
            throw expression.errorAt(start, "Memory access error" + why);
        }
        return size == 8 ? value.getAsLong() : architecture.extended(value.getAsLong());
    }
}
