package dev.gotstack.stack.score;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gotstack.Samples;
import dev.gotstack.windows.KernelStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/// A dump whose true call stack is known from an instruction trace.
///
/// @param folder holds the dump, its images and PDBs, and `truth.json`
/// @param local whether it belongs to the project
record Sample(Path folder, boolean local) {
    private static final ObjectMapper JSON = new ObjectMapper();

    String name() {
        return String.valueOf(folder.getFileName());
    }

    Path dump() {
        return Samples.dump(folder);
    }

    /// The true return slots that lie on `stack`.
    Set<Slot> truth(KernelStack stack) {
        try {
            var truth = new HashSet<Slot>();
            for (var frame :
                    JSON.readTree(folder.resolve("truth.json").toFile()).path("frames")) {
                long address = number(frame.path("slot").asText());
                if (stack.contains(address)) {
                    truth.add(new Slot(address, number(frame.path("ret").asText())));
                }
            }
            return truth;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// `0xfffff880…`, unsigned.
    private static long number(String text) {
        return Long.parseUnsignedLong(text.substring(2), 16);
    }
}
