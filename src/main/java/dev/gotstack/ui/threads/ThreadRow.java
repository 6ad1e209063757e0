package dev.gotstack.ui.threads;

import dev.gotstack.ui.control.Places;
import dev.gotstack.ui.control.UiText;
import dev.gotstack.windows.KernelProcess;
import dev.gotstack.windows.KernelThread;
import org.jspecify.annotations.Nullable;

/// A process, or a thread of the process above it.
///
/// @param processor number of the processor that runs the thread, or -1
record ThreadRow(@Nullable KernelProcess process, @Nullable KernelThread thread, int processor) {

    String name() {
        if (thread != null) {
            return UiText.of("threads.thread", Places.hex(thread.address(), 8));
        }
        return process == null ? "" : process.imageName();
    }

    String id() {
        if (thread != null) {
            return Long.toHexString(thread.processId()) + "." + Long.toHexString(thread.threadId());
        }
        return process == null ? "" : Long.toHexString(process.id());
    }

    String state() {
        if (thread == null) {
            return "";
        }
        var reason = thread.waitReason().isEmpty() || !thread.state().equalsIgnoreCase("wait")
                ? ""
                : ": " + thread.waitReason();
        var state = thread.state() + reason;
        return processor >= 0 ? UiText.of("threads.running", state, String.valueOf(processor)) : state;
    }

    String limit() {
        return thread == null ? "" : Places.hex(thread.stack().limit(), 8);
    }

    String base() {
        return thread == null ? "" : Places.hex(thread.stack().base(), 8);
    }

    String saved() {
        return thread == null ? "" : Places.hex(thread.stack().saved(), 8);
    }

    boolean isCurrent() {
        return processor >= 0;
    }
}
