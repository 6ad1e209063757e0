package dev.gotstack.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.Samples;
import dev.gotstack.analysis.Analysis;
import dev.gotstack.analysis.AnalysisOptions;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every command that help lists, with a line that uses it and a part of what it must print.
class CommandListTest {
    private static final Map<String, String[]> EXAMPLES = examples();

    private static Analysis analysis;

    private static Map<String, String[]> examples() {
        var all = new TreeMap<String, String[]>();
        put(all, "!analyze", "!analyze -v", "UNEXPECTED_KERNEL_MODE_TRAP (7f)");
        put(all, ".tss", ".tss f7737fe0", "eip=8088c718 esp=b8ae5fe4 ebp=b8ae5fe4");
        put(all, ".trap", ".trap b8ae5fe4", "808813d8 803f00          cmp     byte ptr [edi],0           ds:");
        put(all, ".cxr", ".tss 28;.cxr;resp", "esp=f773d388");
        put(all, "r", "r eax,ebx", "eax=b8ae0023 ebx=b8ae60ec");
        put(all, "?", "?ebp+c", "Evaluate expression: -1196531728 = b8ae5ff0\n");
        put(all, ".formats", ".formats ebp", "Octal:   27053457744");
        put(all, "dd", "dd b8ae6014 L2", "b8ae6014  b8ae0000 b8ae0023\n");
        put(all, "dc", "dc f7737000 L1", "f7737000  b8ae60dc                             .`..\n");
        put(all, "dw", "dw f773a2e0 L2", "f773a2e0  0028 0000\n");
        put(all, "db", "db nt L10", "80800000  4d 5a 78 00 01 00 00 00-04 00 00 00 00 00 00 00  MZx.............\n");
        put(all, "dq", "dq f7737000 L2", "f7737000  00000000`b8ae60dc f7737fe0`00000000\n");
        put(all, "da", "da nt+4e", "8080004e  \"This program cannot be run in DO\"\n8080006e  \"S mode.$\"\n");
        put(all, "du", "du poi(poi(nt!PsLoadedModuleList)+30)", "\"ntkrpamp.exe\"");
        put(all, "dps", "dps b8ae604c L1", "b8ae604c  808813d8 nt!CcMapData+0x65\n");
        put(all, "u", "u nt!_KiTrap08 L1", "nt!_KiTrap08:\n8088b702 fa              cli\n");
        put(all, "ub", "ub . L1", "nt!_KiTrap0E+0x");
        put(all, "uf", "uf nt!CcMapData", "8088140a c21800          ret     18h\n");
        put(all, "s", "s -d b8ae6000 b8ae9000 808813d8", "b8ae604c  808813d8 00000008");
        put(all, "!lmi", "!lmi hogflt", "    Symbol Type: (private pdb symbols)  hogflt.pdb");
        put(all, "k", "k = b8ae60ec b8ae6058 808813d8 2", "b8ae60ec 80802d66 nt!CcMapData+0x65\nb8ae612c ");
        put(all, "kr", "kr", "      94  b8ae60ec 80802d66 nt!CcMapData+0x65  (certain: forward simulation)\n");
        put(all, "!stackusage", "!stackusage", "Free when the first fault happened: 88 bytes");
        put(all, "lm", "lm", "80800000 8088e000   nt         (private pdb symbols)  ntkrpamp.pdb\n");
        put(all, "ln", "ln nt!KeBugCheckEx+4", "(80802750)   nt!KeBugCheckEx+0x4   |  (80802770)   nt!KiInit");
        put(all, "x", "x nt!_KiTrap08", "8088b702          nt!_KiTrap08 (<no parameter info>)\n");
        put(all, "dt", "dt nt!_KTSS f773a2e0 Backlink", "   +0x000 Backlink : 0x28\n");
        put(all, "!thread", "!thread", "THREAD 87d68438  Cid 07f8.07fc  Teb: 7ff9c000 Win32Thread: 00000000 RUNNING");
        put(all, "!process", "!process 0 0", "    Image: StackHog.exe\n");
        put(all, "!running", "!running", " 3  f7737120  87d68438\n");
        put(all, "!pcr", "!pcr 3", "                      TSS: f773a2e0\n");
        put(all, "!gdt", "!gdt", "0050 f773d450 f773a2e0 00000067  0   TSS32");
        put(all, "!idt", "!idt 8", "08: Task Selector = 0x0050, 8088b702 nt!_KiTrap08\n");
        put(all, "!pte", "!pte b8ae5ff0", "guard page");
        put(all, "!vtop", "!vtop 0 f7737000", "Virtual address f7737000 translates to physical address 245000");
        put(all, ".bugcheck", ".bugcheck", "Bugcheck code 0000007F\nArguments 00000008 f7737fe0 00000000 00000000\n");
        put(all, "vertarget", "vertarget", "Windows Kernel Version 3790 MP (4 procs) Free x86 compatible");
        put(all, "!derive", "!derive backlink", "0x28");
        put(all, ".sympath", ".sympath+ symbols", "Symbol search path is: symbols\n");
        put(all, ".reload", ".sympath; .reload; vertarget", "Symbol search path is: ");
        put(all, ".help", ".help dd", "dd [/c columns] [/p] [range]");
        return all;
    }

