package dev.gotstack.x86;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/// Register values of one context, by the debugger's names (`eax`, `eip`, `efl`, `cr2` …), zero-extended. A register
/// that the context does not hold is absent, never zero. Immutable.
public final class RegisterSet {
    private static final RegisterSet NONE = new RegisterSet(Map.of());

    private final Map<String, Long> values;

    private RegisterSet(Map<String, Long> values) {
        this.values = values;
    }

    public static RegisterSet none() {
        return NONE;
    }

    /// The same registers with one more, or one changed.
    public RegisterSet with(String name, long value) {
        var copy = new LinkedHashMap<>(values);
        copy.put(name, value);
        return new RegisterSet(Collections.unmodifiableMap(copy));
    }

    /// Registers with these values, in this order.
    public static RegisterSet of(Map<String, Long> values) {
        return new RegisterSet(Collections.unmodifiableMap(new LinkedHashMap<>(values)));
    }

    public OptionalLong get(String name) {
        var value = values.get(name);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /// Names and values in the order in which they were given.
    public Map<String, Long> values() {
        return values;
    }

    /// The instruction pointer, whatever its width; 0 if unknown.
    public long instructionPointer() {
        return get("eip").orElseGet(() -> get("rip").orElse(0));
    }

    /// The stack pointer, whatever its width; 0 if unknown.
    public long stackPointer() {
        return get("esp").orElseGet(() -> get("rsp").orElse(0));
    }

    /// EBP or RBP; 0 if unknown.
    public long framePointer() {
        return get("ebp").orElseGet(() -> get("rbp").orElse(0));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RegisterSet set && set.values.equals(values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        values.forEach((name, value) ->
                text.append(name).append('=').append(Long.toHexString(value)).append(' '));
        return text.toString().strip();
    }
}
