package dev.gotstack.windows;

import dev.gotstack.dump.Dump;
import dev.gotstack.dump.DumpHeader;
import dev.gotstack.dump.MemoryBlock;
import dev.gotstack.io.MalformedFileException;
import dev.gotstack.io.Progress;
import dev.gotstack.layout.TypeSource;
import dev.gotstack.layout.Types;
import dev.gotstack.memory.AddressSpace;
import dev.gotstack.text.Phrase;
import dev.gotstack.x86.Architecture;
import dev.gotstack.x86.RegisterSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A dump as Windows structures. Opened once; memory is read on demand.
public final class Kernel implements AutoCloseable {
    private static final long FILLER = 0x45474150;

    private final Dump dump;
    private final AddressSpace space;
    private final Types types;
    private final Modules modules;
    private final List<Processor> processors;
    private final ThreadReader threads;
    private final RegisterSet crashContext;
    private final long crashedBlock;
    private final List<String> problems;

    private Kernel(
            Dump dump,
            AddressSpace space,
            Types types,
            Modules modules,
            List<Processor> processors,
            ThreadReader threads,
            RegisterSet crashContext,
            long crashedBlock,
            List<String> problems) {
        this.dump = dump;
        this.space = space;
        this.types = types;
        this.modules = modules;
        this.processors = processors;
        this.threads = threads;
        this.crashContext = crashContext;
        this.crashedBlock = crashedBlock;
        this.problems = problems;
    }

    /// Reads modules, symbols and processors. Whatever is damaged becomes a line of [#problems()]; the rest is usable.
    public static Kernel open(Dump dump, SymbolSources symbols, Progress progress) {
        var header = dump.header();
        int pointerSize = header.format().pointerSize();
        var problems = new ProblemLines(dump.warnings());
        var candidates = KernelBuilds.candidates(header.build(), pointerSize);
        progress.at("Reading modules and symbols", 0, 0);
        var reader = new ModuleReader(
                dump.kernelSpace(), candidates.getFirst(), symbols, variables(header), problems, progress);
        var modules = dump.triage()
                .map(triage -> reader.read(triage.drivers()))
                .orElseGet(() -> reader.read(header.psLoadedModuleList()));
        try {
            return open(dump, modules, candidates, problems, progress);
        } catch (RuntimeException e) {
            modules.close();
            throw e;
        }
    }

    /// @param candidates layouts of the kernel's structures, the likeliest first
    private static Kernel open(
            Dump dump,
            Modules modules,
            List<? extends TypeSource> candidates,
            ProblemLines problems,
            Progress progress) {
        var header = dump.header();
        var kernelTypes = modules.kernel().flatMap(kernel -> kernel.symbols().types());
        var reservation =
                KernelBuilds.reservation(header.build(), header.format().pointerSize());
        if (kernelTypes.isEmpty() && !reservation.isEmpty()) {
            problems.add(reservation);
        }
        modules.kernel()
                .filter(kernel -> !kernel.symbols().isComplete())
                .ifPresent(kernel -> problems.add(missingSymbols(kernel)));
        progress.at("Reading processors", 0, 0);
        Kernel best = null;
        for (var candidate : candidates) {
            var sources = new ArrayList<TypeSource>();
            kernelTypes.ifPresent(sources::add);
            sources.add(candidate);
            var kernel = withTypes(dump, new Types(sources), modules, new ProblemLines(problems));
            if (kernel.currentThreadsFit()) {
                return kernel;
            }
            best = best == null ? kernel : best;
        }
        return Objects.requireNonNull(best, "there is always a candidate");
    }

    /// The debugger data block, decoded where it must be.
    private static @Nullable DebuggerData debuggerData(AddressSpace space, Types types, Modules modules, long address) {
        var architecture = Architecture.of(space.pointerSize());
        var plain = DebuggerData.at(space::bytes, types, address, architecture);
        if (plain != null || address == 0 || architecture.pointerSize() == 4) {
            return plain;
        }
        return EncodedData.of(space, modules)
                .map(encoded -> DebuggerData.at(encoded.decoding(space::bytes, address), types, address, architecture))
                .orElse(null);
    }

