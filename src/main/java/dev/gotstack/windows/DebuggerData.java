package dev.gotstack.windows;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.layout.Struct;
import dev.gotstack.layout.TypeSource;
import dev.gotstack.x86.Architecture;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The kernel's debugger data block (`KDDEBUGGER_DATA64`, "KDBG"). Its pointers are 64 bits wide and sign-extended on
/// 32-bit systems; here they come zero-extended. Fields beyond the block's own size are absent.
record DebuggerData(Struct block, Architecture architecture) {
    private static final long KDBG = 0x4742444bL;

    /// The block at `address`, or null if there is none.
    static @Nullable DebuggerData at(Struct.Bytes bytes, TypeSource types, long address, Architecture architecture) {
        if (address == 0) {
            return null;
        }
        try {
            var block = Struct.at(bytes, types, "_KDDEBUGGER_DATA64", address);
            return block.get("OwnerTag") == KDBG ? new DebuggerData(block, architecture) : null;
        } catch (MalformedFileException e) {
            return null;
        }
    }

    /// A pointer field; empty if it lies beyond the block's size, is zero or cannot be read.
    OptionalLong pointer(String field) {
        try {
            long size = block.get("Size");
            if (block.addressOf(field) + 8 > block.address() + size) {
                return OptionalLong.empty();
            }
            long value = architecture.address(block.get(field));
            return value == 0 ? OptionalLong.empty() : OptionalLong.of(value);
        } catch (MalformedFileException e) {
            return OptionalLong.empty();
        }
    }
}
