package dev.gotstack.fuzz;

import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;

/// A reader of hostile input. Each thread has targets of its own.
interface Target extends AutoCloseable {
    /// A name for the command line and for what is kept of a find.
    String name();

    List<Specimen> specimens();

    /// Texts that mean something to this reader; the mutator puts them in here and there.
    default List<String> words() {
        return List.of();
    }

    /// Reads an input as the product would. To return, and to throw [IOException] or
    /// [dev.gotstack.io.MalformedFileException], is to pass; anything else is a find.
    ///
    /// @param random chooses what is done with what was read
    void read(byte[] input, SplittableRandom random) throws IOException;

    @Override
    default void close() throws IOException {}
}
