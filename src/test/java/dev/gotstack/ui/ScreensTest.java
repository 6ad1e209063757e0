package dev.gotstack.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.Samples;
import dev.gotstack.synth.Dump64Writer;
import dev.gotstack.ui.action.PaneKind;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;
import javafx.embed.swing.SwingFXUtils;
import javafx.event.Event;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.control.Button;
import javafx.scene.control.ListView;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.transform.Scale;
import javafx.stage.PopupWindow;
import javafx.stage.Stage;
import javafx.stage.Window;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.util.WaitForAsyncUtils;

/// Pictures of panes and dialogs in `target/screens`, to be looked at, and `faults.txt` beside them: texts that have
/// less room than they need. A few of them, or, with `-Dgotstack.screens=all`, everything, light and dark, from
/// 1024×768 to 2560×1440, at 100 % and 200 %; `-Dgotstack.screens=1024x768` takes the looks whose names begin so.
///
/// The screen that JavaFX makes up where there is none is small and knows no scale. So the window stays small, and its
/// content is laid out as large as wanted, then drawn through a scale as a sharp display would.
class ScreensTest extends WindowTest {
    private static final String WANTED = System.getProperty("gotstack.screens", "");

    /// How a window is looked at.
    ///
    /// @param scale pixels per unit of the layout: the display's factor
    /// @param zoom how large the user wants everything
    private record Look(int width, int height, double scale, double zoom, boolean dark) {
        String name() {
            return width + "x" + height + "-" + Math.round(scale * 100)
                    + (zoom == 1 ? "" : "-zoom" + Math.round(zoom * 100)) + (dark ? "-dark" : "-light");
        }
    }

    private final Path folder = Path.of(System.getProperty("gotstack.root", ""), "target", "screens");
    private final TreeSet<String> faults = new TreeSet<>();
    private int written;

    @TempDir
    private Path scratch = Path.of("");

    @Test
    void panesAndDialogs() throws IOException {
        Files.createDirectories(folder);
        for (var look : looks()) {
            apply(look);
            if (WANTED.isEmpty()) {
                few(look);
            } else {
                everything(look);
            }
            Files.write(folder.resolve("faults.txt"), faults);
        }
        assertTrue(written > 0, "no look is called so: " + WANTED);
        if (WANTED.isEmpty()) {
            assertEquals(new TreeSet<>(), faults, "texts that are cut");
        }
    }

    private static List<Look> looks() {
        if (WANTED.isEmpty()) {
            return List.of(new Look(1024, 768, 1, 1, false), new Look(2560, 1440, 2, 1, true));
        }
        var all = new ArrayList<Look>();
        for (boolean dark : new boolean[] {false, true}) {
            for (double scale : new double[] {1, 2}) {
                all.add(new Look(1024, 768, scale, 1, dark));
                all.add(new Look(2560, 1440, scale, 1, !dark));
                all.add(new Look(1400, 900, scale, 1, dark));
                all.add(new Look(1920, 1080, scale, 1, !dark));
            }
            all.add(new Look(1024, 768, 1, 2, dark));
            all.add(new Look(1400, 900, 1, 1.25, !dark));
            all.add(new Look(2560, 1440, 1, 2, dark));
        }
        return all.stream()
                .filter(look -> WANTED.equals("all") || look.name().startsWith(WANTED))
                .toList();
    }

    private void apply(Look look) {
        interact(() -> {
            theme.setDark(look.dark());
            theme.zoomTo(look.zoom());
            var root = (Region) window.scene().getRoot();
            root.getTransforms().setAll(new Scale(look.scale(), look.scale()));
            root.resize(look.width(), look.height());
        });
    }

    private void few(Look look) throws IOException {
        shoot(look, "welcome");
        dialog(look, "help.preferences");
        open(Samples.ARTICLE);
        shoot(look, "article");
        dialog(look, "file.report");
        interact(model::close);
    }

