package dev.gotstack.ui.symbols;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import dev.gotstack.model.AnalysisModel;
import dev.gotstack.ui.action.Actions;
import dev.gotstack.ui.memory.MemoryPane;
import dev.gotstack.ui.registers.RegistersPane;
import dev.gotstack.ui.theme.Theme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.function.BiFunction;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.Scene;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import javax.imageio.ImageIO;

/// Writes a picture of every pane, at two sizes, light and dark, to be looked at. Run it with the arguments of surefire
/// in `pom.xml`; the argument is the directory.
public final class Gallery {
    private static final Map<String, BiFunction<AnalysisModel, Actions, Region>> PANES = new LinkedHashMap<>();

    static {
        PANES.put("memory", MemoryPane::new);
        PANES.put("registers", RegistersPane::new);
    }

    private Gallery() {}

    public static void main(String[] arguments) throws Exception {
        var directory = Files.createDirectories(Path.of(arguments[0]));
        Platform.startup(() -> {});
        var model = call(SampleDump::emptyModel);
        var empty = call(SampleDump::emptyModel);
        SampleDump.open(model);
        call(() -> {
            model.selectFrame(2);
            model.execute("what is b8ae6048");
            model.execute("error");
            model.showMemory(model.contextProperty().get().registers().stackPointer() & ~0xfL, 0);
            return model;
        });
        for (boolean dark : new boolean[] {false, true}) {
            var mode = dark ? "-dark" : "-light";
            for (var pane : PANES.entrySet()) {
                var name = pane.getKey() + mode;
                snapshot(directory.resolve(name + "-1.png"), pane.getValue(), model, dark, 760, 420);
                snapshot(directory.resolve(name + "-2.png"), pane.getValue(), model, dark, 460, 250);
            }
            snapshot(directory.resolve("empty" + mode + ".png"), PANES.get("memory"), empty, dark, 460, 250);
        }
        Platform.exit();
    }

    private static void snapshot(
            Path file,
            BiFunction<AnalysisModel, Actions, Region> maker,
            AnalysisModel model,
            boolean dark,
            int width,
            int height)
            throws Exception {
        var stage = call(() -> {
            Application.setUserAgentStylesheet(
                    (dark ? new PrimerDark() : new PrimerLight()).getUserAgentStylesheet());
            var theme = new Theme();
            theme.setDark(dark);
            var window = new Stage();
            window.setScene(new Scene(maker.apply(model, new Actions(model, theme)), width, height));
            window.show();
            return window;
        });
        Thread.sleep(500);
        call(() -> {
            var image = stage.getScene().snapshot(null);
            stage.close();
            return ImageIO.write(SwingFXUtils.fromFXImage(image, null), "png", file.toFile());
        });
    }

    private static <T> T call(Callable<T> action) throws Exception {
        var future = new FutureTask<>(action);
        Platform.runLater(future);
        return future.get();
    }
}
