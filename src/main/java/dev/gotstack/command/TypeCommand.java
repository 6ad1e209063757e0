package dev.gotstack.command;

import dev.gotstack.layout.Field;
import dev.gotstack.layout.FieldType;
import dev.gotstack.layout.TypeLayout;
import dev.gotstack.layout.TypeSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/// `dt`: the layout of a structure, or a structure in memory.
final class TypeCommand {
    private static final String RULE = "-".repeat(45);
    private static final int MOST_IN_LIST = 10_000;

    private TypeCommand() {}

    static void show(Call call) {
        var request = TypeRequest.parse(call.arguments());
        if (request.isPattern()) {
            names(call, request);
            return;
        }
        for (var source : ModuleTypes.sources(call.kernel(), request.module())) {
            var layout = source.type(request.type()).or(() -> source.type("_" + request.type()));
            if (layout.isPresent()) {
                print(call, source, layout.get(), request);
                return;
            }
        }
        throw new CommandException("Symbol " + call.arguments()
                + " not found: no symbols and no built-in layout of this build describe it");
    }

    /// Types that match a pattern.
    private static void names(Call call, TypeRequest request) {
        int shown = 0;
        var modules = SymbolCommands.modules(call.kernel(), request.module().isEmpty() ? "*" : request.module());
        if (request.size() >= 0) {
            call.line("Enumerating symbols matching " + request.module() + "!" + request.type() + ", Size = "
                    + Hex.prefixed(request.size()));
            call.line("Address   Size Symbol");
        }
        for (var module : modules) {
            var shownName = module.imageName().replaceFirst("\\.[^.]*$", "");
            for (var name : ModuleTypes.names(call.kernel(), module)) {
                if (Wildcards.matches(request.type(), name) && sized(call, module.name(), name, request.size())) {
                    shown++;
                    call.text("          "
                            + (request.size() < 0 ? "" : String.format(Locale.ROOT, " %03x ", request.size())));
                    call.link(shownName + "!" + name, "dt " + shownName + "!" + name)
                            .end();
                }
            }
        }
        if (shown == 0) {
            throw new CommandException("No type matches " + request.type());
        }
    }

    private static boolean sized(Call call, String module, String name, long size) {
        return size < 0
                || ModuleTypes.sources(call.kernel(), module).stream()
                        .flatMap(source -> source.type(name).stream())
                        .anyMatch(layout -> layout.size() == size);
    }

    private static void print(Call call, TypeSource source, TypeLayout layout, TypeRequest request) {
        if (layout.fields().isEmpty()) {
            layout.constants().forEach((name, value) -> call.line("   " + name + " = 0n" + value));
            return;
        }
        var fields = new ArrayList<>(request.names());
        var address = OptionalLong.empty();
        for (var word : request.words()) {
            if (FieldPattern.parse(word).matchesAny(layout)) {
                fields.add(word);
            } else {
                address = OptionalLong.of(Expression.address(word, call.context()));
            }
        }
        var patterns = fields.stream().map(FieldPattern::parse).toList();
        if (request.verbose()) {
            call.line("struct " + layout.name() + ", " + layout.fields().size() + " elements, "
                    + Hex.prefixed(layout.size()) + " bytes");
        }
        var printer = new TypePrinter(call, source, request, request.width(fields));
        if (request.list().isEmpty()) {
            printer.fields(layout, patterns, address);
        } else {
            list(call, source, layout, request, address, printer, patterns);
        }
    }

    /// Structure after structure of a list.
    private static void list(
            Call call,
            TypeSource source,
            TypeLayout layout,
            TypeRequest request,
            OptionalLong start,
            TypePrinter printer,
            List<FieldPattern> patterns) {
        var link = link(source, layout, request.list());
        if (start.isEmpty() || link == null) {
            throw new CommandException("-l needs a pointer field of " + layout.name() + " and an address");
        }
        // A link of a _LIST_ENTRY points to the entry inside the next structure, any other pointer to its start.
        long back = request.list().contains(".") ? link.offset() : 0;
        var seen = new HashSet<Long>();
        long at = start.getAsLong();
        while (at != 0 && seen.add(at) && seen.size() <= MOST_IN_LIST) {
            call.line(request.list() + " at " + call.literal(at)).line(RULE);
            printer.fields(layout, patterns, OptionalLong.of(at));
            call.end();
            var next = call.space().pointer(call.narrow(at + link.offset()));
            if (next.isEmpty()) {
                call.missing(call.unknown(), at + link.offset()).end();
                return;
            }
            at = next.getAsLong() == 0 ? 0 : call.narrow(next.getAsLong() - back);
        }
    }

    private static @org.jspecify.annotations.Nullable Field link(TypeSource source, TypeLayout layout, String path) {
        int dot = path.indexOf('.');
        var field =
                layout.field(path.substring(0, dot < 0 ? path.length() : dot)).orElse(null);
        if (field == null || dot < 0) {
            return field;
        }
        if (!(field.type() instanceof FieldType.Structure structure)) {
            return null;
        }
        return source.type(structure.name())
                .flatMap(inner -> inner.field(path.substring(dot + 1)))
                .map(inner -> new Field(path, field.offset() + inner.offset(), inner.type()))
                .orElse(null);
    }
}
