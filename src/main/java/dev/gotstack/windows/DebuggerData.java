package dev.gotstack.windows;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.layout.Struct;
import dev.gotstack.layout.TypeSource;
import java.util.OptionalLong;

/// The kernel's debugger data block (`KDDEBUGGER_DATA64`, "KDBG"). Its pointers are 64 bits wide and sign-extended on
/// 32-bit systems; here they come zero-extended. Fields beyond the block's own size are absent.
record DebuggerData(Struct block) {
    private static final long KDBG = 0x4742444bL;

    /// The block at `address`, or null if there is none.
    static @org.jspecify.annotations.Nullable DebuggerData at(Struct.Bytes bytes, TypeSource types, long address) {
        if (address == 0) {
            return null;
        }
        try {
            var block = Struct.at(bytes, types, "_KDDEBUGGER_DATA64", address);
            return block.get("OwnerTag") == KDBG ? new DebuggerData(block) : null;
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
            long value = block.get(field) & 0xffff_ffffL;
            return value == 0 ? OptionalLong.empty() : OptionalLong.of(value);
        } catch (MalformedFileException e) {
            return OptionalLong.empty();
        }
    }
}
