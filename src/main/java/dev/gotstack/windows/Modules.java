package dev.gotstack.windows;

import dev.gotstack.memory.AddressSpace;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The loaded modules, found by address and by name.
public final class Modules implements AutoCloseable {
    private final List<LoadedModule> inLoadOrder;
    private final List<LoadedModule> byAddress;
    private final List<UnloadedModule> unloaded;

    Modules(List<LoadedModule> inLoadOrder) {
        this(inLoadOrder, List.of());
    }

    private Modules(List<LoadedModule> inLoadOrder, List<UnloadedModule> unloaded) {
        this.unloaded = List.copyOf(unloaded);
        this.inLoadOrder = List.copyOf(inLoadOrder);
        this.byAddress = inLoadOrder.stream()
                .sorted(Comparator.comparing(LoadedModule::base, Long::compareUnsigned))
                .toList();
    }

    /// All modules, in the order in which they were loaded: the kernel first.
    public List<LoadedModule> all() {
        return inLoadOrder;
    }

    /// The same with what the kernel remembers of unloaded drivers.
    Modules withUnloaded(List<UnloadedModule> drivers) {
        return new Modules(inLoadOrder, drivers);
    }

    /// Drivers that were unloaded, the last one first.
    public List<UnloadedModule> unloaded() {
        return unloaded;
    }

    /// The unloaded driver that held `va` last, unless a loaded module holds it now.
    public Optional<UnloadedModule> unloadedAt(long va) {
        return at(va).isPresent()
                ? Optional.empty()
                : unloaded.stream().filter(module -> module.contains(va)).findFirst();
    }

    /// The module whose image holds `va`.
    public Optional<LoadedModule> at(long va) {
        int low = 0;
        int high = byAddress.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            var module = byAddress.get(middle);
            if (Long.compareUnsigned(va, module.base()) < 0) {
                high = middle - 1;
            } else if (module.contains(va)) {
                return Optional.of(module);
            } else {
                low = middle + 1;
            }
        }
        return Optional.empty();
    }

    /// A module by the debugger's name or by its image's name, whatever the case. `nt` is the kernel.
    public Optional<LoadedModule> named(String name) {
        return inLoadOrder.stream()
                .filter(module -> module.name().equalsIgnoreCase(name)
                        || module.imageName().equalsIgnoreCase(name)
                        || baseName(module.imageName()).equalsIgnoreCase(name))
                .findFirst();
    }

    /// The kernel itself, if the module list could be read.
    public Optional<LoadedModule> kernel() {
        return inLoadOrder.stream().findFirst();
    }

    /// Whether code may lie at `va`.
    public boolean isCode(long va) {
        return at(va).filter(module -> module.isCode(va)).isPresent();
    }

    /// Reads code: from memory, and what is missing there from the module's image file.
    ///
    /// @return how many bytes were read
    public int readCode(AddressSpace space, long va, byte[] target, int length) {
        int got = space.read(va, target, 0, length);
        if (got < length) {
            long missing = va + got;
            int rest = length - got;
            got += at(missing)
                    .map(module -> module.readCode(missing, target, length - rest, rest))
                    .orElse(0);
        }
        return got;
    }

    /// The name a debugger gives to an address.
    public CodeAddress locate(long va) {
        var module = at(va).orElse(null);
        var symbol = module == null ? null : module.symbolAt(va).orElse(null);
        return new CodeAddress(va, module, unloadedAt(va).orElse(null), symbol);
    }

    /// The name for a return address: looked up one byte before it, since a call may be a function's last instruction.
    public CodeAddress locateReturn(long va) {
        var before = locate(va - 1);
        return new CodeAddress(va, before.module(), before.unloaded(), before.symbol());
    }

    /// An image's name without its extension, as the debugger names modules.
    static String baseName(String imageName) {
        int dot = imageName.lastIndexOf('.');
        return dot > 0 ? imageName.substring(0, dot) : imageName;
    }

    /// Closes all image files and symbols.
    @Override
    public void close() {
        close(inLoadOrder);
    }

    static void close(List<LoadedModule> modules) {
        modules.forEach(LoadedModule::close);
    }
}