    private static void put(Map<String, String[]> all, String name, String line, String printed) {
        all.put(name, new String[] {line, printed});
    }

    @BeforeAll
    static void open() {
        analysis = Samples.analyze(Samples.ARTICLE);
    }

    @AfterAll
    static void close() {
        Samples.close(analysis);
    }

    private static Output run(String line) {
        var context = Context.of(analysis).withTask(analysis.interrupted().orElseThrow());
        return new WinDbgInterpreter().run(line, context).output();
    }

    @Test
    void reloadLeavesTheRestOfTheLineToItsOwner() {
        var result = new WinDbgInterpreter().run(".sympath here; .reload /f; dd 0 L1", Context.of(analysis));
        assertTrue(result.context().reloadWanted());
        assertEquals(java.util.List.of("here"), result.context().options().symbolPaths());
        assertEquals("dd 0 L1", result.rest().strip());
        assertFalse(result.output().text().contains("????????"), "what follows is not run on the old symbols");
    }

    @TestFactory
    Stream<DynamicTest> examplesPrintWhatTheyShould() {
        return EXAMPLES.values().stream()
                .map(example -> DynamicTest.dynamicTest(example[0], () -> {
                    var text = run(example[0]).text();
                    assertTrue(text.contains(example[1]), text);
                }));
    }

    /// Following any link of any output is a command that works.
    @TestFactory
    Stream<DynamicTest> linksCanBeFollowed() {
        return EXAMPLES.values().stream()
                .map(example -> DynamicTest.dynamicTest(example[0], () -> follow(run(example[0]))));
    }

    private static void follow(Output output) {
        var commands = new TreeSet<String>();
        output.lines()
                .forEach(line -> line.spans().forEach(span -> {
                    if (span.link() != null) {
                        commands.add(span.link().command());
                    }
                }));
        for (var command : commands) {
            var text = run(command).text();
            assertFalse(text.contains("Unknown command") || text.contains("Internal error"), command + "\n" + text);
            assertFalse(text.contains("resolve error"), command + "\n" + text);
        }
    }

    @Test
    void unknownCommandsNameNearOnes() {
        assertEquals(
                "Unknown command '!theard'; did you mean !thread?\n",
                run("!theard").text());
        assertTrue(run("frobnicate").text().startsWith("Unknown command 'frobnicate'"));
        assertTrue(run("frobnicate").hasError());
    }

    @Test
    void anErrorEndsTheLine() {
        assertFalse(run("dd nosuch;.bugcheck").text().contains("Bugcheck"));
        assertTrue(run("* a comment; dd nosuch").text().isEmpty());
        assertEquals("", run(" ; ;; ").text());
    }

