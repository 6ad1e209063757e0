package dev.gotstack.memory;

import dev.gotstack.io.LittleEndian;
import dev.gotstack.io.MalformedFileException;
import dev.gotstack.text.Phrase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/// An address space seen through page tables in physical memory.
///
/// Invalid entries are read as Windows means them: prototype bit 10, transition bit 11, else a page file, demand zero
/// or nothing. A page in transition is readable, as it is for a debugger; so is what a table in transition maps.
public final class PageTables implements AddressSpace {
    private static final int PAGE_BITS = 12;
    private static final long REGIONS = (1L << TableCache.BITS) - 1;
    /// What is remembered of a region: below this, the page of the file that is its table; this, that its table lies
    /// elsewhere.
    private static final long TABLE = 1L << TableCache.BITS - 2;
    /// From here on: why there is no table.
    private static final long ABSENT = TABLE + 1;
    /// From here on: the number of the region of physical memory that a large page leads to.
    private static final long LARGE_PAGE = 1L << TableCache.BITS - 1;

    private static final long LARGE = -0x100;

    private final String name;
    private final PhysicalMemory physical;
    private final PagingMode mode;
    private final long cr3;
    private final PagingMode.Level innermost;
    private final int regionBits;
    private final int entrySize;
    private final long indexMask;
    private final boolean wide;
    private final int unusedBits;
    private final long frameMask;
    private final TableCache tables = new TableCache(this::region);

