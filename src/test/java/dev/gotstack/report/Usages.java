package dev.gotstack.report;

import dev.gotstack.stack.Cycle;
import dev.gotstack.stack.ModuleUsage;
import dev.gotstack.stack.Slice;
import dev.gotstack.stack.Slice.Owner;
import dev.gotstack.stack.StackUsage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Builds stacks frame by frame, newest first, and adds them up as the product does.
final class Usages {
    static final long LIMIT = 0xb8ae6000L;
    static final long BASE = 0xb8ae9000L;

    private final long limit;
    private final List<Slice> slices = new ArrayList<>();
    private final List<Cycle> cycles = new ArrayList<>();
    private final Map<String, String> companies = new HashMap<>();
    private long at;
    private int frames;
    private long needed;
    private long freeAtFault;

    Usages(long limit) {
        this.limit = limit;
        at = limit;
    }

    Usages company(String company, String... modules) {
        for (String module : modules) {
            companies.put(module, company);
        }
        return this;
    }

    Usages frame(String module, String function, long bytes) {
        slices.add(new Slice(at, at + bytes, Owner.FRAME, frames++, module, function));
        at += bytes;
        return this;
    }

    Usages other(Owner owner, String module, long bytes) {
        if (bytes > 0) {
            slices.add(new Slice(at, at + bytes, owner, -1, module, owner.name()));
            at += bytes;
        }
        return this;
    }

    Usages cycle(int first, int period, int rounds, String... functions) {
        long bytes = slices.stream()
                .filter(slice -> slice.frame() >= first && slice.frame() < first + period * rounds)
                .mapToLong(Slice::bytes)
                .sum();
        cycles.add(new Cycle(first, period, rounds, bytes / rounds, bytes, List.of(functions)));
        return this;
    }

    Usages fault(long needed, long freeAtFault) {
        this.needed = needed;
        this.freeAtFault = freeAtFault;
        return this;
    }

    long used() {
        return at - limit;
    }

    StackUsage build() {
        var byModule = new LinkedHashMap<String, List<Slice>>();
        long free = 0;
        for (var slice : slices) {
            if (slice.owner() == Owner.FREE) {
                free += slice.bytes();
            } else {
                String name = slice.owner() == Owner.UNATTRIBUTED ? StackUsage.UNATTRIBUTED : slice.module();
                byModule.computeIfAbsent(name, key -> new ArrayList<>()).add(slice);
            }
        }
        var modules = byModule.entrySet().stream()
                .map(entry -> module(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(ModuleUsage::bytes).reversed())
                .toList();
        return new StackUsage(limit, at, free, freeAtFault, needed, List.copyOf(slices), modules, List.copyOf(cycles));
    }

    private ModuleUsage module(String name, List<Slice> slices) {
        long bytes = slices.stream().mapToLong(Slice::bytes).sum();
        var largest = slices.stream()
                .filter(slice -> slice.frame() >= 0)
                .max(Comparator.comparingLong(Slice::bytes))
                .orElse(slices.getFirst());
        int count = (int) slices.stream().filter(slice -> slice.frame() >= 0).count();
        return new ModuleUsage(
                name,
                companies.getOrDefault(name, ""),
                bytes,
                count,
                100.0 * bytes / (at - limit),
                count == 0 ? 0 : largest.bytes(),
                count == 0 ? "" : largest.function());
    }

    /// The article's stack: 12,288 bytes, two drivers that call each other 19 times, 88 bytes left at the fault.
    static StackUsage article() {
        var usage = new Usages(LIMIT)
                .company("Microsoft Corporation", "nt")
                .company("Fabrikam, Inc.", "fabfs")
                .company("Contoso Ltd.", "stackhog", "hogflt")
                .other(Owner.TRAP_FRAME, "nt", 88)
                .frame("fabfs", "FabFsAllocateIrpContext", 60)
                .frame("fabfs", "FabFsCommonCreate", 344);
        for (int i = 0; i < 19; i++) {
            usage.frame("nt", "IofCallDriver", 24)
                    .frame("hogflt", "HogFltPassThrough", 150)
                    .frame("nt", "IofCallDriver", 28)
                    .frame("stackhog", "StackHogCreate", 280)
                    .frame("nt", "ZwCreateFile", 69);
        }
        usage.cycle(2, 5, 19, "nt!ZwCreateFile", "stackhog!StackHogCreate", "hogflt!HogFltPassThrough")
                .frame("fabfs", "FabFsCreate", 212)
                .frame("nt", "IopParseDevice", 320)
                .frame("nt", "NtCreateFile", 163)
                .other(Owner.TRAP_FRAME, "nt", 140);
        return usage.other(Owner.BASE, "nt", 12_288 - usage.used())
                .fault(116, 88)
                .build();
    }

    static ChartData articleData() {
        return ChartData.of(
                article(),
                "Bug check 0x7F (8), StackHog.exe, processor 3.",
                java.util.OptionalLong.of(LIMIT - 28),
                true,
                "Gotstack · article-x86.dmp · 103 of 103 frames confirmed by call site or frame data");
    }

    /// A stack of random frames; the same seed gives the same stack.
    static StackUsage random(long seed, int frames, int modules) {
        var random = new Random(seed);
        boolean wide = random.nextInt(4) == 0;
        var usage = new Usages(wide ? 0xfffff802_1234a000L : LIMIT);
        for (int i = 0; i < modules; i++) {
            usage.company(company(random.nextInt(Math.max(1, modules / 2))), name(i));
        }
        usage.other(Owner.FREE, "", random.nextInt(3) == 0 ? 0 : random.nextInt(6000));
        for (int i = 0; i < frames; i++) {
            int largest = random.nextInt(8) == 0 ? 900 : 200;
            if (modules == 0 || random.nextInt(20) == 0) {
                usage.other(Owner.UNATTRIBUTED, "", 4 + random.nextInt(largest));
            } else {
                int module = (int) (modules * random.nextDouble() * random.nextDouble());
                usage.frame(name(module), "Function" + i, 4 + random.nextInt(largest));
            }
        }
        int rounds = 2 + random.nextInt(5);
        for (int first = 0; first + 3 * rounds < usage.frames; first += 3 * rounds + random.nextInt(20)) {
            usage.cycle(first, 3, rounds, "A", "B", "C");
        }
        return usage.fault(116, random.nextInt(500)).build();
    }

    private static String name(int module) {
        return switch (module) {
            case 0 -> "nt";
            case 5 -> "averylongdrivernamethatsomebodythoughtwouldbeagoodideatoputintoaproduct" + "x".repeat(60);
            default -> "driver" + module;
        };
    }

    private static String company(int number) {
        return switch (number) {
            case 0 -> "Microsoft Corporation";
            case 1 -> "";
            case 2 -> "Gesellschaft für außerordentlich lange Firmennamen und Treiberentwicklung mbH & Co. KG";
            default -> "Company " + number + " Inc.";
        };
    }
}
