package dev.gotstack.windows;

import dev.gotstack.layout.BuiltInTypes;
import java.util.Arrays;
import java.util.List;

/// Which built-in layouts fit which build of Windows. A build's own symbols, where loaded, win over these.
enum KernelBuilds {
    XP(2600, "x86-2600"),
    SERVER_2003(3790, "x86-3790"),
    SERVER_2003_RTM(3790, "x86-3790-rtm"),
    VISTA_SP2(6002, "x86-6002"),
    WINDOWS_7_SP1(7601, "x86-7601"),
    WINDOWS_8_1(9600, "x86-9600"),
    WINDOWS_10_2004(19041, "x86-19041");

    private final int build;
    private final String layouts;

    KernelBuilds(int build, String layouts) {
        this.build = build;
        this.layouts = layouts;
    }

    /// Layouts to try for a build, most likely first. Where no layouts of that very build are known, those of the
    /// nearest one: what they read is then checked like everything else, and shown as uncertain.
    static List<BuiltInTypes> candidates(int build) {
        var exact =
                Arrays.stream(values()).filter(known -> known.build == build).toList();
        if (!exact.isEmpty()) {
            return exact.stream().map(known -> BuiltInTypes.load(known.layouts)).toList();
        }
        var nearest = XP;
        for (var known : values()) {
            if (Math.abs(known.build - build) < Math.abs(nearest.build - build)) {
                nearest = known;
            }
        }
        return List.of(BuiltInTypes.load(nearest.layouts));
    }

    /// Whether layouts of this very build are built in.
    static boolean isKnown(int build) {
        return Arrays.stream(values()).anyMatch(known -> known.build == build);
    }
}
