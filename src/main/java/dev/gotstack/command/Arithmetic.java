package dev.gotstack.command;

import dev.gotstack.x86.Architecture;

/// What the evaluator's operators do. Values are unsigned for the debugger. On a 32-bit system two 32-bit ones are
/// divided, shifted and compared as such, although they are kept sign-extended.
record Arithmetic(Architecture architecture) {

    static boolean divides(String operator) {
        return operator.equals("/") || operator.equals("%") || operator.equals("mod");
    }

    /// @throws ArithmeticException if a divisor is 0
    long apply(String operator, long left, long right) {
        return switch (operator) {
            case "|", "or" -> left | right;
            case "^", "xor" -> left ^ right;
            case "&", "and" -> left & right;
            case "+" -> narrow(left + right, left, right);
            case "-" -> narrow(left - right, left, right);
            case "*" -> narrow(left * right, left, right);
            case "/" -> narrow(Long.divideUnsigned(unsigned(left), unsigned(right)), left, right);
            case "%", "mod" -> narrow(Long.remainderUnsigned(unsigned(left), unsigned(right)), left, right);
            case "<<", "shl" -> right >= 0 && right < 64 ? narrow(left << right, left, right) : 0;
            case ">>", "shr" -> right >= 0 && right < 64 ? narrow(unsigned(left) >>> right, left, right) : 0;
            case ">>>" -> left >> Math.clamp(right, 0, 63);
            default -> compare(operator, Long.compareUnsigned(left, right)) ? 1 : 0;
        };
    }

    private static boolean compare(String operator, int order) {
        return switch (operator) {
            case "<" -> order < 0;
            case ">" -> order > 0;
            case "<=" -> order <= 0;
            case ">=" -> order >= 0;
            case "!=" -> order != 0;
            default -> order == 0;
        };
    }

    private boolean fits(long value) {
        return architecture.pointerSize() == 4 && (int) value == value;
    }

    /// A value as the number of 32 or 64 bits that was typed.
    private long unsigned(long value) {
        return architecture.unsigned(value);
    }

    private long narrow(long result, long left, long right) {
        return fits(left) && fits(right) ? (int) result : result;
    }
}
