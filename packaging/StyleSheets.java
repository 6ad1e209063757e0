import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.css.CssParser;
import javafx.css.Stylesheet;

/// Translates style sheets into JavaFX's binary form. The build calls it:
///
///     java --module-path target/javafx --add-modules javafx.graphics packaging/StyleSheets.java FROM TO
///
/// Where a sheet is not understood as a whole, that is an error: JavaFX itself would leave a part out.
final class StyleSheets {
    private StyleSheets() {}

    public static void main(String[] arguments) throws IOException {
        var errors = CssParser.errorsProperty(); // kept from now on
        var to = Files.createDirectories(Path.of(arguments[1]));
        try (var sheets = Files.newDirectoryStream(Path.of(arguments[0]), "*.css")) {
            for (var sheet : sheets) {
                var name = sheet.getFileName().toString().replaceFirst("css$", "bss");
                Stylesheet.convertToBinary(sheet.toFile(), to.resolve(name).toFile());
            }
        }
        if (!errors.isEmpty()) {
            errors.forEach(error -> System.err.println(error.getMessage()));
            System.exit(1);
        }
    }
}
