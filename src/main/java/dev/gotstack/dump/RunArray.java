package dev.gotstack.dump;

import dev.gotstack.io.MappedFile;
import dev.gotstack.layout.Struct;

/// Runs of pages one after another, as they stand in the file. Dumps may have hundreds of thousands: the layout is
/// asked once.
final class RunArray {
    private final MappedFile file;
    private final Width width;
    private final long start;
    private final int size;
    private final long baseOffset;
    private final long countOffset;
    private final int fieldSize;

    RunArray(MappedFile file, Width width, long start) {
        this.file = file;
        this.width = width;
        this.start = start;
        var first = at(start);
        this.size = (int) first.layout().size();
        this.baseOffset = first.addressOf("BasePage") - start;
        this.countOffset = first.addressOf("PageCount") - start;
        this.fieldSize = width.pointerSize();
    }

    /// Bytes of one.
    int size() {
        return size;
    }

    Struct get(int index) {
        return at(start + (long) index * size);
    }

    private Struct at(long at) {
        return width.struct(file, "PHYSICAL_MEMORY_RUN", at);
    }

    long basePage(int index) {
        return value(index, baseOffset);
    }

    long pageCount(int index) {
        return value(index, countOffset);
    }

    private long value(int index, long field) {
        long at = start + (long) index * size + field;
        return fieldSize == 4 ? file.u32(at) : file.u64(at);
    }
}
