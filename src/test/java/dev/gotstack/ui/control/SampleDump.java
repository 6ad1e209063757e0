package dev.gotstack.ui.control;

import dev.gotstack.Samples;
import dev.gotstack.analysis.Analysis;
import dev.gotstack.analysis.AnalysisOptions;
import dev.gotstack.command.Interpreter;
import dev.gotstack.model.AnalysisModel;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;

/// The article's dump in a model, for panes to show.
public final class SampleDump {
    private static final Analysis ANALYSIS = Samples.analyze(Samples.ARTICLE);

    /// Selector of the interrupted task.
    public static final int INTERRUPTED = 0x28;
    /// Selector of the double-fault task.
    public static final int DOUBLE_FAULT = 0x50;

    private SampleDump() {}

    /// A model that opens the article's dump, whatever file it is told to. The dump is read once for all tests.
    /// Commands run at once, so that a test sees what they change without waiting.
    public static AnalysisModel emptyModel() {
        return model(new SmallInterpreter(), Runnable::run);
    }

    /// The same with another interpreter.
    ///
    /// @param worker runs commands
    public static AnalysisModel model(Interpreter interpreter, Executor worker) {
        return new AnalysisModel(
                (file, options, progress, header) -> ANALYSIS,
                AnalysisOptions.defaults(),
                interpreter,
                Platform::runLater,
                worker);
    }

    /// Opens the dump in a model and waits until it is shown. Not to be called on the window's thread.
    public static void open(AnalysisModel model) throws InterruptedException {
        var done = new CountDownLatch(1);
        Platform.runLater(() -> {
            var before = model.analysisProperty().get();
            model.selectionProperty().subscribe(selection -> {
                var context = model.contextProperty().get();
                if (selection != null
                        && context != null
                        && context.analysis() != before
                        && context.task().isPresent()) {
                    done.countDown();
                }
            });
            model.open(Samples.ARTICLE);
        });
        if (!done.await(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException(
                    "The sample dump was not opened: " + model.problemProperty().get());
        }
    }

    public static Analysis analysis() {
        return ANALYSIS;
    }

    /// A register of a task state, read from the bytes of its segment at the offsets of the processor's manual.
    public static long register(int selector, String name) {
        var offsets = Map.of(
                "eip", 0x20, "efl", 0x24, "eax", 0x28, "ecx", 0x2c, "edx", 0x30, "ebx", 0x34, "esp", 0x38, "ebp", 0x3c,
                "esi", 0x40, "edi", 0x44);
        long segment = ANALYSIS.processor()
                .orElseThrow()
                .task(selector)
                .orElseThrow()
                .tss()
                .address();
        return word(segment + Objects.requireNonNull(offsets.get(name)));
    }

    /// Four bytes of the dump's memory.
    public static long word(long va) {
        return ANALYSIS.kernel().space().value(va, 4).orElseThrow();
    }
}
