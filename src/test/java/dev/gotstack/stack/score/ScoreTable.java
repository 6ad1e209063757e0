package dev.gotstack.stack.score;

import dev.gotstack.stack.Trust;
import dev.gotstack.stack.score.Trial.Kind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// All measurements as a page of Markdown, and such a page read back as figures.
final class ScoreTable {
    static final String COMMAND = "mvn test -Dtest=ScoreTableTest -Dscore.write=true";

    private static final Pattern RATIOS = Pattern.compile("(\\d\\.\\d{3}) / (\\d\\.\\d{3})");
    private static final Pattern COUNT = Pattern.compile("\\d+");
    private static final String WRONG = "certain but wrong: ";
    private static final String BESIDE = "Beside others";
    private static final int FEW = 20;

    private static final List<Kind> PLAIN = List.of(Kind.PDBS, Kind.EXPORTS, Kind.NOTHING, Kind.NO_FRAME_RECORDS);
    private static final List<Kind> HOLES = List.of(
            Kind.ZERO_HOLES, Kind.RANDOM_HOLES, Kind.ZERO_HOLES_BARE, Kind.RANDOM_HOLES_BARE, Kind.STALE_HOLES_BARE);
    private static final List<Kind> OTHERS =
            List.of(Kind.NOTHING, Kind.FRAME_POINTERS, Kind.RAW_SCAN, Kind.CALL_SCAN, Kind.BREAKPAD);
    private static final Map<String, List<Kind>> GROUPS = groups();

    private final List<Trial> trials;

    ScoreTable(List<Trial> trials) {
        this.trials = trials;
    }

    private static Map<String, List<Kind>> groups() {
        var groups = new LinkedHashMap<String, List<Kind>>();
        groups.put("whole dumps", PLAIN);
        groups.put("code absent", List.of(Kind.ABSENT_WITH_IMAGE, Kind.ABSENT));
        groups.put("kernel's code absent", List.of(Kind.KERNEL_ABSENT_WITH_IMAGE, Kind.KERNEL_ABSENT));
        groups.put("holes", HOLES);
        return groups;
    }

    String markdown(LocalDate date) {
        var page = new StringBuilder();
        page.append("# Scores of the rebuilt stacks\n\n")
                .append("Measured on ")
                .append(date)
                .append(" against the processor's own instruction trace (`truth.json` beside each sample): pairs of\n")
                .append("stack slot and return address. Every figure is recall / precision, cut to three digits. `")
                .append(COMMAND)
                .append(
                        "`\nwrites this page; without the switch the test compares, and fails where a figure drops. All walks start at the\n")
                .append("registers of the interrupted task, as the dump has them.\n");
        required(page);
        table(page, "Whole dumps", PLAIN);
        absent(page);
        table(page, "Three holes of 64 bytes in the stack, 20 trials, surviving slots", HOLES);
        trust(page);
        table(page, BESIDE, OTHERS);
        return page.toString();
    }

    /// Of each requirement the sample that fulfils it worst.
    private void required(StringBuilder page) {
        heading(page, "Required", List.of("what is to be had", "required", "lowest recall", "lowest precision", "met"));
        for (var kind : Kind.values()) {
            var all = of(kind);
            if (!kind.required() || all.isEmpty()) {
                continue;
            }
            var recall = all.stream()
                    .min(Comparator.comparingDouble(trial -> trial.score().recall()))
                    .orElseThrow();
            var precision = all.stream()
                    .min(Comparator.comparingDouble(trial -> trial.score().precision()))
                    .orElseThrow();
            long met = all.stream().filter(Trial::reaches).count();
            row(
                    page,
                    List.of(
                            (kind == Kind.ABSENT || kind == Kind.ABSENT_WITH_IMAGE ? "one driver's code absent, " : "")
                                    + kind.words(),
                            two(kind.recall()) + ", " + two(kind.precision()),
                            three(recall.score().recall()) + " " + where(recall),
                            three(precision.score().precision()) + " " + where(precision),
                            (met == all.size() ? "✓ " : "✗ ") + met + " of " + all.size()));
        }
    }

    private static String where(Trial trial) {
        return trial.sample().name() + (trial.detail().isEmpty() ? "" : ", " + trial.detail());
    }

    private void table(StringBuilder page, String title, List<Kind> kinds) {
        var columns = new ArrayList<>(List.of("dump", "true"));
        kinds.forEach(kind -> columns.add(kind.words()));
        heading(page, title, columns);
        for (var sample : samples()) {
            var cells = new ArrayList<>(List.of(sample.name()));
            cells.add(Integer.toString(find(sample, kinds.getFirst()).score().truth()));
            kinds.forEach(kind -> cells.add(cell(find(sample, kind))));
            row(page, cells);
        }
    }

    private void absent(StringBuilder page) {
        heading(
                page,
                "Code of one module absent, no symbols",
                List.of("dump", "module", "true", Kind.ABSENT_WITH_IMAGE.words(), Kind.ABSENT.words()));
        for (var sample : samples()) {
            for (var module : details(sample)) {
                boolean kernel = trials(sample, module).stream().anyMatch(trial -> trial.kind() == Kind.KERNEL_ABSENT);
                var with = find(sample, module, kernel ? Kind.KERNEL_ABSENT_WITH_IMAGE : Kind.ABSENT_WITH_IMAGE);
                var without = find(sample, module, kernel ? Kind.KERNEL_ABSENT : Kind.ABSENT)
                        .getFirst();
                row(
                        page,
                        List.of(
                                sample.name(),
                                kernel ? module + " (not required)" : module,
                                Integer.toString(without.score().truth()),
                                with.isEmpty() ? "–" : cell(with.getFirst()),
                                cell(without)));
            }
        }
    }

