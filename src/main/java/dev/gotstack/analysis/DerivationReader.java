package dev.gotstack.analysis;

import dev.gotstack.layout.Struct;
import dev.gotstack.memory.Translation;
import dev.gotstack.text.Phrase;
import dev.gotstack.windows.Kernel;
import dev.gotstack.windows.Processor;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/// Reads single values again and writes down where from: the steps of derivations.
record DerivationReader(Kernel kernel) {

    Struct struct(String type, long address) {
        return Struct.at(kernel.space()::bytes, kernel.types(), type, address);
    }

    /// The registers that a processor saved at the crash.
    Struct special(Processor processor) {
        return struct("_KPRCB", processor.kprcb()).nested("ProcessorState").nested("SpecialRegisters");
    }

    /// A field, by its path within the structure.
    Derivation.Step field(Struct struct, String path) {
        var raw = struct.raw(path);
        var digits = String.format(Locale.ROOT, "%0" + 2 * raw.length + "x", struct.get(path));
        var name = struct.layout().name() + "." + path;
        return read(Phrase.data(name), struct.addressOf(path), raw.length, Phrase.data(digits));
    }

    /// Bytes, and what they mean.
    Derivation.Step read(Phrase what, long va, int length, Phrase value) {
        var bytes = kernel.space().bytes(va, length, what.english());
        long offset = kernel.space().fileOffset(va);
        long pa = kernel.space().translate(va).orElse(null) instanceof Translation.Mapped mapped ? mapped.pa() : -1;
        return new Derivation.Step(
                what, va, pa, offset, HexFormat.ofDelimiter(" ").formatHex(bytes), value);
    }

    /// What needs no reading.
    static Derivation.Step said(Phrase what, Phrase value) {
        return new Derivation.Step(what, Derivation.NOWHERE, -1, -1, "", value);
    }

    /// A segment descriptor of a processor's GDT; nothing if there is none.
    void descriptor(Processor processor, int selector, List<Derivation.Step> steps) {
        processor
                .gdt()
                .descriptor(selector)
                .ifPresent(found -> steps.add(read(
                        Phrase.of(
                                "derivation.gdt-entry",
                                Integer.toString(selector >>> 3),
                                "0x" + Integer.toHexString(selector & ~7)),
                        found.address(),
                        found.longMode() && found.system() ? 16 : 8,
                        Phrase.of(
                                "derivation.descriptor",
                                found.kind(),
                                Words.hex(found.base()),
                                Long.toHexString(found.limit())))));
    }
}
