package dev.gotstack.symbol.isf;

import java.util.Map;

/// An enumeration as the file describes it.
record IsfEnumeration(long size, Map<String, Long> constants) {}
