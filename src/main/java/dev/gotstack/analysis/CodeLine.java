package dev.gotstack.analysis;

import dev.gotstack.disasm.Instruction;
import dev.gotstack.disasm.Part;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One line of disassembly.
///
/// @param label the function's name if the line is its first (`nt!_KiTrap0E`), else empty
/// @param instruction the instruction; null where the bytes cannot be read
/// @param parts its text in pieces that can be coloured and linked
public record CodeLine(long address, String label, @Nullable Instruction instruction, List<Part> parts) {

    /// Its bytes in hex, without spaces; `??` where they cannot be read.
    public String bytes() {
        return instruction == null
                ? "??"
                : HexFormat.of().formatHex(instruction.bytes().toArray());
    }

    /// Its text: `mov     dword ptr [ebp+0Ch],edx`; `???` where the bytes cannot be read.
    public String text() {
        return instruction == null ? "???" : parts.stream().map(Part::text).collect(Collectors.joining());
    }

    public int length() {
        return instruction == null ? 1 : instruction.length();
    }
}
