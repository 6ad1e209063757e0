package dev.gotstack.stack;

import static dev.gotstack.stack.WideRegisters.RBP;
import static dev.gotstack.stack.WideRegisters.RSP;

import dev.gotstack.stack.Evidence.Alternative;
import dev.gotstack.stack.Evidence.Method;
import dev.gotstack.stack.UnwindCodes.Caller;
import dev.gotstack.stack.WideUnwinder.Way;
import dev.gotstack.stack.WideUnwinder.Ways;
import dev.gotstack.text.Phrase;
import dev.gotstack.windows.Kernel;
import dev.gotstack.windows.KernelStack;
import dev.gotstack.windows.MachineFrame;
import dev.gotstack.windows.StackRange;
import dev.gotstack.x86.RegisterSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Rebuilds 64-bit stacks: by unwind data and code ([WideUnwinder]) from frame to frame, across what the processor
/// pushed when it was interrupted, to other stacks too; by weighing words ([WideResync]) where both are missing.
final class WideWalk {
    /// A 72 KB stack of the smallest frames has fewer.
    private static final int MOST_FRAMES = 8000;
    private static final int MOST_ALTERNATIVES = 6;
    private static final int ARGUMENTS = 4;
    private static final int WORD = 8;
    /// The oldest function of a thread lies this near the top of its stack.
    private static final long NEAR_TOP = 0x1000;

    private final Kernel kernel;
    private final KernelStack stack;
    private final Corrections corrections;
    private final WideUnwinder unwinder;
    private final WideResync resync;
    private final WideProof proof;
    private final TrapFrames trapFrames;
    private final List<StackRange> known;
    private final StackSwitches switches;
    private final Set<StackBounds> left = new HashSet<>();
    private final List<Frame> frames = new ArrayList<>();
    private WideRegisters at;
    private StackBounds bounds;
    private boolean interrupted = true;
    /// The slot that led here; 0 if none did.
    private long slot;
    private boolean sure = true;

    private WideWalk(
            Kernel kernel, WideUnwinder unwinder, KernelStack stack, RegisterSet registers, Corrections corrections) {
        this.kernel = kernel;
        this.stack = stack;
        this.corrections = corrections;
        this.unwinder = unwinder;
        this.resync = new WideResync(unwinder, corrections);
        this.proof = new WideProof(unwinder);
        this.trapFrames = new TrapFrames(kernel);
        this.known = kernel.stacksBeside(stack);
        this.switches = new StackSwitches(kernel, known);
        this.at = new InterruptedContext(kernel, unwinder).complete(WideRegisters.of(registers));
        this.bounds = StackBounds.at(kernel.space(), stack, known, at.rsp());
    }

    static CallStack of(
            Kernel kernel, WideUnwinder unwinder, KernelStack stack, RegisterSet registers, Corrections corrections) {
        return new WideWalk(kernel, unwinder, stack, registers, corrections).run();
    }

    private CallStack run() {
        var startEvidence = Evidence.of(Trust.CONTEXT, Method.CONTEXT);
        while (frames.size() < MOST_FRAMES) {
            var ways = ways();
            var best = ways.best().filter(this::leadsOn).orElse(null);
            if (best != null && best.caller().machineFrame().isPresent()) {
                var frame = best.caller().machineFrame().get();
                if (switches.isSwitch(frame) && !frame.isPlausible()) {
                    addSwitch(frame, best, Trust.STRONG, Phrase.of("evidence.switched"));
                } else {
                    addInterrupted(frame);
                }
                if (frame.isPlausible() && frame.fromUserMode()) {
                    return entered();
                }
                interruptedBy(frame, best.caller().registers());
                continue;
            }
            if (best == null && threadStartsHere(ways)) {
                if (crossed()) {
                    continue;
                }
                addLast(startEvidence);
                return new CallStack(
                        frames, Phrase.of("stop.thread-starts"), frames.stream().noneMatch(WideWalk::isGuess));
            }
            var step = step(best, ways);
            if (step == null && crossed()) {
                continue;
            }
            if (step == null) {
                addLast(startEvidence);
                return new CallStack(frames, deadEnd(ways), false);
            }
            frames.add(step);
            interrupted = false;
        }
        return new CallStack(frames, Phrase.of("stop.too-many", MOST_FRAMES), false);
    }

    /// The ways back from here. A frame register that leads nowhere was damaged, and counts as unknown.
    private Ways ways() {
        var ways = unwinder.ways(at, interrupted);
        int frame = unwinder.frameRegister(at, interrupted);
        if (frame != 0 && at.knows(frame) && ways.best().filter(this::leadsOn).isEmpty() && !threadStartsHere(ways)) {
            return unwinder.ways(at.without(frame), interrupted);
        }
        return ways;
    }

