package dev.gotstack.command;

/// What was asked of `lm`: letters, then `m`, `M` or `a` with what follows them.
///
/// @param letters options other than these
/// @param brief names only
/// @param byName sorted by name rather than by address
/// @param pattern of names, empty for all
/// @param path pattern of paths, empty for all
/// @param address in the module, empty for all
record ModuleOptions(String letters, boolean brief, boolean byName, String pattern, String path, String address) {
    private static final String KNOWN = "Dolvukeifnpt";

    boolean has(char letter) {
        return letters.indexOf(letter) >= 0;
    }

    static ModuleOptions parse(String text) {
        var letters = new StringBuilder();
        boolean brief = false;
        boolean byName = false;
        var found = new String[] {"", "", ""};
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            char next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
            if (next == 'm' && (c == '1' || c == 's')) {
                brief |= c == '1';
                byName |= c == 's';
                at++;
            } else if (c == 'm' || c == 'M' || c == 'a') {
                var rest = text.substring(at + 1).strip();
                // An address may hold spaces, a pattern does not.
                var argument = c == 'a' ? rest : rest.split("\\s", 2)[0];
                found["mMa".indexOf(c)] = argument;
                at = text.indexOf(argument, at + 1) + argument.length();
            } else if (KNOWN.indexOf(c) >= 0) {
                letters.append(c);
            } else if (!Character.isWhitespace(c)) {
                throw new CommandException("Unknown option '" + c + "' of lm; .hh lm tells those there are");
            }
        }
        return new ModuleOptions(letters.toString(), brief, byName, found[0], found[1], found[2]);
    }
}
