package dev.gotstack.symbol;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A value made when it is first wanted, and once only. Safe for use by several threads.
public final class Lazy<T> implements Supplier<T> {
    private final Supplier<T> maker;
    private @Nullable T value;

    public Lazy(Supplier<T> maker) {
        this.maker = maker;
    }

    @Override
    public synchronized T get() {
        var made = value;
        if (made == null) {
            made = maker.get();
            value = made;
        }
        return made;
    }
}
