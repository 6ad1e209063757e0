package dev.gotstack.report;

import dev.gotstack.report.Look.Pattern;
import dev.gotstack.report.Shares.Group;
import dev.gotstack.report.Shares.Share;
import dev.gotstack.stack.Cycle;
import dev.gotstack.stack.ModuleUsage;
import dev.gotstack.stack.Slice;
import dev.gotstack.stack.Slice.Owner;
import dev.gotstack.stack.StackUsage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A stack divided by module, company, function or cycle, most bytes first, and which slice belongs to which part.
///
/// @param all the parts; what is free is none of them
/// @param ofSlice by index in [StackUsage#slices], the index of its part; -1 for what is free
/// @param free bytes nobody used
/// @param freePercent their share
public record Portions(List<Portion> all, List<Integer> ofSlice, long free, int freePercent) {

    public static Portions of(StackUsage usage, Grouping grouping) {
        var shares = Shares.of(usage);
        return switch (grouping) {
            case MODULE -> modules(usage, shares);
            case COMPANY -> companies(usage, shares);
            case FUNCTION -> functions(usage, shares);
            case CYCLE -> cycles(usage, shares);
        };
    }

    /// How a slice is drawn when the stack is divided like this.
    public Look look(int slice) {
        int portion = ofSlice.get(slice);
        return portion < 0 ? Looks.FREE : all.get(portion).look();
    }

    private static Portions modules(StackUsage usage, Shares shares) {
        var looks = Looks.of(shares);
        var parts = new LinkedHashMap<String, Portion>();
        for (var share : shares.modules()) {
            parts.put(share.module().name(), module(share, looks.of(share)));
        }
        return placed(usage, shares, parts, Portions::moduleOf);
    }

    /// One module as a part of the whole.
    static Portion module(Share share, Look look) {
        var module = share.module();
        String detail =
                share.kind() == Kind.UNKNOWN ? ReportText.of("name.unknown-company") : PlainText.of(module.company());
        return new Portion(
                share.kind(),
                share.name(),
                detail,
                Math.max(0, module.bytes()),
                share.percent(),
                module.frames(),
                module.largestFrame(),
                module.largestFunction(),
                look);
    }

    private static Portions companies(StackUsage usage, Shares shares) {
        var looks = Looks.of(shares, Colouring.COMPANY);
        var parts = new LinkedHashMap<String, Portion>();
        var groupOf = new LinkedHashMap<String, String>();
        shares.groups().stream()
                .sorted(Comparator.comparingLong(Group::bytes).reversed())
                .forEach(group -> {
                    parts.put(group.name(), company(group, looks.of(group)));
                    group.shares().forEach(share -> groupOf.put(share.module().name(), group.name()));
                });
        return placed(usage, shares, parts, slice -> groupOf.getOrDefault(moduleOf(slice), ""));
    }

    /// One company as a part of the whole.
    static Portion company(Group group, Look look) {
        var largest = group.shares().stream()
                .map(Share::module)
                .max(Comparator.comparingLong(ModuleUsage::largestFrame))
                .orElseThrow();
        int frames = group.shares().stream()
                .mapToInt(share -> share.module().frames())
                .sum();
        String modules = group.shares().stream().map(Share::name).collect(Collectors.joining(", "));
        return new Portion(
                group.kind(),
                group.name(),
                group.kind() == Kind.UNATTRIBUTED ? "" : modules,
                group.bytes(),
                group.percent(),
                frames,
                largest.largestFrame(),
                largest.largestFunction(),
                look);
    }

    private static Portions functions(StackUsage usage, Shares shares) {
        var looks = Looks.of(shares);
        var kinds = kinds(shares);
        return counted(
                usage,
                shares,
                Portions::functionOf,
                (key, slice) -> new Start(
                        kinds.getOrDefault(moduleOf(slice), Kind.UNKNOWN),
                        slice.owner() == Owner.UNATTRIBUTED ? ReportText.of("name.no-owner") : PlainText.of(key),
                        "",
                        looks.of(slice)));
    }

    private static Portions cycles(StackUsage usage, Shares shares) {
        return counted(usage, shares, slice -> cycleOf(usage, slice), (key, slice) -> {
            if (slice.owner() == Owner.UNATTRIBUTED) {
                return new Start(Kind.UNATTRIBUTED, ReportText.of("name.no-owner"), "", Looks.UNATTRIBUTED);
            }
            if (key.isEmpty()) {
                return new Start(
                        Kind.KERNEL,
                        ReportText.of("name.other-calls"),
                        ReportText.of("name.other-calls.detail"),
                        Looks.KERNEL);
            }
            int index = Integer.parseInt(key);
            var cycle = usage.cycles().get(index);
            return new Start(Kind.COMPANY, "×" + Words.number(cycle.rounds()), path(cycle), cycleLook(index));
        });
    }

