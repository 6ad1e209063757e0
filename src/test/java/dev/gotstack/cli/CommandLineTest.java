package dev.gotstack.cli;

import static dev.gotstack.cli.Ran.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gotstack.Samples;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ARTICLE = Samples.ARTICLE.toString();

    @TempDir
    private Path folder = Path.of("");

    @Test
    void analyzeTellsTheStory() {
        var ran = run("analyze", ARTICLE);
        assertEquals(0, ran.exit());
        assertTrue(ran.out().contains("12,200 of 12,288 bytes used, 88 left"));
        assertTrue(ran.out().contains("16 rounds of 8 calls"));
        assertEquals("", ran.err());
    }

    @Test
    void jsonHasTheNamesThatScriptsRelyOn() throws IOException {
        var ran = run("analyze", "--json", ARTICLE);
        var tree = JSON.readTree(ran.out());
        assertEquals("0x7f", tree.at("/bugCheck/code").asText());
        assertEquals("UNEXPECTED_KERNEL_MODE_TRAP", tree.at("/bugCheck/name").asText());
        assertEquals("0xf7737fe0", tree.at("/bugCheck/parameters/1").asText());
        assertEquals("x86", tree.at("/dump/architecture").asText());
        assertEquals(3790, tree.at("/dump/build").asInt());
        assertEquals(4, tree.at("/dump/processors").asInt());
        var region = tree.at("/processor/controlRegion");
        assertEquals(
                "0xf7737fe0",
                region.at("/TssCopy").asText(region.at("/SubSystemTib").asText()));
        assertEquals("0xf773a2e0", region.at("/TSS").asText());
        assertEquals("0xf7737000", region.at("/SelfPcr").asText());
        assertEquals("0xe56", region.at("/StallScaleFactor").asText());
        var interrupted = task(tree, "0x28");
        assertEquals("0xb8ae5fe4", interrupted.at("/registers/esp").asText());
        assertEquals("0x10046", interrupted.at("/registers/efl").asText());
        assertEquals("0xb8ae5fe0", interrupted.at("/registers/cr2").asText());
        assertEquals("0x28", task(tree, "0x50").at("/backlink").asText());
        assertEquals("0x87d68438", tree.at("/thread/address").asText());
        assertEquals("0x874c6800", tree.at("/thread/process").asText());
        assertEquals("StackHog.exe", tree.at("/thread/image").asText());
        assertEquals("0xb8ae9000", tree.at("/thread/stackBase").asText());
        assertEquals("0xb8ae6000", tree.at("/thread/stackLimit").asText());
        assertEquals(1, tree.at("/debuggerStack/frames").size());
        var frame = tree.at("/reconstructedStack/frames/1");
        assertEquals("0xb8ae6058", frame.at("/stackPointer").asText());
        assertEquals("certain", frame.at("/evidence/trust").asText());
        assertFalse(frame.at("/evidence/confirms").isEmpty());
        assertEquals("0xb8ae5000", tree.at("/holes/0/address").asText());
        assertEquals("stack-overflow", tree.at("/findings/0/id").asText());
        assertTrue(tree.at("/derivations").size() >= 8);
    }

    @Test
    void bytesOfModulesAndFreeOnesAddUp() throws IOException {
        for (var sample : Samples.folders()) {
            var usage = JSON.readTree(
                            run("analyze", "--json", Samples.dump(sample).toString())
                                    .out())
                    .at("/usage");
            long sum = StreamSupport.stream(usage.at("/modules").spliterator(), false)
                    .mapToLong(module -> module.at("/bytes").asLong())
                    .sum();
            assertEquals(
                    usage.at("/stackSize").asLong(), sum + usage.at("/free").asLong(), sample.toString());
        }
    }

    private static JsonNode task(JsonNode tree, String selector) {
        return StreamSupport.stream(tree.at("/taskStates").spliterator(), false)
                .filter(state -> state.at("/selector").asText().equals(selector))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void severalDumpsGiveOneLineEach() throws IOException {
        var bad = Files.write(folder.resolve("bad.dmp"), "not a dump".getBytes(StandardCharsets.UTF_8));
        var ran = run("analyze", "--json", ARTICLE, bad.toString(), ARTICLE);
        assertEquals(3, ran.exit());
        var lines = ran.out().lines().toList();
        assertEquals(3, lines.size());
        assertEquals("bad.dmp", JSON.readTree(lines.get(1)).at("/file").asText());
        var error = JSON.readTree(lines.get(1)).at("/error");
        assertTrue(error.at("/message").asText().contains("PAGEDUMP"));
        assertEquals("malformed", error.at("/kind").asText());
        assertEquals("0x0", error.at("/offset").asText());
        assertEquals(lines.get(0), lines.get(2));
        assertEquals(1, ran.err().lines().count());
    }

    @ParameterizedTest
    @ValueSource(strings = {"analyze", "run", "chart", "report"})
    void whatIsNoDumpGivesOneLineAndThree(String command) throws IOException {
        var bad = Files.write(folder.resolve("bad.dmp"), "MDMP, not a kernel dump".getBytes(StandardCharsets.UTF_8));
        var ran =
                switch (command) {
                    case "run" -> run(command, bad.toString(), "-c", "r");
                    case "chart", "report" ->
                        run(
                                command,
                                bad.toString(),
                                "-o",
                                folder.resolve(command.equals("chart") ? "x.svg" : "x.pdf")
                                        .toString());
                    default -> run(command, bad.toString());
                };
        assertEquals(3, ran.exit());
        assertEquals("", ran.out());
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertTrue(ran.err().contains("bad.dmp"), ran.err());
        assertFalse(ran.err().contains("\tat "), ran.err());
        assertFalse(Files.exists(folder.resolve("x.svg")));
    }

    @Test
    void missingFilesAndFoldersAreNoDumps() {
        assertEquals(3, run("analyze", folder.resolve("none.dmp").toString()).exit());
        assertEquals(3, run("analyze", folder.toString()).exit());
    }

    @Test
    void wrongUsageGivesTwo() {
        assertEquals(2, run("analyze").exit());
        assertEquals(2, run("analyze", "--nonsense", ARTICLE).exit());
        assertEquals(2, run("run", ARTICLE).exit());
        assertEquals(2, run("chart", ARTICLE, "-o", "chart.docx").exit());
    }

    @Test
    void runPrintsWhatTheDebuggerPrints() {
        var ran = run("run", ARTICLE, "-c", ".tss 0x28; dd b8ae5ff0 L1");
        assertEquals(0, ran.exit());
        assertTrue(ran.out().contains("eip=8088c718 esp=b8ae5fe4 ebp=b8ae5fe4"), ran.out());
        assertTrue(ran.out().contains("b8ae5ff0  ????????"), ran.out());
    }

    @Test
    void strictRunsTellOfErrors() {
        assertEquals(0, run("run", ARTICLE, "-c", "nonsense").exit());
        assertEquals(4, run("run", ARTICLE, "--strict", "-c", "nonsense").exit());
    }

    @Test
    void scriptsRunLineByLine() throws IOException {
        var script = Files.writeString(folder.resolve("commands.txt"), ".tss 0x28\nresp\n");
        var ran = run("run", ARTICLE, "-s", script.toString());
        assertEquals(0, ran.exit());
        assertTrue(ran.out().contains("esp=b8ae5fe4"), ran.out());
    }

    @Test
    void scriptsGoOnAfterAnErrorAndOnlyStrictOnesTell() throws IOException {
        var script =
                Files.writeString(folder.resolve("commands.txt"), "\ufeff.tss 0x28\n\nnonsense; r\n* note\nresp\n");
        var ran = run("run", ARTICLE, "-s", script.toString());
        assertEquals(0, ran.exit());
        assertTrue(ran.out().contains("Unknown command 'nonsense'"), ran.out());
        assertTrue(ran.out().endsWith("Last set context:\nesp=b8ae5fe4\n"), ran.out());
        assertEquals(4, run("run", "--strict", ARTICLE, "-s", script.toString()).exit());
        assertEquals(
                2,
                run("run", ARTICLE, "-s", folder.resolve("none.txt").toString()).exit());
    }

    @Test
    void scriptsCanComeFromStandardInput() {
        var before = System.in;
        System.setIn(new ByteArrayInputStream("? 1+1\n? 2+2\n".getBytes(StandardCharsets.UTF_8)));
        try {
            var ran = run("run", ARTICLE, "-s", "-");
            assertEquals("Evaluate expression: 2 = 00000002\nEvaluate expression: 4 = 00000004\n", ran.out());
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void aLogIsWrittenWhereTheScriptSays() throws IOException {
        var log = folder.resolve("session.log");
        run("run", ARTICLE, "-c", ".logopen \"" + log + "\"; .reload; ? 1; .logclose; ? 2");
        var text = Files.readString(log);
        assertTrue(text.contains("Evaluate expression: 1 = 00000001"), text);
        assertFalse(text.contains("Evaluate expression: 2"), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"svg", "png", "pdf", "json"})
    void chartsAreWritten(String extension) throws IOException {
        var target = folder.resolve("chart." + extension);
        var ran = run("chart", ARTICLE, "-o", target.toString());
        assertEquals(0, ran.exit(), ran.err());
        assertTrue(Files.size(target) > 1000);
        assertEquals(1, Files.list(folder).count(), "nothing is left beside the chart");
    }

    @Test
    void aFolderThatIsNotThereIsAClearError() {
        var ran = run("chart", ARTICLE, "-o", folder.resolve("none/chart.svg").toString());
        assertEquals(1, ran.exit());
        assertEquals(1, ran.err().lines().count(), ran.err());
    }

    @Test
    void withoutDisplayTheStoryIsText() {
        var ran = run(ARTICLE);
        assertEquals(0, ran.exit());
        assertTrue(ran.out().contains("What happened"));
        assertEquals(1, ran.err().lines().count());
    }

    @Test
    void reloadReadsEverythingAgainWithOtherSymbols() {
        var folder = Samples.ARTICLE.getParent();
        var ran = run(
                "run",
                ARTICLE,
                "--symbols",
                "none",
                "-c",
                "ln 8088c718; .sympath \"" + folder + "\"; .reload; ln 8088c718");
        assertEquals(0, ran.exit(), ran.err());
        int before = ran.out().indexOf("Symbol search path is: " + folder);
        assertTrue(before > 0, ran.out());
        assertFalse(ran.out().substring(0, before).contains("_KiTrap0E"), ran.out());
        assertTrue(ran.out().substring(before).contains("nt!_KiTrap0E+0x5c"), ran.out());
    }

    @Test
    void missingKernelSymbolsAreSaidInTheFirstLines() {
        var lines = run("analyze", "--symbols", "none", ARTICLE)
                .out()
                .lines()
                .limit(4)
                .toList();
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("Warning: The kernel's symbols")), lines.toString());
        assertTrue(run("analyze", ARTICLE).out().lines().limit(4).noneMatch(line -> line.startsWith("Warning")));
    }

    @Test
    void symbolsOfAnotherBuildAreRefusedWithBothValues() throws IOException {
        var other = Samples.ROOT.resolve("dumps-sample/overflow-x86-call");
        var tree = JSON.readTree(
                run("analyze", "--json", "--symbols", other.toString(), ARTICLE).out());
        var kernel = tree.at("/modules/0");
        assertEquals("exports", kernel.at("/symbols").asText());
        assertTrue(kernel.at("/tried").toString().contains("wanted"), kernel.toString());
        var forced = JSON.readTree(run("analyze", "--json", "--force-symbols", "--symbols", other.toString(), ARTICLE)
                .out());
        assertEquals("pdb", forced.at("/modules/0/symbols").asText());
    }
}
