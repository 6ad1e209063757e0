package dev.gotstack.symbol.pdb;

import dev.gotstack.io.ByteSource;
import dev.gotstack.io.MalformedFileException;
import dev.gotstack.io.MappedFile;
import dev.gotstack.layout.TypeLayout;
import dev.gotstack.layout.TypeSource;
import dev.gotstack.symbol.Lazy;
import dev.gotstack.symbol.Names;
import dev.gotstack.symbol.Section;
import dev.gotstack.symbol.SectionHeaders;
import dev.gotstack.symbol.Symbol;
import dev.gotstack.symbol.SymbolTable;
import dev.gotstack.symbol.SymbolTableBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A program database (MSF 7.00). Its parts are read when wanted and apart from each other: what is damaged or missing
/// is absent, with a line in [#problems], and the rest stays usable. Safe for use by several threads; after [#close]
/// parts that were not read yet cannot be.
public final class Pdb implements TypeSource, AutoCloseable {
    private static final int MACHINE_X86 = 0x14c;
    /// Before the symbol records of a module.
    private static final int MODULE_SIGNATURE = 4;

    private final ByteSource file;
    private final Msf msf;
    private final PdbProblems problems = new PdbProblems();
    private final InfoStream info;
    private final @Nullable DbiStream dbi;
    private final Lazy<TypeSource> types;
    private final Lazy<List<Section>> sections;
    private final Lazy<Omap> omapToSource;
    private final Lazy<CodeRanges<FpoRecord>> fpo;
    private final Lazy<CodeRanges<FrameDataRecord>> frameData;

    private Pdb(ByteSource file) {
        this.file = file;
        msf = Msf.open(file);
        info = InfoStream.read(stream(InfoStream.STREAM), problems);
        dbi = problems.<@Nullable DbiStream>orElse(
                "debug information", null, () -> DbiStream.read(stream(DbiStream.STREAM), problems));
        types = new Lazy<>(this::readTypes);
        sections = new Lazy<>(this::readSections);
        omapToSource = new Lazy<>(() -> omap(DbiStream.Debug.OMAP_TO_SOURCE));
        fpo = new Lazy<>(() -> new CodeRanges<>(
                problems.orElse("FPO", List.of(), () -> FrameStreams.fpo(debug(DbiStream.Debug.FPO)))));
        frameData = new Lazy<>(() -> new CodeRanges<>(problems.orElse("frame data", List.of(), this::readFrameData)));
    }

