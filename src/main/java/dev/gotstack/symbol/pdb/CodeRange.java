package dev.gotstack.symbol.pdb;

/// A record about code from `start` (an RVA) on, `size` bytes long.
public interface CodeRange {
    long start();

    long size();

    default boolean covers(long rva) {
        return rva >= start() && rva - start() < size();
    }
}
