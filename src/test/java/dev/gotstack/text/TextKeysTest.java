package dev.gotstack.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every key in the code has a text, every text a use, and as many values are given as the text shows.
class TextKeysTest {
    private static final Path TEXTS = Sources.ROOT.resolve("assets/texts");
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\d+)");
    private static final Pattern CHOICE = Pattern.compile("\\{\\d+,choice,(?:[^{}]|\\{\\d+})*}");

    /// A part of the program that has texts of its own.
    enum Part {
        UI("UiText", "ui"),
        REPORT("ReportText", "report"),
        MODEL("ModelText", "model"),
        ANALYSIS("Phrase", "text", "memory", "dump", "x86", "windows", "stack", "analysis");

        private final String reader;
        private final List<String> rooms;

        Part(String reader, String... rooms) {
            this.reader = reader;
            this.rooms = List.of(rooms);
        }

        TreeMap<String, String> texts() {
            return read(TEXTS.resolve(name().toLowerCase(Locale.ROOT) + ".properties"));
        }
    }

    private static TreeMap<String, String> read(Path file) {
        var texts = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            texts.load(in);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        var sorted = new TreeMap<String, String>();
        texts.stringPropertyNames().forEach(key -> sorted.put(key, texts.getProperty(key)));
        return sorted;
    }

    /// A call that asks for a text.
    ///
    /// @param key the whole key, or what it begins with
    /// @param whole whether it is the whole
    private record Use(String where, String key, boolean whole, int values) {}

    /// Finds the calls. A key that is chosen between two counts twice; one that is put together counts by its
    // beginning;
    /// one that comes in a variable is looked for among the other strings of the file.
    private static final class Finder extends TreeScanner<Void, Void> {
        private final Part part;
        private final String file;
        final List<Use> uses = new ArrayList<>();
        final Set<String> strings = new HashSet<>();

        Finder(Part part, CompilationUnitTree unit) {
            this.part = part;
            this.file = Sources.name(unit);
            scan(unit, null);
        }

        @Override
        public Void visitMethodInvocation(MethodInvocationTree call, Void nothing) {
            var called = call.getMethodSelect().toString();
            var arguments = call.getArguments();
            if (called.equals(part.reader + ".of")
                    || called.equals(part.reader + ".english")
                    || called.equals("texts.of") && part == Part.REPORT) {
                key(arguments.getFirst(), arguments.size() - 1);
            } else if ((called.equals("Words.count") || called.equals("count")) && arguments.size() == 2) {
                if (arguments.get(1) instanceof LiteralTree thing) {
                    uses.add(new Use(file, "count." + thing.getValue(), true, 1));
                }
            }
            return super.visitMethodInvocation(call, nothing);
        }

        @Override
        public Void visitLiteral(LiteralTree literal, Void nothing) {
            if (literal.getValue() instanceof String text) {
                strings.add(text);
            }
            return null;
        }

        private void key(ExpressionTree key, int values) {
            switch (key) {
                case LiteralTree literal -> uses.add(new Use(file, String.valueOf(literal.getValue()), true, values));
                case ParenthesizedTree inner -> key(inner.getExpression(), values);
                case ConditionalExpressionTree choice -> {
                    key(choice.getTrueExpression(), values);
                    key(choice.getFalseExpression(), values);
                }
                case BinaryTree sum -> {
                    var first = sum.getLeftOperand();
                    while (first instanceof BinaryTree inner) {
                        first = inner.getLeftOperand();
                    }
                    uses.add(new Use(file, String.valueOf(((LiteralTree) first).getValue()), false, values));
                }
                default -> {} // a variable
            }
        }
    }

    private static List<Finder> finders(Part part) {
        return part.rooms.stream()
                .flatMap(room -> Sources.of(room).stream())
                .map(unit -> new Finder(part, unit))
                .toList();
    }

    /// What is asked for in code and, of stop codes, in the catalogue.
    private static List<Use> uses(Part part) {
        var uses = new ArrayList<Use>();
        finders(part).forEach(finder -> uses.addAll(finder.uses));
        if (part == Part.ANALYSIS) {
            catalogue("details").findValues("explanation").forEach(key -> uses.add(use(key.asText())));
            catalogue("details").findValues("meaning").forEach(key -> uses.add(use(key.asText())));
            for (var values : catalogue("details").findValues("values")) {
                values.forEach(key -> uses.add(use(key.asText())));
            }
            catalogue("statuses").fieldNames().forEachRemaining(code -> uses.add(use("status." + code.substring(2))));
            uses.removeIf(use -> use.key().isEmpty());
        }
        return uses;
    }

    private static Use use(String key) {
        return new Use("assets/bugchecks", key, true, 0);
    }

    private static JsonNode catalogue(String file) {
        try {
            return new ObjectMapper()
                    .readTree(Sources.ROOT
                            .resolve("assets/bugchecks/" + file + ".json")
                            .toFile());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// A language that is not named there is not looked for.
    @Test
    void languagesThatHaveTextsAreNamed() throws IOException {
        var named = Files.readAllLines(TEXTS.resolve("languages")).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
        var there = new TreeSet<String>();
        try (var files = Files.newDirectoryStream(TEXTS, "*_*.properties")) {
            files.forEach(file -> there.add(file.getFileName().toString().replaceAll("^[a-z]+_|\\.properties$", "")));
        }
        assertEquals(List.copyOf(there), named.stream().sorted().toList());
    }

    @ParameterizedTest
    @EnumSource(Part.class)
    void everyKeyHasATextWithItsValues(Part part) {
        var texts = part.texts();
        var wrong = new TreeSet<String>();
        var uses = uses(part);
        for (var use : uses) {
            if (!use.whole()) {
                if (texts.keySet().stream().noneMatch(key -> key.startsWith(use.key()))) {
                    wrong.add(use.where() + ": no text begins with " + use.key());
                }
            } else if (!texts.containsKey(use.key())) {
                wrong.add(use.where() + ": no text " + use.key());
            } else if (parameters(texts.get(use.key())) != use.values()) {
                wrong.add(use.where() + ": " + use.key() + " is given " + use.values());
            }
        }
        assertEquals(Set.of(), wrong);
        assertFalse(uses.isEmpty(), "texts are used");
    }

    @ParameterizedTest
    @EnumSource(Part.class)
    void everyTextIsUsed(Part part) {
        var unused = new TreeSet<>(part.texts().keySet());
        finders(part).forEach(finder -> unused.removeAll(finder.strings));
        // Quantities and statuses are put together in one place; each is looked for where its thing is named.
        uses(part).stream()
                .filter(use -> use.whole() || !Set.of("count.", "status.").contains(use.key()))
                .forEach(
                        use -> unused.removeIf(key -> use.whole() ? key.equals(use.key()) : key.startsWith(use.key())));
        assertEquals(Set.of(), unused);
    }

    /// How many values a text shows: `{0}` to `{n-1}`, none left out.
    private static int parameters(String text) {
        var indexes = new TreeSet<Integer>();
        PARAMETER.matcher(text).results().forEach(match -> indexes.add(Integer.parseInt(match.group(1))));
        assertEquals(IntStream.range(0, indexes.size()).boxed().toList(), List.copyOf(indexes), text);
        return indexes.size();
    }

    @ParameterizedTest
    @EnumSource(Part.class)
    void everyTextIsAPattern(Part part) {
        part.texts().forEach((key, text) -> {
            int values = parameters(text);
            var shown = new MessageFormat(text.replace("'", "''"), Locale.US)
                    .format(IntStream.range(0, values).boxed().toArray());
            assertFalse(shown.contains("{") || shown.contains("}"), key + ": " + shown);
            assertFalse(text.isBlank(), key);
            CHOICE.matcher(text)
                    .results()
                    .forEach(choice -> assertFalse(choice.group().contains("'"), key + ": an apostrophe in a choice"));
        });
    }

    /// A translation has the keys of the English texts, and every value is shown.
    @Test
    void translationsFit() throws IOException {
        try (var files = Files.list(TEXTS)) {
            for (var file : files.filter(path -> path.toString().contains("_")).toList()) {
                var name = file.getFileName().toString();
                var english = read(TEXTS.resolve(name.substring(0, name.indexOf('_')) + ".properties"));
                var other = read(file);
                assertEquals(english.keySet(), other.keySet(), name);
                other.forEach((key, text) ->
                        assertEquals(parameters(english.getOrDefault(key, "")), parameters(text), name + ": " + key));
            }
        }
    }

    /// The test itself: it finds keys that are wrong.
    @Test
    void wrongKeysAreFound() {
        var unit = Sources.of("Planted.java", """
                class Planted {
                    String one = UiText.of("no.such", 1);
                    String two = UiText.of(one == null ? "a.key" : "b.key");
                    String three = UiText.of("pane." + one, 1, 2);
                    String four = Words.count(3, "sheep");
                }
                """);
        var uses = new Finder(Part.UI, unit).uses;
        assertEquals(
                List.of("no.such/1", "a.key/0", "b.key/0", "pane./2", "count.sheep/1"),
                uses.stream().map(use -> use.key() + "/" + use.values()).toList());
        assertEquals(
                List.of(true, true, true, false, true),
                Stream.of(uses).flatMap(List::stream).map(Use::whole).toList());
    }
}
