package dev.gotstack.report;

import dev.gotstack.report.Look.Pattern;
import dev.gotstack.report.Shares.Group;
import dev.gotstack.report.Shares.Share;
import dev.gotstack.stack.Slice;
import dev.gotstack.stack.StackUsage;
import java.awt.Color;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Who is drawn how. Companies take hues of the Okabe–Ito palette in the order of their bytes, their modules shades of
/// it and patterns; the kernel and whoever shares its company are grey, so that colour is left to those who may be to
/// blame. Vermilion is the guard page's.
public final class Looks {
    static final Color VERMILION = new Color(0xd55e00);
    static final Look GUARD = new Look(new Color(0xfbe4d5), Pattern.RISING, VERMILION);
    static final Look FREE = new Look(new Color(0xf3f5f7), Pattern.FALLING, new Color(0xc3cad2));
    static final Look UNATTRIBUTED = new Look(new Color(0xdde1e6), Pattern.DOTS, new Color(0x77818c));
    static final Look KERNEL = new Look(new Color(0xb3b8be), Pattern.PLAIN, new Color(0x6e7681));
    /// What a what-if takes away; on every paper as pale as what is free.
    static final Look LEFT_OUT = new Look(FREE.fill(), Pattern.UPRIGHT, FREE.mark());
    static final Look OTHERS = new Look(new Color(0xe9dfc9), Pattern.UPRIGHT, new Color(0x9b8a62));

    /// More modules than this nobody can tell apart; the small ones look alike.
    static final int SHOWN = 10;

    static final List<List<Color>> HUES = List.of(
            List.of(new Color(0x0072b2), new Color(0x56b4e9), new Color(0x004a75), new Color(0xa9d8f5)),
            List.of(new Color(0xe69f00), new Color(0xf6d186), new Color(0x9a6a00), new Color(0xfbe8c3)),
            List.of(new Color(0x009e73), new Color(0x7fd0b8), new Color(0x00664a), new Color(0xbfe7dc)),
            List.of(new Color(0xcc79a7), new Color(0xe6bcd3), new Color(0x8a4a6d), new Color(0xf3deea)),
            List.of(new Color(0xf0e442), new Color(0xf8f2a1), new Color(0xa39a1e), new Color(0xfcf9d3)));
    private static final List<Color> GREYS =
            List.of(new Color(0x8c959f), new Color(0xd0d5db), new Color(0x6e7681), new Color(0xe1e5e9));

    private final Map<String, Look> modules = new HashMap<>();
    private final Map<String, Look> companies = new HashMap<>();

    private final Colouring colouring;

    private Looks(Colouring colouring) {
        this.colouring = colouring;
    }

    /// The looks of a stack's modules, as its chart has them.
    public static Looks of(StackUsage usage) {
        return of(Shares.of(usage));
    }

    static Looks of(Shares shares) {
        return of(shares, Colouring.MODULE);
    }

    static Looks of(Shares shares, Colouring colouring) {
        var looks = new Looks(colouring);
        String kernelCompany = kernelCompany(shares);
        int company = 0;
        var shown = shares.modules().stream().limit(SHOWN).toList();
        for (var group : shares.groups()) {
            switch (group.kind()) {
                case KERNEL -> looks.all(group, KERNEL);
                case UNATTRIBUTED -> looks.all(group, UNATTRIBUTED);
                case COMPANY, UNKNOWN -> {
                    boolean grey = group.name().equals(kernelCompany);
                    // Hues come again after five companies, but never with the same pattern.
                    int first = grey ? 1 : 2 * company + company / HUES.size();
                    looks.family(group, grey ? GREYS : HUES.get(company % HUES.size()), first, shown);
                    company += grey ? 0 : 1;
                }
            }
        }
        return looks;
    }

    /// The colour of a module's bytes; the kernel's for one that has none.
    public Color fill(String module) {
        return module.isEmpty()
                ? UNATTRIBUTED.fill()
                : modules.getOrDefault(module, KERNEL).fill();
    }

    Look of(Slice slice) {
        return switch (slice.owner()) {
            case FREE -> FREE;
            case UNATTRIBUTED -> UNATTRIBUTED;
            case FRAME, TRAP_FRAME, BASE -> modules.getOrDefault(slice.module(), KERNEL);
        };
    }

    Look of(Share share) {
        return modules.getOrDefault(share.module().name(), UNATTRIBUTED);
    }

    Look of(Group group) {
        return companies.getOrDefault(group.name(), UNATTRIBUTED);
    }

    /// Each company starts with another pattern, for hues alone look alike in grey.
    private void family(Group group, List<Color> shades, int first, List<Share> shown) {
        var patterns = Pattern.values();
        var company = Look.of(shades.getFirst(), patterns[first % patterns.length]);
        companies.put(group.name(), company);
        if (colouring == Colouring.COMPANY) {
            group.shares().forEach(share -> modules.put(share.module().name(), company));
            return;
        }
        int rank = 0;
        for (var share : group.shares()) {
            var shade = shades.get(rank % shades.size());
            var look = shown.contains(share) ? Look.of(shade, patterns[(first + rank) % patterns.length]) : OTHERS;
            modules.put(share.module().name(), look);
            rank++;
        }
    }

    private void all(Group group, Look look) {
        group.shares().forEach(share -> modules.put(share.module().name(), look));
        companies.put(group.name(), look);
    }

    private static String kernelCompany(Shares shares) {
        return shares.groups().stream()
                .filter(group -> group.kind() == Kind.KERNEL)
                .flatMap(group -> group.shares().stream())
                .map(share -> PlainText.of(share.module().company()))
                .filter(company -> !company.isEmpty())
                .findFirst()
                .orElse("Microsoft Corporation");
    }
}
