package dev.gotstack.stack.score;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongUnaryOperator;

/// A second reader of frame programs, for the walk in the manner of Breakpad: numbers only, nothing unknown. A program
/// it cannot run throws.
final class PostfixProgram {
    private static final long MASK = 0xffff_ffffL;

    private final Map<String, Long> values;
    private final LongUnaryOperator memory;
    private final ArrayDeque<String> stack = new ArrayDeque<>();

    private PostfixProgram(Map<String, Long> values, LongUnaryOperator memory) {
        this.values = new HashMap<>(values);
        this.memory = memory;
    }

    static Map<String, Long> run(String program, Map<String, Long> values, LongUnaryOperator memory) {
        var run = new PostfixProgram(values, memory);
        for (var token : program.trim().split(" +")) {
            run.token(token);
        }
        return run.values;
    }

    private void token(String token) {
        switch (token) {
            case "+" -> stack.push(text(pop() + pop()));
            case "*" -> stack.push(text(pop() * pop()));
            case "-" -> {
                long right = pop();
                stack.push(text(pop() - right));
            }
            case "/" -> {
                long right = pop();
                stack.push(text(pop() / right));
            }
            case "%" -> {
                long right = pop();
                stack.push(text(pop() % right));
            }
            case "@" -> {
                long right = pop();
                stack.push(text(pop() & -right));
            }
            case "^" -> stack.push(text(memory.applyAsLong(pop())));
            case "=" -> {
                long value = pop();
                values.put(stack.pop(), value);
            }
            default -> stack.push(token);
        }
    }

    private static String text(long value) {
        return Long.toString(value & MASK);
    }

    private long pop() {
        var token = stack.pop();
        var value = values.get(token);
        return value != null ? value : Long.parseLong(token);
    }

    /// A value of a finished program.
    static OptionalLong get(Map<String, Long> values, String name) {
        var value = values.get(name);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
