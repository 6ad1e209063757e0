package dev.gotstack.dump;

import dev.gotstack.io.MappedFile;
import dev.gotstack.memory.AddressSpace;
import dev.gotstack.memory.PageTables;
import dev.gotstack.memory.PagingMode;
import dev.gotstack.memory.PhysicalMemory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// An open dump: its header, its memory, and what is wrong with the file.
public final class Dump implements AutoCloseable {
    private final MappedFile file;
    private final DumpHeader header;
    private final PhysicalMemory physical;
    private final List<String> warnings;

    private Dump(MappedFile file, DumpHeader header, PhysicalMemory physical, List<String> warnings) {
        this.file = file;
        this.header = header;
        this.physical = physical;
        this.warnings = List.copyOf(warnings);
    }

    /// Opens a dump file read-only. Only the header and the page map are read.
    ///
    /// @throws IOException if the file cannot be opened
    /// @throws MalformedFileException if it is not a dump this program reads
    public static Dump open(Path path) throws IOException {
        var file = MappedFile.open(path);
        try {
            var reader = new Header32Reader(file);
            var header = reader.header();
            var physical = reader.memory();
            return new Dump(file, header, physical, reader.warnings());
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    public Path path() {
        return file.path();
    }

    /// Length of the file in bytes.
    public long size() {
        return file.size();
    }

    public DumpHeader header() {
        return header;
    }

    public PhysicalMemory physical() {
        return physical;
    }

    /// What is wrong with the file although it can be read: cut off, counts that disagree.
    public List<String> warnings() {
        return warnings;
    }

    /// The address space of the header's directory table base.
    public AddressSpace kernelSpace() {
        return space(header.directoryTableBase());
    }

    /// The address space of some process.
    public AddressSpace space(long directoryTableBase) {
        var mode = header.pae() ? PagingMode.PAE : PagingMode.X86;
        return new PageTables("memory of " + file.name(), physical, mode, directoryTableBase);
    }

    @Override
    public void close() {
        file.close();
    }
}
