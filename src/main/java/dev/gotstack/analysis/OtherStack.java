package dev.gotstack.analysis;

import dev.gotstack.stack.StackUsage;
import dev.gotstack.windows.StackRange;

/// A stack besides the thread's present one that the code of the crash ran on too, and who owns its bytes.
///
/// @param range which one it is
/// @param usage counted from the frames of the reconstructed stack that lie on it
public record OtherStack(StackRange range, StackUsage usage) {}
