package dev.gotstack.stack;

import java.util.ArrayList;
import java.util.List;

/// Why a frame is believed.
///
/// @param method how it was found
/// @param confirms what speaks for it besides, one short line each
/// @param contradicts what speaks against it
/// @param alternatives other places to which the frame could have returned, and why each was not taken
public record Evidence(
        Trust trust, Method method, List<String> confirms, List<String> contradicts, List<Alternative> alternatives) {

    /// A return slot that was considered and lost.
    ///
    /// @param slot its address
    /// @param returnAddress the value in it
    /// @param method how it was found
    /// @param why why it was not taken, in one line
    public record Alternative(long slot, long returnAddress, Method method, String why) {}

    /// The ways of finding a frame.
    public enum Method {
        CONTEXT("registers"),
        TRAP_FRAME("trap frame"),
        TASK_GATE("task gate"),
        UNWIND_DATA("unwind data"),
        LEAF_FUNCTION("leaf function"),
        MACHINE_FRAME("machine frame"),
        FORWARD_SIMULATION("forward simulation"),
        CALLBACK("user-mode callback"),
        FRAME_DATA("frame data"),
        FPO_DATA("FPO data"),
        FRAME_POINTER("frame pointer"),
        SCAN("call-checked scan"),
        BY_HAND("by hand");

        private final String words;

        Method(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    public Evidence(Trust trust, Method method, List<String> confirms, List<String> contradicts) {
        this(trust, method, confirms, contradicts, List.of());
    }

    /// The same with the places that were not taken.
    Evidence withAlternatives(List<Alternative> lost) {
        return new Evidence(trust, method, confirms, contradicts, lost);
    }

    /// The same, no surer than `most`, for a reason.
    Evidence limitedTo(Trust most, String reason) {
        var against = new ArrayList<>(contradicts);
        against.add(reason);
        return new Evidence(most, method, confirms, List.copyOf(against), alternatives);
    }

    public static Evidence of(Trust trust, Method method) {
        return new Evidence(trust, method, List.of(), List.of());
    }
}
