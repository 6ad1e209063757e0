package dev.gotstack.ui.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class UserFolderTest {
    @Test
    void foldersAreThoseOfTheSystem() {
        var home = Path.of("/users/me");
        assertEquals(Path.of("/users/me/.config/gotstack"), UserFolder.of("Linux", home, name -> null));
        assertEquals(Path.of("/cfg/gotstack"), UserFolder.of("Linux", home, name -> "/cfg"));
        assertEquals(Path.of("/users/me/.config/gotstack"), UserFolder.of("Linux", home, name -> "relative"));
        assertEquals(
                Path.of("/users/me/Library/Application Support/Gotstack"),
                UserFolder.of("Mac OS X", home, name -> null));
        assertEquals(
                Path.of("/roaming").resolve("Gotstack"),
                UserFolder.of("Windows 11", home, name -> "APPDATA".equals(name) ? "/roaming" : null));
    }
}
