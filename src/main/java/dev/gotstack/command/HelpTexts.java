package dev.gotstack.command;

import dev.gotstack.io.MalformedFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The help of every command, as data in `assets/commands/help.txt`: a section begins with `# name`, then come a
/// line of syntax, a line that sums the command up, and text.
final class HelpTexts {
    private static final String FILE = "/commands/help.txt";
    private static final String SECTION = "# ";
    private static final Map<String, CommandHelp> ALL = read();

    private HelpTexts() {}

    /// Help by a command's usual name, in the order of the file.
    static Map<String, CommandHelp> all() {
        return ALL;
    }

    private static Map<String, CommandHelp> read() {
        var all = new LinkedHashMap<String, CommandHelp>();
        var section = new ArrayList<String>();
        for (var line : lines()) {
            if (line.startsWith(SECTION)) {
                keep(section, all);
                section.clear();
            }
            section.add(line.stripTrailing());
        }
        keep(section, all);
        return Collections.unmodifiableMap(all);
    }

    private static void keep(List<String> section, Map<String, CommandHelp> all) {
        if (section.size() >= 3) {
            var name = section.get(0).substring(SECTION.length());
            var text = String.join("\n", section.subList(3, section.size())).strip();
            all.put(name, new CommandHelp(name, section.get(1), section.get(2), text));
        }
    }

    private static List<String> lines() {
        try (var in = HelpTexts.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new MalformedFileException(FILE, -1, "help", "a file of that name", "none");
            }
            return Arrays.asList(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1));
        } catch (IOException e) {
            throw new MalformedFileException(FILE, -1, "help", "text", String.valueOf(e.getMessage()));
        }
    }
}
