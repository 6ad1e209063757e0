package dev.gotstack;

import dev.gotstack.cli.GotstackCommand;
import java.util.Optional;

/// Does what people start the command line for, so that the virtual machine can record which classes that takes. Run
/// when a distribution is built: `Rehearsal DUMP…`, each of a different kind. The window is rehearsed by opening it.
final class Rehearsal {
    private static final String COMMANDS =
            ".bugcheck; !analyze -v; .tss 0x28; r; kv; kf; kr; dd esp L8; dps esp L4; u eip L4; lm; !thread; !pte esp;"
                    + " ? esp+4; ln eip; .trap; !derive backlink; dt nt!_KTSS";

    private Rehearsal() {}

    public static void main(String[] dumps) {
        for (var dump : dumps) {
            run("run", dump, "-c", COMMANDS);
            run("run", "-q", dump, "-c", "r");
            run("analyze", "-q", dump);
            run("analyze", "-q", "--json", dump);
        }
        run("--version");
        run("run", "--help");
    }

    private static void run(String... arguments) {
        GotstackCommand.run((files, options, alone) -> Optional.of(""), arguments);
    }
}
