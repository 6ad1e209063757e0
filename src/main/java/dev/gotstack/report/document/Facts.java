package dev.gotstack.report.document;

import dev.gotstack.analysis.Analysis;
import dev.gotstack.analysis.Finding;
import dev.gotstack.report.ChartData;
import dev.gotstack.report.Charts;
import dev.gotstack.report.Clean;
import dev.gotstack.report.Shares;
import dev.gotstack.stack.Cycle;
import dev.gotstack.stack.StackUsage;
import dev.gotstack.stack.Trust;
import dev.gotstack.symbol.pe.PeImage;
import dev.gotstack.symbol.pe.VersionInfo;
import dev.gotstack.windows.LoadedModule;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// An analysis and the questions that several sections of a report ask about it.
record Facts(Analysis analysis, Privacy privacy) {
    static final String OVERFLOW = "stack-overflow";
    static final String DAMAGED_POINTER = "damaged-stack-pointer";
    static final String REPEATED = "repeated-calls";
    static final String LARGE_FRAMES = "large-frames";
    static final String MANY_DRIVERS = "many-drivers";
    static final String USERS = "stack-usage";
    static final String FIRST_FAULT = "first-fault";
    static final String REBUILT = "reconstructed-stack";
    static final String SYMBOLS = "missing-symbols";

    /// Nothing was linked for Windows NT before it; reproducible builds put a hash where the time was.
    private static final Instant EARLIEST = Instant.parse("1993-01-01T00:00:00Z");

    private static final Duration CLOCK_ERROR = Duration.ofDays(2);

    Optional<Finding> finding(String id) {
        return analysis.findings().stream()
                .filter(finding -> finding.id().equals(id))
                .findFirst();
    }

    boolean isOverflow() {
        return finding(OVERFLOW).isPresent();
    }

    Optional<StackUsage> usage() {
        return analysis.usage();
    }

    Optional<Shares> shares() {
        return usage().map(Shares::of);
    }

    /// The chart as this reader may see it.
    Optional<ChartData> chart() {
        return Charts.of(analysis).map(privacy::chart);
    }

    /// The repeated sequence that takes most, if any repeats.
    Optional<Cycle> largestCycle() {
        return usage().stream()
                .flatMap(usage -> usage.cycles().stream())
                .filter(cycle -> cycle.rounds() > 1)
                .max(Comparator.comparingLong(Cycle::bytes));
    }

    /// Bytes of the stack that were in use when the first fault happened.
    static long used(StackUsage usage) {
        return usage.size() - Math.max(0, usage.freeAtFault());
    }

    String process() {
        return analysis.thread()
                .flatMap(thread -> thread.process())
                .map(process -> process.imageName())
                .orElse("");
    }

    String fileName() {
        return String.valueOf(analysis.kernel().dump().path().getFileName());
    }

    Optional<LoadedModule> module(String name) {
        return analysis.kernel().modules().all().stream()
                .filter(module -> module.name().equals(name))
                .findFirst();
    }

    /// In how many bits the interrupted stack pointer differs from the one the rebuilt stack begins with; 0 if one of
    /// them is unknown.
    int changedBits() {
        var task = analysis.interrupted();
        var frames = analysis.reconstructedStack().frames();
        return task.isEmpty() || frames.isEmpty()
                ? 0
                : Long.bitCount(task.get().registers().stackPointer()
                        ^ frames.getFirst().stackPointer());
    }

    /// How many calls are known with a certainty.
    long calls(Trust trust) {
        return analysis.reconstructedStack().frames().stream()
                .filter(frame -> frame.returnSlot().isPresent())
                .filter(frame -> frame.evidence().trust() == trust)
                .count();
    }

    /// What the images of a stack's modules say of themselves.
    List<Subject.Driver> drivers() {
        return usage().map(StackUsage::modules).orElse(List.of()).stream()
                .flatMap(used -> module(used.name()).stream())
                .map(this::driver)
                .toList();
    }

    Subject.Driver driver(LoadedModule module) {
        var version = version(module);
        return new Subject.Driver(
                module.name(),
                module.imageName(),
                version.flatMap(VersionInfo::companyName).orElse(""),
                version.map(Facts::fileVersion).orElse(""),
                version.flatMap(VersionInfo::productName).orElse(""),
                built(module));
    }

    /// The version resource in memory, else that of the image file of the same build.
    private static Optional<VersionInfo> version(LoadedModule module) {
        return module.image().version().or(() -> module.file().image().flatMap(PeImage::version));
    }

    private static String fileVersion(VersionInfo version) {
        return version.fileVersion().orElse(version.fixedFileVersion());
    }

    private Optional<Instant> built(LoadedModule module) {
        var stamp = Instant.ofEpochSecond(module.timeDateStamp());
        var latest = analysis.kernel()
                .dump()
                .header()
                .systemTime()
                .map(time -> time.plus(CLOCK_ERROR))
                .orElse(Instant.ofEpochSecond(Integer.toUnsignedLong(-1)));
        return stamp.isAfter(EARLIEST) && !stamp.isAfter(latest) ? Optional.of(stamp) : Optional.empty();
    }

    /// What a report keeps of this dump.
    Subject subject() {
        var header = analysis.kernel().dump().header();
        return new Subject(
                Clean.line(fileName()),
                "",
                privacy.text(Headline.of(this)),
                header.format().words().local(),
                header.architecture(),
                header.build(),
                header.processors(),
                header.systemTime(),
                analysis.bugCheck().code(),
                analysis.bugCheck().name(),
                privacy.text(process()),
                usage().map(privacy::usage),
                drivers(),
                isOverflow());
    }
}