    /// The frame with its caller, to which the walk goes on; null if nothing leads on.
    private @Nullable Frame step(@Nullable Way known, Ways ways) {
        var way = known;
        int ahead = 0;
        if (way == null) {
            var found = resync.after(bounds, at, lowest(ways))
                    .filter(word -> !isSwitchFrame(word.way().caller().slot()))
                    .orElse(null);
            way = found == null ? null : found.way();
            ahead = found == null ? 0 : found.ahead();
        }
        way = pinnedBefore(way);
        if (way == null) {
            return null;
        }
        if (way.method() == Method.SCAN || way.method() == Method.BY_HAND) {
            way = withSaved(way);
        }
        var evidence = limited(proof.of(at, interrupted, way, ways, ahead)).withAlternatives(lost(way, ways));
        var frame = frame(Frame.Kind.CALL, Optional.of(way.caller()), OptionalLong.empty(), evidence);
        moveTo(way.caller().slot());
        slot = way.caller().slot();
        at = way.caller().registers();
        return frame;
    }

    /// The same with the registers that the function saved below its return address.
    private Way withSaved(Way way) {
        return unwinder.returningBy(way.caller().slot(), at, interrupted)
                .map(caller -> new Way(way.method(), caller, way.guess()))
                .orElse(way);
    }

    /// Whether a way ends where a return address can be.
    private boolean leadsOn(Way way) {
        var caller = way.caller();
        var machine = caller.machineFrame().orElse(null);
        if (machine != null) {
            return machine.isPlausible() && (machine.fromUserMode() || !isOwnStackBelow(machine))
                    || leadsToAnotherStack(machine);
        }
        boolean here = bounds.contains(caller.slot()) && Long.compareUnsigned(caller.slot(), slot) > 0;
        return (here || isOnNewStack(caller.slot()))
                && !corrections.rejected().contains(caller.slot())
                && unwinder.code().verdict(caller.registers().rip()) != CodeView.Verdict.NONE;
    }

    private boolean leadsToAnotherStack(MachineFrame machine) {
        return switches.isSwitch(machine) && isOnNewStack(machine.rsp());
    }

    /// Whether an address lies on a known stack that the walk is not on and has not been on.
    private boolean isOnNewStack(long va) {
        return !bounds.contains(va)
                && switches.at(va)
                        .map(StackBounds::of)
                        .filter(other -> !left.contains(other))
                        .isPresent();
    }

    /// A walk that came back to where it was would not end.
    private boolean isOwnStackBelow(MachineFrame machine) {
        return bounds.contains(machine.rsp()) && machine.rsp() <= machine.address();
    }

    private void interruptedBy(MachineFrame frame, WideRegisters registers) {
        boolean same = bounds.contains(frame.rsp());
        at = registers;
        slot = same ? frame.address() : 0;
        moveTo(frame.rsp());
        interrupted = true;
    }

    /// Goes on on the stack that an address belongs to.
    private void moveTo(long stackPointer) {
        if (!bounds.contains(stackPointer)) {
            left.add(bounds);
            bounds = StackBounds.at(kernel.space(), stack, known, stackPointer);
        }
    }

    private Optional<StackRange> range() {
        return switches.at(bounds.limit()).filter(found -> StackBounds.of(found).equals(bounds));
    }

    /// What switched to the stack that the walk is on: it lies at its top.
    private Optional<MachineFrame> switchFrame() {
        return range().flatMap(
                        found -> switches.onto(found, machine -> isOnNewStack(machine.rsp()) || ranOut(machine)));
    }

    private boolean isSwitchFrame(long va) {
        return switchFrame()
                .filter(frame -> va >= frame.address() && va < frame.address() + MachineFrame.SIZE)
                .isPresent();
    }

    /// Where nothing leads on, the stack is left by what switched to it.
    private boolean crossed() {
        var range = range();
        var frame = switchFrame().orElse(null);
        if (frame == null) {
            return false;
        }
        var registers =
                WideRegisters.none().with(WideRegisters.RIP, frame.rip()).with(RSP, frame.rsp());
        boolean noted = known.stream().anyMatch(segment -> segment.saved() != 0 && segment.saved() == frame.rsp());
        var why = Phrase.of(
                noted ? "evidence.crossed-noted" : "evidence.crossed",
                range.orElseThrow().name(),
                Long.toHexString(frame.rsp()));
        var way = new Way(Method.SCAN, new Caller(frame.address(), registers, Optional.of(frame)));
        addSwitch(frame, way, Trust.WEAK, why);
        interruptedBy(frame, registers);
        return true;
    }

    /// Whether a frame that the processor pushed leads to a thread that had left its stack at the lower end.
    private boolean ranOut(MachineFrame machine) {
        return machine.isPlausible()
                && !machine.fromUserMode()
                && !bounds.contains(machine.rsp())
                && StackBounds.isOn(stack, known, machine.rsp())
                && !left.contains(new StackBounds(stack.limit(), stack.base()));
    }

    private void addSwitch(MachineFrame frame, Way way, Trust trust, Phrase why) {
        var confirms = List.of(why);
        frames.add(frame(
                Frame.Kind.CALL,
                Optional.of(way.caller()),
                OptionalLong.empty(),
                limited(new Evidence(trust, Method.MACHINE_FRAME, confirms, List.of()))));
        slot = frame.address();
    }

