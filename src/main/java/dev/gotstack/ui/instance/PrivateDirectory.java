package dev.gotstack.ui.instance;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// A directory that nobody but the user can enter: where the programs of one user meet.
///
/// @param owner the user
record PrivateDirectory(Path path, UserPrincipal owner) {
    private static final Set<PosixFilePermission> MINE = PosixFilePermissions.fromString("rwx------");

    /// The user's: `$XDG_RUNTIME_DIR/gotstack`, else in the user's cache directory.
    ///
    /// @param system what `os.name` says
    /// @throws IOException if there is none, or none that is safe
    static PrivateDirectory ofUser(Map<String, String> environment, Path home, String system) throws IOException {
        return at(place(environment, home, system.toLowerCase(Locale.ROOT)), System.getProperty("user.name", ""));
    }

    private static Path place(Map<String, String> environment, Path home, String system) throws IOException {
        try {
            if (system.startsWith("windows")) {
                return absolute(
                                environment,
                                "LOCALAPPDATA",
                                home.resolve("AppData").resolve("Local"))
                        .resolve("Gotstack");
            }
            if (system.startsWith("mac")) {
                return home.resolve("Library").resolve("Caches").resolve("Gotstack");
            }
            var cache = absolute(environment, "XDG_CACHE_HOME", home.resolve(".cache"));
            return absolute(environment, "XDG_RUNTIME_DIR", cache).resolve("gotstack");
        } catch (InvalidPathException e) {
            throw new IOException(e);
        }
    }

    /// What the desktop's rules ask for: relative paths in these variables do not count.
    private static Path absolute(Map<String, String> environment, String name, Path otherwise) {
        var value = environment.getOrDefault(name, "");
        return !value.isBlank() && Path.of(value).isAbsolute() ? Path.of(value) : otherwise;
    }

    /// A directory, made if need be.
    ///
    /// @throws AccessDeniedException if it is a link, another user's, or others may enter it
    static PrivateDirectory at(Path path, String user) throws IOException {
        var owner = path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user);
        Files.createDirectories(path.toAbsolutePath().getParent());
        try {
            Files.createDirectory(path, attributes(path, MINE));
        } catch (FileAlreadyExistsException e) {
            // It is looked at below, whoever made it.
        }
        check(path, owner);
        return new PrivateDirectory(path, owner);
    }

    private static void check(Path path, UserPrincipal owner) throws IOException {
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new AccessDeniedException(path.toString(), null, "no directory");
        }
        var view = Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (view == null) {
            return; // Windows: what lies in the user's profile is the user's
        }
        var found = view.readAttributes();
        if (!found.owner().equals(owner)) {
            throw new AccessDeniedException(path.toString(), null, "belongs to " + found.owner());
        }
        var others = EnumSet.complementOf(EnumSet.copyOf(MINE));
        others.retainAll(found.permissions());
        if (!others.isEmpty()) {
            throw new AccessDeniedException(path.toString(), null, "others may enter it");
        }
    }

    /// Attributes for a new file with these permissions, where the file system knows them.
    static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> permissions) {
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }
}
