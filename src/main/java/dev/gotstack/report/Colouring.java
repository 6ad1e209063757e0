package dev.gotstack.report;

/// What the colours of a chart stand for.
public enum Colouring {
    /// Each module has its own, those of one company shades of a hue.
    MODULE,
    /// All modules of a company have the same.
    COMPANY
}
