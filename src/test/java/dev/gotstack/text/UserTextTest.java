package dev.gotstack.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// No text that people read stands in the code of window, model and reports, nor in that of what is found out about a
/// dump: it could not be translated.
///
/// A string is taken for such a text if it holds a letter and a blank, if it is a capitalised word,
/// or if it is given to something that shows text.
/// What only looks like one is allowed by its place in the code (see [Finder]) or, with a reason, by [#ALLOWED].
class UserTextTest {
    private static final Pattern LETTER = Pattern.compile("\\p{L}");
    private static final Pattern CAPITALISED = Pattern.compile("\\p{Lu}\\p{Ll}+…?");
    private static final Pattern FORMATTED = Pattern.compile("%[-+#0, ]*\\d*(?:\\.\\d+)?[a-zA-Z]|0x");

    /// What shows its first argument.
    private static final Set<String> SHOWS = Set.of(
            "setText",
            "setTitle",
            "setPromptText",
            "setAccessibleText",
            "setAccessibleHelp",
            "setAccessibleRoleDescription",
            "setHeaderText",
            "setContentText",
            "tooltip",
            "title",
            "plain",
            "muted",
            "mono",
            "wrapped",
            "styled",
            "say",
            "note",
            "problem",
            "done",
            "Label",
            "Button",
            "ToggleButton",
            "RadioButton",
            "CheckBox",
            "Hyperlink",
            "MenuItem",
            "Menu",
            "Tab",
            "Text",
            "Tooltip",
            "TableColumn",
            "TreeTableColumn",
            "PaneHeader",
            "EmptyNote",
            "Paragraph",
            "Remark");

    /// What takes strings that nobody reads: style classes, names, patterns.
    private static final Set<String> TAKES_CODE = Set.of(
            "add",
            "addAll",
            "remove",
            "removeAll",
            "setAll",
            "setId",
            "setStyle",
            "compile",
            "matches",
            "replaceAll",
            "replaceFirst",
            "split",
            "getPseudoClass",
            "valueOf",
            "getBytes",
            "getProperty",
            "font",
            "web",
            "MalformedFileException",
            "malformed",
            "IllegalStateException",
            "IllegalArgumentException",
            "CancellationException",
            "requireNonNull");

    /// What takes style classes in a window's code takes sentences in what is found out about a dump.
    private static final Set<String> TAKES_SENTENCES = Set.of("add", "addAll", "setAll");

    /// Rooms below the window, where most strings are names of fields and registers: two words make a text there.
    private static final List<String> ROOMS_BELOW = List.of("analysis", "stack", "windows", "x86", "dump", "memory");

    private static final Pattern TWO_WORDS = Pattern.compile("(?s).*\\p{L}{2,}.* .*\\p{L}{2,}.*");

    /// A string that looks like a text and is none.
    ///
    /// @param file what the file's path begins or ends with
    /// @param text what the whole string matches
    private record Allowed(String file, String text, String reason) {
        boolean allows(Found found) {
            return (found.file().startsWith(file) || found.file().endsWith(file))
                    && Pattern.compile(text, Pattern.DOTALL)
                            .matcher(found.text())
                            .matches();
        }
    }

    private static final String COMMAND = "(kr|dt|!|\\.|\"?;).*";

    private static final String MALFORMED = "messages and warnings about malformed files are never translated";
    private static final String PROGRESS = "progress is told in English";

