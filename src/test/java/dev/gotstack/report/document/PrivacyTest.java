package dev.gotstack.report.document;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gotstack.text.Phrase;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrivacyTest {
    private final Privacy customer = new Privacy(Level.CUSTOMER);

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                    esp b8ae5fe4 lies 28 bytes below; esp … lies 28 bytes below
                    cr2=0xB8AE5FE0, the last; cr2=…, the last
                    fffff802`1234a000 is wide; … is wide
                    module_f8a30000 has no name; module_… has no name
                    stackhog+0x1381 is an offset; stackhog+0x1381 is an offset
                    12,288 bytes in the same I/O path of SP1/SP2; 12,288 bytes in the same I/O path of SP1/SP2
                    see /srv/max/dumps/a.dmp: gone; see …: gone
                    see c:\\users\\max\\a.dmp; see …
                    see \\\\server\\share\\a.pdb; see …
                    see \\SystemRoot\\x.sys; see …
                    0x7F and 0x28 are codes; 0x7F and 0x28 are codes
                    """)
    void addressesAndPathsAreTakenOut(String raw, String shown) {
        assertEquals(shown, customer.text(raw));
        assertEquals(raw, new Privacy(Level.ENGINEER).text(raw));
    }

    @Test
    void linesThatAreNothingWithoutAreLeftOut() {
        assertEquals(List.of("a line"), customer.lines(List.of(Phrase.data("a line"), Phrase.data("ebp b8ae5fe4"))));
    }

    @Test
    void messagesEndBeforeTheFirstPath() {
        assertEquals(
                "Symbols (nt.exe) are missing",
                customer.message("Symbols (nt.exe) are missing: /home/Max Power/x y: no nt.pdb"));
        assertEquals("Could not read", customer.message("Could not read C:\\Documents and Settings\\Max\\a.dmp"));
        assertEquals("nothing to hide", customer.message("nothing to hide"));
        assertEquals("", customer.message("/all/of it is a path"));
    }
}
