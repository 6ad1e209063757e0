package dev.gotstack.stack.score;

/// One measurement.
///
/// @param detail the module whose code was absent; empty otherwise
record Trial(Sample sample, Kind kind, String detail, Score score) {

    /// What was measured.
    enum Kind {
        PDBS("PDBs", 1, 1),
        EXPORTS("exports in the dump", 1, 1),
        NOTHING("no symbols", 0.99, 0.99),
        NO_FRAME_RECORDS("PDBs, no frame records", 1, 1),
        ABSENT_WITH_IMAGE("its image given", 1, 1),
        ABSENT("no image", 0.85, 0.95),
        ZERO_HOLES("holes of zeros, PDBs", 0.98, 0.99),
        RANDOM_HOLES("holes of garbage, PDBs", 0.98, 0.99),
        ZERO_HOLES_BARE("holes of zeros, no symbols", 0.98, 0.99),
        RANDOM_HOLES_BARE("holes of garbage, no symbols", 0.98, 0.99),
        /// Reported, not required: what lies in the holes was once true.
        STALE_HOLES_BARE("holes of stale words, no symbols", 0, 0),
        /// Reported, not required: nothing is left of the code that most frames run through.
        KERNEL_ABSENT_WITH_IMAGE("its image given", 0, 0),
        KERNEL_ABSENT("no image", 0, 0),
        FRAME_POINTERS("frame pointers", 0, 0),
        RAW_SCAN("raw scan", 0, 0),
        CALL_SCAN("call-checked scan", 0, 0),
        BREAKPAD("like Breakpad, PDBs", 0, 0);

        private final String words;
        private final double recall;
        private final double precision;

        Kind(String words, double recall, double precision) {
            this.words = words;
            this.recall = recall;
            this.precision = precision;
        }

        String words() {
            return words;
        }

        /// What is to be reached, 0 where nothing is required.
        double recall() {
            return recall;
        }

        double precision() {
            return precision;
        }

        boolean required() {
            return recall > 0;
        }

        /// Whether it is our reconstruction that was measured.
        boolean ours() {
            return compareTo(FRAME_POINTERS) < 0;
        }
    }

    boolean reaches() {
        return score.recall() >= kind.recall() && score.precision() >= kind.precision();
    }
}
