package dev.gotstack.x86;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlagsTest {
    @ParameterizedTest
    @CsvSource({
        "0x10046, 0, nv up di pl zr na pe nc",
        "0x0, 0, nv up di pl nz na po nc",
        "0x10282, 0, nv up ei ng nz na po nc",
        "0x3ed7, 3, ov dn ei ng zr ac pe cy",
    })
    void areSpelledAsDebuggersSpellThem(String value, int iopl, String words) {
        assertEquals(words, Flags.words(Long.decode(value)));
        assertEquals(iopl, Flags.iopl(Long.decode(value)));
    }
}