    @Test
    void memoryGoesOnWhereItEnded() {
        assertTrue(run("dd f7737000 L4;dd").text().contains("\nf7737010  19d5c42c"));
        assertTrue(run("u nt!_KiTrap0E L2;u L1").text().endsWith("\n8088c6c4 53              push    ebx\n"));
    }

    @Test
    void aTaskCanBeGivenByItsSegmentsAddress() {
        var context = Context.of(analysis);
        var result = new WinDbgInterpreter().run(".tss f7737fe0", context);
        assertEquals(0x28, result.context().task().orElseThrow());
        assertTrue(run(".tss f7737fe1").hasError());
        assertTrue(run(".tss 99").hasError());
    }

    @Test
    void theStackOfTheCrashGoesOnThroughTheTaskGate() {
        var text =
                new WinDbgInterpreter().run("kv", Context.of(analysis)).output().text();
        assertTrue(text.contains("nt!_KiTrap08+0x58 (FPO: TaskGate 28:0)\nb8ae5fe4 00000000"), text);
    }

    @Test
    void rebuiltStacksFoldRepeatedCalls() {
        var folded = run("kr").text();
        assertTrue(folded.contains("15 more rounds of these 8 frames"), folded);
        assertTrue(folded.endsWith("The thread entered the kernel here from user mode\n"), folded);
        assertEquals(
                analysis.reconstructedStack().frames().size() + 4,
                run("kra").lines().size());
        var exact = run("krn = b8ae60ec b8ae6058 808813d8 1").text();
        assertTrue(exact.contains("00       94  b8ae60ec 80802d66 nt!CcMapData+0x65"), exact);
    }

    @Test
    void modulesShowTheirVersion() {
        var text = run("lm kv m hogflt").text();
        assertTrue(text.contains("    CompanyName:      Contoso Ltd.\n"), text);
        assertEquals(run("lmvm hogflt").text(), text);
        assertEquals("nt\nfabfs\nhogflt\nstackhog\n", run("lm 1m").text());
    }

    @Test
    void memoryIsSearchedForValuesAndTexts() {
        assertTrue(run("s -a nt L100 \"DOS mode\"").text().startsWith("8080006c  44 4f 53 20 6d 6f 64 65"));
        assertEquals("Not found\n", run("s b8ae5000 L2000 12 34 56 78 9a bc").text());
        assertTrue(run("s -x 0 L1 1").hasError());
        assertTrue(run("s -d b8ae6000 L10").hasError());
    }

    @Test
    void aCutRebuiltStackSaysHowMuchIsLeft() {
        assertTrue(run("kr 8").text().endsWith("... 131 more frames\n"));
    }

    @Test
    void theWholeStackCanBeListedWithNames() {
        var lines = run("dps b8ae6000 b8ae9000").text().lines().toList();
        assertEquals(0x3004 / 4, lines.size());
        assertTrue(lines.stream()
                        .filter(line -> line.contains(" hogflt!HogFltRead+0x3f"))
                        .count()
                >= 16);
    }

    /// Without symbols the article's case is still readable, by addresses.
    @Test
    void commandsWorkWithoutSymbols() {
        var bare = Samples.analyze(Samples.ARTICLE, AnalysisOptions.dumpOnly(false));
        try {
            var interpreter = new WinDbgInterpreter();
            var text = interpreter
                    .run(".tss 28;kb;!idt 8;!pcr;dt nt!_KTSS f773a2e0 Backlink", Context.of(bare))
                    .output();
            assertFalse(text.hasError(), text.text());
            assertTrue(text.text().contains("WARNING: Stack unwind information not available."), text.text());
            assertTrue(text.text().contains("08: Task Selector = 0x0050"), text.text());
        } finally {
            Samples.close(bare);
        }
    }

    @Test
    void namesWithControlCharactersStayOnTheirLine() {
        var output = Output.builder().text("a\nb").end().build();
        assertEquals("a.b\n", output.text());
    }
}