    /// Per trust level, how much of what it says is true.
    private void trust(StringBuilder page) {
        var columns = new ArrayList<>(List.of("trust"));
        columns.addAll(GROUPS.keySet());
        heading(page, "Per trust level, all dumps: hits of claims", columns);
        for (var trust : List.of(Trust.CERTAIN, Trust.STRONG, Trust.LIKELY, Trust.WEAK)) {
            var cells = new ArrayList<>(List.of(trust.word()));
            GROUPS.values().forEach(kinds -> cells.add(level(sum(kinds).level(trust))));
            row(page, cells);
        }
        page.append('\n');
        GROUPS.forEach((name, kinds) -> {
            var level = sum(kinds).level(Trust.CERTAIN);
            page.append("- ")
                    .append(name)
                    .append(", ")
                    .append(WRONG)
                    .append(level.claims() - level.hits())
                    .append('\n');
        });
    }

    private static String level(Score.Level level) {
        var counts = level.hits() + " of " + level.claims();
        return level.claims() < FEW ? counts + " (too few)" : counts;
    }

    private Score sum(List<Kind> kinds) {
        return trials.stream()
                .filter(trial -> kinds.contains(trial.kind()))
                .map(Trial::score)
                .reduce(Score.NONE, Score::plus);
    }

    private static void heading(StringBuilder page, String title, List<String> columns) {
        page.append("\n## ").append(title).append("\n\n");
        row(page, columns);
        page.append("|").append("---|".repeat(columns.size())).append('\n');
    }

    private static void row(StringBuilder page, List<String> cells) {
        page.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private static String cell(Trial trial) {
        return three(trial.score().recall()) + " / " + three(trial.score().precision()) + (trial.reaches() ? "" : " ✗");
    }

    /// Never rounded up: 1.000 means all.
    private static String three(double ratio) {
        return String.format(Locale.ROOT, "%.3f", Math.floor(ratio * 1000) / 1000);
    }

    private static String two(double ratio) {
        return String.format(Locale.ROOT, "%.2f", ratio);
    }

    private List<Trial> of(Kind kind) {
        return trials.stream().filter(trial -> trial.kind() == kind).toList();
    }

    private LinkedHashSet<Sample> samples() {
        var samples = new LinkedHashSet<Sample>();
        trials.forEach(trial -> samples.add(trial.sample()));
        return samples;
    }

    private LinkedHashSet<String> details(Sample sample) {
        var details = new LinkedHashSet<String>();
        for (var trial : trials) {
            if (trial.sample().equals(sample) && !trial.detail().isEmpty()) {
                details.add(trial.detail());
            }
        }
        return details;
    }

    private List<Trial> trials(Sample sample, String detail) {
        return trials.stream()
                .filter(trial -> trial.sample().equals(sample) && trial.detail().equals(detail))
                .toList();
    }

    private Trial find(Sample sample, Kind kind) {
        return find(sample, "", kind).getFirst();
    }

    private List<Trial> find(Sample sample, String detail, Kind kind) {
        return trials(sample, detail).stream()
                .filter(trial -> trial.kind() == kind)
                .toList();
    }

    /// The figures of a page that are ours: for each, table, row and column, then which of the two ratios.
    /// A count of wrong claims is kept as a negative number, so that less is always worse.
    static Map<String, Double> figures(String markdown) {
        var figures = new LinkedHashMap<String, Double>();
        var title = "";
        List<String> columns = List.of();
        for (var line : markdown.lines().toList()) {
            if (line.startsWith("## ")) {
                title = line.substring(3);
                columns = List.of();
            } else if (line.contains(WRONG)) {
                int at = line.indexOf(WRONG) + WRONG.length();
                figures.put(line.substring(0, at), -Double.parseDouble(line.substring(at)));
            } else if (line.startsWith("| ")) {
                var cells = List.of(line.substring(2).split(" \\|( |$)"));
                if (columns.isEmpty()) {
                    columns = cells;
                } else if (!title.equals(BESIDE)) {
                    figures(title, columns, cells, figures);
                }
            }
        }
        return figures;
    }

    private static void figures(String title, List<String> columns, List<String> cells, Map<String, Double> figures) {
        Predicate<String> isName = cell ->
                !RATIOS.matcher(cell).lookingAt() && !COUNT.matcher(cell).matches();
        var row = String.join(", ", cells.stream().filter(isName).toList());
        for (int i = 0; i < Math.min(columns.size(), cells.size()); i++) {
            var ratios = RATIOS.matcher(cells.get(i));
            if (ratios.lookingAt()) {
                var key = title + ": " + row + ": " + columns.get(i);
                figures.put(key + ": recall", Double.valueOf(ratios.group(1)));
                figures.put(key + ": precision", Double.valueOf(ratios.group(2)));
            }
        }
    }
}
