package dev.gotstack.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What was asked of `dt`.
///
/// @param module part before `!`, or empty
/// @param type name or pattern of the type
/// @param words what follows: fields and an address, in any order
/// @param names fields that were marked as such, so that they are no address
/// @param depth levels of nested structures to open
/// @param blocks whether nested structures are opened to any depth and arrays element by element (`-b`)
/// @param elements elements of an array to show one a line: 0 for none
/// @param list field that leads to the next structure of a list, or empty
/// @param size only types of this many bytes are listed; -1 for any
record TypeRequest(
        String module,
        String type,
        List<String> words,
        List<String> names,
        int depth,
        boolean blocks,
        boolean offsets,
        boolean verbose,
        int elements,
        String list,
        long size) {
    private static final int DEEPEST = 5;
    private static final int MOST_ELEMENTS = 0x400;
    private static final String PLAIN = "bdeioptvhn";

    static TypeRequest parse(String arguments) {
        var parser = new Parser(arguments);
        parser.read();
        return parser.request();
    }

    /// Whether the type is a pattern.
    boolean isPattern() {
        return type.contains("*") || type.contains("?") || size >= 0;
    }

    /// Longest of the fields asked for, as they were typed: the width of their column.
    int width(List<String> fields) {
        return fields.stream().mapToInt(String::length).max().orElse(0);
    }

    private static final class Parser {
        private final List<String> all;
        private final List<String> words = new ArrayList<>();
        private final List<String> names = new ArrayList<>();
        private final StringBuilder flags = new StringBuilder();
        private int depth;
        private int elements;
        private String list = "";
        private long size = -1;
        private int at;

        Parser(String arguments) {
            all = Arrays.asList(arguments.strip().split("\\s+"));
        }

        void read() {
            for (at = 0; at < all.size(); at++) {
                var word = all.get(at);
                if (word.length() > 1 && word.startsWith("-")) {
                    options(word);
                } else if (!word.isEmpty()) {
                    words.add(word);
                }
            }
        }

        private void options(String word) {
            for (int i = 1; i < word.length(); i++) {
                char letter = word.charAt(i);
                int end = i + 1;
                while (end < word.length() && Character.digit(word.charAt(end), 10) >= 0) {
                    end++;
                }
                var digits = word.substring(i + 1, end);
                switch (letter) {
                    case 'r' -> depth = digits.isEmpty() ? DEEPEST : Math.min(DEEPEST, count(digits));
                    case 'a' -> elements = digits.isEmpty() ? MOST_ELEMENTS : Math.min(MOST_ELEMENTS, count(digits));
                    case 'l' -> list = argument(word);
                    case 's' -> size = Operands.number(argument(word)).orElse(-1);
                    case 'y' -> prefix(word.substring(i), argument(word));
                    default -> flag(letter, word);
                }
                if (letter == 'y') {
                    return;
                }
                i = end - 1;
            }
        }

        private static int count(String digits) {
            return digits.length() > 4 ? MOST_ELEMENTS : Integer.parseInt(digits);
        }

        private void flag(char letter, String word) {
            if (PLAIN.indexOf(letter) < 0) {
                throw new CommandException(
                        "Unknown option '" + letter + "' in " + word + "; .hh dt tells those there are");
            }
            flags.append(letter);
            if (letter == 'n' && at + 1 < all.size()) {
                names.add(argument(word));
            }
        }

        /// `-y Ima`: fields that begin so; other letters may stand behind the y.
        private void prefix(String letters, String field) {
            names.add(field + "*");
            letters.substring(1).chars().forEach(letter -> flag((char) letter, letters));
        }

        private String argument(String word) {
            if (at + 1 >= all.size()) {
                throw new CommandException("Something must follow " + word);
            }
            return all.get(++at);
        }

        TypeRequest request() {
            if (words.isEmpty() && flags.indexOf("n") >= 0 && !names.isEmpty()) {
                words.add(names.removeFirst());
            }
            if (words.isEmpty()) {
                throw new CommandException("Give a type: dt nt!_KPCR");
            }
            // Type and address may change places.
            boolean swapped =
                    words.size() > 1 && Operands.number(words.getFirst()).isPresent();
            var name = words.remove(swapped ? 1 : 0);
            int mark = name.indexOf('!');
            return new TypeRequest(
                    name.substring(0, Math.max(0, mark)),
                    name.substring(mark + 1),
                    List.copyOf(words),
                    List.copyOf(names),
                    depth,
                    flags.indexOf("b") >= 0,
                    flags.indexOf("o") < 0,
                    flags.indexOf("v") >= 0,
                    elements,
                    list,
                    size);
        }
    }
}
