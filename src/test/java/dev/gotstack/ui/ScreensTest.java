package dev.gotstack.ui;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.Samples;
import dev.gotstack.ui.action.PaneKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.image.WritableImage;
import javafx.stage.Screen;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/// Pictures of panes and dialogs in `target/screens`, to be looked at. As many as a minute allows; all of them, light
/// and dark, at every size, with `-Dgotstack.screens=all`.
class ScreensTest extends WindowTest {
    private static final boolean ALL =
            System.getProperty("gotstack.screens", "").equals("all");
    private static final long MOST_MILLIS = 45_000;

    /// A size of the window and how large everything is drawn.
    private record Look(int width, int height, double zoom, boolean dark) {
        String name() {
            return width + "x" + height + "-" + Math.round(zoom * 100) + (dark ? "-dark" : "-light");
        }
    }

    private final Path folder = Path.of(System.getProperty("gotstack.root", ""), "target", "screens");
    private final List<Path> written = new ArrayList<>();
    private long end;

    @Test
    void panesAndDialogs() throws IOException {
        Files.createDirectories(folder);
        end = System.currentTimeMillis() + MOST_MILLIS;
        var looks = ALL
                ? List.of(
                        new Look(1024, 768, 1, false),
                        new Look(1400, 900, 1, true),
                        new Look(1400, 900, 1, false),
                        new Look(1400, 900, 1.25, false),
                        new Look(1400, 900, 2, true),
                        new Look(1920, 1080, 1, false),
                        new Look(1920, 1080, 2, true),
                        new Look(2560, 1440, 1, true),
                        new Look(2560, 1440, 2, false),
                        new Look(1024, 768, 2, false))
                : List.of(new Look(1400, 900, 1, false), new Look(1024, 768, 1, true));
        for (var look : looks) {
            if (fits(look)) {
                take(look);
            }
        }
        assertTrue(written.size() >= 3, "at least the first pictures fit into the time: " + written);
        for (var file : written) {
            var image = ImageIO.read(file.toFile());
            assertTrue(image.getWidth() >= 1000 && colours(image) > 50, file + " shows something");
        }
    }

    /// The headless platform makes up a small screen and fails for good where a window is much larger; on a real or
    /// virtual one (`-Dtest.glass.platform=gtk`, Xvfb) all sizes are taken.
    private static boolean fits(Look look) {
        return look.width() <= Math.max(1400, Screen.getPrimary().getBounds().getWidth());
    }

    private static long colours(java.awt.image.BufferedImage image) {
        var seen = new java.util.HashSet<Integer>();
        for (int y = 0; y < image.getHeight(); y += 5) {
            for (int x = 0; x < image.getWidth(); x += 5) {
                seen.add(image.getRGB(x, y));
            }
        }
        return seen.size();
    }

    private void take(Look look) throws IOException {
        interact(() -> {
            theme.setDark(look.dark());
            theme.zoomTo(look.zoom());
            window.scene().getWindow().setWidth(look.width());
            window.scene().getWindow().setHeight(look.height());
        });
        shoot(look, "welcome");
        dialog(look, "help.keys");
        dialog(look, "help.preferences");
        open(Samples.ARTICLE);
        interact(() -> {
            model.notebook().toggleBookmark(0xb8ae6048L, "a");
            model.notebook().write(0xb8ae60f0L, "saved by CcMapData", "a");
        });
        for (var pane : PaneKind.values()) {
            if (pane != PaneKind.STORY && pane != PaneKind.STACK && pane != PaneKind.DISASSEMBLY) {
                interact(() -> {
                    if (pane == PaneKind.FRAME) {
                        model.selectFrame(3);
                    }
                    window.actions().show(pane).run();
                });
                shoot(look, "pane-" + pane.name().toLowerCase(Locale.ROOT));
            }
        }
        for (var id : List.of(
                "help.palette",
                "note.write",
                "note.list",
                "file.report",
                "help.proof",
                "go.find",
                "help.tour",
                "view.what-if")) {
            dialog(look, id);
        }
        interact(() -> find("#register-cr2").requestFocus());
        dialog(look, "help.explain");
        interact(model::close);
    }

    private void dialog(Look look, String id) throws IOException {
        interact(window.actions().action(id)::run);
        shoot(look, id.replace('.', '-'));
        interact(() -> {
            var owner = window.scene().getFocusOwner();
            if (owner != null) {
                javafx.event.Event.fireEvent(owner, escape());
            }
        });
    }

    private static javafx.scene.input.KeyEvent escape() {
        return new javafx.scene.input.KeyEvent(
                javafx.scene.input.KeyEvent.KEY_PRESSED,
                "",
                "",
                javafx.scene.input.KeyCode.ESCAPE,
                false,
                false,
                false,
                false);
    }

    private void shoot(Look look, String name) throws IOException {
        if (!ALL && System.currentTimeMillis() > end) {
            return;
        }
        sleep(250);
        waitFor(this::isQuiet);
        var image = new AtomicReference<WritableImage>();
        interact(() -> image.set(window.scene().snapshot(null)));
        var file = folder.resolve(look.name() + "-" + name + ".png");
        ImageIO.write(SwingFXUtils.fromFXImage(image.get(), null), "png", file.toFile());
        written.add(file);
    }
}
