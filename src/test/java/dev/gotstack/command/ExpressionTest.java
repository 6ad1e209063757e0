package dev.gotstack.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.Samples;
import dev.gotstack.analysis.Analysis;
import dev.gotstack.x86.Architecture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {
    private static Analysis analysis;
    private static Context context;

    @BeforeAll
    static void open() {
        analysis = Samples.analyze(Samples.ARTICLE);
        context = Context.of(analysis).withTask(analysis.interrupted().orElseThrow());
    }

    @AfterAll
    static void close() {
        Samples.close(analysis);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "10#10",
                "0x10#10",
                "0n10#a",
                "0t17#f",
                "0y101#5",
                "1fh#1f",
                "b8ae`5ff0#b8ae5ff0",
                "1`00000000#100000000",
                "ffffffff#ffffffffffffffff",
                "ebp#ffffffffb8ae5fe4",
                "@ebp#ffffffffb8ae5fe4",
                "EBP+0x0c#ffffffffb8ae5ff0",
                "ah#0",
                "ax#23",
                "@af#0",
                "af#af",
                "zf#1",
                "cr2#ffffffffb8ae5fe0",
                "tr#50",
                "@$thread#ffffffff87d68438",
                ".#ffffffff8088c718",
                ".+1#ffffffff8088c719",
                "nt#ffffffff80800000",
                "ntkrpamp#ffffffff80800000",
                "nt!_KiTrap0E#ffffffff8088c6bc",
                "nt!_KiTrap0E+0x5c#ffffffff8088c718",
                "_KiTrap0E#ffffffff8088c6bc",
                "poi(f7737040)#fffffffff773a2e0",
                "poi f7737040#fffffffff773a2e0",
                "poi(fs:40)#fffffffff773a2e0",
                "by(f773a2e0)#28",
                "wo(poi(fs:40))#28",
                "qwo(f7737040)#10001f773a2e0",
                "fs:1c#fffffffff773701c",
                "0030:00000040#fffffffff7737040",
                "hi(12345678)#1234",
                "low(12345678)#5678",
                "1+2*3#7",
                "(1+2)*3#9",
                "-1#ffffffffffffffff",
                "2-1-1#0",
                "10/3#5",
                "10%3#1",
                "10 mod 3#1",
                "1 << 4#10",
                "1 shl 4#10",
                "80000000 >> 4#8000000",
                "80000000 >>> 4#fffffffff8000000",
                "1 == 1#1",
                "1 = 2#0",
                "1 != 2#1",
                "1 < 2#1",
                "2 <= 1#0",
                "f0 & 3c#30",
                "f0 and 3c#30",
                "f0 | 0f#ff",
                "f0 or 0f#ff",
                "ff ^ 0f#f0",
                "ff xor 0f#f0",
                "not 0#1",
                "~0#ffffffffffffffff",
                "1 | 2 & 2#3",
                "2 + 1 == 3#1",
                "b8ae9000 - b8ae6000#3000"
            })
    void valuesAreThoseOfTheMasmEvaluator(String text, String value) {
        assertEquals(value, Long.toHexString(Expression.value(text, context)), text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ebp+xyz|Couldn't resolve error at 'xyz'|4",
                "1+|Numeric expression missing at '<EOL>'|2",
                "(1|Syntax error, ')' missing at '<EOL>'|2",
                "1 )|Extra character error at ')'|2",
                "@nope|Bad register error at '@nope'|0",
                "1/0|Divide by zero error at '/0'|1",
                "poi(b8ae5ff0)|Memory access error (not present) at 'poi(b8ae5ff0)'|0",
                "nt!NoSuchName|Couldn't resolve error at 'nt!NoSuchName'|0",
                "0000:10|Invalid selector error at '0000:10'|0",
                "123456789abcdef01|Couldn't resolve error at '123456789abcdef01'|0"
            })
    void errorsPointAtThePlace(String text, String message, int column) {
        var error = assertThrows(CommandException.class, () -> Expression.value(text, context));
        var lines = String.valueOf(error.getMessage()).lines().toList();
        assertEquals(message, lines.get(0));
        assertEquals("    " + text, lines.get(1));
        assertEquals(4 + column, lines.get(2).indexOf('^'));
    }

    @Test
    void deepNestingEndsWithAMessage() {
        assertThrows(CommandException.class, () -> Expression.value("(".repeat(5000), context));
        assertThrows(CommandException.class, () -> Expression.value("-".repeat(5000) + "1", context));
    }

    @Test
    void rangesTakeALengthAnEndOrNeither() {
        assertEquals(0x54, range("f7737000 L0x54").count());
        assertEquals(0x10, range("f7737000 l10").count());
        assertEquals(0x20, range("f7737000").count());
        assertEquals(3, range("b8ae6000 b8ae6008").count());
        assertEquals(0x1c, range("fs:1c L1").start().offset());
        assertEquals(0xf7736ff0L, range("f7737000 L-4").start().address());
        assertEquals(0x12345L, range("").start().address());
        assertEquals(0x20000, range("80000000 L?20000").count());
        assertThrows(CommandException.class, () -> range("80000000 L10000000"));
        assertThrows(CommandException.class, () -> range("b8ae6008 b8ae6000"));
    }

    private static Range range(String text) {
        return Range.parse(text, context, Place.linear(0x12345, Architecture.of(4)), 4, 0x20);
    }

    @Test
    void aSegmentsLimitIsHonoured() {
        var place = new Expression("fs:1ffe", context).nextPlace();
        assertEquals(2, place.read(analysis.kernel().space(), new byte[8], 0, 8));
        assertTrue(place.text().startsWith("0030:"));
    }
}
