package dev.gotstack.windows;

import java.time.Instant;
import java.util.Optional;

/// A process (`_EPROCESS`).
///
/// @param imageName at most 15 characters of the image's name
/// @param directoryTableBase CR3 of its address space
/// @param created when it was created, if the dump says
public record KernelProcess(
        long address,
        long id,
        long parentId,
        String imageName,
        long directoryTableBase,
        long peb,
        Optional<Instant> created) {}
