package dev.gotstack.command;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// `?` and `.formats`: values of expressions.
final class EvaluateCommands {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern(
                    "EEE MMM dd HH:mm:ss yyyy 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MILLISECONDS = DateTimeFormatter.ofPattern(
                    "EEE MMM ppd HH:mm:ss.SSS yyyy 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    /// From 1601-01-01 to 1970-01-01, in the units of a FILETIME.
    private static final long FILETIME_EPOCH = 116_444_736_000_000_000L;

    private static final int UNITS_PER_MILLISECOND = 10_000;
    private static final int DIGITS = 6;

    private EvaluateCommands() {}

    /// `? expression`; without one, the commands.
    static void evaluate(Call call) {
        if (call.behind(1).isEmpty()) {
            HelpCommands.list(new Call(".help", "", call.context(), call.out()), CommandList.all());
            return;
        }
        long value = Expression.value(call.behind(1), call.context());
        call.text("Evaluate expression: " + value + " = ");
        if ((int) value == value) {
            call.memory(call.narrow(value)).end();
        } else {
            call.line(Hex.quad(value));
        }
    }

    /// `.formats expression`.
    static void formats(Call call) {
        long value = Expression.value(call.arguments(), call.context());
        boolean narrow = (int) value == value;
        long bits = narrow ? call.narrow(value) : value;
        call.line("Evaluate expression:");
        call.line("  Hex:     " + (narrow ? call.hex(bits) : Hex.quad(bits)));
        call.line("  Decimal: " + value);
        call.line("  Octal:   " + octal(bits, narrow ? 11 : 22));
        call.line("  Binary:  " + binary(bits, narrow ? 4 : 8));
        call.line("  Chars:   " + characters(bits, narrow ? 4 : 8));
        call.line("  Time:    " + (narrow ? seconds(value) : fileTime(value)));
        call.line("  Float:   low " + Fractions.text(Float.intBitsToFloat((int) bits), DIGITS) + " high "
                + Fractions.text(Float.intBitsToFloat((int) (bits >>> 32)), DIGITS));
        call.line("  Double:  " + Fractions.text(Double.longBitsToDouble(bits), DIGITS));
    }

    private static String octal(long bits, int digits) {
        var text = Long.toOctalString(bits);
        return "0".repeat(Math.max(0, digits - text.length())) + text;
    }

    private static String seconds(long value) {
        return value < 0 ? "***** Invalid" : SECONDS.format(Instant.ofEpochSecond(value));
    }

    private static String fileTime(long value) {
        try {
            return value < 0
                    ? "***** Invalid FILETIME"
                    : MILLISECONDS.format(Instant.ofEpochMilli((value - FILETIME_EPOCH) / UNITS_PER_MILLISECOND));
        } catch (DateTimeException e) {
            return "***** Invalid FILETIME";
        }
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
