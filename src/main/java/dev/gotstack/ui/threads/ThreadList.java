package dev.gotstack.ui.threads;

import dev.gotstack.analysis.Analysis;
import dev.gotstack.windows.KernelProcess;
import dev.gotstack.windows.KernelThread;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads all processes and threads of a dump. Slow for large ones.
final class ThreadList {
    private ThreadList() {}

    /// Threads by process. A running thread that is on no list is read through its processor.
    static Map<KernelProcess, List<ThreadRow>> read(Analysis analysis) {
        var kernel = analysis.kernel();
        var all = new LinkedHashMap<KernelProcess, List<ThreadRow>>();
        for (var process : kernel.processes()) {
            var rows = new ArrayList<ThreadRow>();
            for (var thread : kernel.threads(process)) {
                rows.add(new ThreadRow(process, thread, processorOf(analysis, thread)));
            }
            all.put(process, rows);
        }
        analysis.thread().ifPresent(thread -> addIfMissing(analysis, thread, all));
        return all;
    }

    private static void addIfMissing(Analysis analysis, KernelThread thread, Map<KernelProcess, List<ThreadRow>> all) {
        boolean known = all.values().stream()
                .flatMap(List::stream)
                .anyMatch(row -> row.thread() != null && row.thread().address() == thread.address());
        var process = thread.process();
        if (!known && process.isPresent()) {
            all.computeIfAbsent(process.get(), key -> new ArrayList<>())
                    .add(new ThreadRow(process.get(), thread, processorOf(analysis, thread)));
        }
    }

    private static int processorOf(Analysis analysis, KernelThread thread) {
        return analysis.kernel().processors().stream()
                .filter(processor -> processor.currentThread() == thread.address())
                .mapToInt(processor -> processor.number())
                .findFirst()
                .orElse(-1);
    }
}
