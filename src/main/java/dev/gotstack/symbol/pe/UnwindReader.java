package dev.gotstack.symbol.pe;

import dev.gotstack.io.ByteSource;
import dev.gotstack.io.LittleEndian;
import dev.gotstack.io.MalformedFileException;
import dev.gotstack.symbol.pe.UnwindCode.Operation;
import dev.gotstack.symbol.pe.UnwindInfo.Epilog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads UNWIND_INFO: four bytes of header, an array of two-byte slots, then a handler's RVA or the entry of the
/// function it belongs to.
///
/// Source: Microsoft's description of x64 exception handling; the epilog codes of version 2 as found in Microsoft's own
/// libraries: pairs of slots, of which the first tells the size that all epilogs have.
final class UnwindReader {
    private static final int HEADER_SIZE = 4;
    private static final int ENTRY_SIZE = 12;
    private static final int EXCEPTION_HANDLER = 1;
    private static final int TERMINATION_HANDLER = 2;
    private static final int CHAINED = 4;
    /// The address of an entry, not of unwind information, if it is odd.
    private static final long INDIRECT = 1;

    private static final int PUSH_NONVOLATILE = 0;
    private static final int ALLOCATE_LARGE = 1;
    private static final int ALLOCATE_SMALL = 2;
    private static final int SET_FRAME_POINTER = 3;
    private static final int SAVE_NONVOLATILE = 4;
    private static final int SAVE_NONVOLATILE_FAR = 5;
    private static final int EPILOG = 6;
    private static final int SPARE = 7;
    private static final int SAVE_XMM = 8;
    private static final int SAVE_XMM_FAR = 9;
    private static final int PUSH_MACHINE_FRAME = 10;

    private final ByteSource image;
    private final long at;
    private final int version;
    private final byte[] slots;
    private final List<UnwindCode> codes = new ArrayList<>();
    private final List<Epilog> epilogs = new ArrayList<>();
    private int epilogSize;

    private UnwindReader(ByteSource image, long at, int version, byte[] slots) {
        this.image = image;
        this.at = at;
        this.version = version;
        this.slots = slots;
    }

    /// The unwind information of a function.
    ///
    /// @throws MalformedFileException if it is damaged or missing
    static UnwindInfo read(ByteSource image, RuntimeFunction function) {
        long at = function.unwindInfo();
        if ((at & INDIRECT) != 0) {
            at = entry(image, at - INDIRECT).unwindInfo();
        }
        var header = image.bytes(at, HEADER_SIZE);
        int version = header[0] & 7;
        if (version != 1 && version != 2) {
            throw malformed(image, at, "Version", "1 or 2", version);
        }
        int count = header[2] & 0xff;
        var reader = new UnwindReader(image, at, version, image.bytes(at + HEADER_SIZE, count * 2));
        reader.readCodes();
        int flags = (header[0] & 0xff) >> 3;
        // The array has an even number of slots.
        long behind = at + HEADER_SIZE + (count + 1 & ~1) * 2L;
        boolean chained = (flags & CHAINED) != 0;
        boolean handled = !chained && (flags & (EXCEPTION_HANDLER | TERMINATION_HANDLER)) != 0;
        return new UnwindInfo(
                version,
                header[1] & 0xff,
                header[3] & 0xf,
                (header[3] & 0xf0) >> 4 << 4,
                List.copyOf(reader.codes),
                List.copyOf(reader.epilogs),
                chained ? Optional.of(entry(image, behind)) : Optional.empty(),
                handled ? LittleEndian.u32(image.bytes(behind, 4), 0) : 0);
    }

    private static RuntimeFunction entry(ByteSource image, long at) {
        var bytes = image.bytes(at, ENTRY_SIZE);
        return new RuntimeFunction(LittleEndian.u32(bytes, 0), LittleEndian.u32(bytes, 4), LittleEndian.u32(bytes, 8));
    }

    private void readCodes() {
        int index = 0;
        while (index < slots.length / 2) {
            int operation = slots[2 * index + 1] & 0xf;
            int info = (slots[2 * index + 1] & 0xf0) >> 4;
            int length = slotsOf(operation, info);
            if (index + length > slots.length / 2) {
                throw malformed(image, at, "CountOfCodes", "room for " + length + " slots", slots.length / 2 - index);
            }
            code(index, operation, info);
            index += length;
        }
    }

    private int slotsOf(int operation, int info) {
        return switch (operation) {
            case PUSH_NONVOLATILE, ALLOCATE_SMALL, SET_FRAME_POINTER, PUSH_MACHINE_FRAME -> 1;
            case EPILOG -> version == 2 ? 1 : 2;
            case ALLOCATE_LARGE -> info == 0 ? 2 : 3;
            case SAVE_NONVOLATILE, SAVE_XMM -> 2;
            case SPARE, SAVE_NONVOLATILE_FAR, SAVE_XMM_FAR -> 3;
            default -> throw malformed(image, at, "UnwindOp", "0 to 10", operation);
        };
    }

    private void code(int index, int operation, int info) {
        switch (operation) {
            case PUSH_NONVOLATILE -> add(index, Operation.PUSH, info, 8);
            case ALLOCATE_LARGE -> add(index, Operation.ALLOCATE, 0, info == 0 ? 8 * near(index) : far(index));
            case ALLOCATE_SMALL -> add(index, Operation.ALLOCATE, 0, 8L * info + 8);
            case SET_FRAME_POINTER -> add(index, Operation.SET_FRAME, info, 0);
            case SAVE_NONVOLATILE -> add(index, Operation.SAVE, info, 8 * near(index));
            case SAVE_NONVOLATILE_FAR -> add(index, Operation.SAVE, info, far(index));
            case SAVE_XMM -> add(index, Operation.SAVE_XMM, info, 16 * near(index));
            case SAVE_XMM_FAR -> add(index, Operation.SAVE_XMM, info, far(index));
            case PUSH_MACHINE_FRAME -> add(index, Operation.MACHINE_FRAME, 0, info == 0 ? 0 : 8);
            case EPILOG -> {
                if (version == 2) {
                    epilog(slots[2 * index] & 0xff, info);
                }
            }
            // Once two ways of saving an XMM register's half; nothing the stack pointer depends on.
            default -> {}
        }
    }

    private void add(int index, Operation operation, int register, long bytes) {
        codes.add(new UnwindCode(slots[2 * index] & 0xff, operation, register, bytes));
    }

    /// The first code tells the size, and by its lowest bit that one epilog ends the function; the others tell where
    /// more begin. Zero is padding.
    private void epilog(int offset, int info) {
        if (epilogSize == 0) {
            epilogSize = offset;
            if ((info & 1) != 0 && offset > 0) {
                epilogs.add(new Epilog(offset, offset));
            }
            return;
        }
        int fromEnd = info << 8 | offset;
        if (fromEnd > 0) {
            epilogs.add(new Epilog(fromEnd, epilogSize));
        }
    }

    private long near(int index) {
        return LittleEndian.u16(slots, 2 * index + 2);
    }

    private long far(int index) {
        return LittleEndian.u32(slots, 2 * index + 2);
    }

    private static MalformedFileException malformed(
            ByteSource image, long at, String field, String expected, int found) {
        return new MalformedFileException(
                image.name(), -1, "UNWIND_INFO." + field + " at RVA " + Long.toHexString(at), expected, "" + found);
    }
}
