package dev.gotstack.report.document;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// What people call a build of 32-bit Windows, and what its kernel can do.
///
/// Source: "Operating System Version" and the page of KeExpandKernelStackAndCallout ("available starting with Windows
/// Vista") in Microsoft's documentation.
final class WindowsName {
    private static final int VISTA = 6000;
    private static final NavigableMap<Integer, String> NAMES = new TreeMap<>(Map.ofEntries(
            Map.entry(2195, "Windows 2000"),
            Map.entry(2600, "Windows XP"),
            Map.entry(3790, "Windows Server 2003"),
            Map.entry(VISTA, "Windows Vista"),
            Map.entry(6001, "Windows Vista SP1 or Server 2008"),
            Map.entry(6002, "Windows Vista SP2 or Server 2008 SP2"),
            Map.entry(7600, "Windows 7"),
            Map.entry(7601, "Windows 7 SP1"),
            Map.entry(9200, "Windows 8"),
            Map.entry(9600, "Windows 8.1"),
            Map.entry(10240, "Windows 10"),
            Map.entry(22000, "Windows 11")));

    private WindowsName() {}

    /// `Windows Server 2003`; `Windows` for builds nobody named.
    static String of(int build) {
        var nearest = NAMES.floorEntry(build);
        boolean named = nearest != null && (nearest.getKey() == build || nearest.getKey() >= 10240);
        return named ? nearest.getValue() : "Windows";
    }

    /// Whether a driver can ask for a second kernel stack.
    static boolean canExpandStack(int build) {
        return build >= VISTA;
    }
}
