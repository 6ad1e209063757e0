package dev.gotstack.windows;

import dev.gotstack.io.LittleEndian;
import dev.gotstack.io.MalformedFileException;
import dev.gotstack.layout.Struct;
import dev.gotstack.memory.AddressSpace;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.OptionalLong;

/// The debugger data block as 64-bit kernels since Windows 8 keep it: encoded with two of their own random numbers.
// Only
/// the kernel's symbols tell where those are. Source: the published readers of live memory; dumps of a running system
/// hold the block so, those of a bug check hold it decoded.
record EncodedData(long never, long always, long flag) {
    private static final int SIZE = 0x380;
    private static final long HIGH = 0xffff_0000_0000_0000L;

    /// The numbers, where the kernel's symbols name them and memory holds them.
    static Optional<EncodedData> of(AddressSpace space, Modules modules) {
        var flag = address(modules, "KdpDataBlockEncoded");
        var never = value(space, modules, "KiWaitNever");
        var always = value(space, modules, "KiWaitAlways");
        return flag.isPresent() && never.isPresent() && always.isPresent()
                ? Optional.of(new EncodedData(never.getAsLong(), always.getAsLong(), flag.getAsLong()))
                : Optional.empty();
    }

    private static OptionalLong address(Modules modules, String name) {
        return modules.kernel()
                .flatMap(kernel -> kernel.symbols().table().named(name).map(symbol -> kernel.base() + symbol.rva()))
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    private static OptionalLong value(AddressSpace space, Modules modules, String name) {
        var address = address(modules, name);
        return address.isPresent() ? space.value(address.getAsLong(), 8) : address;
    }

    /// The block's bytes, decoded, in place of what memory holds at `start`.
    Struct.Bytes decoding(Struct.Bytes memory, long start) {
        byte[] decoded;
        try {
            var raw = memory.read(start, SIZE, "_KDDEBUGGER_DATA64");
            var out = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
            for (int at = 0; at < SIZE; at += 8) {
                out.putLong(decode(LittleEndian.unsigned(raw, at, 8)));
            }
            decoded = out.array();
        } catch (MalformedFileException e) {
            return memory;
        }
        return (address, length, what) -> {
            long at = address - start;
            if (at < 0 || at > SIZE - length) {
                return memory.read(address, length, what);
            }
            return java.util.Arrays.copyOfRange(decoded, (int) at, (int) at + length);
        };
    }

    /// One word of the block.
    long decode(long word) {
        long turned = Long.rotateLeft(word ^ never, (int) never & 0xff);
        return Long.reverseBytes(turned ^ (flag | HIGH)) ^ always;
    }
}
