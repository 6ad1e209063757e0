package dev.gotstack.command;

import dev.gotstack.x86.Architecture;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The registers of one width that a user can name, and what part of which a shorter name means.
///
/// @param whole registers that contexts and processors hold
/// @param parts parts of them, by name
/// @param digits hexadecimal digits of a whole one
record RegisterNames(Set<String> whole, Map<String, Part> parts, int digits) {

    /// A part of a register.
    record Part(String register, int shift, int bits) {}

    private static final Set<String> SYSTEM = Set.of(
            "efl", "cs", "ss", "ds", "es", "fs", "gs", "cr0", "cr2", "cr3", "cr4", "dr0", "dr1", "dr2", "dr3", "dr6",
            "dr7", "tr", "ldtr", "gdtr", "gdtl", "idtr", "idtl");
    private static final List<String> LETTERS = List.of("a", "b", "c", "d");
    private static final List<String> POINTERS = List.of("si", "di", "sp", "bp", "ip");

    private static final RegisterNames NARROW = narrow();
    private static final RegisterNames WIDE = wide();

    static RegisterNames of(Architecture architecture) {
        return architecture.pointerSize() == 8 ? WIDE : NARROW;
    }

    /// Whether a name is a register of any width.
    static boolean isAny(String name) {
        return NARROW.isName(name) || WIDE.isName(name);
    }

    boolean isName(String name) {
        var lower = name.toLowerCase(java.util.Locale.ROOT);
        return whole.contains(lower) || parts.containsKey(lower);
    }

    /// All of them, sorted.
    Set<String> all() {
        var all = new TreeSet<>(whole);
        all.addAll(parts.keySet());
        return all;
    }

    private static RegisterNames narrow() {
        var whole = new HashSet<>(SYSTEM);
        var parts = flags();
        for (var letter : LETTERS) {
            whole.add("e" + letter + "x");
            halves(parts, letter, "e" + letter + "x");
        }
        for (var name : POINTERS) {
            whole.add("e" + name);
            parts.put(name, new Part("e" + name, 0, 16));
        }
        return new RegisterNames(Set.copyOf(whole), Map.copyOf(parts), 8);
    }

    private static RegisterNames wide() {
        var whole = new HashSet<>(SYSTEM);
        whole.add("cr8");
        var parts = flags();
        for (var letter : LETTERS) {
            var name = "r" + letter + "x";
            whole.add(name);
            parts.put("e" + letter + "x", new Part(name, 0, 32));
            halves(parts, letter, name);
        }
        for (var name : POINTERS) {
            whole.add("r" + name);
            parts.put("e" + name, new Part("r" + name, 0, 32));
            parts.put(name, new Part("r" + name, 0, 16));
            parts.put(name + "l", new Part("r" + name, 0, 8));
        }
        parts.remove("ipl");
        for (int i = 8; i < 16; i++) {
            whole.add("r" + i);
            parts.put("r" + i + "d", new Part("r" + i, 0, 32));
            parts.put("r" + i + "w", new Part("r" + i, 0, 16));
            parts.put("r" + i + "b", new Part("r" + i, 0, 8));
        }
        return new RegisterNames(Set.copyOf(whole), Map.copyOf(parts), 16);
    }

    private static void halves(Map<String, Part> parts, String letter, String register) {
        parts.put(letter + "x", new Part(register, 0, 16));
        parts.put(letter + "l", new Part(register, 0, 8));
        parts.put(letter + "h", new Part(register, 8, 8));
    }

    private static Map<String, Part> flags() {
        var parts = new HashMap<String, Part>();
        parts.put("fl", new Part("efl", 0, 16));
        var bits = new ArrayList<>(List.of("cf 0", "pf 2", "af 4", "zf 6", "sf 7", "tf 8", "if 9", "df 10", "of 11"));
        for (var bit : bits) {
            int space = bit.indexOf(' ');
            parts.put(bit.substring(0, space), new Part("efl", Integer.parseInt(bit.substring(space + 1)), 1));
        }
        parts.put("iopl", new Part("efl", 12, 2));
        return parts;
    }
}
