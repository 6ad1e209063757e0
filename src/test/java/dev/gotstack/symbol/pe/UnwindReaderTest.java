package dev.gotstack.symbol.pe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.symbol.pe.UnwindCode.Operation;
import dev.gotstack.synth.MemoryBytes;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Unwind information written byte by byte.
class UnwindReaderTest {
    private static final RuntimeFunction FUNCTION = new RuntimeFunction(0x1000, 0x1100, 0x10);

    /// @param hex what lies at 10h
    private static UnwindInfo read(String hex) {
        return read(HexFormat.of().parseHex("00".repeat(0x10) + hex.replaceAll("\\s", "")));
    }

    private static UnwindInfo read(byte[] image) {
        return UnwindReader.read(MemoryBytes.of(image), FUNCTION);
    }

    @Test
    void everyOperation() {
        var info = read(
                "01 40 13 a5" // version 1, rbp + 0a0h
                        + "40 6a" // machine frame would be last; codes come in any order to a reader
                        + "3c 01 10 00" // allocate 80h
                        + "38 11 00 10 02 00" // allocate 21000h
                        + "34 72" // allocate 40h
                        + "30 03" // set the frame register
                        + "2c 64 05 00" // save rsi at 28h
                        + "28 75 00 00 01 00" // save rdi at 10000h
                        + "24 68 03 00" // save xmm6 at 30h
                        + "20 f9 10 00 01 00" // save xmm15 at 10010h
                        + "02 c0"); // push r12
        assertEquals(1, info.version());
        assertEquals(0x40, info.prologSize());
        assertEquals(5, info.frameRegister());
        assertEquals(0xa0, info.frameOffset());
        assertEquals(
                List.of(
                        new UnwindCode(0x40, Operation.MACHINE_FRAME, 0, 8),
                        new UnwindCode(0x3c, Operation.ALLOCATE, 0, 0x80),
                        new UnwindCode(0x38, Operation.ALLOCATE, 0, 0x21000),
                        new UnwindCode(0x34, Operation.ALLOCATE, 0, 0x40),
                        new UnwindCode(0x30, Operation.SET_FRAME, 0, 0),
                        new UnwindCode(0x2c, Operation.SAVE, 6, 0x28),
                        new UnwindCode(0x28, Operation.SAVE, 7, 0x10000),
                        new UnwindCode(0x24, Operation.SAVE_XMM, 6, 0x30),
                        new UnwindCode(0x20, Operation.SAVE_XMM, 15, 0x10010),
                        new UnwindCode(0x02, Operation.PUSH, 12, 8)),
                info.codes());
    }

    @Test
    void aHandlerFollowsAnEvenNumberOfSlots() {
        var info = read("09 04 01 00 04 42 0000 78 56 34 12");
        assertEquals(0x1234_5678L, info.handler());
        assertEquals(List.of(new UnwindCode(4, Operation.ALLOCATE, 0, 0x28)), info.codes());
    }

    @Test
    void aPartNamesItsFunction() {
        var info = read("21 00 00 00 00 20 00 00 80 20 00 00 40 00 00 00");
        assertEquals(Optional.of(new RuntimeFunction(0x2000, 0x2080, 0x40)), info.chained());
        assertEquals(0, info.handler());
    }

    @Test
    void versionTwoTellsEpilogs() {
        // Two epilogs of 3 bytes: one ends the function, one begins 123h bytes before its end.
        var info = read("02 02 06 00 03 16 23 16 00 06 00 06 02 60 01 70");
        assertEquals(List.of(new UnwindInfo.Epilog(3, 3), new UnwindInfo.Epilog(0x123, 3)), info.epilogs());
        assertEquals(
                List.of(new UnwindCode(2, Operation.PUSH, 6, 8), new UnwindCode(1, Operation.PUSH, 7, 8)),
                info.codes());
    }

    @Test
    void anOddAddressIsThatOfAnotherEntry() {
        var image = HexFormat.of()
                .parseHex("00".repeat(0x10) + "00 30 00 00 80 30 00 00 20 00 00 00 00000000".replace(" ", "")
                        + "0104010004420000");
        var info = UnwindReader.read(MemoryBytes.of(image), new RuntimeFunction(0x1000, 0x1100, 0x11));
        assertEquals(4, info.prologSize());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00 00 00 00", // no version
                "03 00 00 00", // a later one
                "01 00 01 00 01 01", // an allocation whose size is cut off
                "01 00 01 00 01 0f", // no such operation
                "01 00 ff 00 01 00", // more slots than there are
                "01 00"
            })
    void damaged(String hex) {
        assertThrows(MalformedFileException.class, () -> read(hex));
    }

    @Test
    void garbageIsReadOrRefused() {
        var random = new Random(7);
        int readable = 0;
        for (int i = 0; i < 20_000; i++) {
            var image = new byte[0x200];
            random.nextBytes(image);
            try {
                var info = read(image);
                readable++;
                assertTrue(info.codes().size() <= 0xff);
            } catch (MalformedFileException e) {
                assertTrue(String.valueOf(e.getMessage()).contains("expected"), e.getMessage());
            }
        }
        assertTrue(readable > 0);
    }
}
