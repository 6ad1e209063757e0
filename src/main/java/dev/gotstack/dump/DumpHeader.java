package dev.gotstack.dump;

import dev.gotstack.layout.Struct;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the first page of a dump says. Addresses are zero-extended; a field that Windows never set (it reads as the
/// filler `PAGE`) is 0, empty, or absent.
///
/// @param architecture `x86`, `x64`, or what else the header names: `arm64`, `arm`, `ia64`
/// @param build operating-system build number
/// @param processors number of processors
/// @param pae whether 32-bit paging uses PAE
/// @param directoryTableBase CR3 when the dump was written
/// @param exception the header's exception record; a bug check that is none has a breakpoint there
/// @param size length the file should have, in bytes; 0 if not stated
/// @param context the saved processor context (a `_CONTEXT`), at its place in the file; readable while the file is open
public record DumpHeader(
        DumpFormat format,
        String architecture,
        int build,
        int processors,
        boolean pae,
        long directoryTableBase,
        long psLoadedModuleList,
        long psActiveProcessHead,
        long kdDebuggerDataBlock,
        long bugCheckCode,
        List<Long> bugCheckParameters,
        Optional<ExceptionRecord> exception,
        Optional<Instant> systemTime,
        Optional<Duration> upTime,
        String comment,
        long size,
        Struct context) {}
