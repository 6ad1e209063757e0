package dev.gotstack.stack;

import dev.gotstack.text.Phrase;
import java.util.ArrayList;
import java.util.List;

/// Why a frame is believed.
///
/// @param method how it was found
/// @param confirms what speaks for it besides, one short line each
/// @param contradicts what speaks against it
/// @param alternatives other places to which the frame could have returned, and why each was not taken
public record Evidence(
        Trust trust, Method method, List<Phrase> confirms, List<Phrase> contradicts, List<Alternative> alternatives) {

    /// A return slot that was considered and lost.
    ///
    /// @param slot its address
    /// @param returnAddress the value in it
    /// @param method how it was found
    /// @param why why it was not taken, in one line
    public record Alternative(long slot, long returnAddress, Method method, Phrase why) {}

    /// The ways of finding a frame.
    public enum Method {
        CONTEXT("method.context"),
        TRAP_FRAME("method.trap-frame"),
        TASK_GATE("method.task-gate"),
        UNWIND_DATA("method.unwind-data"),
        LEAF_FUNCTION("method.leaf-function"),
        MACHINE_FRAME("method.machine-frame"),
        FORWARD_SIMULATION("method.forward-simulation"),
        CALLBACK("method.callback"),
        FRAME_DATA("method.frame-data"),
        FPO_DATA("method.fpo-data"),
        FRAME_POINTER("method.frame-pointer"),
        SCAN("method.scan"),
        BY_HAND("method.by-hand");

        private final String text;

        Method(String text) {
            this.text = text;
        }

        public Phrase words() {
            return Phrase.of(text);
        }
    }

    public Evidence(Trust trust, Method method, List<Phrase> confirms, List<Phrase> contradicts) {
        this(trust, method, confirms, contradicts, List.of());
    }

    /// The same with the places that were not taken.
    Evidence withAlternatives(List<Alternative> lost) {
        return new Evidence(trust, method, confirms, contradicts, lost);
    }

    /// The same, no surer than `most`, for a reason.
    Evidence limitedTo(Trust most, Phrase reason) {
        var against = new ArrayList<>(contradicts);
        against.add(reason);
        return new Evidence(most, method, confirms, List.copyOf(against), alternatives);
    }

    public static Evidence of(Trust trust, Method method) {
        return new Evidence(trust, method, List.of(), List.of());
    }
}
