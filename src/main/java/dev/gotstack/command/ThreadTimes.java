package dev.gotstack.command;

import java.util.Locale;
import java.util.OptionalLong;

/// Clock ticks in the kernel's own measure.
final class ThreadTimes {
    private static final long UNITS_PER_MILLISECOND = 10_000;

    private ThreadTimes() {}

    /// A 32-bit variable of the kernel; empty if it cannot be told.
    static OptionalLong kernelVariable(Call call, String name) {
        return call.kernel()
                .modules()
                .kernel()
                .flatMap(kernel -> kernel.symbols()
                        .table()
                        .named(name)
                        .map(symbol -> call.kernel().space().value(kernel.base() + symbol.rva(), 4)))
                .orElse(OptionalLong.empty());
    }

    /// `00:00:01.046`, or the ticks if their length is unknown.
    static String words(Call call, long ticks) {
        var milliseconds = milliseconds(call, ticks);
        if (milliseconds.isEmpty()) {
            return ticks + " ticks";
        }
        long all = milliseconds.getAsLong();
        return String.format(
                Locale.ROOT, "%02d:%02d:%02d.%03d", all / 3_600_000, all / 60_000 % 60, all / 1000 % 60, all % 1000);
    }

    /// ` (0:00:00:00.062)`: days, hours, minutes and seconds; empty if the length of a tick is unknown.
    static String elapsed(Call call, long ticks) {
        var milliseconds = milliseconds(call, ticks);
        if (milliseconds.isEmpty()) {
            return "";
        }
        long all = milliseconds.getAsLong();
        return String.format(
                Locale.ROOT,
                " (%d:%02d:%02d:%02d.%03d)",
                all / 86_400_000,
                all / 3_600_000 % 24,
                all / 60_000 % 60,
                all / 1000 % 60,
                all % 1000);
    }

    private static OptionalLong milliseconds(Call call, long ticks) {
        var increment = kernelVariable(call, "KeMaximumIncrement");
        return increment.orElse(0) == 0
                ? OptionalLong.empty()
                : OptionalLong.of(ticks * increment.getAsLong() / UNITS_PER_MILLISECOND);
    }
}
