package dev.gotstack.symbol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowsFileNameTest {

    @ParameterizedTest
    @CsvSource({
        "ntkrnlpa.pdb, ntkrnlpa.pdb",
        "C:\\build\\x86\\stackhog.pdb, stackhog.pdb",
        "/obj/release/stackhog.pdb, stackhog.pdb",
        "\\\\server\\share\\a b.pdb, a b.pdb",
        "https://example.com/x/y.pdb, y.pdb",
        "..\\..\\up.pdb, up.pdb",
        "c:driverelative.pdb, driverelative.pdb",
        "mixed\\of/both.pdb, both.pdb",
    })
    void lastComponent(String path, String name) {
        assertEquals(Optional.of(name), WindowsFileName.lastComponent(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "a\\..",
                "dir/",
                "c:",
                "NUL",
                "nul.pdb",
                "COM1.pdb",
                "aux .pdb",
                "x?.pdb",
                "x*.pdb",
                "a|b",
                "x.pdb ",
                "x.pdb.",
                ".hidden",
                "tab\t.pdb",
                "quote\".pdb",
                "less<.pdb"
            })
    void whatIsNoPlainFileNameIsRefused(String path) {
        assertEquals(Optional.empty(), WindowsFileName.lastComponent(path));
    }

    @Test
    void lengthAndControlCharactersAreLimited() {
        assertEquals(Optional.empty(), WindowsFileName.lastComponent("a".repeat(256)));
        assertEquals(Optional.empty(), WindowsFileName.lastComponent("a\0.pdb"));
        assertEquals("stackhog", WindowsFileName.withoutExtension("stackhog.sys"));
        assertEquals("ntoskrnl", WindowsFileName.withoutExtension("ntoskrnl"));
    }
}
