package dev.gotstack.symbol.pe;

import dev.gotstack.io.ByteSource;
import dev.gotstack.io.MalformedFileException;
import dev.gotstack.symbol.Lazy;
import dev.gotstack.symbol.Names;
import dev.gotstack.symbol.PdbReference;
import dev.gotstack.symbol.Section;
import dev.gotstack.symbol.Symbol;
import dev.gotstack.symbol.SymbolTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// A Windows image, 32 or 64 bit: a file, or loaded in dumped memory. Its parts are read when wanted and apart from
/// each other: what is damaged or missing is absent, with a line in [#problems], and the rest stays usable.
///
/// Safe for use by several threads. Addresses are RVAs: bytes from the image's base.
public final class PeImage {
    public static final int MACHINE_X86 = 0x14c;
    public static final int MACHINE_X64 = 0x8664;

    private static final int RELOCATIONS_STRIPPED = 1;
    private static final int MOST_NESTED = 4;

    private final ByteSource image;
    private final ByteSource raw;
    private final boolean loaded;
    private final PeHeader header;
    private final Problems problems = new Problems();
    private final Lazy<Optional<PdbReference>> pdbReference;
    private final Lazy<Optional<VersionInfo>> version;
    private final Lazy<List<Export>> exports;
    private final Lazy<RuntimeFunctions.Table> runtimeFunctions;
    private final Lazy<Relocations> relocations;

    private PeImage(ByteSource image, ByteSource raw, boolean loaded, PeHeader header) {
        this.image = image;
        this.raw = raw;
        this.loaded = loaded;
        this.header = header;
        pdbReference = part("debug directory", Optional.empty(), this::readPdbReference);
        version = part("version", Optional.empty(), this::readVersion);
        exports = part("exports", List.of(), this::readExports);
        runtimeFunctions = part(".pdata", RuntimeFunctions.Table.NONE, this::readRuntimeFunctions);
        relocations = new Lazy<>(() -> Relocations.read(paged(), header.directory(PeHeader.RELOCATION_DIRECTORY)));
    }

    /// An image laid out as in memory: offsets in `source` are RVAs.
    ///
    /// @throws MalformedFileException if its headers are damaged or missing
    public static PeImage inMemory(ByteSource source) {
        return new PeImage(source, source, true, PeHeader.read(source));
    }

    /// Stands for an image whose headers are not there: it has no sections and no parts.
    ///
    /// @param why kept as its only problem
    public static PeImage missing(ByteSource source, String why) {
        var image = new PeImage(source, source, true, PeHeader.MISSING);
        image.problems.add(why);
        return image;
    }

    /// Whether it stands for an image whose headers are not there.
    public boolean isMissing() {
        return header.equals(PeHeader.MISSING);
    }

    /// An image file.
    ///
    /// @throws MalformedFileException if it is none
    public static PeImage file(ByteSource source) {
        var header = PeHeader.read(source);
        return new PeImage(new FileLayout(source, header), source, false, header);
    }

    /// IMAGE_FILE_MACHINE: [#MACHINE_X86], [#MACHINE_X64] or another.
    public int machine() {
        return header.machine();
    }

    /// Whether it is of the 64-bit kind.
    public boolean wide() {
        return header.wide();
    }

    /// When it was linked, seconds since 1970, or a hash in reproducible builds.
    public long timeDateStamp() {
        return header.timeDateStamp();
    }

    /// Bytes it takes in memory.
    public long sizeOfImage() {
        return header.sizeOfImage();
    }

    public long checkSum() {
        return header.checkSum();
    }

    /// The address it was linked for; in memory, often the one it was loaded at.
    public long imageBase() {
        return header.imageBase();
    }

    /// RVA of its first instruction, 0 if it has none.
    public long entryPoint() {
        return header.entryPoint();
    }

    public List<Section> sections() {
        return header.sections();
    }

    /// The section that holds an address.
    public Optional<Section> section(long rva) {
        return header.sections().stream()
                .filter(section -> section.contains(rva))
                .findFirst();
    }

    /// The PDB it was linked with.
    public Optional<PdbReference> pdbReference() {
        return pdbReference.get();
    }

    public Optional<VersionInfo> version() {
        return version.get();
    }

    /// Exports, those with names in their order (alphabetical), then the others by ordinal.
    public List<Export> exports() {
        return exports.get();
    }

