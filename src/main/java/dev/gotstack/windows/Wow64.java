package dev.gotstack.windows;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.layout.BuiltInTypes;
import dev.gotstack.layout.Struct;
import dev.gotstack.layout.TypeSource;
import dev.gotstack.memory.AddressSpace;
import dev.gotstack.x86.Architecture;
import dev.gotstack.x86.RegisterSet;

/// The 32-bit registers of a thread of a 32-bit program on 64-bit Windows, as they were when it entered 64-bit code.
///
/// They lie in user memory: the second slot of the thread's local storage (`WOW64_TLS_CPURESERVED`) leads to two
/// words, flags and kind of processor, and a 32-bit `_CONTEXT` right behind. Source: `TlsSlots` of the public
/// symbols; the slot and the two words of published headers of the WOW64 interface.
///
/// @param address where the 32-bit context lies; 0 if there is none
/// @param missing why there is none; empty if there is
public record Wow64(long address, RegisterSet registers, String missing) {
    private static final BuiltInTypes HEAD = BuiltInTypes.load("wow64");
    private static final BuiltInTypes NARROW = BuiltInTypes.load("x86-common");
    private static final int POINTER = 8;
    private static final int SLOT = 1;
    private static final int I386 = 0x14c;
    /// The bit by which a 32-bit context says what kind of processor it is of.
    private static final long CONTEXT_I386 = 0x10000;

    /// The registers of a thread.
    ///
    /// @param space memory as its process sees it
    public static Wow64 of(AddressSpace space, TypeSource types, KernelThread thread) {
        if (thread.teb() == 0) {
            return none("the thread has no TEB: it never runs user code");
        }
        try {
            var teb = Struct.at(space::bytes, types, "_TEB", thread.teb());
            long slot = teb.addressOf("TlsSlots") + (long) SLOT * POINTER;
            var reserved = space.value(slot, POINTER);
            if (reserved.isEmpty()) {
                return none(
                        "slot 1 of the thread's local storage, at " + Long.toHexString(slot) + ", is not in the dump");
            }
            return reserved.getAsLong() == 0
                    ? none("slot 1 of the thread's local storage is empty: the program is a 64-bit one")
                    : context(space, reserved.getAsLong());
        } catch (MalformedFileException e) {
            return none(String.valueOf(e.getMessage()));
        }
    }

    private static Wow64 context(AddressSpace space, long reserved) {
        var head = Struct.at(space::bytes, HEAD, "WOW64_CPURESERVED", reserved);
        if (head.get("MachineType") != I386) {
            return none("what slot 1 leads to, at " + Long.toHexString(reserved) + ", is of no x86 processor");
        }
        long address = reserved + head.layout().size();
        var record = Struct.at(space::bytes, NARROW, "_CONTEXT", address);
        if ((record.get("ContextFlags") & CONTEXT_I386) == 0) {
            return none("what lies at " + Long.toHexString(address) + " is no 32-bit context");
        }
        return new Wow64(address, ContextRecord.read(record, Architecture.of(POINTER / 2)), "");
    }

    private static Wow64 none(String why) {
        return new Wow64(0, RegisterSet.none(), why);
    }
}
