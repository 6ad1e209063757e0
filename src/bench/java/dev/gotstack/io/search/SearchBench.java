package dev.gotstack.io.search;

import dev.gotstack.io.MappedFile;
import dev.gotstack.io.Progress;
import java.io.IOException;
import java.nio.file.Path;

/// The search with a sieve of one's choice.
public final class SearchBench {
    private SearchBench() {}

    /// @return how often the bytes were found
    public static long run(Path path, byte[] wanted, int threads, boolean vectors) throws IOException {
        long[] found = {0};
        try (var file = MappedFile.open(path)) {
            ByteSearch.run(
                    file,
                    wanted,
                    0,
                    threads,
                    at -> {
                        found[0]++;
                        return true;
                    },
                    Progress.NONE,
                    vectors ? new VectorSieve() : new WordSieve());
        }
        return found[0];
    }
}
