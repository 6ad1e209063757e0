package dev.gotstack.windows;

import dev.gotstack.layout.BuiltInTypes;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Which built-in layouts fit which build of Windows. A build's own symbols, where loaded, win over these.
enum KernelBuilds {
    XP(4, "x86-2600", Checked.AGAINST_SYMBOLS, 2600),
    SERVER_2003(4, "x86-3790", Checked.AGAINST_SYMBOLS, 3790),
    SERVER_2003_RTM(4, "x86-3790-rtm", Checked.AGAINST_SYMBOLS, 3790),
    VISTA_SP2(4, "x86-6002", Checked.AGAINST_SYMBOLS, 6002),
    WINDOWS_7_SP1(4, "x86-7601", Checked.AGAINST_SYMBOLS, 7601),
    WINDOWS_8_1(4, "x86-9600", Checked.AGAINST_SYMBOLS, 9600),
    WINDOWS_10_2004(4, "x86-19041", Checked.AGAINST_SYMBOLS, 19041),
    SERVER_2003_X64(8, "x64-3790", Checked.NEVER, 3790),
    VISTA_SP2_X64(8, "x64-6002", Checked.NEVER, 6002),
    WINDOWS_7_SP1_X64(8, "x64-7601", Checked.NEVER, 7601),
    WINDOWS_8_1_X64(8, "x64-9600", Checked.NEVER, 9600),
    WINDOWS_10_1507_X64(8, "x64-10240", Checked.NEVER, 10240),
    WINDOWS_10_1607_X64(8, "x64-14393", Checked.NEVER, 14393),
    WINDOWS_10_1703_X64(8, "x64-15063", Checked.NEVER, 15063),
    WINDOWS_10_1809_X64(8, "x64-17763", Checked.NEVER, 17763),
    WINDOWS_10_1903_X64(8, "x64-18362", Checked.NEVER, 18362, 18363),
    WINDOWS_10_2004_X64(8, "x64-19041", Checked.AGAINST_SYMBOLS, 19041),
    /// 20H2 to 22H2 are said to share the layouts of 2004; only 2004's were compared with symbols.
    WINDOWS_10_22H2_X64(8, "x64-19041", Checked.NEVER, 19042, 19043, 19044, 19045),
    WINDOWS_11_21H2_X64(8, "x64-22000", Checked.NEVER, 22000),
    /// Threads' stacks and processors only: the rest was laid out anew.
    WINDOWS_11_24H2_X64(8, "x64-26100", Checked.NEVER, 26100, 26200);

    /// Whether a build's layouts were compared with that build's own symbols or a dump of it.
    enum Checked {
        AGAINST_SYMBOLS,
        NEVER
    }

    private final int pointerSize;
    private final String layouts;
    private final Checked checked;
    private final List<Integer> builds;

    KernelBuilds(int pointerSize, String layouts, Checked checked, Integer... builds) {
        this.pointerSize = pointerSize;
        this.layouts = layouts;
        this.checked = checked;
        this.builds = List.of(builds);
    }

    /// Layouts to try for a build, most likely first. Where no layouts of that very build are known, those of the
    /// nearest one: what they read is then checked like everything else, and shown as uncertain.
    static List<BuiltInTypes> candidates(int build, int pointerSize) {
        return matching(build, pointerSize).stream()
                .map(known -> BuiltInTypes.load(known.layouts))
                .toList();
    }

    private static List<KernelBuilds> matching(int build, int pointerSize) {
        var width = Arrays.stream(values())
                .filter(known -> known.pointerSize == pointerSize)
                .toList();
        var exact = width.stream().filter(known -> known.builds.contains(build)).toList();
        return exact.isEmpty()
                ? width.stream().min(Comparator.comparingLong(known -> known.distance(build))).stream()
                        .toList()
                : exact;
    }

    private long distance(int build) {
        return builds.stream()
                .mapToLong(known -> Math.abs((long) known - build))
                .min()
                .orElseThrow();
    }

    /// What is to be said of a build's layouts beside the build; empty if they are its own and were checked.
    static String reservation(int build, int pointerSize) {
        var found = matching(build, pointerSize).getFirst();
        if (!found.builds.contains(build)) {
            return "No structure layouts of build " + build + " are built in; those of the nearest are used";
        }
        return found.checked == Checked.NEVER
                ? "The built-in structure layouts of build " + build + " (64-bit) were never checked against a dump or"
                        + " symbols of it: what they read is unverified"
                : "";
    }
}
