package dev.gotstack.dump;

import java.util.List;
import java.util.Optional;

/// What a small memory dump holds instead of physical pages: pieces of virtual memory, copies of the structures around
/// the crashed thread, and lists of drivers.
///
/// @param sizeOfDump bytes that its tables describe; Windows may add more behind
/// @param complete whether the mark at its end is there
/// @param blocks pieces of memory: the stack first, then the data page, the debugger data, and the data blocks
/// @param processorBlock copy of the processor's `_KPRCB`
/// @param process copy of the current `_EPROCESS`
/// @param thread copy of the current `_ETHREAD`
/// @param stack the saved part of the stack, from the stack pointer up; empty if it was not saved
/// @param brokenDriver name of the driver that Windows blamed; empty if it named none
public record TriageDump(
        long sizeOfDump,
        boolean complete,
        List<MemoryBlock> blocks,
        Optional<FilePiece> processorBlock,
        Optional<FilePiece> process,
        Optional<FilePiece> thread,
        Optional<MemoryBlock> stack,
        List<TriageDriver> drivers,
        List<UnloadedDriver> unloadedDrivers,
        String brokenDriver) {}
