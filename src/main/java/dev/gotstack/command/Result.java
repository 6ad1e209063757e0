package dev.gotstack.command;

/// What running a line gives.
///
/// @param rest commands that are left: not empty only after a command that wants the dump analysed again
///     ([Context#reloadWanted]), which the interpreter cannot do itself
public record Result(Output output, Context context, String rest) {
    public Result(Output output, Context context) {
        this(output, context, "");
    }
}
