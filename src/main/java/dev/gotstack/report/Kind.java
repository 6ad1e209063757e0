package dev.gotstack.report;

/// Whose bytes they are. In this order parts of the stack are named.
public enum Kind {
    COMPANY,
    /// Drivers without a version resource: they have nothing in common.
    UNKNOWN,
    /// The kernel's own module is never a suspect: it works for whoever called it.
    KERNEL,
    /// Bytes that no frame is known to own.
    UNATTRIBUTED
}
