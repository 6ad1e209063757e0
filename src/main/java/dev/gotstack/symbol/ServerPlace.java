package dev.gotstack.symbol;

import dev.gotstack.io.Progress;
import dev.gotstack.io.packed.Cabinet;
import dev.gotstack.symbol.server.MissingFiles;
import dev.gotstack.symbol.server.ServerLimits;
import dev.gotstack.symbol.server.SymbolServer;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/// A symbol server. What it gives goes into the nearest writable cache, and is offered from there.
final class ServerPlace implements SymbolPlace {
    private final SymbolServer server;
    private final FileCache cache;
    private final ServerLimits limits;

    ServerPlace(SymbolServer server, FileCache cache, ServerLimits limits) {
        this.server = server;
        this.cache = cache;
        this.limits = limits;
    }

    @Override
    public List<Path> candidates(PdbReference wanted, List<String> tried, Progress progress) {
        return WantedFile.pdb(wanted).flatMap(file -> find(file, tried, progress)).stream()
                .toList();
    }

    /// Without GUID there is nothing to ask a server for.
    @Override
    public List<Path> candidates(String pdbName) {
        return List.of();
    }

    private Optional<Path> find(WantedFile file, List<String> tried, Progress progress) {
        var known = cache.find(file);
        if (known != null) {
            return Optional.of(known);
        }
        var place = server.place(file.name(), file.key());
        try {
            var missing = new MissingFiles(cache.writable(), limits.missingFor());
            if (missing.knows(place)) {
                tried.add(place + ": was not there when last asked");
                return Optional.empty();
            }
            return fetch(file, place, missing, tried, progress);
        } catch (IOException e) {
            tried.add(place + ": not asked, " + e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<Path> fetch(
            WantedFile file, String place, MissingFiles missing, List<String> tried, Progress progress) {
        try {
            var kept = cache.keep(file, into -> download(file, into, progress));
            tried.add(place + ": fetched into " + kept);
            return Optional.of(kept);
        } catch (FileNotFoundException e) {
            missing.note(place);
            tried.add(place + ": not there");
        } catch (IOException e) {
            tried.add(place + ": " + e.getMessage());
        }
        return Optional.empty();
    }

    private void download(WantedFile file, Path into, Progress progress) throws IOException {
        var form = server.fetch(file.name(), file.key(), file.start(), into, progress)
                .orElseThrow(FileNotFoundException::new);
        switch (form) {
            case PLAIN -> {}
            case CABINET -> unpack(into, progress);
            case POINTER -> follow(file, into, progress);
        }
    }

    private void unpack(Path file, Progress progress) throws IOException {
        var cabinet = file.resolveSibling(file.getFileName() + "_");
        try {
            Files.move(file, cabinet, StandardCopyOption.REPLACE_EXISTING);
            Cabinet.unpack(cabinet, file, limits.mostBytes(), progress);
        } finally {
            Files.deleteIfExists(cabinet);
        }
    }

    private void follow(WantedFile file, Path into, Progress progress) throws IOException {
        var target = PointerFile.read(into);
        var address = target.address();
        if (address.isPresent()) {
            if (!server.fetchPointed(address.get(), file.start(), into, progress)) {
                throw new IOException("points to " + target.location() + ", which is not there");
            }
            return;
        }
        var local = target.localFile().orElseThrow(() -> new IOException(target.failure()));
        if (Files.size(local) > limits.mostBytes()) {
            throw new IOException("points to " + local + ", which is too large");
        }
        Files.copy(local, into, StandardCopyOption.REPLACE_EXISTING);
    }
}
