package dev.gotstack.symbol.pdb;

/// FRAMEDATA: how to find the caller of a 32-bit function from one point of its code on. Sizes are in bytes.
///
/// @param start RVA from which the record holds
/// @param size bytes of code it holds for; the steps of a prologue have records that reach to the function's end
/// @param locals of local variables
/// @param parameters of arguments
/// @param maxStack most ever pushed, 0 if unknown
/// @param prologSize of code left in the prologue
/// @param savedRegisters of registers pushed
/// @param functionStart whether `start` is the function's first byte
/// @param program in the postfix language: `$T0 .raSearch = $eip $T0 ^ = …`; empty if the record names none
public record FrameDataRecord(
        long start,
        long size,
        long locals,
        long parameters,
        long maxStack,
        int prologSize,
        int savedRegisters,
        boolean structuredExceptions,
        boolean cppExceptions,
        boolean functionStart,
        String program)
        implements CodeRange {}
