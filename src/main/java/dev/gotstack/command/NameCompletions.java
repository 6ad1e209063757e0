package dev.gotstack.command;

import dev.gotstack.layout.Field;
import dev.gotstack.layout.FieldType;
import dev.gotstack.layout.TypeLayout;
import dev.gotstack.layout.TypeSource;
import dev.gotstack.symbol.Symbol;
import dev.gotstack.windows.LoadedModule;
import dev.gotstack.x86.Architecture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Names in a dump that begin with what was typed.
final class NameCompletions {
    /// A shorter beginning fits too many symbols to be worth a look at all modules.
    private static final int SHORTEST = 2;

    private final Context context;
    private final int start;
    private final List<Completion> found = new ArrayList<>();

    /// @param start where in the line the completed word begins
    NameCompletions(Context context, int start) {
        this.context = context;
        this.start = start;
    }

    /// Registers, modules and symbols: what an expression is made of.
    List<Completion> values(String word) {
        int mark = word.indexOf('!');
        if (mark >= 0) {
            context.kernel()
                    .modules()
                    .named(word.substring(0, mark))
                    .ifPresent(module -> symbols(module, word.substring(0, mark + 1), word.substring(mark + 1)));
            return result();
        }
        if (word.isEmpty()) {
            return List.of();
        }
        registers(word);
        addModules(word, "!");
        if (word.startsWith("_") || (word.length() >= SHORTEST && Character.isLetter(word.charAt(0)))) {
            for (var module : context.kernel().modules().all()) {
                symbols(module, module.name() + "!", word);
            }
        }
        return result();
    }

    private void registers(String word) {
        var sign = word.startsWith("@") ? "@" : "";
        var lower = word.substring(sign.length()).toLowerCase(Locale.ROOT);
        for (var name : lower.startsWith("$") ? PseudoRegisters.names() : List.copyOf(new Registers(context).names())) {
            if (name.startsWith(lower)) {
                var value = new Operands(context).value("@" + name);
                var shown =
                        value.isEmpty() ? "" : architecture().hex(architecture().address(value.getAsLong()));
                add(sign + name, "register", shown);
            }
        }
    }

    private Architecture architecture() {
        return context.kernel().architecture();
    }

    private void addModules(String word, String suffix) {
        for (var module : context.kernel().modules().all()) {
            if (begins(module.name(), word)) {
                add(module.name() + suffix, "module", module.imageName());
            }
        }
    }

    private void symbols(LoadedModule module, String before, String prefix) {
        int most = Completions.MOST - found.size();
        var table = module.symbols().table();
        var symbols = prefix.contains("*") || prefix.contains("?")
                ? table.matching(prefix + "*").stream().limit(Math.max(0, most)).toList()
                : table.startingWith(prefix, most);
        for (var symbol : symbols) {
            var place = architecture().hex(module.base() + symbol.rva());
            add(before + symbol.name(), "symbol", place + (symbol.kind() == Symbol.Kind.DATA ? ", data" : ""));
        }
    }

    List<Completion> modules(String word) {
        addModules(word, "");
        return result();
    }

    /// Selectors of task states.
    List<Completion> tasks(String word) {
        context.processor()
                .ifPresent(processor -> processor.tasks().forEach(task -> {
                    var selector = "0x" + Integer.toHexString(task.selector());
                    if (begins(selector, word) || begins(selector.substring(2), word)) {
                        add(selector, "task", task.role().words().english());
                    }
                }));
        return result();
    }

    List<Completion> derivations(String word) {
        for (var derivation : context.analysis().derivations()) {
            if (begins(derivation.id(), word)) {
                add(derivation.id(), "value", derivation.title().english());
            }
        }
        return result();
    }

    /// The type that `dt` shows, and behind it the type's fields.
    ///
    /// @param arguments all that was typed behind the command's name, the word included
    List<Completion> typesAndFields(String arguments, String word) {
        var words = new ArrayList<>(Arrays.asList(arguments.split("\\s+")));
        words.removeIf(each -> each.isEmpty() || each.startsWith("-"));
        boolean first = words.isEmpty() || (words.size() == 1 && !word.isEmpty());
        if (first) {
            types(word);
        } else {
            layout(words.getFirst()).ifPresent(type -> fields(type, word));
        }
        return result();
    }

    private void types(String word) {
        int mark = word.indexOf('!');
        var before = word.substring(0, mark + 1);
        var prefix = word.substring(mark + 1);
        var kernel = context.kernel();
        var modules = mark < 0
                ? kernel.modules().all()
                : kernel.modules().named(word.substring(0, mark)).stream().toList();
        for (var module : modules) {
            for (var name : ModuleTypes.names(kernel, module)) {
                if (begins(name, prefix) || begins(name, "_" + prefix)) {
                    add((mark < 0 ? module.name() + "!" : before) + name, "type", "");
                }
            }
        }
        if (mark < 0) {
            addModules(word, "!");
        }
    }

    private Optional<TypeSource> source(String typed) {
        int mark = typed.indexOf('!');
        var module = typed.substring(0, Math.max(0, mark));
        if (!module.isEmpty() && context.kernel().modules().named(module).isEmpty()) {
            return Optional.empty();
        }
        var name = typed.substring(mark + 1);
        return ModuleTypes.sources(context.kernel(), module).stream()
                .filter(each -> each.type(name).isPresent())
                .findFirst();
    }

    private Optional<TypeLayout> layout(String typed) {
        var name = typed.substring(typed.indexOf('!') + 1);
        return source(typed).flatMap(found -> found.type(name));
    }

    /// Members, those of nested structures behind a period.
    private void fields(TypeLayout type, String word) {
        int dot = word.indexOf('.');
        var prefix = word.substring(0, Math.max(0, dot));
        for (var field : type.fields()) {
            if (dot < 0 && begins(field.name(), word)) {
                add(field.name(), "field", describe(field));
            }
            if (dot >= 0 && field.name().equals(prefix) && field.type() instanceof FieldType.Structure inner) {
                inside(inner, prefix, word.substring(dot + 1));
            }
        }
    }

    private void inside(FieldType.Structure inner, String outer, String prefix) {
        context.kernel()
                .types()
                .type(inner.name())
                .ifPresent(type -> type.fields().stream()
                        .filter(field -> begins(field.name(), prefix))
                        .forEach(field -> add(outer + "." + field.name(), "field", describe(field))));
    }

    private static String describe(Field field) {
        return String.format(Locale.ROOT, "+0x%03x %s", field.offset(), TypeValues.type(field.type()));
    }

    private static boolean begins(String name, String prefix) {
        return name.regionMatches(true, 0, prefix, 0, prefix.length());
    }

    private void add(String text, String kind, String help) {
        if (found.size() < Completions.MOST) {
            found.add(new Completion(start, text, kind, help));
        }
    }

    private List<Completion> result() {
        return List.copyOf(found);
    }
}
