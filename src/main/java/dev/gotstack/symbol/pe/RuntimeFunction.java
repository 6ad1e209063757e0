package dev.gotstack.symbol.pe;

/// One entry of an x64 image's `.pdata`: code from `begin` up to `end`, and where its unwind information lies. All are
/// RVAs.
public record RuntimeFunction(long begin, long end, long unwindInfo) {

    public boolean covers(long rva) {
        return rva >= begin && rva < end;
    }
}
