package dev.gotstack.command;

/// `!lmi`: an image's headers, and how its symbols were found.
final class ImageCommand {
    private static final int LABEL = 15;

    private ImageCommand() {}

    static void show(Call call) {
        var modules = call.kernel().modules();
        var found = modules.named(call.arguments());
        if (found.isEmpty() && !call.arguments().isEmpty()) {
            found = modules.at(Expression.address(call.arguments(), call.context()));
        }
        var module = found.orElseThrow(() -> new CommandException("Give a module: !lmi nt"));
        var image = module.image();
        call.text("Loaded Module Info: [").module(module).line("]");
        line(call, "Module", module.name());
        call.text(label("Base Address")).memory(module.base()).end();
        line(call, "Image Name", module.imageName());
        line(call, "Machine Type", image.machine() == 0 ? "unknown" : "0x" + Integer.toHexString(image.machine()));
        line(call, "Time Stamp", ModuleCommands.time(module));
        line(call, "Size", Hex.plain(module.size()));
        line(call, "CheckSum", Hex.plain(module.checkSum()));
        image.pdbReference().ifPresent(pdb -> line(call, "CODEVIEW", pdb.describe() + ", Pdb: " + pdb.path()));
        line(call, "Image Type", "MEMORY   - Image read from loaded memory.");
        line(call, "Symbol Type", ModuleCommands.status(module.symbols()));
        module.symbols().tried().forEach(tried -> line(call, "Tried", tried));
        image.problems().forEach(problem -> line(call, "Problem", problem));
    }

    private static void line(Call call, String label, String text) {
        call.line(label(label) + text);
    }

    private static String label(String name) {
        return " ".repeat(Math.max(0, LABEL - name.length())) + name + ": ";
    }
}
