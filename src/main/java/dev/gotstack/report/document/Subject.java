package dev.gotstack.report.document;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.report.Clean;
import dev.gotstack.report.ReportText;
import dev.gotstack.stack.StackUsage;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a report keeps of one dump: enough to be set beside others after the dump is closed.
///
/// @param file the dump file's name, without its folder
/// @param problem why it could not be read; empty if it could, else nothing below is known
/// @param finding the finding in one sentence
/// @param usage who owns the bytes of the stack, if that is known
/// @param drivers what the images of the stack's modules say of themselves
/// @param overflow whether its stack ran out
public record Subject(
        String file,
        String problem,
        String finding,
        String format,
        String architecture,
        int build,
        int processors,
        Optional<Instant> time,
        long bugCheck,
        String bugCheckName,
        String process,
        Optional<StackUsage> usage,
        List<Driver> drivers,
        boolean overflow) {

    /// A module on the stack, as its image describes it. All of it is the maker's claim.
    ///
    /// @param module the debugger's name for it
    /// @param image file name
    /// @param built when it was linked; empty if its stamp is no time
    public record Driver(
            String module, String image, String company, String version, String product, Optional<Instant> built) {}

    /// A dump that could not be read. Of what was found instead, customers learn nothing: it may be anybody's file.
    public static Subject unreadable(Path file, Exception failure, Level level) {
        var problem =
                switch (failure) {
                    case NoSuchFileException missing -> ReportText.of("unreadable.missing");
                    case AccessDeniedException denied -> ReportText.of("unreadable.denied");
                    case MalformedFileException malformed ->
                        level == Level.ENGINEER
                                ? ReportText.of(
                                        "unreadable.malformed-found",
                                        malformed.where(),
                                        malformed.expected(),
                                        malformed.found())
                                : ReportText.of("unreadable.malformed", malformed.where(), malformed.expected());
                    default -> ReportText.of("unreadable.other");
                };
        return unreadable(String.valueOf(file.getFileName()), problem);
    }

    private static Subject unreadable(String file, String problem) {
        return new Subject(
                Clean.line(file),
                Clean.line(problem),
                "",
                "",
                "",
                0,
                0,
                Optional.empty(),
                0,
                "",
                "",
                Optional.empty(),
                List.of(),
                false);
    }

    public boolean readable() {
        return problem.isEmpty();
    }

    /// The driver of a module, if its image is known.
    public Optional<Driver> driver(String module) {
        return drivers.stream().filter(driver -> driver.module().equals(module)).findFirst();
    }
}
