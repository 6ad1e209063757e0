package dev.gotstack.stack;

import static dev.gotstack.stack.WideRegisters.RBP;
import static dev.gotstack.stack.WideRegisters.RIP;
import static dev.gotstack.stack.WideRegisters.RSP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.symbol.pe.RuntimeFunction;
import dev.gotstack.symbol.pe.UnwindCode;
import dev.gotstack.symbol.pe.UnwindCode.Operation;
import dev.gotstack.symbol.pe.UnwindInfo;
import dev.gotstack.text.Phrase;
import dev.gotstack.windows.LoadedImages;
import dev.gotstack.windows.LoadedModule;
import dev.gotstack.windows.Modules;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Stacks put together by hand, undone by unwind data put together by hand.
class UnwindCodesTest {
    private static final int RBX = 3;
    private static final int RSI = 6;
    private static final int RDI = 7;
    private static final int R12 = 12;
    private static final long CODE = 0xffff_f880_0100_0000L;
    private static final long FUNCTION = CODE + 0x100;
    private static final int SIZE = 0x80;
    private static final long STACK = 0xffff_f880_0200_0000L;
    private static final long RETURN = CODE + 0x777;

    private final HandMadeSpace space = new HandMadeSpace(8).words(STACK, new long[0x40]);
    private final LoadedModule module = LoadedImages.code(CODE, 0x1000, null);
    private final Modules modules = LoadedImages.of(module);
    private final FunctionTables tables = new FunctionTables(modules);

    private static UnwindCode push(int offset, int register) {
        return new UnwindCode(offset, Operation.PUSH, register, 8);
    }

    private static UnwindCode allocate(int offset, long bytes) {
        return new UnwindCode(offset, Operation.ALLOCATE, 0, bytes);
    }

    private static UnwindCode setFrame(int offset) {
        return new UnwindCode(offset, Operation.SET_FRAME, RBP, 0);
    }

    private static UnwindCode save(int offset, int register, long at) {
        return new UnwindCode(offset, Operation.SAVE, register, at);
    }

    private static UnwindInfo info(int prolog, int frameOffset, UnwindCode... codes) {
        var list = List.of(codes);
        boolean framed = list.stream().anyMatch(code -> code.operation() == Operation.SET_FRAME);
        return new UnwindInfo(1, prolog, framed ? RBP : 0, frameOffset, list, List.of(), Optional.empty(), 0);
    }

    private UnwindCodesTest word(int offset, long value) {
        space.set(STACK + offset, value);
        return this;
    }

    private FunctionTables.Function function(UnwindInfo info) {
        var entry = new RuntimeFunction(FUNCTION - CODE, FUNCTION - CODE + SIZE, 0);
        return new FunctionTables.Function(module, module.image(), entry, info);
    }

    private static WideRegisters at(int offset, int stackPointer) {
        return WideRegisters.none().with(RIP, FUNCTION + offset).with(RSP, STACK + stackPointer);
    }

    private UnwindCodes.Undone undo(UnwindInfo info, WideRegisters registers) {
        return UnwindCodes.undo(tables, function(info), registers, va -> space.value(va, 8));
    }

    private UnwindCodes.Caller caller(UnwindInfo info, WideRegisters registers) {
        var undone = undo(info, registers);
        assertEquals(Phrase.NONE, undone.failure());
        return undone.caller().orElseThrow();
    }

    private void assertReturnsBy(int offset, UnwindCodes.Caller caller) {
        assertEquals(STACK + offset, caller.slot());
        assertEquals(RETURN, caller.registers().rip());
        assertEquals(STACK + offset + 8, caller.registers().rsp());
    }

