package dev.gotstack.ui.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("new").resolve("settings.properties");
    }

    private static void store(Path file, String key, String value) {
        var settings = Settings.in(file);
        settings.put(key, value);
        settings.flush();
    }

    @Test
    void theNextRunKnowsWhatThisOneStored() {
        store(file(), "recent", "/a b/c.dmp\n/d=e#f.dmp\nÜmläut €");
        assertEquals("/a b/c.dmp\n/d=e#f.dmp\nÜmläut €", Settings.in(file()).get("recent", ""));
        assertEquals("otherwise", Settings.in(file()).get("other", "otherwise"));
    }

    @Property(tries = 100)
    void everyTextComesBack(@ForAll String key, @ForAll String value) throws IOException {
        var here = Files.createTempDirectory("settings").resolve("settings.properties");
        store(here, "k" + key, value);
        assertEquals(value, Settings.in(here).get("k" + key, "lost"));
    }

    @Test
    void twoProgramsDoNotTakeFromEachOther() {
        store(file(), "theme", "LIGHT");
        var one = Settings.in(file());
        var other = Settings.in(file());
        one.put("zoom", "1.5");
        other.put("theme", "DARK");
        other.flush();
        one.flush();
        assertEquals("1.5", Settings.in(file()).get("zoom", ""));
        assertEquals("DARK", Settings.in(file()).get("theme", ""));
    }

    @Test
    void theFileIsTheOwnersAndTheSameForTheSame() throws IOException {
        store(file(), "b", "1");
        store(file(), "a", "2");
        assertEquals("a=2\nb=1\n", Files.readString(file()));
        if (Files.getFileStore(file()).supportsFileAttributeView("posix")) {
            assertEquals(2, Files.getPosixFilePermissions(file()).size(), "read and written by its owner");
        }
    }

    @Test
    void nothingIsWrittenWhenNothingChanged() throws IOException {
        store(file(), "a", "2");
        Files.delete(file());
        var settings = Settings.in(file());
        settings.flush();
        assertFalse(Files.exists(file()));
    }

    @Test
    void aDamagedFileIsNoTrouble() throws IOException {
        Files.createDirectories(file().getParent());
        Files.write(file(), new byte[] {'a', '=', (byte) 0xFF, (byte) 0xFE});
        assertEquals("", Settings.in(file()).get("a", ""));
        Files.writeString(file(), "a=\\u12");
        assertEquals("", Settings.in(file()).get("a", ""));
        store(file(), "a", "new");
        assertEquals("new", Settings.in(file()).get("a", ""));
    }

    @Test
    void whereNothingCanBeStoredThisRunRemembers() throws IOException {
        Files.writeString(folder.resolve("new"), "a file where the folder should be");
        var settings = Settings.in(file());
        settings.put("a", "1");
        settings.flush();
        assertEquals("1", settings.get("a", ""));
        assertTrue(Files.isRegularFile(folder.resolve("new")));
    }
}
