package dev.gotstack.command;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/// Floating point numbers as the debugger's `%g` prints them: exponents have three digits.
final class Fractions {
    private static final int SMALLEST = -4;

    private Fractions() {}

    /// @param digits how many significant digits at most
    static String text(double value, int digits) {
        if (value == 0 || Double.isNaN(value) || Double.isInfinite(value)) {
            return special(value);
        }
        var rounded = new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent >= SMALLEST && exponent < digits) {
            return plain(rounded.toPlainString());
        }
        var mantissa = plain(rounded.movePointLeft(exponent).toPlainString());
        return mantissa + "e" + (exponent < 0 ? "-" : "+") + String.format(Locale.ROOT, "%03d", Math.abs(exponent));
    }

    private static String special(double value) {
        if (Double.isNaN(value)) {
            return "1.#QNAN";
        }
        var sign = value < 0 || 1 / value < 0 ? "-" : "";
        return sign + (value == 0 ? "0" : "1.#INF");
    }

    private static String plain(String text) {
        return text.contains(".") ? text.replaceFirst("\\.?0+$", "") : text;
    }
}
