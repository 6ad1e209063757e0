package dev.gotstack.report;

import dev.gotstack.report.Shares.Group;
import dev.gotstack.report.Shares.Share;
import dev.gotstack.stack.Headroom;
import dev.gotstack.stack.StackUsage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The finding in words a customer understands.
///
/// The rules are tried in order, and each says only what the bars show: nobody is named who has less than
/// [#LARGE] percent of the stack, and nobody alone where another is about as large.
final class ChartTitle {
    /// From this share on, in percent, somebody may be named as the one who used the stack.
    private static final int LARGE = 40;
    /// The kernel is named only if it has nearly everything, for it runs on behalf of drivers.
    private static final int MOST = 60;
    /// How many times larger than the next one "clearly the largest" is.
    private static final double CLEARLY = 1.25;
    /// A module with this part of its company's bytes is named instead of the company.
    private static final double NEARLY_ALL = 0.9;
    private static final int LONGEST_NAME = 48;

    private final StackUsage usage;
    private final Shares shares;
    private final List<Suspect> suspects;

    private ChartTitle(StackUsage usage, Shares shares) {
        this.usage = usage;
        this.shares = shares;
        this.suspects = shares.groups().stream()
                .flatMap(Suspect::of)
                .sorted(Comparator.comparingLong(Suspect::bytes).reversed())
                .toList();
    }

    static String of(StackUsage usage, Shares shares) {
        return new ChartTitle(usage, shares).text();
    }

    /// "A page fault needed 116 bytes; 88 of 12,288 were left.", or nothing if that is unknown.
    static List<String> headroom(StackUsage usage, Headroom headroom) {
        if (!headroom.ranOut() || headroom.left() < 0) {
            return List.of();
        }
        String what = headroom.whole()
                ? "chart.headroom.needed"
                : usage.neededAtFault() > 0 ? "chart.headroom.handling" : "chart.headroom.call";
        return List.of(ReportText.of(
                "chart.headroom", ReportText.of(what, Words.bytes(headroom.needed())), headroom.left(), usage.size()));
    }

    private String text() {
        if (usage.size() <= 0 || (shares.groups().isEmpty() && shares.free() == 0)) {
            return ReportText.of("title.unknown");
        }
        if (2 * shares.free() >= usage.size()) {
            return ReportText.of("title.free", Words.number(shares.free()), Words.bytes(usage.size()));
        }
        int unowned = percent(Kind.UNATTRIBUTED);
        if (unowned >= LARGE
                && (suspects.isEmpty() || unowned >= suspects.getFirst().percent())) {
            return ReportText.of("title.unknown-share", unowned);
        }
        return suspects.isEmpty() ? kernelAlone() : drivers();
    }

    private String drivers() {
        var first = suspects.getFirst();
        if (first.percent() < LARGE) {
            return percent(Kind.KERNEL) >= MOST ? kernelAlone() : nobody();
        }
        if (suspects.size() == 1 || first.bytes() >= CLEARLY * suspects.get(1).bytes()) {
            return ReportText.of("title.one", first.words(), first.percent());
        }
        var second = suspects.get(1);
        return ReportText.of("title.two", first.name(), second.name(), (first.percent() + second.percent()));
    }

    private String kernelAlone() {
        int kernel = percent(Kind.KERNEL);
        return kernel > 0 ? ReportText.of("title.kernel", kernel) : ReportText.of("title.unknown");
    }

    private String nobody() {
        var drivers = shares.groups().stream()
                .filter(group -> group.kind() == Kind.COMPANY || group.kind() == Kind.UNKNOWN)
                .toList();
        int count = drivers.stream().mapToInt(group -> group.shares().size()).sum();
        if (count == 1) {
            var only = suspects.getFirst();
            return ReportText.of("title.nobody.one", only.name(), Words.percent(only.percent(), only.bytes()));
        }
        return ReportText.of("title.nobody.many", driversOf(count, drivers));
    }

    private static String driversOf(int count, List<Group> drivers) {
        long known =
                drivers.stream().filter(group -> group.kind() == Kind.COMPANY).count();
        if (known == 0) {
            return ReportText.of("title.drivers", count);
        }
        return ReportText.of(
                known == drivers.size() ? "title.drivers.of" : "title.drivers.of-at-least",
                count,
                Words.count(known, "company"));
    }

    private int percent(Kind kind) {
        return shares.groups().stream()
                .filter(group -> group.kind() == kind)
                .mapToInt(Group::percent)
                .sum();
    }

    /// Somebody who could be named: a company with several drivers, or a driver.
    ///
    /// @param words subject of the sentence
    /// @param name the same in short, for a list
    private record Suspect(String words, String name, long bytes, int percent) {

        static Stream<Suspect> of(Group group) {
            return switch (group.kind()) {
                case KERNEL, UNATTRIBUTED -> Stream.empty();
                // Drivers without a version resource have nothing in common.
                case UNKNOWN -> group.shares().stream().map(Suspect::driver);
                case COMPANY -> Stream.of(company(group));
            };
        }

        private static Suspect company(Group group) {
            var largest = group.shares().getFirst();
            var named = new ArrayList<>(group.shares());
            named.removeIf(share -> share.module().bytes() <= 0);
            if (named.size() < 2 || largest.module().bytes() >= NEARLY_ALL * group.bytes()) {
                return driver(largest);
            }
            String company = PlainText.brief(group.name(), LONGEST_NAME);
            String count = Words.capitalised(Words.spelled(named.size()));
            return new Suspect(
                    ReportText.of("title.company-drivers", count, company), company, group.bytes(), group.percent());
        }

        private static Suspect driver(Share share) {
            String name = PlainText.brief(share.module().name(), LONGEST_NAME);
            String shown = name.isEmpty() ? ReportText.of("title.nameless") : name;
            return new Suspect(shown, shown, share.module().bytes(), share.percent());
        }
    }
}
