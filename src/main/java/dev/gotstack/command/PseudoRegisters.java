package dev.gotstack.command;

import dev.gotstack.analysis.Listing;
import dev.gotstack.stack.DebuggerWalk;
import dev.gotstack.windows.KernelProcess;
import dev.gotstack.windows.KernelThread;
import dev.gotstack.windows.Processor;
import dev.gotstack.x86.Architecture;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/// Values that the debugger names like registers: `$ip`, `$thread`, `$bug_param1`.
final class PseudoRegisters {
    private static final long PAGE = 0x1000;

    private static final Map<String, Function<Context, OptionalLong>> ALL = Map.ofEntries(
            Map.entry("$ip", register(Architecture::instructionPointer)),
            Map.entry(
                    "$eventip",
                    context -> context.kernel()
                            .crashContext()
                            .get(context.kernel().architecture().instructionPointer())),
            Map.entry("$csp", register(Architecture::stackPointer)),
            Map.entry("$sp", register(Architecture::stackPointer)),
            Map.entry("$fp", register(Architecture::framePointer)),
            Map.entry(
                    "$retreg",
                    context -> new Registers(context)
                            .get(context.kernel().architecture().general().getFirst())),
            Map.entry("$retreg64", PseudoRegisters::wideReturn),
            Map.entry("$ra", PseudoRegisters::returnAddress),
            Map.entry("$ea", PseudoRegisters::effectiveAddress),
            Map.entry("$thread", thread(KernelThread::address)),
            Map.entry("$teb", thread(KernelThread::teb)),
            Map.entry("$tid", thread(KernelThread::threadId)),
            Map.entry("$tpid", thread(KernelThread::processId)),
            Map.entry("$proc", process(KernelProcess::address)),
            Map.entry("$peb", process(KernelProcess::peb)),
            Map.entry("$pcr", processor(Processor::kpcr)),
            Map.entry("$prcb", processor(Processor::kprcb)),
            Map.entry("$frame", context -> OptionalLong.of(context.session().frame())),
            Map.entry(
                    "$ptrsize",
                    context -> OptionalLong.of(context.kernel().space().pointerSize())),
            Map.entry("$pagesize", context -> OptionalLong.of(PAGE)),
            Map.entry(
                    "$bug_code",
                    context -> OptionalLong.of(context.kernel().dump().header().bugCheckCode())),
            Map.entry("$bug_param1", parameter(0)),
            Map.entry("$bug_param2", parameter(1)),
            Map.entry("$bug_param3", parameter(2)),
            Map.entry("$bug_param4", parameter(3)));

    private static final int USER_DEFINED = 20;

    private PseudoRegisters() {}

    /// All names.
    static List<String> names() {
        return ALL.keySet().stream().sorted().toList();
    }

    /// A value; empty if there is none of that name or the dump does not tell it.
    static OptionalLong get(String name, Context context) {
        var found = ALL.get(name);
        if (found != null) {
            return found.apply(context);
        }
        // The user's own, which hold 0 until they are assigned, and nothing here assigns them.
        boolean own = IntStream.range(0, USER_DEFINED).anyMatch(i -> name.equals("$t" + i));
        return own ? OptionalLong.of(0) : OptionalLong.empty();
    }

    private static Function<Context, OptionalLong> register(Function<Architecture, String> name) {
        return context -> context.registers().get(name.apply(context.kernel().architecture()));
    }

    private static Function<Context, OptionalLong> thread(ToLongFunction<KernelThread> value) {
        return context -> context.thread()
                .map(thread -> OptionalLong.of(value.applyAsLong(thread)))
                .orElse(OptionalLong.empty());
    }

    private static Function<Context, OptionalLong> process(ToLongFunction<KernelProcess> value) {
        return context -> context.process()
                .map(process -> OptionalLong.of(value.applyAsLong(process)))
                .orElse(OptionalLong.empty());
    }

    private static Function<Context, OptionalLong> processor(ToLongFunction<Processor> value) {
        return context -> context.processor()
                .map(processor -> OptionalLong.of(value.applyAsLong(processor)))
                .orElse(OptionalLong.empty());
    }

    private static Function<Context, OptionalLong> parameter(int index) {
        return context -> {
            var all = context.kernel().dump().header().bugCheckParameters();
            return index < all.size() ? OptionalLong.of(all.get(index)) : OptionalLong.empty();
        };
    }

    private static OptionalLong wideReturn(Context context) {
        var registers = new Registers(context);
        if (context.kernel().architecture().pointerSize() == 8) {
            return registers.get("rax");
        }
        var low = registers.get("eax");
        var high = registers.get("edx");
        return low.isEmpty() || high.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(high.getAsLong() << 32 | low.getAsLong());
    }

    private static OptionalLong returnAddress(Context context) {
        var frames = DebuggerWalk.of(context.kernel(), context.registers()).frames();
        return frames.isEmpty() ? OptionalLong.empty() : frames.getFirst().returnAddress();
    }

    private static OptionalLong effectiveAddress(Context context) {
        return new Listing(context.kernel())
                .access(context.registers().instructionPointer(), context.registers())
                .map(access -> OptionalLong.of(access.address().orElse(access.offset())))
                .orElse(OptionalLong.empty());
    }
}
