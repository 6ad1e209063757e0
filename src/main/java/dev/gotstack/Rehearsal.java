package dev.gotstack;

/// Does what people start the command line for, so that the virtual machine can record which classes that takes. Run
/// when a distribution is built: `Rehearsal DUMP…`, each of a different kind. The window is rehearsed by opening it.
final class Rehearsal {
    private static final String COMMANDS =
            ".bugcheck; !analyze -v; .tss 0x28; r; kv; kf; kr; dd esp L8; dps esp L4; u eip L4; lm; !thread; !pte esp;"
                    + " ? esp+4; ln eip; .trap; !derive backlink; dt nt!_KTSS";

    private Rehearsal() {}

    public static void main(String[] dumps) {
        for (var dump : dumps) {
            Main.run("run", dump, "-c", COMMANDS);
            Main.run("run", "-q", dump, "-c", "r");
            Main.run("analyze", "-q", dump);
            Main.run("analyze", "-q", "--json", dump);
        }
        Main.run("--version");
        Main.run("run", "--help");
    }
}
