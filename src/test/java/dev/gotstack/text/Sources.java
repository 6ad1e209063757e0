package dev.gotstack.text;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// Java sources as syntax trees.
final class Sources {
    static final Path ROOT = Path.of(System.getProperty("gotstack.root", ""));
    private static final Path PRODUCT = ROOT.resolve("src/main/java/dev/gotstack");

    private Sources() {}

    /// All sources of a package and those below it.
    static List<CompilationUnitTree> of(String room) {
        try (var files = Files.walk(PRODUCT.resolve(room))) {
            var sources = new ArrayList<JavaFileObject>();
            for (var file : files.filter(path -> path.toString().endsWith(".java"))
                    .sorted()
                    .toList()) {
                sources.add(source(PRODUCT.relativize(file).toString(), Files.readString(file)));
            }
            return parse(sources);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A source that is not in a file.
    static CompilationUnitTree of(String name, String text) {
        return parse(List.of(source(name, text))).getFirst();
    }

    private static List<CompilationUnitTree> parse(List<JavaFileObject> sources) {
        try {
            var task = (JavacTask) ToolProvider.getSystemJavaCompiler().getTask(null, null, null, null, null, sources);
            var units = new ArrayList<CompilationUnitTree>();
            task.parse().forEach(units::add);
            return units;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JavaFileObject source(String name, String text) {
        return new SimpleJavaFileObject(URI.create("source:///" + name), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    /// Path below the product's package: `ui/stack/FramePane.java`.
    static String name(CompilationUnitTree unit) {
        return unit.getSourceFile().toUri().getPath().substring(1);
    }
}