    private static Map<String, Long> variables(DumpHeader header) {
        return Map.of(
                "PsLoadedModuleList", header.psLoadedModuleList(),
                "PsActiveProcessHead", header.psActiveProcessHead(),
                "KdDebuggerDataBlock", header.kdDebuggerDataBlock());
    }

    private static Kernel withTypes(Dump dump, Types types, Modules modules, List<String> problems) {
        var header = dump.header();
        var copies = dump.triage().map(triage -> TriageCopies.of(dump, triage, types));
        var space = copies.map(found -> found.space(dump)).orElseGet(dump::kernelSpace);
        var debuggerData = debuggerData(space, types, modules, header.kdDebuggerDataBlock());
        var known = copies.flatMap(TriageCopies::processorBlock).map(MemoryBlock::va);
        var processors = ProcessorFinder.of(space, types, problems)
                .find(debuggerData, header.processors(), known.stream().toList());
        if (processors.isEmpty()) {
            problems.add("No processor control region was found: threads, task states and stacks are unknown");
        }
        var context = crashContext(dump, problems);
        var unloaded =
                debuggerData == null ? List.<UnloadedModule>of() : new UnloadedModules(space, types).read(debuggerData);
        var named = modules.withUnloaded(
                unloaded.isEmpty() ? dump.triage().map(UnloadedModules::of).orElse(List.of()) : unloaded);
        var interrupts = new InterruptStacks(space, named, context.stackPointer());
        var stacks = new ProcessorStacks(space, types, interrupts);
        return new Kernel(
                dump,
                space,
                types,
                named,
                processors.stream()
                        .map(processor -> isWide(space)
                                ? processor.with(interrupts.of(processor), stacks.of(processor))
                                : processor)
                        .toList(),
                new ThreadReader(space, types, problems),
                context,
                known.orElse(0L),
                problems);
    }

    private static boolean isWide(AddressSpace space) {
        return space.pointerSize() == 8;
    }

    private static RegisterSet crashContext(Dump dump, List<String> problems) {
        try {
            var context = ContextRecord.read(
                    dump.header().context(),
                    Architecture.of(dump.header().format().pointerSize()));
            // Where no context was written, the header's filler is left.
            boolean filler = (context.instructionPointer() & 0xffff_ffffL) == FILLER
                    && (context.stackPointer() & 0xffff_ffffL) == FILLER;
            return filler ? RegisterSet.none() : context;
        } catch (MalformedFileException e) {
            problems.add(String.valueOf(e.getMessage()));
            return RegisterSet.none();
        }
    }

    private static String missingSymbols(LoadedModule kernel) {
        var tried = kernel.symbols().tried();
        return "The kernel's symbols (" + kernel.imageName() + ") are missing or do not match: "
                + (tried.isEmpty() ? "no place to look was named" : tried.getLast());
    }

    private boolean currentThreadsFit() {
        return processors.stream().anyMatch(processor -> threads.isThread(processor.currentThread()));
    }

    public Dump dump() {
        return dump;
    }

    /// Names and widths of the processor's registers.
    public Architecture architecture() {
        return Architecture.of(space.pointerSize());
    }

    /// The kernel's address space.
    public AddressSpace space() {
        return space;
    }

    /// Structure layouts: the kernel's own symbols first, then built-in ones.
    public Types types() {
        return types;
    }

    public Modules modules() {
        return modules;
    }

    /// All processors that were found.
    public List<Processor> processors() {
        return processors;
    }

    /// The context saved in the dump's header.
    public RegisterSet crashContext() {
        return crashContext;
    }

    /// The processor that wrote the dump: the one whose control block a small dump copied; the one whose saved context
    /// is the header's; else one that runs another task than its normal one; else the first.
    public Optional<Processor> crashedProcessor() {
        return processors.stream()
                .filter(processor -> crashedBlock != 0 && processor.kprcb() == crashedBlock)
                .findFirst()
                .or(() -> processors.stream()
                        .filter(processor ->
                                processor.tr() != 0 && processor.context().equals(crashContext))
                        .findFirst())
                .or(() -> processors.stream()
                        .filter(processor -> processor.interruptedTask().isPresent())
                        .findFirst())
                .or(() -> processors.stream().findFirst());
    }

