package dev.gotstack.command;

import dev.gotstack.io.LittleEndian;
import dev.gotstack.io.MalformedFileException;
import dev.gotstack.layout.Struct;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `.exr`: an exception record.
final class ExceptionCommand {
    private static final int MOST_PARAMETERS = 15;
    private static final long ACCESS_VIOLATION = 0xc000_0005L;
    private static final long IN_PAGE_ERROR = 0xc000_0006L;

    /// Status codes that exceptions carry, in the debugger's words.
    private static final Map<Long, String> CODES = Map.ofEntries(
            Map.entry(0x8000_0001L, "Guard page violation"),
            Map.entry(0x8000_0002L, "Datatype misalignment"),
            Map.entry(0x8000_0003L, "Break instruction exception"),
            Map.entry(0x8000_0004L, "Single step exception"),
            Map.entry(ACCESS_VIOLATION, "Access violation"),
            Map.entry(IN_PAGE_ERROR, "In-page I/O error"),
            Map.entry(0xc000_0008L, "Invalid handle"),
            Map.entry(0xc000_001dL, "Illegal instruction"),
            Map.entry(0xc000_008cL, "Array bounds exceeded"),
            Map.entry(0xc000_0094L, "Integer divide-by-zero"),
            Map.entry(0xc000_0095L, "Integer overflow"),
            Map.entry(0xc000_0096L, "Privileged instruction"),
            Map.entry(0xc000_00fdL, "Stack overflow"),
            Map.entry(0xc000_0409L, "Security check failure or stack buffer overrun"),
            Map.entry(0xc000_0420L, "Assertion failure"));

    private ExceptionCommand() {}

    /// `.exr address`.
    static void show(Call call) {
        if (call.arguments().isEmpty()) {
            throw new CommandException("Give the address of an exception record: .exr b8ae5d00");
        }
        memory(call, Expression.address(call.arguments(), call.context()));
    }

    private static void memory(Call call, long address) {
        try {
            var record = Struct.at(call.space()::bytes, call.kernel().types(), "_EXCEPTION_RECORD", address);
            var raw = record.raw("ExceptionInformation");
            int size = call.architecture().pointerSize();
            long count = Math.min(MOST_PARAMETERS, record.get("NumberParameters"));
            var parameters = new ArrayList<Long>();
            for (int i = 0; i < count; i++) {
                parameters.add(LittleEndian.unsigned(raw, size * i, size));
            }
            print(
                    call,
                    record.get("ExceptionAddress"),
                    record.get("ExceptionCode") & 0xffff_ffffL,
                    record.get("ExceptionFlags"),
                    parameters);
        } catch (MalformedFileException e) {
            throw new CommandException("Unable to read exception record, " + e.getMessage());
        }
    }

    private static void print(Call call, long address, long code, long flags, List<Long> parameters) {
        call.text("ExceptionAddress: ").code(address);
        var place = call.locate(address);
        if (place.module() != null) {
            call.text(" (").symbol(place).text(")");
        }
        call.end();
        var words = CODES.get(code);
        call.line("   ExceptionCode: " + Hex.word(code) + (words == null ? "" : " (" + words + ")"));
        call.line("  ExceptionFlags: " + Hex.word(flags));
        call.line("NumberParameters: " + parameters.size());
        for (int i = 0; i < parameters.size(); i++) {
            call.text("   Parameter[" + i + "]: ").memory(parameters.get(i)).end();
        }
        boolean access = code == ACCESS_VIOLATION || code == IN_PAGE_ERROR;
        if (access && parameters.size() >= 2) {
            call.text("Attempt to " + attempt(parameters.get(0)) + " address ")
                    .memory(parameters.get(1))
                    .end();
        }
    }

    private static String attempt(long kind) {
        return kind == 0 ? "read from" : kind == 8 ? "execute non-executable" : "write to";
    }
}
