package dev.gotstack.dump;

import dev.gotstack.io.LittleEndian;
import dev.gotstack.layout.Struct;
import java.util.ArrayList;
import java.util.List;

/// The exception record of a dump's header.
///
/// @param code status code
/// @param address of the instruction
/// @param parameters as many as the record says, at most 15
public record ExceptionRecord(long code, long flags, long address, List<Long> parameters) {
    private static final int MOST_PARAMETERS = 15;

    static ExceptionRecord read(Struct record) {
        long count = record.get("NumberParameters");
        var raw = record.raw("ExceptionInformation");
        int size = raw.length / MOST_PARAMETERS;
        var parameters = new ArrayList<Long>();
        for (int i = 0; count <= MOST_PARAMETERS && i < count; i++) {
            parameters.add(LittleEndian.unsigned(raw, i * size, size));
        }
        return new ExceptionRecord(
                record.get("ExceptionCode"),
                record.get("ExceptionFlags"),
                record.get("ExceptionAddress"),
                List.copyOf(parameters));
    }
}