    private static final List<Allowed> ALLOWED = List.of(
            new Allowed("dump/HeaderReader.java", ".*", MALFORMED),
            new Allowed("dump/OtherFiles.java", ".*", MALFORMED),
            new Allowed("dump/PageMapReader.java", ".*", MALFORMED),
            new Allowed("dump/TriageReader.java", ".*", MALFORMED),
            new Allowed("dump/", "memory of ", MALFORMED),
            new Allowed("windows/Kernel.java", "(?!Reading).*", MALFORMED),
            new Allowed("windows/KernelBuilds.java", ".*", MALFORMED),
            new Allowed("windows/ListWalk.java", ".*", MALFORMED),
            new Allowed("windows/ModuleReader.java", "(?!Symbols of).*", MALFORMED),
            new Allowed("windows/ProblemLines.java", ".*", MALFORMED),
            new Allowed("windows/ProcessorFinder.java", ".*", MALFORMED),
            new Allowed("windows/ThreadReader.java", ".*", MALFORMED),
            new Allowed("windows/UnloadedModules.java", ".*", MALFORMED),
            new Allowed("windows/Kernel.java", "Reading .*", PROGRESS),
            new Allowed("windows/ModuleReader.java", "Symbols of ", PROGRESS),
            new Allowed("analysis/Analyzer.java", "Reading the header", PROGRESS),
            new Allowed("analysis/Conclusions.java", "(Rebuilding|Drawing) .*", PROGRESS),
            new Allowed("dump/PageComparison.java", "Comparing pages", PROGRESS),
            new Allowed("x86/TaskStates.java", ".*", MALFORMED),
            new Allowed("windows/Wow64.java", ".*", "what a command prints"),
            new Allowed("stack/SwitchedOut.java", ".*", "what a command prints"),
            new Allowed("stack/Slice.java", "beyond the last frame found", "a name in JSON"),
            new Allowed("stack/UsageCounter.java", "stack base: .*", "a name in JSON"),
            new Allowed("x86/SegmentDescriptor.java", ".*", "debuggers call them so"),
            new Allowed("x86/X64.java", ".*", "registers"),
            new Allowed("x86/X86.java", ".*", "registers"),
            new Allowed("ui/", COMMAND, "debugger commands are never translated"),
            new Allowed("report/document/", COMMAND, "debugger commands are never translated"),
            new Allowed("ui/instance/", ".*", "programs talk to each other"),
            new Allowed("ui/theme/", ".*", "style sheets and names of typefaces"),
            new Allowed("ui/control/Mono.java", ".*", "style sheets and names of typefaces"),
            new Allowed("ui/control/UserFolder.java", "Application Support|Library|Roaming", "the system's folders"),
            new Allowed("ui/Displays.java", "Headless", "the name of a platform"),
            new Allowed("ui/stack/DebuggerPane.java", "kf · ", "debugger commands are never translated"),
            new Allowed("report/Paper.java", "Letter", "the name of a size"),
            new Allowed("ui/memory/CopyFormat.java", "(const unsigned char memory_|\\[\\] = \\{ |/\\* .*)", "C"),
            new Allowed("ui/console/PromptLine.java", "\\*BUSY\\*", "WinDbg's prompt"),
            new Allowed("ui/preferences/PreferencesCard.java", "srv\\*.*", "an example of a symbol path"),
            new Allowed("ui/", "Gotstack", "the product's name"),
            new Allowed("ui/", " ?[vp]a ", "virtual and physical addresses, as debuggers call them"),
            new Allowed("ui/StatusBar.java", " · PAE", "the processor's mode"),
            new Allowed("ui/action/Explanations.java", "[a-z.]+", "keys of texts/values.properties"),
            new Allowed("ui/action/ActionControls.java", "Shortcut\\+.*", "keys"),
            new Allowed("ui/StartTimes.java", ".*", "a measurement"),
            new Allowed("model/AnalysisModel.java", COMMAND, "debugger commands are never translated"),
            new Allowed("report/document/Machine.java", "(, )?(eip|esp|ebp|Backlink) .*", "registers"),
            new Allowed("report/Charts.java", "Gotstack · ", "the product's name"),
            new Allowed("report/AnalysisJson.java", ".*", "JSON is for programs"),
            new Allowed("report/StackJson.java", ".*", "JSON is for programs"),
            new Allowed("report/WideStates.java", ".*", "JSON is for programs"),
            new Allowed("report/JsonChart.java", ".*", "JSON is for programs"),
            new Allowed("report/render/JsonReport.java", ".*", "JSON is for programs"),
            new Allowed("report/StoryText.java", ".*", "what the command `analyze` prints; scripts read it"),
            new Allowed("report/SvgChart.java", ".*", "names of typefaces"),
            new Allowed("report/Face.java", ".*", "names of typefaces"),
            new Allowed("report/PdfChart.java", "/Span .*|>>> BDC.*", "PDF"),
            new Allowed("report/Looks.java", "Microsoft Corporation", "a company's name"),
            new Allowed("report/document/WindowsName.java", "Windows.*", "names of products"),
            new Allowed("report/document/CommonCycles.java", " or ", "parts the analysis' names of functions"),
            new Allowed("report/render/HtmlReport.java", "<.*|.*>\n?| class=.*", "HTML"));

    /// A string that looks like a text.
    private record Found(String file, String text) {
        @Override
        public String toString() {
            return file + ": " + text.replace("\n", "\\n");
        }
    }

    /// Finds them.
    private static final class Finder extends TreeScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final boolean below;
        private final Set<Tree> shown = Collections.newSetFromMap(new IdentityHashMap<>());
        private final Set<Tree> code = Collections.newSetFromMap(new IdentityHashMap<>());
        final List<Found> found = new ArrayList<>();

        Finder(CompilationUnitTree unit) {
            this.unit = unit;
            this.below =
                    ROOMS_BELOW.stream().anyMatch(room -> Sources.name(unit).startsWith(room + "/"));
            scan(unit, null);
        }

        @Override
        public Void visitAnnotation(AnnotationTree annotation, Void nothing) {
            return null;
        }

