package dev.gotstack.windows;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.symbol.ImageFile;
import dev.gotstack.symbol.ModuleSymbols;
import dev.gotstack.symbol.Section;
import dev.gotstack.symbol.Symbol;
import dev.gotstack.symbol.pe.PeImage;
import dev.gotstack.symbol.pe.VersionInfo;
import java.util.Optional;
import java.util.function.Predicate;

/// An image of the kernel's loaded-module list.
///
/// @param name the debugger's name: `nt` for the kernel, else the image's name without extension
/// @param imageName `ntkrpamp.exe`
/// @param path the image's full path as the loader knew it
/// @param image what its headers say: those in memory, else those of the image file; parts may be missing
/// @param file the image file of the same build, if one was found
/// @param symbols names for its addresses, and how they were found
public record LoadedModule(
        String name,
        String imageName,
        String path,
        long base,
        long size,
        long entryPoint,
        long timeDateStamp,
        long checkSum,
        PeImage image,
        ImageFile file,
        ModuleSymbols symbols)
        implements AutoCloseable {

    public boolean contains(long va) {
        return Long.compareUnsigned(va - base, size) < 0;
    }

    /// Whether `va` lies in an executable section. Where the section table is missing, anywhere in the image will do.
    public boolean isCode(long va) {
        if (!contains(va)) {
            return false;
        }
        var sections = image.sections();
        // Asked for every word of a stack: a plain loop.
        for (var section : sections) {
            if (section.executable() && section.contains(va - base)) {
                return true;
            }
        }
        return sections.isEmpty();
    }

    /// Reads code or constants from the image file, moved to where the image was loaded.
    ///
    /// @return how many bytes were read: up to the end of their section, or 0 where there is no image file or `va` is
    ///     in none of its sections that never change
    int readCode(long va, byte[] target, int at, int length) {
        return readFile(va, target, at, length, section -> !section.writable());
    }

    /// Reads what lies in the image file whether the program may have changed it since or not.
    ///
    /// @return how many bytes were read: up to the end of their section, or 0
    int readInitial(long va, byte[] target, int at, int length) {
        return readFile(va, target, at, length, section -> true);
    }

    private int readFile(long va, byte[] target, int at, int length, Predicate<Section> wanted) {
        long rva = va - base;
        var found = file.image().orElse(null);
        var section = found == null ? null : found.section(rva).filter(wanted).orElse(null);
        if (found == null || section == null) {
            return 0;
        }
        int most = (int) Math.min(length, section.rva() + section.size() - rva);
        try {
            System.arraycopy(found.relocated(rva, most, base), 0, target, at, most);
            return most;
        } catch (MalformedFileException e) {
            return 0;
        }
    }

    /// The nearest symbol at or below `va`.
    public Optional<Symbol> symbolAt(long va) {
        return symbols.table().at(va - base);
    }

    /// Company of the version resource, or empty.
    public String company() {
        return image.version().flatMap(VersionInfo::companyName).orElse("");
    }

    /// Closes the image file and the symbols. Nothing can be read of them afterwards.
    @Override
    public void close() {
        try (file;
                symbols) {
            return;
        }
    }
}
