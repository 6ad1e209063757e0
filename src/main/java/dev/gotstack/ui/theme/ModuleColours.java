package dev.gotstack.ui.theme;

import dev.gotstack.analysis.Analysis;
import dev.gotstack.stack.ModuleUsage;
import dev.gotstack.stack.StackUsage;
import dev.gotstack.windows.LoadedModule;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javafx.scene.paint.Color;

/// Which module has which colour. Companies take hues of the Okabe–Ito palette in the order of their bytes, their
/// modules shades of it; the kernel and whoever shares its company are grey, so that colour is left to those who may be
/// to blame. Vermilion is the guard page's. The exported chart uses the same.
public final class ModuleColours {
    private static final List<List<Color>> HUES = List.of(
            webs("#0072b2", "#56b4e9", "#004a75", "#a9d8f5"),
            webs("#e69f00", "#f6d186", "#9a6a00", "#fbe8c3"),
            webs("#009e73", "#7fd0b8", "#00664a", "#bfe7dc"),
            webs("#cc79a7", "#e6bcd3", "#8a4a6d", "#f3deea"),
            webs("#f0e442", "#f8f2a1", "#a39a1e", "#fcf9d3"));
    private static final List<Color> GREYS = webs("#8c959f", "#c4cad1", "#6e7681", "#dfe3e7");
    private static final Color KERNEL = Color.web("#9aa1a9");
    private static final Color UNOWNED = Color.web("#b9a3c2");
    private static final String MICROSOFT = "Microsoft Corporation";

    private final Map<String, Color> colours = new HashMap<>();

    private ModuleColours() {}

    public static ModuleColours of(Analysis analysis) {
        var result = new ModuleColours();
        var kernel = analysis.kernel().modules().kernel();
        kernel.ifPresent(module -> result.colours.put(module.name(), KERNEL));
        var modules = analysis.usage().map(StackUsage::modules).orElse(List.of());
        var own = kernel.map(LoadedModule::company)
                .filter(name -> !name.isEmpty())
                .orElse(MICROSOFT);
        int hue = 0;
        for (var company : byCompany(modules).entrySet()) {
            boolean grey = company.getKey().equals(own) || company.getKey().equals(MICROSOFT);
            result.family(company.getValue(), grey ? GREYS : HUES.get(hue % HUES.size()));
            hue += grey ? 0 : 1;
        }
        result.colours.put(StackUsage.UNATTRIBUTED, UNOWNED);
        return result;
    }

    /// A module's colour; grey for one that has no bytes of the stack.
    public Color of(String module) {
        return colours.getOrDefault(module.isEmpty() ? StackUsage.UNATTRIBUTED : module, KERNEL);
    }

    private void family(List<ModuleUsage> modules, List<Color> shades) {
        int next = 0;
        for (var module : modules) {
            if (!colours.containsKey(module.name())) {
                colours.put(module.name(), shades.get(next++ % shades.size()));
            }
        }
    }

    private static Map<String, List<ModuleUsage>> byCompany(List<ModuleUsage> modules) {
        var groups = new LinkedHashMap<String, List<ModuleUsage>>();
        for (var module : modules) {
            if (!module.name().equals(StackUsage.UNATTRIBUTED)) {
                var name = module.company().isEmpty() ? "module " + module.name() : module.company();
                groups.merge(name, List.of(module), ModuleColours::joined);
            }
        }
        return groups;
    }

    private static List<ModuleUsage> joined(List<ModuleUsage> some, List<ModuleUsage> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private static List<Color> webs(String... colours) {
        return Stream.of(colours).map(Color::web).toList();
    }
}