    /// The thread at `address`; empty (and a line in [#problems()]) if it cannot be read.
    public Optional<KernelThread> thread(long address) {
        try {
            return Optional.of(threads.thread(address));
        } catch (MalformedFileException e) {
            problems.add("Thread at " + Long.toHexString(address) + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    /// Interrupt stacks on which something was pushed: of a processor, or, where none is known, the one that the
    /// crash's context is on.
    public List<InterruptStack> interruptStacks(Optional<Processor> processor) {
        if (processor.isPresent() || architecture().pointerSize() == 4) {
            return processor.map(Processor::interrupts).orElse(List.of());
        }
        return new InterruptStacks(space, modules, crashContext.stackPointer())
                .aroundContext().stream().toList();
    }

    /// The stack of code whose thread is unknown: the mapped pages around its stack pointer.
    public Optional<KernelStack> unownedStack(long stackPointer) {
        return new StackFinder(space).around(stackPointer);
    }

    /// First address at which the kernel maps page tables, where a 64-bit kernel says it: in the debugger data block of
    /// Windows 10 1607 and later, and in a variable.
    public OptionalLong pteBase() {
        var data = debuggerData(space, types, modules, dump.header().kdDebuggerDataBlock());
        var said = data == null ? OptionalLong.empty() : data.pointer("PteBase");
        if (said.isPresent() || !isWide(space)) {
            return said;
        }
        return modules.kernel()
                .flatMap(nt -> nt.symbols().table().named("MmPteBase").map(symbol -> nt.base() + symbol.rva()))
                .map(at -> space.value(at, 8))
                .orElse(OptionalLong.empty());
    }

    /// The stacks that a walk which begins on a thread's stack may come to, that one first: those the thread left
    /// for it and those of processors. 32-bit threads have but one.
    public List<StackRange> stacksBeside(KernelStack own) {
        if (!isWide(space)) {
            return List.of();
        }
        var ranges = new ArrayList<StackRange>();
        ranges.add(new StackRange(
                StackRange.Kind.THREAD,
                Phrase.of("stack.thread"),
                own.limit(),
                own.base(),
                own.initial(),
                own.saved(),
                Phrase.of("stack.thread.source")));
        var segments = new StackSegments(space, types);
        ranges.addAll(segments.of(own));
        processors.forEach(processor -> {
            ranges.addAll(processor.stacks());
            segments.shadow(processor.currentThread()).ifPresent(ranges::add);
        });
        return List.copyOf(ranges);
    }

    /// The kernel stack that holds `va`: of a thread that was running, else of any thread of any process.
    public Optional<KernelStack> stackAt(long va) {
        return Stream.concat(
                        processors.stream().map(Processor::currentThread).flatMap(address -> thread(address).stream()),
                        processes().stream().flatMap(process -> threads(process).stream()))
                .map(KernelThread::stack)
                .filter(stack -> stack.contains(va))
                .findFirst();
    }

    /// The guard page that holds `va`, of a thread that was running.
    public Optional<GuardPage> guardPageAt(long va) {
        return processors.stream()
                .map(Processor::currentThread)
                .flatMap(address -> thread(address).stream())
                .flatMap(thread -> thread.stack().guard().stream())
                .filter(page -> page.contains(va))
                .findFirst();
    }

    /// All processes of the active list.
    public List<KernelProcess> processes() {
        long head = dump.header().psActiveProcessHead();
        return head == 0 ? List.of() : threads.processes(head);
    }

    /// All threads of a process.
    public List<KernelThread> threads(KernelProcess process) {
        return threads.threads(process);
    }

    /// What is wrong with the file, and what could not be read so far.
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /// Closes the dump, the PDBs and the image files. Nothing can be read afterwards.
    @Override
    public void close() {
        try (dump;
                modules) {
            return;
        }
    }
}