    private void addInterrupted(MachineFrame frame) {
        var trapFrame = trapFrames.around(frame, at.rsp());
        var confirms = List.of(
                Phrase.of("evidence.machine-frame", Long.toHexString(frame.address())),
                Phrase.of(
                        frame.fromUserMode() ? "evidence.cs-is-user" : "evidence.cs-is-kernel",
                        Integer.toHexString(frame.cs())));
        frames.add(frame(
                frame.fromUserMode() ? Frame.Kind.ENTRY : Frame.Kind.TRAP,
                Optional.empty(),
                OptionalLong.of(trapFrame),
                new Evidence(Trust.STRONG, Method.MACHINE_FRAME, confirms, List.of())));
    }

    private CallStack entered() {
        boolean guessed = frames.stream().anyMatch(WideWalk::isGuess);
        return new CallStack(frames, Phrase.of(guessed ? "stop.from-user-guessed" : "stop.from-user"), !guessed);
    }

    private static boolean isGuess(Frame frame) {
        return frame.evidence().trust() == Trust.WEAK;
    }

    /// Whether the function returns to nowhere at the top of the stack.
    private boolean threadStartsHere(Ways ways) {
        var caller = ways.best().map(Way::caller).orElse(null);
        return caller != null
                && caller.registers().rip() == 0
                && bounds.contains(caller.slot())
                && Math.max(bounds.base(), stack.initial()) - caller.slot() < NEAR_TOP;
    }

    private void addLast(Evidence startEvidence) {
        frames.add(frame(
                Frame.Kind.CALL,
                Optional.empty(),
                OptionalLong.empty(),
                frames.isEmpty() ? startEvidence : Evidence.of(Trust.STRONG, Method.UNWIND_DATA)));
    }

    private Phrase deadEnd(Ways ways) {
        var here = kernel.modules().locate(at.rip()).text();
        var best = ways.best().map(Way::caller).orElse(null);
        if (best == null) {
            return Phrase.of("stop.no-way-back-because", here, ways.failure());
        }
        return Phrase.of(
                "stop.no-return-address",
                here,
                Long.toHexString(best.registers().rip()),
                Long.toHexString(best.slot()));
    }

    /// The pinned slot that would be jumped over, if there is one.
    private @Nullable Way pinnedBefore(@Nullable Way way) {
        long end = way == null ? bounds.base() : way.caller().slot();
        long from = lowest();
        return corrections.pinned().stream()
                .filter(pinned -> pinned >= from && pinned < end && bounds.contains(pinned))
                .sorted()
                .findFirst()
                .<Way>map(pinned -> resync.pinned(pinned, at))
                .orElse(way);
    }

    /// Lowest address at which a scan may find the return slot: above the one that unwind data gives, if none
    /// lies there.
    private long lowest(Ways ways) {
        long from = lowest();
        return ways.described()
                .filter(way -> unwinder.frameRegister(at, interrupted) == 0
                        && bounds.contains(way.caller().slot()))
                .map(way -> Math.max(from, way.caller().slot() + WORD))
                .orElse(from);
    }

    private long lowest() {
        long from = slot == 0 ? bounds.limit() : slot + WORD;
        return at.knows(RSP) ? Math.max(from, at.rsp()) : from;
    }

    /// A frame is no surer than the walk that led to it.
    private Evidence limited(Evidence evidence) {
        var trust = evidence.trust();
        boolean limited = !sure && trust == Trust.CERTAIN;
        sure &= trust.compareTo(Trust.LIKELY) < 0;
        return limited ? evidence.limitedTo(Trust.STRONG, Phrase.of("evidence.not-sure-before")) : evidence;
    }

    private List<Alternative> lost(Way taken, Ways ways) {
        var lost = new ArrayList<Alternative>();
        ways.described()
                .filter(way -> way.caller().slot() != taken.caller().slot())
                .ifPresent(way -> lost.add(alternative(way, Phrase.of("lost.no-return-address"))));
        ways.simulated()
                .filter(way -> way.caller().slot() != taken.caller().slot())
                .ifPresent(way -> lost.add(alternative(way, Phrase.of("lost.unwind-data"))));
        if (taken.method() == Method.SCAN) {
            lost.addAll(resync.passedOver(bounds, at.rsp(), taken.caller().slot()));
        }
        return List.copyOf(lost.subList(0, Math.min(lost.size(), MOST_ALTERNATIVES)));
    }

    private static Alternative alternative(Way way, Phrase why) {
        return new Alternative(way.caller().slot(), way.caller().registers().rip(), way.method(), why);
    }

    private Frame frame(Frame.Kind kind, Optional<Caller> caller, OptionalLong trapFrame, Evidence evidence) {
        var code = interrupted
                ? kernel.modules().locate(at.rip())
                : kernel.modules().locateReturn(at.rip());
        return new Frame(
                kind,
                code,
                at.rsp(),
                at.get(RBP),
                caller.stream().mapToLong(Caller::slot).findFirst(),
                caller.stream().mapToLong(found -> found.registers().rip()).findFirst(),
                trapFrame,
                caller.map(found -> unwinder.words(found.slot() + WORD, ARGUMENTS))
                        .orElse(new long[0]),
                at.named(),
                evidence);
    }
}
