package dev.gotstack.dump;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.io.MappedFile;
import dev.gotstack.io.Progress;
import dev.gotstack.io.packed.Unpacked;
import dev.gotstack.layout.Struct;
import dev.gotstack.memory.AddressSpace;
import dev.gotstack.memory.PageTables;
import dev.gotstack.memory.PagingMode;
import dev.gotstack.memory.PhysicalMemory;
import dev.gotstack.memory.Translation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// An open dump: its header, its memory, and what is wrong with the file.
public final class Dump implements AutoCloseable {
    private final Path path;
    private final Unpacked source;
    private final MappedFile file;
    private final DumpHeader header;
    private final PhysicalMemory physical;
    private final @Nullable TriageDump triage;
    private final PagingMode paging;
    private final List<String> warnings;

    private Dump(Path path, Unpacked source, MappedFile file) {
        this.path = path;
        this.source = source;
        this.file = file;
        var problems = new ArrayList<String>();
        var width = OtherFiles.width(file);
        var reader = new HeaderReader(file, width, problems);
        this.header = reader.header();
        reader.refuseUnreadable(header);
        reader.warnOfWriter();
        try {
            boolean small = header.format().table() == DumpFormat.Table.BLOCKS;
            this.triage = small ? new TriageReader(file, width, problems).read(header) : null;
            if (!small) {
                reader.warnIfCutOff(header);
            }
            this.physical = small
                    ? new NoPages()
                    : new StoredPages(file, new PageMapReader(file, width, problems).read(header.format()));
        } catch (MalformedFileException e) {
            throw new HeaderOnlyException(header, e);
        }
        this.paging = width == Width.BITS_64 ? levels() : header.pae() ? PagingMode.PAE : PagingMode.X86;
        this.warnings = List.copyOf(problems);
    }

    /// Opens a dump file read-only. Only the header and the page map are read.
    ///
    /// @throws IOException if the file cannot be opened
    /// @throws HeaderOnlyException if it is a dump of which only the header can be used
    /// @throws MalformedFileException if it is not a dump this program reads
    public static Dump open(Path path) throws IOException {
        return open(path, OpenOptions.defaults(), Progress.NONE);
    }

    /// Opens a dump file, or the one dump that lies in a compressed file: that is unpacked to a temporary file,
    /// which is deleted when the dump is closed.
    ///
    /// @throws IOException if a file cannot be opened, or written
    /// @throws HeaderOnlyException if it is a dump of which only the header can be used
    /// @throws MalformedFileException if it is not a dump this program reads
    public static Dump open(Path path, OpenOptions options, Progress progress) throws IOException {
        var source = Unpacked.open(path, OtherFiles::isDump, options.mostUnpacked(), progress);
        MappedFile file = null;
        try {
            file = source.map();
            return new Dump(path, source, file);
        } catch (IOException | RuntimeException e) {
            if (file != null) {
                file.close();
            }
            source.close();
            throw e;
        }
    }

    /// Looks whether the file was cut off since it was opened: what is gone is missing from then on.
    public void refresh() {
        file.refresh();
    }

    /// The file that was opened, as the user named it.
    public Path path() {
        return path;
    }

    /// What the user knows the dump by: the file's name, or the dump's and that of the archive it lies in.
    public String name() {
        return file.name();
    }

    /// Length of the dump in bytes.
    public long size() {
        return file.size();
    }

    public DumpHeader header() {
        return header;
    }

    /// The physical pages; none in a small dump.
    public PhysicalMemory physical() {
        return physical;
    }

    /// What a small dump holds beside memory; empty for all others.
    public Optional<TriageDump> triage() {
        return Optional.ofNullable(triage);
    }

    /// What is wrong with the file although it can be read: cut off, counts that disagree.
    public List<String> warnings() {
        return warnings;
    }

    /// The address space of the header's directory table base; what a small dump holds of it.
    public AddressSpace kernelSpace() {
        return space(header.directoryTableBase());
    }

    /// The address space of some process. Kernels that shadow page tables have two bases a process: that of the kernel
    /// maps everything, that of user mode only the few pages by which the kernel is entered.
    ///
    /// @param directoryTableBase in any form that the processor or Windows keeps it
    public AddressSpace space(long directoryTableBase) {
        if (triage != null) {
            return space(List.of());
        }
        return new PageTables("memory of " + file.name(), physical, paging, directoryTableBase);
    }

    /// The memory of a small dump with more than its own blocks: structures it holds copies of, where the caller has
    /// found out at which addresses they were. Where a place is held twice, the dump's own blocks are not preferred.
    ///
    /// @throws IllegalStateException if this is no small dump
    public AddressSpace space(List<MemoryBlock> more) {
        if (triage == null) {
            throw new IllegalStateException("only small dumps consist of blocks");
        }
        var blocks = new ArrayList<>(triage.blocks());
        blocks.addAll(more);
        return new TriageMemory(file, header.format().pointerSize(), blocks);
    }

    /// Finds bytes in all of the memory that the dump holds.
    public DumpSearch search() {
        return new DumpSearch(file, physical, triage == null ? List.of() : List.copyOf(triage.blocks()));
    }

    /// Compares the physical pages of two dumps of one machine. Small dumps have none.
    ///
    /// @throws java.util.concurrent.CancellationException if `progress` throws it
    public PageComparison compare(Dump other, Progress progress) {
        return PageComparison.of(
                new PageComparison.Side(file, physical),
                new PageComparison.Side(other.file, other.physical),
                Runtime.getRuntime().availableProcessors(),
                progress);
    }

    /// The bytes of a copy that a small dump holds, from the copy's own first byte.
    public Struct.Bytes bytes(FilePiece piece) {
        return (at, length, what) -> {
            if (at < 0 || at > piece.size() - length) {
                throw new MalformedFileException(
                        file.name(), piece.offset() + at, what, "bytes of a copy of " + piece.size(), "its end");
            }
            file.check(piece.offset() + at, length, what);
            return file.bytes(piece.offset() + at, length);
        };
    }

    /// Whether tables have four levels or five is said nowhere in the header. Its addresses are mapped in the right
    /// one.
    private PagingMode levels() {
        return maps(PagingMode.LEVEL4) || !maps(PagingMode.LEVEL5) ? PagingMode.LEVEL4 : PagingMode.LEVEL5;
    }

    private boolean maps(PagingMode mode) {
        var space = new PageTables("memory of " + file.name(), physical, mode, header.directoryTableBase());
        return LongStream.of(header.psLoadedModuleList(), header.psActiveProcessHead(), header.kdDebuggerDataBlock())
                .filter(address -> address != 0)
                .anyMatch(address -> space.translate(address).orElseThrow() instanceof Translation.Mapped);
    }

    /// Closes the file. One that was unpacked is deleted.
    @Override
    public void close() {
        file.close();
        source.close();
    }
}