    private void everything(Look look) throws IOException {
        shoot(look, "welcome");
        dialog(look, "help.keys");
        dialog(look, "help.preferences");
        open(Samples.ROOT.resolve("pom.xml"));
        shoot(look, "problem-alone");
        interact(model::dismissProblem);
        open(declined());
        shoot(look, "header");
        interact(model::close);
        open(Samples.ARTICLE);
        shoot(look, "article");
        open(Samples.ROOT.resolve("pom.xml"));
        shoot(look, "problem");
        interact(model::dismissProblem);
        interact(() -> {
            model.notebook().toggleBookmark(0xb8ae6048L, "a");
            model.notebook().write(0xb8ae60f0L, "saved by CcMapData", "a");
        });
        panes(look);
        for (var id : List.of(
                "help.palette", "note.write", "note.list", "file.report", "help.proof", "go.find", "view.what-if")) {
            dialog(look, id);
        }
        // Stays open as long as its button is pressed in.
        interact(() -> this.<ToggleButton>find(".ask-what-if").setSelected(false));
        menus(look);
        tour(look);
        interact(window.actions().show(PaneKind.REGISTERS)::run);
        interact(() -> find("#register-cr2").requestFocus());
        dialog(look, "help.explain");
        floating(look);
        interact(model::close);
        other(look);
    }

    /// A dump of which the header can be read and nothing else.
    private Path declined() throws IOException {
        var writer = new Dump64Writer().putInt(0x1050, 0x100);
        writer.page(1);
        return Files.write(scratch.resolve("declined.dmp"), writer.full());
    }

    private void panes(Look look) throws IOException {
        for (var command : List.of("kv", "!stackusage", "dps b8ae5ff0 L8")) {
            interact(() -> model.execute(command));
            waitFor(this::isQuiet);
        }
        for (var pane : PaneKind.values()) {
            interact(() -> {
                if (pane == PaneKind.FRAME) {
                    model.selectFrame(3);
                }
                window.actions().show(pane).run();
            });
            shoot(look, "pane-" + pane.name().toLowerCase(Locale.ROOT));
        }
        interact(() -> {
            window.scene().getRoot().lookupAll(".evidence-toggle").stream()
                    .map(Button.class::cast)
                    .forEach(Button::fire);
        });
        shoot(look, "evidence");
    }

    private void tour(Look look) throws IOException {
        interact(window.actions().action("help.tour")::run);
        for (int step = 1; step <= 12; step++) {
            shoot(look, "tour-" + step);
            var next = lookup("#tour-next").tryQueryAs(Button.class);
            if (next.isEmpty() || next.get().isDisabled()) {
                break;
            }
            interact(next.get()::fire);
            if (!find("#guide").isVisible()) {
                break;
            }
        }
        escape();
    }

    /// Menus have windows of their own. The one of everything, each of its parts, and those of panes.
    private void menus(Look look) throws IOException {
        MenuButton all = find("#menu");
        menu(look, "all", all::show);
        for (var part : all.getItems()) {
            if (part instanceof Menu submenu) {
                interact(all::show);
                menu(look, submenu.getId().substring("menu-".length()), submenu::show);
                interact(all::hide);
            }
        }
        for (var pane : List.of("#reconstructed", "#debugger", ".register-groups", ".hex-view", ".console-output")) {
            interact(() -> {
                if (find(pane) instanceof ListView<?> list) {
                    list.getSelectionModel().select(0);
                }
            });
            menu(look, "on-" + pane.substring(1), () -> requestMenu(find(pane)));
        }
    }

    /// Asks for a pane's menu, in the corner of the made-up screen, which is smaller than the window and must not be
    /// left.
    private void requestMenu(Node node) {
        Event.fireEvent(
                node, new ContextMenuEvent(ContextMenuEvent.CONTEXT_MENU_REQUESTED, 20, 20, 20, 20, false, null));
    }

