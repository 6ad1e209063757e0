package dev.gotstack.dump;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.io.MappedFile;
import java.util.Map;

/// Tells kernel dumps by their first eight bytes, and what other files are by theirs.
final class OtherFiles {
    private static final int SIGNATURE = 8;
    private static final int RAW_ALIGNMENT = 0x1000;
    private static final int SMALLEST_RAW = 1 << 20;
    private static final String HIBERNATION = "a hibernation file, which is not read";
    /// What files begin with, and what they are.
    private static final Map<String, String> KINDS = Map.ofEntries(
            Map.entry("MDMP", "a dump of a user-mode process, not of the kernel"),
            Map.entry("USERDU", "a dump of a user-mode process, not of the kernel"),
            Map.entry("\u007fELF", "an ELF file, perhaps a virtual machine's memory; memory images are not read"),
            Map.entry("EMiL", "a LiME memory image, which is not read"),
            Map.entry("hibr", HIBERNATION),
            Map.entry("HIBR", HIBERNATION),
            Map.entry("wake", HIBERNATION),
            Map.entry("WAKE", HIBERNATION),
            Map.entry("RSTR", HIBERNATION),
            Map.entry("HORM", HIBERNATION),
            Map.entry("MZ", "a program, not a dump"),
            Map.entry("Microsoft C/C++", "a PDB, not a dump"),
            Map.entry("KDMP", "a dump of another system"));

    private OtherFiles() {}

    /// The width of a kernel dump.
    ///
    /// @throws MalformedFileException if it is none, with what it is instead
    static Width width(MappedFile file) {
        if (file.size() < SIGNATURE) {
            throw new MalformedFileException(
                    file.name(), 0, "signature", "PAGEDUMP or PAGEDU64", file.size() + " bytes in all");
        }
        return switch (file.text(0, SIGNATURE)) {
            case "PAGEDUMP" -> Width.BITS_32;
            case "PAGEDU64" -> Width.BITS_64;
            default ->
                throw new MalformedFileException(file.name(), 0, "signature", "PAGEDUMP or PAGEDU64", kind(file));
        };
    }

    /// Whether these first bytes of a file are a kernel dump's.
    static boolean isDump(byte[] first) {
        var signature = printable(first, Math.min(SIGNATURE, first.length));
        return signature.equals("PAGEDUMP") || signature.equals("PAGEDU64");
    }

    private static String kind(MappedFile file) {
        var first = file.bytes(0, (int) Math.min(file.size(), 16));
        var text = new String(first, java.nio.charset.StandardCharsets.ISO_8859_1);
        for (var known : KINDS.entrySet()) {
            if (text.startsWith(known.getKey())) {
                return printable(first, known.getKey().length()) + " (" + known.getValue() + ")";
            }
        }
        boolean raw = file.size() >= SMALLEST_RAW && file.size() % RAW_ALIGNMENT == 0;
        return printable(first, SIGNATURE) + (raw ? " (no dump's; raw memory images are not read)" : "");
    }

    private static String printable(byte[] bytes, int length) {
        var printable = new StringBuilder();
        for (int i = 0; i < length; i++) {
            printable.append(bytes[i] >= 0x20 && bytes[i] < 0x7f ? (char) bytes[i] : '.');
        }
        return printable.toString();
    }
}
