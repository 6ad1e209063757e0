package dev.gotstack.symbol.isf;

import java.util.List;

/// A structure as the file describes it.
///
/// @param size in bytes, -1 if not stated
record IsfStructure(long size, List<IsfType.Member> members) {}
