package dev.gotstack.command;

/// What the evaluator's operators do. Values are unsigned for the debugger; two 32-bit ones are divided, shifted and
/// compared as such, although they are kept sign-extended.
final class Arithmetic {
    private static final long LOW = 0xffff_ffffL;

    private Arithmetic() {}

    static boolean divides(String operator) {
        return operator.equals("/") || operator.equals("%") || operator.equals("mod");
    }

    /// @throws ArithmeticException if a divisor is 0
    static long apply(String operator, long left, long right) {
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

    /// The value as the debugger keeps it: sign-extended from 32 bits.
    static long extended(long value) {
        return value >>> 32 == 0 ? (int) value : value;
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

    private static boolean fits(long value) {
        return (int) value == value;
    }

    /// A value as the number of 32 or 64 bits that was typed.
    static long unsigned(long value) {
        return fits(value) ? value & LOW : value;
    }

    private static long narrow(long result, long left, long right) {
        return fits(left) && fits(right) ? (int) result : result;
    }
}