    private static Look cycleLook(int index) {
        var shades = Looks.HUES.get(index % Looks.HUES.size());
        var patterns = Pattern.values();
        return Look.of(shades.getFirst(), patterns[index % patterns.length]);
    }

    private static String path(Cycle cycle) {
        return PlainText.of(String.join(" → ", cycle.functions()));
    }

    /// Index of the cycle a slice's frame is in, as text; empty if it is in none.
    private static String cycleOf(StackUsage usage, Slice slice) {
        if (slice.owner() == Owner.UNATTRIBUTED) {
            return StackUsage.UNATTRIBUTED;
        }
        for (int i = 0; i < usage.cycles().size(); i++) {
            var cycle = usage.cycles().get(i);
            if (slice.frame() >= cycle.first() && slice.frame() < cycle.end()) {
                return String.valueOf(i);
            }
        }
        return "";
    }

    private static String moduleOf(Slice slice) {
        return slice.owner() == Owner.UNATTRIBUTED ? StackUsage.UNATTRIBUTED : slice.module();
    }

    private static String functionOf(Slice slice) {
        return slice.owner() == Owner.UNATTRIBUTED ? StackUsage.UNATTRIBUTED : slice.function();
    }

    private static Map<String, Kind> kinds(Shares shares) {
        var kinds = new LinkedHashMap<String, Kind>();
        shares.modules().forEach(share -> kinds.put(share.module().name(), share.kind()));
        return kinds;
    }

    private static Portions placed(
            StackUsage usage, Shares shares, Map<String, Portion> parts, Function<Slice, String> key) {
        var order = List.copyOf(parts.keySet());
        var places = usage.slices().stream()
                .map(slice -> slice.owner() == Owner.FREE ? -1 : order.indexOf(key.apply(slice)))
                .toList();
        return new Portions(List.copyOf(parts.values()), places, shares.free(), shares.freePercent());
    }

    /// Adds up slices that have a key in common.
    private static Portions counted(StackUsage usage, Shares shares, Function<Slice, String> key, Starter starter) {
        var tallies = new LinkedHashMap<String, Tally>();
        for (var slice : usage.slices()) {
            if (slice.owner() != Owner.FREE) {
                String name = key.apply(slice);
                tallies.computeIfAbsent(name, ignored -> new Tally(starter.start(name, slice)))
                        .add(slice);
            }
        }
        var ordered = new ArrayList<>(tallies.entrySet());
        ordered.sort(Comparator.comparingLong((Map.Entry<String, Tally> entry) -> entry.getValue().bytes)
                .reversed());
        var sizes = new ArrayList<Long>();
        ordered.forEach(entry -> sizes.add(Math.max(0, entry.getValue().bytes)));
        sizes.add(shares.free());
        var percents = Shares.apportion(sizes, 100);
        var parts = new LinkedHashMap<String, Portion>();
        for (int i = 0; i < ordered.size(); i++) {
            parts.put(ordered.get(i).getKey(), ordered.get(i).getValue().portion(percents[i]));
        }
        return placed(usage, shares, parts, key);
    }

    /// Makes the beginning of a part when its first slice is met.
    private interface Starter {
        Start start(String key, Slice slice);
    }

    private record Start(Kind kind, String name, String detail, Look look) {}

    /// Sums of one part.
    private static final class Tally {
        private final Start start;
        private final Map<Integer, Long> frames = new LinkedHashMap<>();
        private final Map<Integer, String> functions = new LinkedHashMap<>();
        private long bytes;

        Tally(Start start) {
            this.start = start;
        }

        void add(Slice slice) {
            bytes += slice.bytes();
            if (slice.frame() >= 0) {
                frames.merge(slice.frame(), slice.bytes(), Long::sum);
                functions.put(slice.frame(), slice.function());
            }
        }

        Portion portion(int percent) {
            var largest = frames.entrySet().stream().max(Map.Entry.comparingByValue());
            return new Portion(
                    start.kind(),
                    start.name(),
                    start.detail(),
                    bytes,
                    percent,
                    frames.size(),
                    largest.map(Map.Entry::getValue).orElse(0L),
                    largest.map(entry -> functions.getOrDefault(entry.getKey(), ""))
                            .orElse(""),
                    start.look());
        }
    }
}
