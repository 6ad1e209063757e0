package dev.gotstack.report;

import dev.gotstack.stack.ModuleUsage;
import dev.gotstack.stack.StackUsage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// A stack divided among those who used it, in whole percent that add up: companies share 100 %, and the modules of a
/// company share exactly what the company has. Everything the chart says in percent is taken from here, so that title,
/// bars and legend cannot contradict each other, and no bar is shorter than one with fewer percent.
///
/// @param groups companies with most bytes first, then modules of unknown company, the kernel, bytes nobody owns
/// @param free bytes nobody used
/// @param freePercent their share
public record Shares(List<Group> groups, long free, int freePercent) {
    /// The kernel's own module is never a suspect: it works for whoever called it.
    private static final int ALL = 100;
    private static final Set<String> KERNELS = Set.of("nt", "ntoskrnl", "ntkrnlmp", "ntkrnlpa", "ntkrpamp");

    /// One module and its share.
    public record Share(ModuleUsage module, Kind kind, int percent) {
        public String name() {
            return kind == Kind.UNATTRIBUTED ? ReportText.of("name.no-owner") : PlainText.of(module.name());
        }
    }

    /// Modules that belong together.
    public record Group(Kind kind, String name, List<Share> shares, long bytes, int percent) {}

    public static Shares of(StackUsage usage) {
        var byGroup = new LinkedHashMap<GroupKey, List<ModuleUsage>>();
        for (var module : usage.modules()) {
            byGroup.computeIfAbsent(GroupKey.of(module), key -> new ArrayList<>())
                    .add(module);
        }
        var keys = new ArrayList<>(byGroup.keySet());
        keys.sort(Comparator.comparing(GroupKey::kind)
                .thenComparing(key -> sum(byGroup.getOrDefault(key, List.of())), Comparator.reverseOrder()));
        var parts = new ArrayList<Long>();
        keys.forEach(key -> parts.add(sum(byGroup.getOrDefault(key, List.of()))));
        long free = Math.max(0, usage.free());
        parts.add(free);
        long known = parts.stream().mapToLong(Long::longValue).sum();
        // A damaged analysis may not add up; what is missing still is a part of the whole, though never shown.
        parts.add(Math.max(0, usage.size() - known));
        var percents = percents(parts);
        var groups = new ArrayList<Group>();
        for (int i = 0; i < keys.size(); i++) {
            groups.add(group(keys.get(i), byGroup.getOrDefault(keys.get(i), List.of()), percents[i]));
        }
        var shares = new Shares(List.copyOf(groups), free, percents[keys.size()]);
        return shares.isOrdered() ? shares : shares.byModule(parts.getLast());
    }

    /// Whether no module is said to have a larger share than one with more bytes: dividing by company first is exact
    /// for companies, but can turn around modules of nearly the same size.
    private boolean isOrdered() {
        var modules = modules();
        for (int i = 1; i < modules.size(); i++) {
            if (modules.get(i).percent() > modules.get(i - 1).percent()) {
                return false;
            }
        }
        return true;
    }

    /// The same divided by module first: what a company has is what its modules add up to.
    private Shares byModule(long unknown) {
        var modules = modules();
        var parts = new ArrayList<Long>();
        modules.forEach(share -> parts.add(bytes(share.module())));
        parts.add(free);
        parts.add(unknown);
        var percents = percents(parts);
        var regrouped = new ArrayList<Group>();
        for (var group : groups) {
            var shares = group.shares().stream()
                    .map(share -> new Share(share.module(), share.kind(), percents[modules.indexOf(share)]))
                    .toList();
            int sum = shares.stream().mapToInt(Share::percent).sum();
            regrouped.add(new Group(group.kind(), group.name(), shares, group.bytes(), sum));
        }
        return new Shares(List.copyOf(regrouped), free, percents[modules.size()]);
    }

    /// All modules, most bytes first, as the bars show them.
    public List<Share> modules() {
        return groups.stream()
                .flatMap(group -> group.shares().stream())
                .sorted(Comparator.comparingLong((Share share) -> share.module().bytes())
                        .reversed()
                        .thenComparing(Share::kind)
                        .thenComparing(share -> share.module().name()))
                .toList();
    }

    private static Group group(GroupKey key, List<ModuleUsage> modules, int percent) {
        var sorted = modules.stream()
                .sorted(Comparator.comparingLong(ModuleUsage::bytes).reversed().thenComparing(ModuleUsage::name))
                .toList();
        var percents = apportion(sorted.stream().map(Shares::bytes).toList(), percent);
        var shares = new ArrayList<Share>();
        for (int i = 0; i < sorted.size(); i++) {
            shares.add(new Share(sorted.get(i), key.kind(), percents[i]));
        }
        return new Group(key.kind(), key.name(), List.copyOf(shares), sum(sorted), percent);
    }

    /// Whole percents that add up to 100; what is not all of the stack is not said to be 100 %.
    private static int[] percents(List<Long> parts) {
        var percents = apportion(parts, ALL);
        for (int i = 0; i < percents.length; i++) {
            int other = largestBut(parts, i);
            if (percents[i] == ALL && other >= 0) {
                percents[i]--;
                percents[other]++;
            }
        }
        return percents;
    }

    /// Index of the largest part but one; -1 if no other has bytes.
    private static int largestBut(List<Long> parts, int one) {
        int largest = -1;
        for (int i = 0; i < parts.size(); i++) {
            if (i != one && parts.get(i) > (largest < 0 ? 0 : parts.get(largest))) {
                largest = i;
            }
        }
        return largest;
    }

    /// Divides `total` in proportion to `parts` by the method of largest remainders: whole numbers that add up to it.
    static int[] apportion(List<Long> parts, int total) {
        long whole = parts.stream().mapToLong(Long::longValue).sum();
        var result = new int[parts.size()];
        if (whole <= 0) {
            return result;
        }
        var remainders = new double[parts.size()];
        int left = total;
        for (int i = 0; i < result.length; i++) {
            double exact = (double) parts.get(i) / whole * total;
            result[i] = (int) exact;
            remainders[i] = exact - result[i];
            left -= result[i];
        }
        for (; left > 0; left--) {
            int most = 0;
            for (int i = 1; i < remainders.length; i++) {
                most = remainders[i] > remainders[most] ? i : most;
            }
            result[most]++;
            remainders[most] = -1;
        }
        return result;
    }

    private static long bytes(ModuleUsage module) {
        return Math.max(0, module.bytes());
    }

    private static long sum(List<ModuleUsage> modules) {
        return modules.stream().mapToLong(Shares::bytes).sum();
    }

    private record GroupKey(Kind kind, String name) {
        static GroupKey of(ModuleUsage module) {
            String company = PlainText.of(module.company());
            if (module.name().equals(StackUsage.UNATTRIBUTED)) {
                return new GroupKey(Kind.UNATTRIBUTED, ReportText.of("name.no-owner"));
            }
            if (KERNELS.contains(module.name().toLowerCase(Locale.ROOT))) {
                return new GroupKey(Kind.KERNEL, ReportText.of("name.kernel"));
            }
            return company.isEmpty()
                    ? new GroupKey(Kind.UNKNOWN, ReportText.of("name.unknown-company"))
                    : new GroupKey(Kind.COMPANY, company);
        }
    }
}
