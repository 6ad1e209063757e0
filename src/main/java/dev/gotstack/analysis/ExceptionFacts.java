package dev.gotstack.analysis;

import dev.gotstack.io.LittleEndian;
import dev.gotstack.io.MalformedFileException;
import dev.gotstack.layout.Struct;
import dev.gotstack.text.Phrase;
import dev.gotstack.windows.Kernel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The exception that a bug check is about, from the record its parameters name, else from the dump's header.
///
/// @param code status, its low 32 bits
/// @param address of the instruction that raised it
/// @param parameters as many as the record has, at most 15
record ExceptionFacts(long code, long address, List<Long> parameters) {
    static final long ACCESS_VIOLATION = 0xc000_0005L;
    static final long STACK_OVERFLOW = 0xc000_00fdL;
    static final long BAD_STACK = 0xc000_0028L;

    private static final long LOW = 0xffff_ffffL;
    private static final long IN_PAGE_ERROR = 0xc000_0006L;
    private static final long GUARD_PAGE = 0x8000_0001L;
    private static final long BREAKPOINT = 0x8000_0003L;
    private static final int MOST_PARAMETERS = 15;

    /// The exception; empty where the bug check is about none.
    static Optional<ExceptionFacts> of(Kernel kernel, BugCheck bugCheck) {
        var leads = bugCheck.leads();
        if (leads.exceptionRecord().isPresent()) {
            var read = read(kernel, leads.exceptionRecord().getAsLong());
            if (read.isPresent()) {
                return read;
            }
        }
        var header = kernel.dump().header().exception().filter(record -> (record.code() & LOW) != BREAKPOINT);
        boolean same = leads.exceptionCode().isEmpty()
                || header.isPresent()
                        && (header.get().code() & LOW) == leads.exceptionCode().getAsLong();
        if (header.isPresent() && header.get().code() != 0 && same && leads != BugCheck.Leads.NONE) {
            return header.map(record -> new ExceptionFacts(record.code() & LOW, record.address(), record.parameters()));
        }
        return leads.exceptionCode().isPresent()
                ? Optional.of(new ExceptionFacts(
                        leads.exceptionCode().getAsLong(), leads.instruction().orElse(0), List.of()))
                : Optional.empty();
    }

    private static Optional<ExceptionFacts> read(Kernel kernel, long address) {
        try {
            var record = Struct.at(kernel.space()::bytes, kernel.types(), "_EXCEPTION_RECORD", address);
            long count = record.get("NumberParameters");
            if (record.get("ExceptionCode") == 0 || count > MOST_PARAMETERS) {
                return Optional.empty();
            }
            var raw = record.raw("ExceptionInformation");
            int size = kernel.space().pointerSize();
            var parameters = new ArrayList<Long>();
            for (int i = 0; i < count; i++) {
                parameters.add(LittleEndian.unsigned(raw, i * size, size));
            }
            return Optional.of(new ExceptionFacts(
                    record.get("ExceptionCode"), record.get("ExceptionAddress"), List.copyOf(parameters)));
        } catch (MalformedFileException e) {
            return Optional.empty();
        }
    }

    /// Whether its parameters are the kind and the address of an access.
    boolean isAccess() {
        return (code == ACCESS_VIOLATION || code == IN_PAGE_ERROR || code == GUARD_PAGE) && parameters.size() >= 2;
    }

    /// Address that was touched; only of an access.
    long touched() {
        return parameters.get(1);
    }

    /// What was tried; only of an access.
    Access access() {
        return parameters.getFirst() == 0 ? Access.READ : parameters.getFirst() == 1 ? Access.WRITE : Access.EXECUTE;
    }

    /// The kinds of accesses.
    enum Access {
        READ,
        WRITE,
        EXECUTE
    }

    /// `Access violation`; the code where it has no name here.
    Phrase title() {
        return Statuses.words(code).capitalised();
    }
}