    /// `push rbx; push r12; sub rsp,28h`: at each of its steps.
    @ParameterizedTest
    @CsvSource({"0,0x38", "1,0x30", "3,0x28", "7,0x00", "40,0x00"})
    void eachStepOfAProlog(int offset, String stackPointer) {
        word(0x28, 0x1212).word(0x30, 0x3b3b).word(0x38, RETURN);
        var info = info(7, 0, allocate(7, 0x28), push(3, R12), push(1, RBX));
        var start = at(offset, Integer.decode(stackPointer))
                .with(RBX, offset < 1 ? 0x3b3b : 1)
                .with(R12, offset < 3 ? 0x1212 : 2);
        var caller = caller(info, start);
        assertReturnsBy(0x38, caller);
        assertEquals(0x3b3b, caller.registers().get(RBX));
        assertEquals(0x1212, caller.registers().get(R12));
    }

    @Test
    void aCalleeMayHaveChangedVolatileRegisters() {
        word(0x28, RETURN);
        var start = at(0x20, 0)
                .with(WideRegisters.RAX, 5)
                .with(WideRegisters.R11, 6)
                .with(RSI, 7);
        var registers = caller(info(4, 0, allocate(4, 0x28)), start).registers();
        assertFalse(registers.knows(WideRegisters.RAX));
        assertFalse(registers.knows(WideRegisters.R11));
        assertEquals(7, registers.get(RSI));
    }

    /// The stack pointer moved in the body; the frame register tells where the fixed part of the frame is.
    @Test
    void aFrameRegisterLeadsOverWhatWasAllocatedLater() {
        word(0x110, 0x5151).word(0x108, 0x6666).word(0xf0, 0x7777).word(0x118, RETURN);
        var info = info(16, 0x20, save(16, RDI, 0x10), setFrame(12), allocate(7, 0x28), push(2, RSI), push(1, RBP));
        // After the prolog the stack pointer was STACK + e0h and rbp = STACK + 100h.
        var caller = caller(info, at(0x30, 0x18).with(RBP, STACK + 0x100));
        assertReturnsBy(0x118, caller);
        assertEquals(0x5151, caller.registers().get(RBP));
        assertEquals(0x6666, caller.registers().get(RSI));
        assertEquals(0x7777, caller.registers().get(RDI));
    }

    @Test
    void beforeItIsSetAFrameRegisterIsTheCallers() {
        word(0x08, 0x5151).word(0x10, RETURN);
        var info = info(12, 0x20, setFrame(12), allocate(7, 0x28), push(1, RBP));
        var caller = caller(info, at(2, 0x08).with(RBP, 0x123));
        assertReturnsBy(0x10, caller);
        assertEquals(0x5151, caller.registers().get(RBP));
    }

    @Test
    void withoutItsFrameRegisterAFunctionCannotBeUndone() {
        var undone = undo(info(12, 0x20, setFrame(12), allocate(7, 0x28), push(1, RBP)), at(0x30, 0));
        assertTrue(undone.caller().isEmpty());
        assertEquals("its frame register rbp is not known", undone.failure().english());
    }

    @Test
    void registersOfTheVectorUnitDoNotMatter() {
        word(0x28, RETURN);
        var info = info(9, 0, new UnwindCode(9, Operation.SAVE_XMM, 6, 0x10), allocate(4, 0x28));
        assertReturnsBy(0x28, caller(info, at(0x20, 0)));
    }

    @ParameterizedTest
    @CsvSource({"0,0x10", "8,0x18"})
    void whatTheProcessorPushed(int errorCode, String place) {
        int rip = Integer.decode(place);
        word(rip, CODE + 0x500)
                .word(rip + 8, 0x10)
                .word(rip + 16, 0x10246)
                .word(rip + 24, STACK + 0x100)
                .word(rip + 32, 0x18);
        var info = info(3, 0, allocate(3, 0x10), new UnwindCode(0, Operation.MACHINE_FRAME, 0, errorCode));
        var caller = caller(info, at(0x20, 0).with(WideRegisters.RAX, 9));
        assertEquals(CODE + 0x500, caller.registers().rip());
        assertEquals(STACK + 0x100, caller.registers().rsp());
        var frame = caller.machineFrame().orElseThrow();
        assertTrue(frame.isPlausible());
        assertFalse(frame.fromUserMode());
        assertEquals(STACK + 0x10, frame.start());
    }

