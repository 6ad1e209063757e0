package dev.gotstack.command;

import dev.gotstack.layout.TypeSource;
import dev.gotstack.windows.Kernel;
import dev.gotstack.windows.LoadedModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which module describes which types.
final class ModuleTypes {
    private ModuleTypes() {}

    /// Where a type is looked for: in the module that was named, else everywhere, the kernel first.
    ///
    /// @param moduleName what stands before `!`, or empty
    /// @throws CommandException if there is no such module
    static List<TypeSource> sources(Kernel kernel, String moduleName) {
        var modules = kernel.modules();
        var named = moduleName.isEmpty() ? Optional.<LoadedModule>empty() : modules.named(moduleName);
        if (!moduleName.isEmpty() && named.isEmpty()) {
            throw new CommandException("There is no module " + moduleName);
        }
        var sources = new ArrayList<TypeSource>();
        if (named.isEmpty() || named.equals(modules.kernel())) {
            sources.add(kernel.types());
        }
        for (var module : named.map(List::of).orElseGet(modules::all)) {
            module.symbols().pdb().ifPresent(sources::add);
        }
        return sources;
    }

    /// Names of the types that a module's symbols describe, the built-in ones for the kernel.
    static List<String> names(Kernel kernel, LoadedModule module) {
        if (kernel.modules().kernel().filter(module::equals).isPresent()) {
            return kernel.types().typeNames();
        }
        return module.symbols().pdb().map(TypeSource::typeNames).orElse(List.of());
    }
}
