package dev.gotstack.command;

import static dev.gotstack.command.Entry.changing;
import static dev.gotstack.command.Entry.showing;

import java.util.ArrayList;
import java.util.List;

/// The table of commands: names and bodies. What they are for is told in `assets/commands/help.txt`.
final class CommandList {
    private CommandList() {}

    /// All commands, in the order in which help lists them.
    static List<Entry> all() {
        var all = new ArrayList<Entry>();
        all.addAll(contexts());
        all.addAll(memory());
        all.addAll(stacks());
        all.addAll(names());
        all.addAll(system());
        all.addAll(help(all));
        return List.copyOf(all);
    }

    private static List<Entry> contexts() {
        return List.of(
                showing("!analyze", AnalyzeCommand::show),
                changing(".tss", ContextCommands::task),
                changing(".trap", ContextCommands::trap),
                changing(".cxr", ContextCommands::record),
                showing(".exr", ExceptionCommand::show),
                changing(".thread", ContextCommands::thread),
                changing(".process", ContextCommands::process),
                changing(".frame", FrameCommand::show),
                showing("r", RegisterCommands::show).joining(Joined::register),
                showing("?", EvaluateCommands::evaluate).joining(tail -> true),
                showing(".formats", EvaluateCommands::formats),
                changing("~", SessionCommands::processor).joining(tail -> true),
                showing(".effmach", SessionCommands::machine));
    }

    private static List<Entry> memory() {
        return List.of(
                changing("dd dp", MemoryCommands::doubleWords).splitting(Joined::argument),
                changing("dc", MemoryCommands::doubleWordsWithText).splitting(Joined::argument),
                changing("dw", MemoryCommands::words).splitting(Joined::argument),
                changing("db", MemoryCommands::bytes).splitting(Joined::argument),
                changing("dq", MemoryCommands::quadWords).splitting(Joined::argument),
                changing("da", TextCommands::ansi).splitting(Joined::argument),
                changing("du", TextCommands::unicode).splitting(Joined::argument),
                changing("df", MemoryCommands::singles).splitting(Joined::argument),
                changing("d", MemoryCommands::repeat),
                changing("dps dds dqs", PointerCommands::symbols).splitting(Joined::argument),
                changing("dpp ddp dqp", PointerCommands::words).splitting(Joined::argument),
                changing("dpa dda dqa", PointerCommands::ansi).splitting(Joined::argument),
                changing("dpu ddu dqu", PointerCommands::unicode).splitting(Joined::argument),
                changing("u", CodeCommands::forwards).splitting(Joined::argument),
                showing("ub", CodeCommands::backwards).splitting(Joined::argument),
                showing("uf", CodeCommands::function).splitting(Joined::argument),
                showing("s", SearchCommand::show).splitting(Joined.form("-.*")),
                showing("!search", PhysicalSearch::show));
    }

    private static List<Entry> stacks() {
        return List.of(
                showing("k", StackCommand::show).joining(Joined.form("[bBpPvVcCnNfFLM]*(=.*|[0-9a-fA-F]*)")),
                changing("kr", RebuiltStackCommand::run).joining(Joined.form("[nNaAfFL]*(=.*|[0-9a-fA-F]*)")),
                changing("kd", StackCommand::words).splitting(Joined::argument),
                changing(".kframes", SessionCommands::frames),
                showing("!stackusage", UsageCommand::show));
    }

    private static List<Entry> names() {
        return List.of(
                changing(".sympath .sympath+", SymbolPathCommands::path),
                changing(".reload", SymbolPathCommands::reload),
                showing("lm", ModuleCommands::list).joining(Joined.form("(1m|sm|[DolvukecifnptD])*([mMa].*)?")),
                showing("!lmi", ImageCommand::show),
                showing("ln", SymbolCommands::nearest).splitting(Joined::argument),
                showing("x", SymbolCommands::examine).splitting(Joined.form("/.*|.*!.*")),
                showing("dt", TypeCommand::show).splitting(Joined.form("-.*|_.*|.*!.*")));
    }

    private static List<Entry> system() {
        return List.of(
                showing("!thread", ThreadCommand::show),
                showing("!process", ProcessCommands::process),
                showing("!running", ProcessCommands::running),
                showing("!stacks", StacksCommand::show),
                showing("!pcr", ProcessorCommands::controlRegion),
                showing("!prcb", ProcessorCommands::controlBlock),
                showing("!irql", ProcessorCommands::irql),
                showing("!gdt", ProcessorCommands::descriptors),
                showing("!idt", InterruptCommand::show),
                showing("!pte", PagingCommands::entries),
                showing("!vtop", PagingCommands::physical),
                showing(".bugcheck", TargetCommands::bugCheck),
                showing("vertarget", TargetCommands::target),
                showing("version", TargetCommands::version),
                showing("!derive", DeriveCommand::show),
                showing(".echo", SessionCommands::echo),
                changing(".logopen", SessionCommands::open),
                changing(".logappend", SessionCommands::append),
                changing(".logclose", SessionCommands::close));
    }

    private static List<Entry> help(List<Entry> others) {
        var listed = new ArrayList<>(others);
        var help = List.of(
                showing(".help", call -> HelpCommands.list(call, listed)),
                showing(".hh", call -> HelpCommands.one(call, listed)));
        listed.addAll(help);
        return help;
    }
}
