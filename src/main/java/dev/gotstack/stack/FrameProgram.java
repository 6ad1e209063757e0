package dev.gotstack.stack;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.StringTokenizer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

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

    /// One token: an operator, or an operand that has a name or is a number.
    private record Token(char operator, @Nullable String name, long number) {
        private static final char NONE = 0;

        static Token of(String text) {
            if (text.length() == 1 && "+-*/%@^=".contains(text)) {
                return new Token(text.charAt(0), null, 0);
            }
            try {
                return number(Long.parseLong(text));
            } catch (NumberFormatException e) {
                return new Token(NONE, CODE_VIEW.getOrDefault(text, text), 0);
            }
        }

        static Token number(long value) {
            return new Token(NONE, null, value & MASK);
        }
    }

    private final List<Token> tokens;

    private FrameProgram(List<Token> tokens) {
        this.tokens = tokens;
    }

    /// A program as it stands in a record; one that is empty or absurdly long has no result.
    static FrameProgram of(String text) {
        var tokens = new ArrayList<Token>();
        var tokenizer = new StringTokenizer(text.length() > LONGEST ? "" : text);
        while (tokenizer.hasMoreTokens()) {
            tokens.add(Token.of(tokenizer.nextToken()));
        }
        return new FrameProgram(tokens);
    }

    /// Runs the program.
    ///
    /// @param initial values of registers (`$ebp`) and of the record's figures (`.cbLocals`)
    /// @param memory reads a word, or says that it is missing
    /// @return all values afterwards, or empty if the program cannot be run to its end
    Optional<Map<String, Long>> run(Map<String, Long> initial, LongFunction<OptionalLong> memory) {
        var run = new Run(initial, memory);
        return !tokens.isEmpty() && tokens.stream().allMatch(run::step) ? Optional.of(run.values) : Optional.empty();
    }

    private static final class Run {
        private final LongFunction<OptionalLong> memory;
        private final Map<String, Long> values;
        private final ArrayDeque<Token> stack = new ArrayDeque<>();

        Run(Map<String, Long> initial, LongFunction<OptionalLong> memory) {
            this.values = new HashMap<>(initial);
            this.memory = memory;
        }

        boolean step(Token token) {
            return switch (token.operator()) {
                case Token.NONE -> {
                    stack.push(token);
                    yield true;
                }
                case '^' -> dereference();
                case '=' -> assign();
                default -> binary(token.operator());
            };
        }

        private boolean binary(char operator) {
            var right = pop();
            var left = pop();
            if (left.isEmpty() || right.isEmpty()) {
                return false;
            }
            long a = left.getAsLong();
            long b = right.getAsLong();
            if (b == 0 && "/%@".indexOf(operator) >= 0) {
                return false;
            }
            long result =
                    switch (operator) {
                        case '+' -> a + b;
                        case '-' -> a - b;
                        case '*' -> a * b;
                        case '/' -> a / b;
                        case '%' -> a % b;
                        default -> a - a % b;
                    };
            stack.push(Token.number(result));
            return true;
        }

        private boolean dereference() {
            var address = pop();
            var word = address.isPresent() ? memory.apply(address.getAsLong()) : OptionalLong.empty();
            if (word.isEmpty()) {
                return false;
            }
            stack.push(Token.number(word.getAsLong()));
            return true;
        }

        private boolean assign() {
            var value = pop();
            var target = stack.poll();
            var name = target == null ? null : target.name();
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
            if (token.name() == null) {
                return OptionalLong.of(token.number());
            }
            var value = values.get(token.name());
            return value == null ? OptionalLong.empty() : OptionalLong.of(value);
        }
    }
}
