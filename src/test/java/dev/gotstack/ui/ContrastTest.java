package dev.gotstack.ui;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.ui.theme.Palette;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every colour of text against every ground it stands on, by the formula of WCAG 2.
class ContrastTest {
    private static final double ENOUGH = 4.5;
    private static final List<String> TEXTS = List.of(
            "-color-fg-default",
            "-color-fg-muted",
            "-color-accent-fg",
            "-gs-guard",
            "-gs-scan",
            "-gs-code",
            "-gs-changed",
            "-gs-missing",
            "-gs-good");
    private static final List<String> GROUNDS = List.of("-color-bg-default", "-color-bg-subtle", "-gs-hover");

    @Test
    void theFormulaIsThatOfTheStandard() {
        // Known values: black on white is 21, #767676 on white is just enough.
        assertTrue(Math.abs(contrast(Color.BLACK, Color.WHITE) - 21) < 0.001);
        assertTrue(contrast(Color.web("#767676"), Color.WHITE) >= ENOUGH);
        assertTrue(contrast(Color.web("#777777"), Color.WHITE) < ENOUGH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void textOfTheStyleSheetCanBeRead(String theme) throws IOException {
        var colours = variables(theme);
        for (var text : TEXTS) {
            for (var ground : GROUNDS) {
                enough(
                        theme,
                        text,
                        Objects.requireNonNull(colours.get(text)),
                        ground,
                        Objects.requireNonNull(colours.get(ground)));
            }
        }
        // What stands on a selected row, a message, a found place.
        for (var text : List.of("-color-fg-default", "-color-fg-muted", "-gs-code", "-gs-changed")) {
            enough(
                    theme,
                    text,
                    Objects.requireNonNull(colours.get(text)),
                    "-gs-selection",
                    Objects.requireNonNull(colours.get("-gs-selection")));
        }
        enough(
                theme,
                "guard",
                Objects.requireNonNull(colours.get("-gs-guard")),
                "-gs-selection",
                Objects.requireNonNull(colours.get("-gs-selection")));
        enough(
                theme,
                "text",
                Objects.requireNonNull(colours.get("-color-fg-default")),
                "-gs-guard-soft",
                Objects.requireNonNull(colours.get("-gs-guard-soft")));
        enough(
                theme,
                "muted",
                Objects.requireNonNull(colours.get("-color-fg-muted")),
                "-gs-guard-soft",
                Objects.requireNonNull(colours.get("-gs-guard-soft")));
        enough(
                theme,
                "text",
                Objects.requireNonNull(colours.get("-color-fg-default")),
                "-gs-good-soft",
                Objects.requireNonNull(colours.get("-gs-good-soft")));
        enough(
                theme,
                "text",
                Objects.requireNonNull(colours.get("-color-fg-default")),
                "-gs-found",
                Objects.requireNonNull(colours.get("-gs-found")));
        enough(
                theme,
                "white",
                Color.WHITE,
                "-color-accent-emphasis",
                Objects.requireNonNull(colours.get("-color-accent-emphasis")));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void drawnTextCanBeRead(boolean dark) {
        var palette = dark ? Palette.forDark() : Palette.forLight();
        var grounds = Map.of("background", palette.background(), "surface", palette.surface());
        var texts = Map.of(
                "text", palette.text(),
                "muted", palette.muted(),
                "accent", palette.accent(),
                "guard", palette.guard(),
                "scan", palette.scan(),
                "code", palette.code(),
                "changed", palette.changed(),
                "missing", palette.missing(),
                "error", palette.error());
        texts.forEach((name, text) -> grounds.forEach((where, ground) -> enough("drawn", name, text, where, ground)));
        for (var name : List.of("text", "code", "guard", "changed")) {
            enough("drawn", name, Objects.requireNonNull(texts.get(name)), "selection", palette.selection());
        }
        enough("drawn", "text", palette.text(), "found", palette.found());
    }

    /// The variables of the style sheet are those of the palette, so that canvas and controls look alike.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theStyleSheetHasThePalettesColours(boolean dark) throws IOException {
        var palette = dark ? Palette.forDark() : Palette.forLight();
        var colours = variables(dark ? "dark" : "light");
        assertTrue(palette.guard().equals(Objects.requireNonNull(colours.get("-gs-guard"))));
        assertTrue(palette.scan().equals(Objects.requireNonNull(colours.get("-gs-scan"))));
        assertTrue(palette.code().equals(Objects.requireNonNull(colours.get("-gs-code"))));
        assertTrue(palette.changed().equals(Objects.requireNonNull(colours.get("-gs-changed"))));
        assertTrue(palette.text().equals(Objects.requireNonNull(colours.get("-color-fg-default"))));
        assertTrue(palette.muted().equals(Objects.requireNonNull(colours.get("-color-fg-muted"))));
        assertTrue(palette.found().equals(Objects.requireNonNull(colours.get("-gs-found"))));
    }

    private static Map<String, Color> variables(String theme) throws IOException {
        var css = Files.readString(Path.of(System.getProperty("gotstack.root", ""), "assets", "css", "gotstack.css"));
        var block = Pattern.compile("\\.root\\.theme-" + theme + " \\{(.*?)\\}", Pattern.DOTALL)
                .matcher(css);
        assertTrue(block.find(), theme);
        var colours = new HashMap<String, Color>();
        var line = Pattern.compile("(-[a-z-]+): (#[0-9a-f]{6});").matcher(block.group(1));
        while (line.find()) {
            colours.put(line.group(1), Color.web(line.group(2)));
        }
        assertFalse(colours.isEmpty());
        return colours;
    }

    private static void enough(String theme, String text, Color front, String ground, Color back) {
        double contrast = contrast(front, back);
        assertTrue(contrast >= ENOUGH, () -> theme + ": " + text + " on " + ground + " is " + contrast);
    }

    private static double contrast(Color one, Color other) {
        double light = Math.max(luminance(one), luminance(other));
        double dark = Math.min(luminance(one), luminance(other));
        return (light + 0.05) / (dark + 0.05);
    }

    private static double luminance(Color colour) {
        return 0.2126 * linear(colour.getRed())
                + 0.7152 * linear(colour.getGreen())
                + 0.0722 * linear(colour.getBlue());
    }

    private static double linear(double part) {
        return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    }
}
