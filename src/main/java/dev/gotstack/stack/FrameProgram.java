package dev.gotstack.stack;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.StringTokenizer;
import java.util.function.LongFunction;

/// Runs the postfix programs of FRAMEDATA records: `$T0 $ebp = $eip $T0 4 + ^ = $ebp $T0 ^ = $esp $T0 8 + =`.
///
/// Operands are registers and temporaries (`$…`), the record's figures (`.cbLocals`, `.raSearch` …) and decimal
/// numbers; operators `+ - * / %`, `@` (round down to a multiple), `^` (read a word), `=` (assign). Programs come from
/// PDBs: one that divides by zero, reads missing memory or runs out of operands has no result. There are no loops.
final class FrameProgram {
    private static final int LONGEST = 512;
    private static final long MASK = 0xffff_ffffL;
    /// Newer linkers name registers by their CodeView number.
    private static final Map<String, String> CODE_VIEW = Map.of(
            "$17", "$eax", "$18", "$ecx", "$19", "$edx", "$20", "$ebx", "$21", "$esp", "$22", "$ebp", "$23", "$esi",
            "$24", "$edi");

    private final LongFunction<OptionalLong> memory;
    private final Map<String, Long> values;
    private final ArrayDeque<String> stack = new ArrayDeque<>();

    private FrameProgram(Map<String, Long> initial, LongFunction<OptionalLong> memory) {
        this.values = new HashMap<>(initial);
        this.memory = memory;
    }

    /// Runs a program.
    ///
    /// @param initial values of registers (`$ebp`) and of the record's figures (`.cbLocals`)
    /// @param memory reads a word, or says that it is missing
    /// @return all values afterwards, or empty if the program cannot be run to its end
    static Optional<Map<String, Long>> run(
            String program, Map<String, Long> initial, LongFunction<OptionalLong> memory) {
        if (program.isBlank() || program.length() > LONGEST) {
            return Optional.empty();
        }
        var run = new FrameProgram(initial, memory);
        var tokens = new StringTokenizer(program);
        while (tokens.hasMoreTokens()) {
            if (!run.step(tokens.nextToken())) {
                return Optional.empty();
            }
        }
        return Optional.of(run.values);
    }

    private boolean step(String token) {
        return switch (token) {
            case "+", "-", "*", "/", "%", "@" -> binary(token);
            case "^" -> dereference();
            case "=" -> assign();
            default -> {
                stack.push(CODE_VIEW.getOrDefault(token, token));
                yield true;
            }
        };
    }

    private boolean binary(String operator) {
        var right = pop();
        var left = pop();
        if (left.isEmpty() || right.isEmpty()) {
            return false;
        }
        long a = left.getAsLong();
        long b = right.getAsLong();
        if (b == 0 && "/%@".contains(operator)) {
            return false;
        }
        long result =
                switch (operator) {
                    case "+" -> a + b;
                    case "-" -> a - b;
                    case "*" -> a * b;
                    case "/" -> a / b;
                    case "%" -> a % b;
                    default -> a - a % b;
                };
        stack.push(Long.toString(result & MASK));
        return true;
    }

    private boolean dereference() {
        var address = pop();
        var word = address.isPresent() ? memory.apply(address.getAsLong()) : OptionalLong.empty();
        if (word.isEmpty()) {
            return false;
        }
        stack.push(Long.toString(word.getAsLong()));
        return true;
    }

    private boolean assign() {
        var value = pop();
        var name = stack.poll();
        if (value.isEmpty() || name == null || !name.startsWith("$")) {
            return false;
        }
        values.put(name, value.getAsLong());
        return true;
    }

    private OptionalLong pop() {
        var token = stack.poll();
        if (token == null) {
            return OptionalLong.empty();
        }
        var value = values.get(token);
        if (value != null) {
            return OptionalLong.of(value);
        }
        try {
            return OptionalLong.of(Long.parseLong(token) & MASK);
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
