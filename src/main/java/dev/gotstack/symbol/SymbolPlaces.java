package dev.gotstack.symbol;

import dev.gotstack.symbol.server.SymbolServer;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Makes places to search of what the user named. In a chain of stores, and after `cache*`, what comes from the right
/// is kept in the nearest writable store on the left.
final class SymbolPlaces {
    private final SymbolOptions options;
    private final Lazy<HttpClient> client;
    private final List<SymbolPlace> places = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    /// From `cache*` elements: they keep what all later elements find.
    private final List<Path> caches = new ArrayList<>();

    SymbolPlaces(SymbolOptions options) {
        this.options = options;
        // Redirects are followed one by one, to look at each target first.
        this.client = new Lazy<>(() -> HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(options.limits().connect())
                .build());
    }

    List<SymbolPlace> places() {
        return List.copyOf(places);
    }

    /// What is not searched, one line each with the reason.
    List<String> notes() {
        return List.copyOf(notes);
    }

    void add(SymbolPath path) {
        for (var element : path.elements()) {
            switch (element) {
                case SymbolPath.Plain plain -> addPlain(plain.location());
                case SymbolPath.Server server -> addChain(server.locations());
                case SymbolPath.Cache cache -> addCache(cache.location());
            }
        }
    }

    /// A directory or file whose name means what it says.
    void add(Path path) {
        if (Files.isDirectory(path)) {
            var directory = new StoreDirectory(path);
            places.add(new PdbDirectory(directory, packed(directory, caches), true));
            places.add(IsfPlace.directory(directory));
        } else if (!Files.isRegularFile(path)) {
            notes.add(path + ": neither a directory nor a file");
        } else if (IsfPlace.isNamedSo(path)) {
            places.add(IsfPlace.file(path));
        } else if (path.toString().toLowerCase(Locale.ROOT).endsWith(".pdb")) {
            places.add(new SymbolFilePlace(path));
        } else {
            notes.add(path + ": neither a .pdb nor a .json or .json.xz file");
        }
    }

    private void addPlain(String location) {
        if (SymbolPath.isUrl(location)) {
            addServer(location, caches);
            return;
        }
        var path = local(location);
        if (path != null) {
            add(path);
        }
    }

    private void addChain(List<String> locations) {
        var nearer = new ArrayList<>(caches);
        for (int i = 0; i < locations.size(); i++) {
            var location = locations.get(i);
            if (SymbolPath.isUrl(location)) {
                addServer(location, nearer);
            } else {
                boolean fills = options.network()
                        && locations.subList(i + 1, locations.size()).stream().anyMatch(SymbolPath::isUrl);
                addStore(location, nearer, fills);
            }
        }
    }

    private void addCache(String location) {
        addStore(location, caches, true);
    }

    /// @param nearer gets the store, for what comes after it
    /// @param mayBeMade whether the store may be absent yet
    private void addStore(String location, List<Path> nearer, boolean mayBeMade) {
        boolean own = location.isBlank();
        var path = own ? options.cache() : local(location);
        if (path == null) {
            return;
        }
        boolean absent = !Files.exists(path);
        if (!own && !Files.isDirectory(path) && !(absent && mayBeMade)) {
            notes.add(location + ": not a directory");
            return;
        }
        var directory = new StoreDirectory(path);
        places.add(new PdbDirectory(directory, packed(directory, nearer), false));
        nearer.add(path);
    }

    private void addServer(String location, List<Path> nearer) {
        var address = SymbolServer.address(location);
        if (address.isEmpty()) {
            notes.add(location + ": not an address");
        } else if (!options.network()) {
            notes.add(SymbolServer.shown(address.get()) + ": not searched, it is on the network");
        } else {
            var server = new SymbolServer(address.get(), client, options.limits());
            places.add(new ServerPlace(server, cache(nearer), options.limits()));
        }
    }

    private PackedFiles packed(StoreDirectory directory, List<Path> nearer) {
        return new PackedFiles(directory, cache(nearer), options.limits().mostBytes());
    }

    private FileCache cache(List<Path> nearer) {
        return new FileCache(nearer.isEmpty() ? List.of(options.cache()) : nearer, options.cache());
    }

    private @Nullable Path local(String location) {
        if (SymbolPath.isUrl(location)) {
            notes.add(location + ": a server keeps nothing");
            return null;
        }
        try {
            return Path.of(location);
        } catch (InvalidPathException e) {
            notes.add(location + ": not a path (" + e.getReason() + ")");
            return null;
        }
    }
}
