package dev.gotstack.ui.symbols;

import dev.gotstack.analysis.Analysis;
import dev.gotstack.analysis.AnalysisOptions;
import dev.gotstack.analysis.Analyzer;
import dev.gotstack.io.Progress;
import dev.gotstack.model.AnalysisModel;
import dev.gotstack.x86.TaskState;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;

/// The article's dump in a model, for panes to show.
public final class SampleDump {
    public static final Path FILE =
            Path.of(System.getProperty("gotstack.root", "."), "dumps-sample/article-x86/article-x86.dmp");
    /// Selector of the interrupted task.
    public static final int INTERRUPTED = 0x28;
    /// Selector of the double-fault task.
    public static final int DOUBLE_FAULT = 0x50;

    private SampleDump() {}

    public static AnalysisModel emptyModel() {
        var analyzer = new Analyzer(AnalysisOptions.defaults());
        return new AnalysisModel(analyzer::open, new SmallInterpreter(), Platform::runLater);
    }

    /// Opens the dump in a model and waits until it is shown. Not to be called on the window's thread.
    public static void open(AnalysisModel model) throws InterruptedException {
        var done = new CountDownLatch(1);
        Platform.runLater(() -> {
            model.selectionProperty().subscribe(selection -> {
                var context = model.contextProperty().get();
                if (selection != null && context != null && context.task().isPresent()) {
                    done.countDown();
                }
            });
            model.open(FILE);
        });
        if (!done.await(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The sample dump was not opened: " + model.problemProperty().get());
        }
    }

    /// The dump's task state as the dump reader gives it, read anew.
    public static TaskState task(AnalysisModel model, int selector) {
        Analysis analysis = java.util.Objects.requireNonNull(model.analysisProperty().get());
        return analysis.processor().orElseThrow().task(selector).orElseThrow();
    }

    static Analysis read() throws java.io.IOException {
        return new Analyzer(AnalysisOptions.defaults()).open(FILE, Progress.NONE);
    }
}
