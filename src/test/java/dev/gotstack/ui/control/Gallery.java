package dev.gotstack.ui.control;

import dev.gotstack.model.AnalysisModel;
import dev.gotstack.ui.action.Actions;
import dev.gotstack.ui.console.ConsolePane;
import dev.gotstack.ui.disassembly.DisassemblyPane;
import dev.gotstack.ui.memory.MemoryPane;
import dev.gotstack.ui.modules.ModulesPane;
import dev.gotstack.ui.registers.RegistersPane;
import dev.gotstack.ui.theme.Styling;
import dev.gotstack.ui.theme.Theme;
import dev.gotstack.ui.threads.ThreadsPane;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.function.BiFunction;
import javafx.application.Platform;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.Scene;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import javax.imageio.ImageIO;

/// Writes a picture of every pane, at two sizes, light and dark, to be looked at. Run it with the arguments of surefire
/// in `pom.xml`; the argument is the directory.
public final class Gallery {
    private static final Map<String, BiFunction<AnalysisModel, Actions, Region>> PANES = new LinkedHashMap<>();

    static {
        PANES.put("memory", MemoryPane::new);
        PANES.put("memory-bytes", (model, actions) -> memory(model, actions, "Bytes"));
        PANES.put("memory-pointers", (model, actions) -> memory(model, actions, "Pointers"));
        PANES.put("registers", RegistersPane::new);
        PANES.put("disassembly", DisassemblyPane::new);
        PANES.put("console", ConsolePane::new);
        PANES.put("modules", ModulesPane::new);
        PANES.put("threads", ThreadsPane::new);
    }

    private Gallery() {}

    public static void main(String[] arguments) throws Exception {
        var directory = Files.createDirectories(Path.of(arguments[0]));
        Platform.startup(() -> Platform.setImplicitExit(false));
        var model = call(SampleDump::emptyModel);
        var empty = call(SampleDump::emptyModel);
        SampleDump.open(model);
        call(() -> {
            model.selectFrame(2);
            model.execute("what is b8ae6048");
            model.execute("error");
            model.showCode(model.contextProperty().get().registers().instructionPointer());
            model.showMemory(model.contextProperty().get().registers().stackPointer() & ~0xfL, 0);
            return model;
        });
        for (boolean dark : new boolean[] {false, true}) {
            var mode = dark ? "-dark" : "-light";
            for (var pane : PANES.entrySet()) {
                var large = snapshot(pane.getValue(), model, dark, 760, 420);
                var small = snapshot(pane.getValue(), model, dark, 460, 250);
                var nothing = snapshot(pane.getValue(), empty, dark, 460, 160);
                write(directory.resolve(pane.getKey() + mode + ".png"), large, small, nothing);
            }
        }
        Platform.exit();
    }

    private static Region memory(AnalysisModel model, Actions actions, String format) {
        var pane = new MemoryPane(model, actions);
        model.selectFrame(2);
        model.showMemory(0xb8ae604cL, 0);
        pane.lookupAll(".format-toggle").stream()
                .map(ToggleButton.class::cast)
                .filter(button -> button.getText().equals(format))
                .forEach(ToggleButton::fire);
        return pane;
    }

    private static BufferedImage snapshot(
            BiFunction<AnalysisModel, Actions, Region> maker, AnalysisModel model, boolean dark, int width, int height)
            throws Exception {
        var stage = call(() -> {
            var theme = new Theme();
            theme.setDark(dark);
            var window = new Stage();
            window.setScene(new Scene(maker.apply(model, new Actions(model, theme)), width, height));
            Styling.follow(window.getScene(), theme);
            window.show();
            return window;
        });
        Thread.sleep(500);
        return call(() -> {
            var image = stage.getScene().snapshot(null);
            stage.close();
            return SwingFXUtils.fromFXImage(image, null);
        });
    }

    private static void write(Path file, BufferedImage large, BufferedImage... others) throws IOException {
        var sheet = new BufferedImage(
                large.getWidth() + 10 + others[0].getWidth(), large.getHeight(), BufferedImage.TYPE_INT_RGB);
        var g = sheet.createGraphics();
        g.setColor(java.awt.Color.GRAY);
        g.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        g.drawImage(large, 0, 0, null);
        int y = 0;
        for (var other : others) {
            g.drawImage(other, large.getWidth() + 10, y, null);
            y += other.getHeight() + 10;
        }
        g.dispose();
        ImageIO.write(sheet, "png", file.toFile());
    }

    private static <T> T call(Callable<T> action) throws Exception {
        var future = new FutureTask<>(action);
        Platform.runLater(future);
        return future.get();
    }
}
