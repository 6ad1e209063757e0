package dev.gotstack.command;

/// `?` and `.formats`: values of expressions.
final class EvaluateCommands {
    private EvaluateCommands() {}

    /// `? expression`.
    static void evaluate(Call call) {
        long value = Expression.value(call.behind(1), call.context());
        call.text("Evaluate expression: " + value + " = ");
        if ((int) value == value) {
            call.memory(Hex.address(value)).end();
        } else {
            call.line(Hex.quad(value));
        }
    }

    /// `.formats expression`.
    static void formats(Call call) {
        long value = Expression.value(call.arguments(), call.context());
        boolean narrow = (int) value == value;
        long bits = narrow ? Hex.address(value) : value;
        call.line("Evaluate expression:");
        call.line("  Hex:     " + (narrow ? Hex.word(bits) : Hex.quad(bits)));
        call.line("  Decimal: " + value);
        call.line("  Octal:   " + Long.toOctalString(bits));
        call.line("  Binary:  " + binary(bits, narrow ? 4 : 8));
        call.line("  Chars:   " + characters(bits, narrow ? 4 : 8));
    }

    private static String binary(long bits, int bytes) {
        var text = new StringBuilder();
        for (int i = bytes - 1; i >= 0; i--) {
            var digits =
                    Long.toBinaryString(((bits >>> (8 * i)) & 0xff) | 0x100).substring(1);
            text.append(digits).append(i == 0 ? "" : " ");
        }
        return text.toString();
    }

    private static String characters(long bits, int bytes) {
        var text = new StringBuilder();
        for (int i = bytes - 1; i >= 0; i--) {
            char c = (char) ((bits >>> (8 * i)) & 0xff);
            text.append(c >= ' ' && c < 0x7f ? c : '.');
        }
        return text.toString();
    }
}
