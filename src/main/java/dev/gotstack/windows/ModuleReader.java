package dev.gotstack.windows;

import dev.gotstack.dump.TriageDriver;
import dev.gotstack.io.MalformedFileException;
import dev.gotstack.io.Progress;
import dev.gotstack.layout.Struct;
import dev.gotstack.layout.TypeSource;
import dev.gotstack.memory.AddressSpace;
import dev.gotstack.memory.MemorySource;
import dev.gotstack.memory.MissingMemoryException;
import dev.gotstack.symbol.ImageFile;
import dev.gotstack.symbol.ImageRequest;
import dev.gotstack.symbol.pe.PeImage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Reads the kernel's list of loaded modules (`PsLoadedModuleList`).
final class ModuleReader {
    /// Longest path kept; a damaged length is cut to it.
    private static final int MOST_NAME_BYTES = 1024;
    /// Windows loads a few hundred. Each is looked for in all places of symbols.
    private static final int MOST_MODULES = 2_000;
    /// No image is larger; a larger size means a damaged entry.
    private static final long MOST_IMAGE = 0x1000_0000L;

    private static final long PAGE = 0x1000;

    private final AddressSpace space;
    private final TypeSource types;
    private final SymbolSources symbols;
    private final List<String> problems;
    private final Progress progress;
    private final Map<String, Long> variables;
    private boolean small;

    /// @param variables addresses of variables of the kernel that the dump's header names; 0 for those it does not
    ModuleReader(
            AddressSpace space,
            TypeSource types,
            SymbolSources symbols,
            Map<String, Long> variables,
            List<String> problems,
            Progress progress) {
        this.space = space;
        this.types = types;
        this.symbols = symbols;
        this.variables = variables;
        this.problems = problems;
        this.progress = progress;
    }

    Modules read(long head) {
        if (head == 0) {
            problems.add("The dump does not say where the list of loaded modules is");
            return new Modules(List.of());
        }
        var entries = new ListWalk(space, problems).entries(head, "loaded modules", MOST_MODULES, at -> true);
        return modules(entries, this::listed);
    }

    /// How an entry of a list is read.
    private interface Reading<E> {
        Listed listed(E entry);
    }

    /// What is damaged is left out. Where it ends early, because it was cancelled, nothing stays open.
    private <E> Modules modules(List<E> entries, Reading<E> reading) {
        var modules = new ArrayList<LoadedModule>();
        try {
            for (var entry : entries) {
                try {
                    modules.add(module(reading.listed(entry), modules.isEmpty()));
                } catch (MalformedFileException e) {
                    problems.add("Module: " + e.getMessage());
                }
            }
            return new Modules(modules);
        } catch (RuntimeException e) {
            Modules.close(modules);
            throw e;
        }
    }

    /// The modules of a small dump's own list.
    Modules read(List<TriageDriver> drivers) {
        small = true;
        if (drivers.isEmpty()) {
            problems.add("The small dump holds no list of drivers");
        }
        return modules(drivers, ModuleReader::listed);
    }

    private static Listed listed(TriageDriver driver) {
        var path = driver.path();
        var name = path.substring(path.lastIndexOf('\\') + 1);
        return new Listed(
                name.isEmpty() ? "module_" + Long.toHexString(driver.base()) : name,
                path,
                driver.base(),
                driver.size(),
                driver.entryPoint(),
                driver.timeDateStamp(),
                driver.checkSum());
    }

    /// A module as a list has it.
    private record Listed(
            String imageName, String path, long base, long size, long entryPoint, long timeDateStamp, long checkSum) {}

    private Listed listed(long address) {
        var entry = Struct.at(space::bytes, types, "_LDR_DATA_TABLE_ENTRY", address);
        return new Listed(
                unicode(entry, "BaseDllName"),
                unicode(entry, "FullDllName"),
                entry.get("DllBase"),
                entry.get("SizeOfImage"),
                entry.get("EntryPoint"),
                timeDateStamp(entry),
                entry.get("CheckSum"));
    }