    /// Maps a PDB and reads its directory and identity.
    ///
    /// @throws IOException if the file cannot be opened
    /// @throws MalformedFileException if it is no PDB of this format, or its directory is damaged
    public static Pdb open(Path path) throws IOException {
        var file = MappedFile.open(path);
        try {
            return new Pdb(file);
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /// The same of bytes that are at hand; closing is up to the caller.
    public static Pdb of(ByteSource file) {
        return new Pdb(file);
    }

    public String name() {
        return file.name();
    }

    public PdbIdentity identity() {
        return new PdbIdentity(info.guid(), info.timeDateStamp(), dbi == null ? -1 : dbi.age(), info.age());
    }

    /// IMAGE_FILE_MACHINE; 0 if the PDB does not say, as those of old linkers.
    public int machine() {
        return dbi == null ? 0 : dbi.machine();
    }

    /// Whether private symbols were removed, as from PDBs that Microsoft publishes.
    public boolean stripped() {
        return dbi != null && dbi.stripped();
    }

    /// All publics in the order of the file, those without an address in the image too.
    public List<PdbPublic> publics() {
        return global().publics();
    }

    /// All procedures, thunks and variables of private symbols, in the order of the file.
    public List<PdbProcedure> procedures() {
        return procedures(global());
    }

    private List<PdbProcedure> procedures(SymbolRecords global) {
        if (dbi == null) {
            return List.of();
        }
        var all = new ArrayList<>(global.procedures(0));
        var read = new BitSet();
        long bytes = 0;
        for (var module : dbi.modules()) {
            // Modules that share a stream, or streams that share blocks, would make a small file endless work.
            bytes += msf.size(module.stream());
            if (!read.get(module.stream()) && bytes <= file.size()) {
                read.set(module.stream());
                all.addAll(procedures(module));
            }
        }
        return List.copyOf(all);
    }

    /// Everything that has a name and an address.
    ///
    /// @param imageSections the image's own, for PDBs that hold no section headers; empty if they are not known
    public SymbolTable symbols(List<Section> imageSections) {
        var segments = segments(imageSections);
        var names = new Names(machine() == MACHINE_X86 || machine() == 0);
        var global = global();
        var table = new SymbolTableBuilder((position, rva) -> publicSymbol(names, global.publicAt(position), rva));
        global.eachPublic((position, segment, offset) -> {
            if (global.isNamed(position)) {
                table.add(segments.rva(segment, offset), position);
            }
        });
        for (var one : procedures(global)) {
            long rva = segments.rva(one.segment(), one.offset());
            table.add(names.pdbPrivate(
                    one.name(), rva, one.size(), kind(one.kind().code())));
        }
        return table.build();
    }

    private static Symbol publicSymbol(Names names, PdbPublic one, long rva) {
        return names.pdbPublic(one.name(), rva, kind(one.function()));
    }

    /// The image's sections as the linker made them; empty if the PDB does not hold them.
    public List<Section> sections() {
        return sections.get();
    }

    /// FPO_DATA records, sorted by start.
    public List<FpoRecord> fpoRecords() {
        return fpo.get().all();
    }

    /// The FPO_DATA record that covers an address: of several the one with the smallest range.
    public Optional<FpoRecord> fpo(long rva) {
        return covering(fpo.get(), rva);
    }

    /// FRAMEDATA records, sorted by start.
    public List<FrameDataRecord> frameDataRecords() {
        return frameData.get().all();
    }

    /// The FRAMEDATA record that covers an address: of several the one with the smallest range. To be preferred to
    /// [#fpo].
    public Optional<FrameDataRecord> frameData(long rva) {
        return covering(frameData.get(), rva);
    }

    @Override
    public Optional<TypeLayout> type(String name) {
        return types.get().type(name);
    }

    @Override
    public List<String> typeNames() {
        return types.get().typeNames();
    }

    @Override
    public String origin() {
        return file.name();
    }

    /// Why parts are absent, one line each, of those that were read so far.
    public List<String> problems() {
        return problems.lines();
    }

    @Override
    public void close() {
        if (file instanceof MappedFile mapped) {
            mapped.close();
        }
    }

    /// In images re-ordered after linking it is not documented whether records hold old or new addresses; try both.
    private <R extends CodeRange> Optional<R> covering(CodeRanges<R> ranges, long rva) {
        var found = ranges.covering(rva);
        if (found.isPresent() || omapToSource.get().isEmpty()) {
            return found;
        }
        long original = omapToSource.get().map(rva);
        return original < 0 ? Optional.empty() : ranges.covering(original);
    }

    private static Symbol.Kind kind(boolean function) {
        return function ? Symbol.Kind.FUNCTION : Symbol.Kind.DATA;
    }

    private List<PdbProcedure> procedures(DbiStream.Module module) {
        return problems.orElse(
                "module " + module.name(),
                List.of(),
                () -> new SymbolRecords(stream(module.stream()), module.symbolBytes(), problems)
                        .procedures(MODULE_SIGNATURE));
    }

    SegmentMap segments(List<Section> imageSections) {
        var omap = omap(DbiStream.Debug.OMAP_FROM_SOURCE);
        var own = omap.isEmpty() || !has(DbiStream.Debug.ORIGINAL_SECTION_HEADERS)
                ? sections()
                : headers(DbiStream.Debug.ORIGINAL_SECTION_HEADERS);
        if (own.isEmpty() && imageSections.isEmpty()) {
            problems.add("symbols: the PDB holds no section headers, and those of the image are not known");
        }
        return new SegmentMap(own.isEmpty() ? imageSections : own, omap);
    }

    private List<Section> readSections() {
        return headers(DbiStream.Debug.SECTION_HEADERS);
    }

    private List<Section> headers(DbiStream.Debug which) {
        return problems.orElse("section headers", List.of(), () -> {
            var stream = debug(which);
            return SectionHeaders.read(stream, 0, (int) (stream.size() / Section.HEADER_SIZE));
        });
    }

    private Omap omap(DbiStream.Debug which) {
        return problems.orElse("OMAP", Omap.none(), () -> Omap.of(debug(which)));
    }

    private List<FrameDataRecord> readFrameData() {
        var number = info.streams().get("/names");
        var names = number == null
                ? StringTable.empty()
                : problems.orElse("/names", StringTable.empty(), () -> StringTable.read(stream(number)));
        return FrameStreams.frameData(debug(DbiStream.Debug.FRAME_DATA), names);
    }

    private TypeSource readTypes() {
        return problems.orElse("types", PdbTypes.none(origin()), () -> {
            var records = TypeRecords.read(stream(TypeRecords.STREAM), problems);
            return new PdbTypes(records, origin(), problems);
        });
    }

    /// The records of publics and of what several modules share.
    private SymbolRecords global() {
        return new SymbolRecords(records(), Long.MAX_VALUE, problems);
    }

    private Bytes records() {
        return dbi == null || dbi.symbolRecords() == DbiStream.NONE
                ? empty()
                : problems.orElse("symbol records", empty(), () -> stream(dbi.symbolRecords()));
    }

    private boolean has(DbiStream.Debug which) {
        return dbi != null && dbi.debugStream(which) != DbiStream.NONE;
    }

    private Bytes debug(DbiStream.Debug which) {
        return dbi == null || !has(which) ? empty() : stream(dbi.debugStream(which));
    }

    private Bytes empty() {
        return new Bytes(file.name(), new byte[0]);
    }

    private Bytes stream(int number) {
        return msf.stream(number)
                .orElseThrow(() -> new MalformedFileException(
                        file.name(), -1, "MSF stream", "number below " + msf.streamCount(), Integer.toString(number)));
    }
}
