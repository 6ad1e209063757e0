package dev.gotstack.fuzz;

import java.lang.management.ManagementFactory;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Reports inputs that take more than five seconds of a processor, and gives the run up where one takes minutes.
final class Watchdog extends Thread {
    private static final long MOST_CPU = TimeUnit.SECONDS.toNanos(5);
    private static final long MOST = TimeUnit.SECONDS.toNanos(120);
    private static final long EVERY = 200;
    private static final int GIVEN_UP = 3;

    private final List<Worker> workers;
    private final Finds finds;
    private final Set<Worker.Reading> reported = new HashSet<>();

    Watchdog(List<Worker> workers, Finds finds) {
        super("watchdog");
        setDaemon(true);
        this.workers = workers;
        this.finds = finds;
    }

    @Override
    public void run() {
        try {
            while (true) {
                Thread.sleep(EVERY);
                workers.forEach(this::look);
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(Worker worker) {
        var reading = worker.reading();
        if (reading == null) {
            return;
        }
        long cpu = ManagementFactory.getThreadMXBean().getThreadCpuTime(worker.threadId()) - reading.cpu();
        long time = System.nanoTime() - reading.since();
        boolean same = worker.reading() == reading;
        if (same && (cpu > MOST_CPU || time > MOST) && reported.add(reading)) {
            finds.hang(reading.target(), reading.number(), reading.input(), worker.getStackTrace());
        }
        if (same && time > MOST) {
            System.out.println("An input does not end; the run is given up.");
            Runtime.getRuntime().halt(GIVEN_UP);
        }
    }
}
