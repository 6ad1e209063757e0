package dev.gotstack.command;

import static dev.gotstack.command.Entry.changing;
import static dev.gotstack.command.Entry.showing;

import java.util.ArrayList;
import java.util.List;

/// The table of commands. A name that ends in `*` may run into its arguments.
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
                showing(
                        "!analyze",
                        "!analyze [-v]",
                        "The bug check and what was found out about it",
                        AnalyzeCommand::show),
                changing(
                        ".tss",
                        ".tss [selector|address]",
                        "Registers of a task; they become the context",
                        ContextCommands::task),
                changing(
                        ".trap",
                        ".trap [address]",
                        "Registers of a trap frame; they become the context",
                        ContextCommands::trap),
                changing(
                        ".cxr .thread",
                        ".cxr",
                        "Goes back to the registers saved at the crash",
                        ContextCommands::reset),
                showing("r*", "r [reg[,reg...]]", "Registers of the context", RegisterCommands::show),
                showing("?*", "? expression", "The value of an expression", EvaluateCommands::evaluate),
                showing(".formats", ".formats expression", "A value in several notations", EvaluateCommands::formats));
    }

    private static List<Entry> memory() {
        return List.of(
                changing("dd dp", "dd [range]", "Memory as 32-bit words", MemoryCommands::doubleWords),
                changing(
                        "dc",
                        "dc [range]",
                        "Memory as 32-bit words and characters",
                        MemoryCommands::doubleWordsWithText),
                changing("dw", "dw [range]", "Memory as 16-bit words", MemoryCommands::words),
                changing("db", "db [range]", "Memory as bytes and characters", MemoryCommands::bytes),
                changing("dq", "dq [range]", "Memory as 64-bit words", MemoryCommands::quadWords),
                changing("da", "da [range]", "A text of single-byte characters", MemoryCommands::ansi),
                changing("du", "du [range]", "A text of UTF-16 characters", MemoryCommands::unicode),
                changing(
                        "dps dds", "dps [range]", "Pointers, each with the name it leads to", MemoryCommands::pointers),
                changing("u", "u [range]", "Code", CodeCommands::forwards),
                showing("ub", "ub [address [Ln]]", "Code that leads to an address", CodeCommands::backwards),
                showing("s", "s [-b|-w|-d|-q|-a|-u] range pattern", "Searches memory", SearchCommand::show),
                showing("uf", "uf [address]", "Code up to the next name", CodeCommands::function));
    }

    private static List<Entry> stacks() {
        return List.of(
                showing(
                        "k*",
                        "k[b|v][c][n][f][L] [count] [= ebp esp eip]",
                        "The stack as a debugger walks it",
                        StackCommand::show),
                showing(
                        "kr*",
                        "kr[n][a] [count] [= ebp esp eip]",
                        "The rebuilt stack with its evidence; repeated calls are folded, a shows all",
                        RebuiltStackCommand::show),
                showing(
                        "!stackusage",
                        "!stackusage [-without MODULE... [-falls]]",
                        "Who owns the bytes of the stack; what would have been left without some drivers",
                        UsageCommand::show));
    }

    private static List<Entry> names() {
        return List.of(
                changing(
                        ".sympath .sympath+",
                        ".sympath[+] [path]",
                        "Shows or sets where symbols are looked for",
                        SymbolPathCommands::path),
                changing(".reload", ".reload [/f]", "Looks for symbols again", SymbolPathCommands::reload),
                showing("lm*", "lm[v][t][n] [m pattern|a address]", "Modules; v for all details", ModuleCommands::list),
                showing("!lmi", "!lmi module", "An image's headers and how its symbols were found", ImageCommand::show),
                showing("ln", "ln [address]", "Names around an address", SymbolCommands::nearest),
                showing("x", "x module!pattern", "Names that match a pattern", SymbolCommands::examine),
                showing(
                        "dt",
                        "dt [module!]Type [field...] [address]",
                        "The layout of a structure, or one in memory",
                        TypeCommand::show));
    }

    private static List<Entry> system() {
        return List.of(
                showing(
                        "!thread",
                        "!thread [address [flags]]",
                        "A thread, its process and its stack",
                        ThreadCommand::show),
                showing("!process", "!process [address|0 [flags [image]]]", "Processes", ProcessCommands::process),
                showing("!running", "!running", "What each processor runs", ProcessCommands::running),
                showing("!pcr", "!pcr [processor]", "A processor's control region", ProcessorCommands::controlRegion),
                showing(
                        "!gdt",
                        "!gdt [processor]",
                        "Segment descriptors and task states",
                        ProcessorCommands::descriptors),
                showing("!idt", "!idt [-a|vector]", "Where interrupts go; task gates", InterruptCommand::show),
                showing(
                        "!pte",
                        "!pte address",
                        "The page-table entries of an address, or why it is missing",
                        PagingCommands::entries),
                showing("!vtop", "!vtop [0] address", "The physical address", PagingCommands::physical),
                showing(".bugcheck", ".bugcheck", "The bug check and its arguments", TargetCommands::bugCheck),
                showing("vertarget", "vertarget", "The system and the dump", TargetCommands::version),
                showing("!derive", "!derive [id]", "How a value was obtained, step by step", DeriveCommand::show));
    }

    private static List<Entry> help(List<Entry> others) {
        var help = new ArrayList<Entry>(1);
        help.add(showing(".help .hh", ".help [command]", "The commands", call -> {
            var commands = new ArrayList<>(others);
            HelpCommands.show(call, commands);
        }));
        return help;
    }
}
