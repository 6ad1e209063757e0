package dev.gotstack.command;

import dev.gotstack.x86.RegisterSet;
import org.jspecify.annotations.Nullable;

/// What was asked of a stack command: `kfL200`, `kb 10`, `k = ebp esp eip`.
///
/// @param letters option letters in the order typed
/// @param start registers that were given after `=`; null for those of the context
/// @param count most frames to show
record StackOptions(String letters, @Nullable RegisterSet start, long count) {
    private static final String LETTERS = "bpvcnflmdrat";
    private static final int MOST = 0xffff;

    /// @param prefix length of the command's name without options
    static StackOptions parse(Call call, int prefix) {
        var word = call.name().substring(prefix);
        int end = letters(word, 0);
        var letters = new StringBuilder(word.substring(0, end));
        var rest = (word.substring(end) + " " + call.arguments()).strip();
        int more = letters(rest, 0);
        if (more > 0 && rest.substring(more).strip().startsWith("=")) {
            // `k L=…` and `kf L = …` are written too.
            letters.append(rest, 0, more);
            rest = rest.substring(more).strip();
        }
        if (rest.startsWith("=")) {
            return from(call, letters.toString(), rest.substring(1));
        }
        // `k L5` is written as often as `kL5` and `k 5`.
        var number = rest.startsWith("L") || rest.startsWith("l") ? rest.substring(1) : rest;
        var expression = new Expression(number, call.context());
        long count = expression.hasMore() ? expression.next() : call.session().frameCount();
        expression.end();
        return new StackOptions(letters.toString(), null, checked(count));
    }

    /// All frames of the context, in the columns that these letters ask for.
    static StackOptions plain(String letters) {
        return new StackOptions(letters, null, MOST);
    }

    private static int letters(String text, int from) {
        int at = from;
        while (at < text.length() && LETTERS.indexOf(Character.toLowerCase(text.charAt(at))) >= 0) {
            at++;
        }
        return at;
    }

    /// `= StackPtr FrameCount`, or `= BasePtr StackPtr InstructionPtr [FrameCount]`; of 64-bit code, whose frames need
    /// no frame pointer, `= StackPtr InstructionPtr [FrameCount]`.
    private static StackOptions from(Call call, String letters, String text) {
        var expression = new Expression(text, call.context());
        var values = new long[4];
        int given = 0;
        while (given < values.length && expression.hasMore()) {
            values[given++] = call.narrow(expression.next());
        }
        expression.end();
        var registers = call.context().registers();
        var names = call.architecture();
        boolean wide = names.pointerSize() == 8;
        if (given < 2 || wide && given == values.length) {
            throw new CommandException(
                    wide
                            ? "Give the stack pointer and instruction pointer: k = StackPtr InstructionPtr [FrameCount]"
                            : "Give the frame pointer, stack pointer and instruction pointer:"
                                    + " k = BasePtr StackPtr InstructionPtr");
        }
        if (given == 2 && !wide) {
            return new StackOptions(letters, registers.with(names.stackPointer(), values[0]), checked(values[1]));
        }
        int stackPointer = wide ? 0 : 1;
        if (!wide) {
            registers = registers.with(names.framePointer(), values[0]);
        }
        registers = registers
                .with(names.stackPointer(), values[stackPointer])
                .with(names.instructionPointer(), values[stackPointer + 1]);
        int count = stackPointer + 2;
        return new StackOptions(
                letters,
                registers,
                given > count ? checked(values[count]) : call.session().frameCount());
    }

    private static long checked(long count) {
        if (count < 1 || count > MOST) {
            throw new CommandException("A frame count of " + Hex.prefixed(count) + " is out of range");
        }
        return count;
    }

    boolean has(char letter) {
        return letters.indexOf(letter) >= 0 || letters.indexOf(Character.toUpperCase(letter)) >= 0;
    }

    /// Whether registers were given.
    boolean isFromRegisters() {
        return start != null;
    }
}