    /// @param name what is read, for messages
    /// @param cr3 the directory table base, in any form the processor keeps it
    public PageTables(String name, PhysicalMemory physical, PagingMode mode, long cr3) {
        this.name = name;
        this.physical = physical;
        this.mode = mode;
        this.innermost = mode.levels().getLast();
        this.regionBits = innermost.shift() + innermost.bits();
        this.entrySize = mode.entrySize();
        this.indexMask = (1L << innermost.bits()) - 1;
        this.wide = mode.pointerSize() == Long.BYTES;
        this.unusedBits = mode.unusedBits();
        this.frameMask = mode.base(-1);
        this.cr3 = cr3;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int pointerSize() {
        return mode.pointerSize();
    }

    public PagingMode mode() {
        return mode;
    }

    @Override
    public int read(long va, byte[] target, int at, int length) {
        int done = 0;
        while (done < length) {
            long here = va + done;
            long pa = physicalAddress(here);
            int within = (int) (here & PhysicalMemory.PAGE_SIZE - 1);
            int part = Math.min(length - done, PhysicalMemory.PAGE_SIZE - within);
            if (pa < 0 || !physical.read(pa, target, at + done, part)) {
                break;
            }
            done += part;
        }
        return done;
    }

    @Override
    public Optional<Hole> hole(long va) {
        return switch (walk(va)) {
            case Translation.Mapped mapped ->
                physical.fileOffset(mapped.pa()) >= 0
                        ? Optional.empty()
                        : Optional.of(new Hole(
                                physical.absence(mapped.pa()),
                                Phrase.of("hole.physical-page", Long.toHexString(mapped.pa() >>> 12))));
            case Translation.NotPresent absent -> Optional.of(new Hole(reason(absent.kind()), words(absent)));
            case Translation.TableNotCaptured table ->
                Optional.of(new Hole(
                        Hole.Reason.UNKNOWN,
                        Phrase.of("hole.table", table.level(), Long.toHexString(table.tablePa()))));
            case Translation.NonCanonical bad ->
                Optional.of(new Hole(
                        Hole.Reason.NON_CANONICAL,
                        Phrase.of("hole.entries-read", bad.steps().size())));
        };
    }

    private static Hole.Reason reason(Translation.EntryKind kind) {
        return switch (kind) {
            case ZERO -> Hole.Reason.NOT_PRESENT;
            case PAGE_FILE -> Hole.Reason.PAGED_OUT;
            case DEMAND_ZERO, PROTOTYPE -> Hole.Reason.NOT_RESIDENT;
        };
    }

    private Phrase words(Translation.NotPresent absent) {
        var digits = String.format(Locale.ROOT, "%0" + 2 * mode.entrySize() + "x", absent.entry());
        return Phrase.of("hole.entry", absent.level(), digits, absent.kind().words());
    }

    @Override
    public Optional<Translation> translate(long va) {
        return Optional.of(walk(va));
    }

    @Override
    public long fileOffset(long va) {
        long pa = physicalAddress(va);
        return pa < 0 ? -1 : physical.fileOffset(pa);
    }

    @Override
    public OptionalLong value(long va, int size) {
        long offset = fileOffset(va);
        boolean inOnePage = (va & PhysicalMemory.PAGE_SIZE - 1) <= PhysicalMemory.PAGE_SIZE - size;
        return offset < 0
                ? OptionalLong.empty()
                : inOnePage && size >= 4
                        ? OptionalLong.of(physical.value(offset, size))
                        : AddressSpace.super.value(va, size);
    }

    @Override
    public long nextMapped(long va, long limit) {
        return Long.compareUnsigned(va & -PhysicalMemory.PAGE_SIZE, limit) < 0
                ? new MappedPages(physical, mode, limit - 1).next(cr3, va)
                : -1;
    }

    /// The physical address of a byte, by what is remembered of the tables.
    ///
    /// @return the address (whether or not the dump holds it), or a negative number where there is none: that of
    ///     [#reasonOf]
    public long physicalAddress(long va) {
        try {
            return lookUp(va);
        } catch (MalformedFileException | InternalError e) {
            // The dump was cut off while it is open, and with it the table. The error may come late.
            return none(Hole.Reason.CUT_OFF);
        }
    }

    private long lookUp(long va) {
        if (wide ? va << unusedBits >> unusedBits != va : va >>> 32 != 0) {
            return none(Hole.Reason.NON_CANONICAL);
        }
        long region = tables.at(va >>> regionBits & REGIONS);
        if (region >= TABLE) {
            return special(region, va);
        }
        long table = region << PAGE_BITS;
        long entry = physical.value(table + (va >>> PAGE_BITS & indexMask) * entrySize, entrySize);
        return mode.isValid(entry) ? entry & frameMask | va & PhysicalMemory.PAGE_SIZE - 1 : invalid(entry, va);
    }

    private long special(long region, long va) {
        if (region >= LARGE_PAGE) {
            return (region - LARGE_PAGE) << regionBits | va & (1L << regionBits) - 1;
        }
        if (region >= ABSENT) {
            return ABSENT - region - 1;
        }
        // A table that lies where no page of the file begins: it is not remembered.
        long at = innermostTable(va);
        if (at < 0) {
            return at;
        }
        long entry = physical.value(at + (va >>> PAGE_BITS & indexMask) * entrySize, entrySize);
        return mode.isValid(entry) ? entry & frameMask | va & PhysicalMemory.PAGE_SIZE - 1 : invalid(entry, va);
    }

    /// Why a number from [#physicalAddress] is none.
    public static Hole.Reason reasonOf(long negative) {
        return Hole.REASONS.get((int) -negative - 1);
    }

    private static long none(Hole.Reason reason) {
        return -1 - reason.ordinal();
    }

    private long invalid(long entry, long va) {
        return mode.state(entry, innermost) == PagingMode.State.TRANSITION_PAGE
                ? mode.transitionBase(entry) | va & PhysicalMemory.PAGE_SIZE - 1
                : none(reason(mode.kind(entry)));
    }

    /// What is remembered of a region, by the number of bits that tell it from others.
    private long region(long number) {
        long va = mode.extend(number << regionBits);
        long found = innermostTable(va);
        if (found < 0) {
            return found <= LARGE ? LARGE_PAGE + (LARGE - found) : ABSENT - 1 - found;
        }
        boolean remembered = found % PhysicalMemory.PAGE_SIZE == 0 && found >>> PAGE_BITS < TABLE && found > 0;
        return remembered ? found >>> PAGE_BITS : TABLE;
    }

    /// File offset of the innermost table for an address; below 0: the number that says why there is none; [#LARGE] or
    /// less: that less the number of the region of physical memory to which a large page leads.
    private long innermostTable(long va) {
        long table = mode.root(cr3);
        for (var level : mode.levels()) {
            if (level == innermost) {
                break;
            }
            long at = physical.fileOffset(table + (va >>> level.shift() & (1L << level.bits()) - 1) * entrySize);
            if (at < 0) {
                return none(Hole.Reason.UNKNOWN);
            }
            long entry = physical.value(at, entrySize);
            switch (mode.state(entry, level)) {
                case TABLE -> table = mode.base(entry);
                case TRANSITION_TABLE -> table = mode.transitionBase(entry);
                case PAGE, TRANSITION_PAGE -> {
                    long within = va & (1L << level.shift()) - 1;
                    return LARGE - ((pageBase(entry, level) | within) >>> regionBits);
                }
                case ABSENT -> {
                    return none(reason(mode.kind(entry)));
                }
            }
        }
        long offset = physical.fileOffset(table);
        return offset < 0 ? none(Hole.Reason.UNKNOWN) : offset;
    }

    private Translation walk(long va) {
        List<Translation.Step> steps = new ArrayList<>(5);
        if (!mode.canonical(va)) {
            return new Translation.NonCanonical(steps);
        }
        long table = mode.root(cr3);
        var raw = new byte[8];
        boolean transition = false;
        for (var level : mode.levels()) {
            long index = va >>> level.shift() & (1L << level.bits()) - 1;
            long entryPa = table + index * mode.entrySize();
            if (!physical.read(entryPa, raw, 0, mode.entrySize())) {
                return new Translation.TableNotCaptured(level.name(), entryPa, steps);
            }
            long entry = LittleEndian.unsigned(raw, 0, mode.entrySize());
            steps.add(new Translation.Step(level.name(), entryPa, entry));
            switch (mode.state(entry, level)) {
                case PAGE -> {
                    return mapped(va, pageBase(entry, level), level, transition, steps);
                }
                case TRANSITION_PAGE -> {
                    return mapped(va, mode.transitionBase(entry), level, true, steps);
                }
                case TABLE -> table = mode.base(entry);
                case TRANSITION_TABLE -> {
                    table = mode.transitionBase(entry);
                    transition = true;
                }
                case ABSENT -> {
                    return new Translation.NotPresent(level.name(), entry, mode.kind(entry), steps);
                }
            }
        }
        throw new IllegalStateException("the last level is always at bit 12");
    }

    private long pageBase(long entry, PagingMode.Level level) {
        return level.shift() == 12 ? mode.base(entry) : mode.largeBase(entry, level.shift());
    }

    private static Translation mapped(
            long va, long base, PagingMode.Level level, boolean transition, List<Translation.Step> steps) {
        long size = 1L << level.shift();
        return new Translation.Mapped(base | va & size - 1, size, transition, steps);
    }
}
