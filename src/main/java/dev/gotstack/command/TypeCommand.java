package dev.gotstack.command;

/// `dt`.
final class TypeCommand {
    private TypeCommand() {}

    static void show(Call call) {
        throw new CommandException("later");
    }
}
