package dev.gotstack.cli;

import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads a number of bytes: `500000`, `800M`, `16G`.
final class ByteCount implements ITypeConverter<Long> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})([KMGT]?)");
    private static final String UNITS = "KMGT";

    @Override
    public Long convert(String text) {
        var match = FORM.matcher(text.toUpperCase(Locale.ROOT));
        if (!match.matches() || match.group(1).matches("0+")) {
            throw new TypeConversionException("'" + text + "' is not a size such as 800M or 16G");
        }
        int unit = match.group(2).isEmpty() ? 0 : UNITS.indexOf(match.group(2)) + 1;
        return Math.multiplyExact(Long.parseLong(match.group(1)), 1L << 10 * unit);
    }
}