    /// Late 64-bit kernels keep the time in another place than the loader of user mode does, and in this one part of a
    /// pointer. They are told by the size before it was rounded, which lies right below.
    private long timeDateStamp(Struct entry) {
        if (types.type("_KLDR_DATA_TABLE_ENTRY").isPresent()) {
            try {
                var late = Struct.at(space::bytes, types, "_KLDR_DATA_TABLE_ENTRY", entry.address());
                long size = late.get("SizeOfImageNotRounded");
                if (size != 0 && (size + PAGE - 1 & -PAGE) == late.get("SizeOfImage")) {
                    return late.get("TimeDateStamp");
                }
            } catch (MissingMemoryException e) {
                // Beyond the entry's page: then it is not of that kind.
                return entry.get("TimeDateStamp");
            }
        }
        return entry.get("TimeDateStamp");
    }

    private LoadedModule module(Listed listed, boolean kernel) {
        long base = listed.base();
        long size = listed.size();
        if (base == 0 || size > MOST_IMAGE || size > -base && base < 0) {
            throw new MalformedFileException(
                    space.name(),
                    -1,
                    "_LDR_DATA_TABLE_ENTRY of " + listed.imageName(),
                    "an image's base and size",
                    Long.toHexString(base) + " and " + Long.toHexString(size));
        }
        var imageName = listed.imageName();
        var inMemory = headers(new MemorySource(space, imageName, base, size));
        long timeDateStamp = timeDateStamp(listed, inMemory);
        progress.at("Symbols of " + imageName, 0, 0);
        var file = symbols.images().find(imageName, timeDateStamp, size, progress);
        try {
            return module(listed, kernel, inMemory, file);
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private LoadedModule module(Listed listed, boolean kernel, PeImage inMemory, ImageFile file) {
        long timeDateStamp = timeDateStamp(listed, inMemory);
        // Headers are paged out as readily as code is; the file of the same build has the same.
        var image = inMemory.isMissing() ? file.image().orElse(inMemory) : inMemory;
        var request = new ImageRequest(
                listed.imageName(),
                listed.base(),
                listed.size(),
                timeDateStamp,
                image.isMissing() ? null : image,
                kernel ? landmarks(listed.base()) : Map.of(),
                symbols.exports());
        var found = symbols.store().load(request, progress);
        return new LoadedModule(
                kernel ? "nt" : Modules.baseName(listed.imageName()),
                listed.imageName(),
                listed.path(),
                listed.base(),
                listed.size(),
                listed.entryPoint(),
                timeDateStamp,
                listed.checkSum(),
                image,
                file,
                found);
    }

    private long timeDateStamp(Listed listed, PeImage inMemory) {
        return inMemory.isMissing() || space.pointerSize() == 4 ? listed.timeDateStamp() : inMemory.timeDateStamp();
    }

    /// Where the dump's header has some of the kernel's variables.
    private Map<String, Long> landmarks(long base) {
        var landmarks = new TreeMap<String, Long>();
        variables.forEach((name, address) -> {
            if (address != 0) {
                landmarks.put(name, address - base);
            }
        });
        return landmarks;
    }

    private PeImage headers(MemorySource source) {
        try {
            return PeImage.inMemory(source);
        } catch (MalformedFileException e) {
            // Small dumps leave the images out: their owner knows, and 150 lines would say nothing more.
            if (!small) {
                problems.add("Module: " + e.getMessage());
            }
            return PeImage.missing(source, "headers: " + e.getMessage());
        }
    }

    private String unicode(Struct entry, String field) {
        try {
            int length = (int) Math.min(entry.get(field + ".Length"), MOST_NAME_BYTES) & ~1;
            var text = space.bytes(entry.get(field + ".Buffer"), length, "name of a module");
            return new String(text, StandardCharsets.UTF_16LE);
        } catch (MalformedFileException e) {
            problems.add("Module name: " + e.getMessage());
            return "module_" + Long.toHexString(entry.get("DllBase"));
        }
    }
}