    /// `pop rsi; pop r12; pop rdi; ret` at the function's end: r12 takes two bytes.
    @ParameterizedTest
    @CsvSource({"5,0x00", "4,0x08", "2,0x10", "1,0x18"})
    void anEpilogOfVersionTwo(int left, String stackPointer) {
        word(0x00, 0x6666).word(0x08, 0x1212).word(0x10, 0x7777).word(0x18, RETURN);
        var info = new UnwindInfo(
                2,
                8,
                0,
                0,
                List.of(allocate(8, 0x40), push(4, RSI), push(3, R12), push(1, RDI)),
                List.of(new UnwindInfo.Epilog(5, 5)),
                Optional.empty(),
                0);
        var caller = caller(
                info,
                at(SIZE - left, Integer.decode(stackPointer))
                        .with(RSI, 0x6666)
                        .with(R12, 0x1212)
                        .with(RDI, 0x7777));
        assertReturnsBy(0x18, caller);
        assertEquals(0x6666, caller.registers().get(RSI));
        assertEquals(0x1212, caller.registers().get(R12));
        assertEquals(0x7777, caller.registers().get(RDI));
    }

    @Test
    void whatIsSavedOnAMissingPageIsUnknown() {
        var info = info(4, 0, save(4, RBX, -0x1000), allocate(4, 0x28));
        word(0x28, RETURN);
        var caller = caller(info, at(0x20, 0).with(RBX, 1));
        assertReturnsBy(0x28, caller);
        assertFalse(caller.registers().knows(RBX));
    }

    @Test
    void aReturnAddressOnAMissingPageIsNone() {
        var undone = undo(info(4, 0, allocate(4, 0x1000)), at(0x20, 0));
        assertTrue(undone.caller().isEmpty());
        assertTrue(
                undone.failure().english().startsWith("the return address at"),
                undone.failure().english());
    }

    // ---- epilogs that only the code tells ------------------------------------------------------------------------

    private Optional<WideRegisters> finished(String hex, int offset, int stackPointer, UnwindInfo info) {
        space.code(FUNCTION, hex);
        var code = new CodeView(space, modules);
        return new EpilogCode(code, tables, va -> space.value(va, 8))
                .finished(function(info), at(offset, stackPointer).with(RBP, STACK + 0x40));
    }

    /// `add rsp,28h; pop rbx; pop r12; ret`.
    @ParameterizedTest
    @CsvSource({"0,0x00", "4,0x28", "5,0x30", "7,0x38"})
    void eachStepOfAnEpilog(int offset, String stackPointer) {
        word(0x28, 0x3b3b).word(0x30, 0x1212);
        var end = finished("4883c428 5b 415c c3", offset, Integer.decode(stackPointer), info(7, 0))
                .orElseThrow();
        assertEquals(STACK + 0x38, end.rsp());
        assertEquals(offset < 5, end.knows(RBX) && end.get(RBX) == 0x3b3b);
    }

    /// `lea rsp,[rbp+10h]; pop rbp; ret`
    @Test
    void anEpilogByTheFrameRegister() {
        word(0x50, 0x5151);
        var info = info(12, 0x20, setFrame(12), push(1, RBP));
        var end = finished("488d6510 5d c3", 0, 0x08, info).orElseThrow();
        assertEquals(STACK + 0x58, end.rsp());
        assertEquals(0x5151, end.get(RBP));
    }

    @ParameterizedTest
    @CsvSource({
        // jmp out of the function, jmp [import], rex.W jmp rax
        "4883c428e9f00e0000,true",
        "4883c428ff2500000000,true",
        "4883c42848ffe0,true",
        // jmp within the function, jmp rax, more code
        "4883c428eb10,false",
        "4883c428ffe0,false",
        "4883c42890c3,false",
        "4883c4284883c408c3,false"
    })
    void whatEndsAFunction(String hex, boolean ends) {
        assertEquals(ends, finished(hex, 0, 0, info(4, 0)).isPresent());
    }
}
