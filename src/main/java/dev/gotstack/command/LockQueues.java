package dev.gotstack.command;

import dev.gotstack.layout.FieldType;
import dev.gotstack.windows.Processor;

/// The queued spin locks of a processor as `!running` shows them: `.` free, `O` owned by it, `W` waited for.
final class LockQueues {
    private static final int LOCKS = 16;
    private static final long WAITS = 1;
    private static final long OWNS = 2;

    private LockQueues() {}

    /// A letter for each lock; empty where the layout of this build does not tell where they are.
    static String text(Call call, Processor processor) {
        var field = call.kernel().types().field("_KPRCB", "LockQueue");
        if (field.isEmpty() || !(field.get().type() instanceof FieldType.Array array)) {
            return "";
        }
        var text = new StringBuilder();
        for (int i = 0; i < Math.min(LOCKS, array.count()); i++) {
            // Each is a pointer to the next processor in the queue and one to the lock, with the state in its low bits.
            long entry = processor.kprcb()
                    + field.get().offset()
                    + i * array.element().size();
            var lock = call.space().pointer(entry + call.architecture().pointerSize());
            text.append(lock.isEmpty() ? '?' : letter(lock.getAsLong()));
        }
        return text.toString();
    }

    private static char letter(long lock) {
        return (lock & OWNS) != 0 ? 'O' : (lock & WAITS) != 0 ? 'W' : '.';
    }
}
