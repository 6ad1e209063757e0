package dev.gotstack.fuzz;

import dev.gotstack.io.MalformedFileException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// One thread that gives its targets inputs, each for a little while, in turns.
final class Worker extends Thread {
    private static final long SLICE = 300_000_000;
    /// Exit code when the heap was full.
    private static final int FULL = 4;

    /// What is being read.
    ///
    /// @param cpu processor time of the thread when it began
    record Reading(String target, long number, byte[] input, long cpu, long since) {}

    private final List<Target> targets;
    private final long seed;
    private final Progression progression;
    private final Finds finds;
    private final BooleanSupplier goOn;
    private volatile @Nullable Reading reading;
    /// Given up when the heap is full, so that this can be told.
    private byte[] reserve = new byte[4 << 20];

    Worker(List<Target> targets, long seed, Progression progression, Finds finds, BooleanSupplier goOn) {
        super("fuzzing");
        setDaemon(true);
        this.targets = targets;
        this.seed = seed;
        this.progression = progression;
        this.finds = finds;
        this.goOn = goOn;
    }

    @Nullable
    Reading reading() {
        return reading;
    }

    @Override
    public void run() {
        var specimens = targets.stream().map(Target::specimens).toList();
        // Each has its turn, however slow the machine is.
        do {
            for (int i = 0; i < targets.size(); i++) {
                long end = System.nanoTime() + SLICE;
                do {
                    once(
                            targets.get(i),
                            specimens.get(i),
                            progression.take(targets.get(i).name()));
                } while (System.nanoTime() < end && goOn.getAsBoolean());
            }
        } while (goOn.getAsBoolean());
    }

    /// Everything about an input follows from the seed, the target and the input's number.
    static SplittableRandom random(long seed, String target, long number) {
        return new SplittableRandom(seed * 0x9e37_79b9_7f4a_7c15L + target.hashCode() * 0x1_0000_01b3L + number);
    }

    void once(Target target, List<Specimen> specimens, long number) {
        var random = random(seed, target.name(), number);
        var input = Mutator.damaged(specimens, target.words(), random);
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        reading = new Reading(target.name(), number, input, cpu, System.nanoTime());
        try {
            // The reader gets its own copy: what is kept of a find is what it was given.
            target.read(input.clone(), random);
        } catch (IOException | MalformedFileException allowed) {
            if (String.valueOf(allowed.getMessage()).isBlank()) {
                finds.add(target.name(), number, input, new AssertionError("a refusal without a reason"));
            }
        } catch (OutOfMemoryError full) {
            reserve = new byte[0];
            finds.add(target.name(), number, input, full);
            // Nothing that runs in a full heap proves anything.
            Runtime.getRuntime().halt(FULL);
        } catch (Throwable found) {
            finds.add(target.name(), number, input, found);
        } finally {
            reading = null;
        }
    }
}