        @Override
        public Void visitMethodInvocation(MethodInvocationTree call, Void nothing) {
            var called = call.getMethodSelect().toString();
            arguments(called.substring(called.lastIndexOf('.') + 1), call.getArguments());
            return super.visitMethodInvocation(call, nothing);
        }

        @Override
        public Void visitNewClass(NewClassTree made, Void nothing) {
            var type = made.getIdentifier().toString();
            arguments(
                    type.substring(type.lastIndexOf('.') + 1).replace("<>", "").replaceFirst("<.*", ""),
                    made.getArguments());
            return super.visitNewClass(made, nothing);
        }

        private void arguments(String name, List<? extends ExpressionTree> arguments) {
            if (TAKES_CODE.contains(name) && !(below && TAKES_SENTENCES.contains(name))) {
                arguments.forEach(argument -> mark(argument, code));
            } else if (SHOWS.contains(name) && !arguments.isEmpty()) {
                mark(arguments.getFirst(), shown);
            }
        }

        /// The strings an expression is made of, but not those given to other calls in it.
        private static void mark(ExpressionTree expression, Set<Tree> kind) {
            switch (expression) {
                case LiteralTree literal -> kind.add(literal);
                case ParenthesizedTree inner -> mark(inner.getExpression(), kind);
                case BinaryTree sum -> {
                    mark(sum.getLeftOperand(), kind);
                    mark(sum.getRightOperand(), kind);
                }
                case ConditionalExpressionTree choice -> {
                    mark(choice.getTrueExpression(), kind);
                    mark(choice.getFalseExpression(), kind);
                }
                default -> {}
            }
        }

        @Override
        public Void visitLiteral(LiteralTree literal, Void nothing) {
            if (literal.getValue() instanceof String text && !code.contains(literal) && isText(literal, text)) {
                found.add(new Found(Sources.name(unit), text));
            }
            return null;
        }

        private boolean isText(LiteralTree literal, String text) {
            boolean letter =
                    LETTER.matcher(FORMATTED.matcher(text).replaceAll("")).find();
            boolean words = below
                    ? TWO_WORDS.matcher(text).matches()
                    : text.contains(" ") || CAPITALISED.matcher(text).matches();
            return letter && (words || shown.contains(literal));
        }
    }

    private static List<Found> found() {
        return Stream.concat(Stream.of("ui", "model", "report"), ROOMS_BELOW.stream())
                .flatMap(room -> Sources.of(room).stream())
                .flatMap(unit -> new Finder(unit).found.stream())
                .toList();
    }

    @Test
    void noTextStandsInTheCode() {
        var left = new TreeSet<String>();
        found().stream()
                .filter(text -> ALLOWED.stream().noneMatch(allowed -> allowed.allows(text)))
                .forEach(text -> left.add(text.toString()));
        assertEquals("", String.join("\n", left));
    }

    @Test
    void nothingIsAllowedInVain() {
        var found = found();
        var vain = new HashSet<Allowed>();
        for (var allowed : ALLOWED) {
            if (found.stream().noneMatch(allowed::allows)) {
                vain.add(allowed);
            }
        }
        assertEquals(Set.of(), vain);
    }

    /// Below the window, sentences are found wherever they go; names of fields are not.
    @Test
    void plantedSentencesAreFound() {
        var unit = Sources.of("analysis/Planted.java", """
                class Planted {
                    void tell(List<Phrase> lines, Struct struct) {
                        lines.add(Phrase.data("thread " + name + " · " + address));
                        lines.add("its push hits the guard page");
                        lines.add(Phrase.of("story.push"));
                        struct.get("Eip");
                        lines.add(Phrase.data("eip " + eip + ", esp " + esp));
                        throw new MalformedFileException(file, 0, "the list", "an end of it", "none");
                    }
                }
                """);
        assertEquals(
                List.of("its push hits the guard page"),
                new Finder(unit).found.stream().map(Found::text).toList());
    }

    /// The test itself: what it is for is found, and nothing else.
    @Test
    void plantedTextsAreFound() {
        var unit = Sources.of("ui/Planted.java", """
                class Planted {
                    static final String HINT = "Press a key";
                    void show(Label label, boolean open) {
                        label.setText("Close");
                        label.setText(open ? "Hide" : UiText.of("planted.show"));
                        label.setTooltip(Texts.tooltip(label.getText() + " is open"));
                        label.getStyleClass().addAll("flat", "two words");
                        label.setId("close");
                        var button = new Button("Go", null);
                        var name = "key";
                        var sign = " · ";
                        label.setText("×");
                    }
                }
                """);
        assertEquals(
                List.of("Press a key", "Close", "Hide", " is open", "Go"),
                new Finder(unit).found.stream().map(Found::text).toList());
    }
}
