package dev.gotstack.command;

import dev.gotstack.x86.Architecture;
import java.util.List;
import java.util.Locale;

/// Reads expressions as the debugger's MASM evaluator does: numbers are hexadecimal, registers need no sign, operators
/// are as in C, and also words. Values are 64 bits wide; 32-bit ones are sign-extended, as the debugger keeps them.
final class Expression {
    /// Operators from the loosest level to the tightest. On one level they group to the left; of two that begin alike,
    /// the longer one stands first.
    private static final List<List<String>> LEVELS = List.of(
            List.of("|", "or"),
            List.of("^", "xor"),
            List.of("&", "and"),
            List.of("==", "=", "!=", "<=", ">=", "<", ">"),
            List.of("+", "-"),
            List.of("*", "/", "%", "mod", "<<", ">>>", ">>", "shl", "shr"));

    private static final int SUM = 4;
    private static final List<String> UNARY =
            List.of("-", "+", "~", "not", "poi", "dwo", "qwo", "wo", "by", "hi", "low");
    private static final int DEEPEST = 100;
    private static final int LONGEST = 4096;

    private final String text;
    private final Operands operands;
    private int at;
    private int depth;
    /// Where a segment was named for the value that was read last.
    private final Architecture architecture;
    private final Arithmetic arithmetic;
    private Place place;

    /// @param text what was typed
    Expression(String text, Context context) {
        this.text = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        this.operands = new Operands(context);
        this.architecture = context.kernel().architecture();
        this.arithmetic = new Arithmetic(architecture);
        this.place = Place.linear(0, architecture);
    }

    /// The value of a text that is one expression and nothing else.
    static long value(String text, Context context) {
        var expression = new Expression(text, context);
        long value = expression.next();
        expression.end();
        return value;
    }

    /// The address that a text means.
    static long address(String text, Context context) {
        return context.kernel().architecture().address(value(text, context));
    }

    /// Reads one expression as the unsigned number it stands for.
    long nextUnsigned() {
        return architecture.unsigned(next());
    }

    /// Whether anything is left.
    boolean hasMore() {
        skipSpaces();
        return at < text.length();
    }

    /// Reads one expression; it ends where no operator follows.
    long next() {
        place = Place.linear(0, architecture);
        long value = binary(0);
        return value;
    }

    /// Reads one expression as a place in memory.
    Place nextPlace() {
        long value = next();
        return place.segment().isEmpty() ? Place.linear(value, architecture) : place;
    }

    /// What is left, stripped; then nothing is.
    String rest() {
        var rest = text.substring(at).strip();
        at = text.length();
        return rest;
    }

    /// @throws CommandException if anything is left
    void end() {
        if (hasMore()) {
            throw error("Extra character error");
        }
    }

    /// Whether a length (`L10`) follows; if so, its `L` and `?` are taken.
    boolean takeLength() {
        skipSpaces();
        if (at + 1 < text.length() && Character.toLowerCase(text.charAt(at)) == 'l' && text.charAt(at + 1) != ' ') {
            at++;
            return true;
        }
        return false;
    }

    /// Takes a character if it comes next.
    boolean take(char wanted) {
        if (at < text.length() && text.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }

    CommandException error(String what) {
        skipSpaces();
        var rest = at < text.length() ? text.substring(at) : "<EOL>";
        return CommandException.at(what + " at '" + rest + "'", text, Math.min(at, text.length()));
    }

    private long binary(int level) {
        if (level == LEVELS.size()) {
            return unary();
        }
        long left = binary(level + 1);
        for (var operator = operator(LEVELS.get(level)); !operator.isEmpty(); operator = operator(LEVELS.get(level))) {
            int start = at - operator.length();
            long right = binary(level + 1);
            if (right == 0 && Arithmetic.divides(operator)) {
                at = start;
                throw error("Divide by zero error");
            }
            left = arithmetic.apply(operator, left, right);
            place = Place.linear(left, architecture);
        }
        return left;
    }

    private long unary() {
        if (++depth > DEEPEST) {
            throw error("Expression too deep");
        }
        var operator = operator(UNARY);
        int start = at - operator.length();
        long value = operator.isEmpty() ? primary() : operands.apply(operator, unary(), this, start);
        if (!operator.isEmpty()) {
            place = Place.linear(value, architecture);
        }
        depth--;
        return value;
    }

    private long primary() {
        skipSpaces();
        if (take('(')) {
            long value = binary(0);
            skipSpaces();
            if (!take(')')) {
                throw error("Syntax error, ')' missing");
            }
            return value;
        }
        if (at >= text.length()) {
            throw error("Numeric expression missing");
        }
        if (text.charAt(at) == '\'') {
            return characters();
        }
        if (text.charAt(at) == '.' && !isNamePart(at + 1)) {
            at++;
            return operands.here();
        }
        int start = at;
        var word = word();
        if (word.isEmpty()) {
            throw error("Syntax error");
        }
        if (take(':')) {
            return segmented(word, start);
        }
        var value = operands.value(word);
        if (value.isEmpty()) {
            at = start;
            throw error(operands.problem(word));
        }
        return value.getAsLong();
    }

    /// One to eight characters in quotes: the first one is the highest byte.
    private long characters() {
        int end = text.indexOf('\'', at + 1);
        if (end < at + 2 || end > at + 1 + Long.BYTES) {
            throw error("Syntax error");
        }
        long value = 0;
        for (int i = at + 1; i < end; i++) {
            value = value << 8 | (text.charAt(i) & 0xff);
        }
        at = end + 1;
        return architecture.extended(value);
    }

    private long segmented(String word, int start) {
        var selector = operands.value(word);
        var segment = selector.isEmpty() ? null : operands.segment((int) selector.getAsLong() & 0xffff);
        if (segment == null) {
            at = start;
            throw error("Invalid selector error");
        }
        long offset = binary(SUM);
        place = segment.plus(offset);
        return architecture.extended(place.address());
    }

    /// Goes back, for messages about what was already read.
    CommandException errorAt(int position, String what) {
        at = position;
        return error(what);
    }

    private String word() {
        int start = at;
        boolean named = false;
        take('@');
        take('$');
        while (at < text.length() && (isNamePart(at) || (named && "?@~".indexOf(text.charAt(at)) >= 0) || isScope())) {
            if (text.charAt(at) == '!') {
                named = true;
            }
            at += isScope() ? 2 : 1;
        }
        return text.substring(start, at);
    }

    private boolean isScope() {
        return text.startsWith("::", at);
    }

    private boolean isNamePart(int index) {
        if (index >= text.length()) {
            return false;
        }
        char c = text.charAt(index);
        boolean comparison = c == '!' && index + 1 < text.length() && text.charAt(index + 1) == '=';
        boolean plain = c < 128 && Character.isLetterOrDigit(c);
        return plain || "_`$".indexOf(c) >= 0 || (c == '!' && !comparison);
    }

    /// Takes an operator of a level if one comes next. A word is an operator only where it ends there.
    private String operator(List<String> level) {
        skipSpaces();
        for (var operator : level) {
            boolean word = Character.isLetter(operator.charAt(0));
            if (text.regionMatches(true, at, operator, 0, operator.length())
                    && !(word && isNamePart(at + operator.length()))) {
                at += operator.length();
                return operator.toLowerCase(Locale.ROOT);
            }
        }
        return "";
    }

    private void skipSpaces() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }
}