    /// Pictures the menu that opens last, and closes it.
    private void menu(Look look, String name, Runnable opens) throws IOException {
        var before = List.copyOf(Window.getWindows());
        interact(opens);
        var opened = Window.getWindows().stream()
                .filter(PopupWindow.class::isInstance)
                .filter(popup -> !before.contains(popup))
                .reduce((first, last) -> last);
        assertTrue(opened.isPresent(), "no menu: " + name);
        write(look, "menu-" + name, opened.get().getScene(), 0, 0);
        interact(opened.get()::hide);
    }

    /// A pane in a window of its own, and what is left where it was.
    private void floating(Look look) throws IOException {
        interact(() -> {
            window.actions().show(PaneKind.MEMORY).run();
            window.actions().action("view.float").run();
        });
        shoot(look, "float-left-behind");
        var own = Window.getWindows().stream()
                .filter(Stage.class::isInstance)
                .map(Window::getScene)
                .filter(scene -> scene != window.scene())
                .findFirst();
        if (own.isPresent()) {
            write(look, "float", own.get(), 0, 0);
        }
        interact(window.actions().action("view.reset")::run);
    }

    /// Stacks of other kinds, with warnings.
    private void other(Look look) throws IOException {
        for (var sample : List.of("overflow-x64", "stack-x86-damage")) {
            open(Samples.dump(Samples.ROOT.resolve("dumps-sample").resolve(sample)));
            var warnings = lookup("#warnings-toggle").tryQueryAs(Button.class);
            if (warnings.isPresent() && warnings.get().isVisible()) {
                interact(warnings.get()::fire);
            }
            shoot(look, sample);
            for (var pane : List.of(PaneKind.REGISTERS, PaneKind.FRAME)) {
                interact(window.actions().show(pane)::run);
                shoot(look, sample + "-" + pane.name().toLowerCase(Locale.ROOT));
            }
            interact(model::close);
        }
    }

    private void dialog(Look look, String id) throws IOException {
        interact(window.actions().action(id)::run);
        shoot(look, id.replace('.', '-'));
        escape();
    }

    private void escape() {
        interact(() -> {
            var owner = window.scene().getFocusOwner();
            if (owner != null) {
                Event.fireEvent(
                        owner, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.ESCAPE, false, false, false, false));
            }
        });
    }

    private void shoot(Look look, String name) throws IOException {
        // What is hinted at later, as suggestions, and what comes with the next pulses.
        sleep(150);
        waitFor(this::isQuiet);
        write(look, name, window.scene(), look.width() * look.scale(), look.height() * look.scale());
    }

    /// @param width of the picture; 0 for what the scene has
    private void write(Look look, String name, Scene scene, double width, double height) throws IOException {
        var image = Objects.requireNonNull(WaitForAsyncUtils.waitForAsyncFx(20_000, () -> {
            var root = scene.getRoot();
            var parameters = new SnapshotParameters();
            parameters.setFill(scene.getFill() == null ? Color.TRANSPARENT : scene.getFill());
            if (scene != window.scene()) {
                parameters.setTransform(new Scale(look.scale(), look.scale()));
            }
            if (width > 0) {
                parameters.setViewport(new Rectangle2D(0, 0, width, height));
                CutTexts.in(root, look.width(), look.height())
                        .forEach(fault -> faults.add(look.name() + " " + name + ": " + fault));
            }
            var shot = root.snapshot(parameters, null);
            return SwingFXUtils.fromFXImage(shot, null);
        }));
        var file = folder.resolve(look.name() + "-" + name + ".png");
        ImageIO.write(image, "png", file.toFile());
        written++;
        assertTrue(colours(image) > 20, file + " shows something");
    }

    private static long colours(BufferedImage image) {
        var seen = new HashSet<Integer>();
        for (int y = 0; y < image.getHeight(); y += 5) {
            for (int x = 0; x < image.getWidth(); x += 5) {
                seen.add(image.getRGB(x, y));
            }
        }
        return seen.size();
    }
}
