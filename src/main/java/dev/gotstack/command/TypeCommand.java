package dev.gotstack.command;

import dev.gotstack.layout.Field;
import dev.gotstack.layout.FieldType;
import dev.gotstack.layout.TypeLayout;
import dev.gotstack.layout.TypeSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/// `dt`: the layout of a structure, or a structure in memory.
final class TypeCommand {
    private static final int WIDTH = 16;
    private static final int DEEPEST = 5;
    private static final int MOST_LINES = 20_000;

    private final Call call;
    private final TypeSource types;
    private final String module;
    private int lines;

    private TypeCommand(Call call, TypeSource types, String module) {
        this.call = call;
        this.types = types;
        this.module = module.isEmpty() ? "nt" : module;
    }

    /// What was asked for.
    ///
    /// @param module part before `!`, or empty
    /// @param words field names and an address, in any order
    private record Request(String module, String type, List<String> words, int depth) {

        static Request parse(String arguments) {
            var words = new ArrayList<>(Arrays.asList(arguments.strip().split("\\s+")));
            int depth = 0;
            for (var word : words) {
                if (word.startsWith("-r")) {
                    depth = word.length() == 2 ? DEEPEST : Math.min(DEEPEST, Character.digit(word.charAt(2), 10));
                }
            }
            words.removeIf(word -> word.startsWith("-"));
            if (words.isEmpty() || words.getFirst().isEmpty()) {
                throw new CommandException("Give a type: dt nt!_KPCR");
            }
            // Type and address may change places.
            boolean swapped =
                    words.size() > 1 && Operands.number(words.getFirst()).isPresent();
            var name = words.remove(swapped ? 1 : 0);
            int mark = name.indexOf('!');
            return new Request(
                    mark < 0 ? "" : name.substring(0, mark), name.substring(mark + 1), words, Math.max(0, depth));
        }
    }

    static void show(Call call) {
        var request = Request.parse(call.arguments());
        if (request.type().contains("*") || request.type().contains("?")) {
            names(call, request);
            return;
        }
        for (var source : ModuleTypes.sources(call.kernel(), request.module())) {
            var layout = source.type(request.type()).or(() -> source.type("_" + request.type()));
            if (layout.isPresent()) {
                new TypeCommand(call, source, request.module()).print(layout.get(), request);
                return;
            }
        }
        throw new CommandException("Symbol " + call.arguments()
                + " not found: no symbols and no built-in layout of this" + " build describe it");
    }

    private static void names(Call call, Request request) {
        int shown = 0;
        for (var module : SymbolCommands.modules(call.kernel(), request.module().isEmpty() ? "*" : request.module())) {
            var shownName = module.imageName().replaceFirst("\\.[^.]*$", "");
            for (var name : ModuleTypes.names(call.kernel(), module)) {
                if (Wildcards.matches(request.type(), name) && shown++ < MOST_LINES) {
                    call.text("          ")
                            .link(shownName + "!" + name, "dt " + shownName + "!" + name)
                            .end();
                }
            }
        }
        if (shown == 0) {
            throw new CommandException("No type matches " + request.type());
        }
    }

    private void print(TypeLayout layout, Request request) {
        var wanted = new ArrayList<String>();
        var address = OptionalLong.empty();
        for (var word : request.words()) {
            if (matching(layout, word).isEmpty()) {
                address = OptionalLong.of(Expression.address(word, call.context()));
            } else {
                wanted.add(word);
            }
        }
        if (layout.fields().isEmpty()) {
            layout.constants().forEach((name, value) -> call.line("   " + name + " = 0n" + value));
            return;
        }
        var fields = wanted.isEmpty()
                ? layout.fields()
                : wanted.stream()
                        .flatMap(word -> matching(layout, word).stream())
                        .toList();
        int width = wanted.isEmpty() ? WIDTH : 0;
        boolean expand = wanted.stream().anyMatch(word -> word.endsWith("."));
        fields(fields, address, 1, width, expand ? Math.max(1, request.depth()) : request.depth());
    }

    /// Fields that a word names: exactly, by a pattern, or all that begin like it where it ends in a period.
    private List<Field> matching(TypeLayout layout, String word) {
        if (word.endsWith(".")) {
            return matching(layout, word.substring(0, word.length() - 1) + "*");
        }
        int dot = word.indexOf('.');
        if (dot > 0) {
            return inside(layout, word.substring(0, dot), word.substring(dot + 1));
        }
        return layout.fields().stream()
                .filter(field -> Wildcards.matches(word, field.name()))
                .toList();
    }

    private List<Field> inside(TypeLayout layout, String outer, String rest) {
        var field = layout.field(outer).orElse(null);
        if (field == null || !(field.type() instanceof FieldType.Structure structure)) {
            return List.of();
        }
        return types.type(structure.name())
                .map(inner -> matching(inner, rest).stream()
                        .map(found ->
                                new Field(outer + "." + found.name(), field.offset() + found.offset(), found.type()))
                        .toList())
                .orElse(List.of());
    }

    private void fields(List<Field> fields, OptionalLong address, int level, int least, int depth) {
        int width =
                fields.stream().mapToInt(field -> field.name().length()).max().orElse(0);
        int padded = least == 0 ? width : least;
        var values = new TypeValues(call, types, module);
        for (var field : fields) {
            if (lines++ >= MOST_LINES) {
                throw new CommandException("More than " + MOST_LINES + " lines; ask for less");
            }
            call.text("   ".repeat(level) + String.format("+0x%03x ", field.offset()));
            call.text(String.format("%-" + Math.max(1, padded) + "s : ", field.name()));
            if (address.isEmpty()) {
                call.text(TypeValues.type(field.type()));
            } else {
                values.value(field.type(), Hex.address(address.getAsLong() + field.offset()));
            }
            call.end();
            if (depth > 0) {
                nested(field, address, level, depth);
            }
        }
    }

    private void nested(Field field, OptionalLong address, int level, int depth) {
        if (field.type() instanceof FieldType.Structure structure) {
            var inner = address.isEmpty() ? address : OptionalLong.of(address.getAsLong() + field.offset());
            types.type(structure.name())
                    .ifPresent(layout -> fields(layout.fields(), inner, level + 1, WIDTH, depth - 1));
        }
    }
}