    /// Exports with a name and an address here, as symbols.
    public SymbolTable exportedSymbols() {
        var names = new Names(machine() == MACHINE_X86);
        var symbols = new ArrayList<Symbol>();
        for (var export : exports()) {
            var name = export.name();
            if (name != null && export.forwarder() == null) {
                boolean code = section(export.rva()).map(Section::executable).orElse(true);
                symbols.add(names.export(name, export.rva(), code ? Symbol.Kind.FUNCTION : Symbol.Kind.DATA));
            }
        }
        return SymbolTable.of(symbols);
    }

    /// `.pdata` of x64 images, sorted by start; empty for others.
    public List<RuntimeFunction> runtimeFunctions() {
        return runtimeFunctions.get().functions();
    }

    /// Whether there is a `.pdata` and all of it could be read: code it does not mention then belongs to leaf
    /// functions.
    public boolean knowsAllFunctions() {
        return runtimeFunctions.get().complete();
    }

    /// How a function changes stack and registers.
    ///
    /// @throws MalformedFileException if its unwind information is damaged or missing
    public UnwindInfo unwindInfo(RuntimeFunction function) {
        return UnwindReader.read(image, function);
    }

    /// The `.pdata` entry that covers an address.
    public Optional<RuntimeFunction> runtimeFunction(long rva) {
        var all = runtimeFunctions();
        int low = 0;
        int high = all.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (all.get(middle).begin() <= rva) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        // Parts of functions may lie within others: the innermost one counts.
        for (int i = low - 1; i >= Math.max(0, low - MOST_NESTED); i--) {
            if (all.get(i).covers(rva)) {
                return Optional.of(all.get(i));
            }
        }
        return Optional.empty();
    }

    /// Bytes as the image holds them, addressed by RVA.
    ///
    /// @throws MalformedFileException if any lies outside the image, or is missing from file or dump
    public byte[] bytes(long rva, int length) {
        return image.bytes(rva, length);
    }

    /// Bytes as they would be with the image loaded at `loadedBase`. For code whose page is not in the dump. In memory
    /// images are relocated already, and their bytes are returned as they are.
    ///
    /// @throws MalformedFileException if any byte is missing, or the relocations are stripped or damaged
    public byte[] relocated(long rva, int length, long loadedBase) {
        long delta = loadedBase - header.imageBase();
        if (loaded || delta == 0) {
            return bytes(rva, length);
        }
        if ((header.characteristics() & RELOCATIONS_STRIPPED) != 0) {
            throw new MalformedFileException(
                    image.name(), -1, "relocations", "some, to move the image to another address", "stripped");
        }
        image.check(rva, length, "bytes");
        // A place may start before the range or end after it: take more, relocate, and cut.
        int before = (int) Math.min(rva, available(rva - Relocations.LONGEST, Relocations.LONGEST));
        int after = available(rva + length, Relocations.LONGEST);
        var bytes = bytes(rva - before, before + length + after);
        relocations.get().apply(bytes, rva - before, delta);
        return Arrays.copyOfRange(bytes, before, before + length);
    }

    /// Why parts are absent, one line each. Reads every part.
    public List<String> problems() {
        pdbReference();
        version();
        exports();
        runtimeFunctions();
        return problems.lines();
    }

    /// The same of the parts that were read so far.
    public List<String> problemsSoFar() {
        return problems.lines();
    }

    private int available(long rva, int length) {
        try {
            return image.bytes(rva, length).length;
        } catch (MalformedFileException outside) {
            return 0;
        }
    }

    private Optional<PdbReference> readPdbReference() {
        var directory = header.directory(PeHeader.DEBUG_DIRECTORY);
        return directory.size() == 0 ? Optional.empty() : DebugDirectory.read(paged(), raw, directory);
    }

    private Optional<VersionInfo> readVersion() {
        var directory = header.directory(PeHeader.RESOURCE_DIRECTORY);
        return directory.size() == 0 ? Optional.empty() : VersionReader.read(paged(), directory);
    }

    private List<Export> readExports() {
        var directory = header.directory(PeHeader.EXPORT_DIRECTORY);
        return directory.size() == 0 ? List.of() : new ExportTable(paged(), directory, problems).read();
    }

    private RuntimeFunctions.Table readRuntimeFunctions() {
        var directory = header.directory(PeHeader.EXCEPTION_DIRECTORY);
        return directory.size() == 0 || machine() != MACHINE_X64
                ? RuntimeFunctions.Table.NONE
                : RuntimeFunctions.read(image, directory, problems);
    }

    private ByteSource paged() {
        return new PageCache(image);
    }

    private <T> Lazy<T> part(String name, T absent, Supplier<T> reader) {
        return new Lazy<>(() -> problems.orElse(name, absent, reader));
    }
}
