package dev.gotstack.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gotstack.Samples;
import dev.gotstack.analysis.Analysis;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The published walkthrough, command by command, as it prints them.
///
/// Its stored copy has lost the lines that are links there, and the pictures. Lines marked `+` are therefore ours:
/// what a debugger prints at these places.
class ArticleTranscriptTest {
    private static final String BEGINNING = """
            3: kd> rtr
            +tr=00000050
            3: kd> rfs
            +fs=00000030
            3: kd> dt nt!*PCR*
            +          ntkrpamp!_KPCR
            3: kd> dt ntkrpamp!_KPCR TSS
               +0x040 TSS : Ptr32 _KTSS
            3: kd> dd 0030:00000040 L1
            0030:00000040  f773a2e0
            3: kd> dt nt!_KTSS f773a2e0 Backlink
               +0x000 Backlink : 0x28
            3: kd> dt ntkrpamp!_KPCR SelfPcr
               +0x01c SelfPcr : Ptr32 _KPCR
            3: kd> dd fs:0x1c L1
            0030:0000001c  f7737000
            """;

    private static final String TASKS = """
            3: kd> .tss 0x50;kC
            eax=00000000 ebx=00000000 ecx=00000000 edx=00000000 esi=00000000 edi=00000000
            eip=8088b702 esp=f773d3c0 ebp=00000000 iopl=0         nv up di pl nz na po nc
            cs=0008  ss=0010  ds=0023  es=0023  fs=0030  gs=0000             efl=00000000
            +nt!_KiTrap08:
            8088b702 fa              cli
              *** Stack trace for last set context - .thread/.cxr resets it
            +nt!_KiTrap08
            +nt!_KiTrap0E
            3: kd> .tss 0x28;kC
            eax=b8ae0023 ebx=b8ae60ec ecx=87d68438 edx=87758bd8 esi=b8ae6068 edi=808813d8
            eip=8088c718 esp=b8ae5fe4 ebp=b8ae5fe4 iopl=0         nv up di pl zr na pe nc
            cs=0008  ss=0010  ds=0023  es=0023  fs=0030  gs=0000             efl=00010046
            +nt!_KiTrap0E+0x5c:
            8088c718 89550c          mov     dword ptr [ebp+0Ch],edx ss:0010:b8ae5ff0=????????
              *** Stack trace for last set context - .thread/.cxr resets it
            +nt!_KiTrap0E
            3: kd> rtr
            +Last set context:
            +tr=00000050
            3: kd> rfs
            Last set context:
            fs=00000030
            3: kd> resp;rebp
            Last set context:
            esp=b8ae5fe4
            Last set context:
            +ebp=b8ae5fe4
            3: kd> dd b8ae5fe4 L1
            b8ae5fe4  ????????
            3: kd> dd b8ae5fe0 L10
            b8ae5fe0  ???????? ???????? ???????? ????????
            b8ae5ff0  ???????? ???????? ???????? ????????
            b8ae6000  00000000 00000000 00000000 00000000
            b8ae6010  00000000 b8ae0000 b8ae0023 00000023
            3: kd> u . L1
            +nt!_KiTrap0E+0x5c:
            8088c718 89550c          mov     dword ptr [ebp+0Ch],edx
            3: kd> rcr2
            Last set context:
            cr2=b8ae5fe0
            3: kd> ? ebp+0x0c
            Evaluate expression: -1196531728 = b8ae5ff0
            3: kd> dd b8ae5ff0 L1
            b8ae5ff0  ????????
            3: kd> kfL200
            +  *** Stack trace for last set context - .thread/.cxr resets it
              Memory  ChildEBP RetAddr \s
                      b8ae5fe4 00000000 nt!_KiTrap0E+0x5c
            3: kd> kvL200
            +  *** Stack trace for last set context - .thread/.cxr resets it
            ChildEBP RetAddr  Args to Child             \s
            b8ae5fe4 00000000 00000000 00000000 00000000 nt!_KiTrap0E+0x5c (FPO: [0,0] TrapFrame-EDITED @ 00000000)
            """;

    private static final List<String> REGION = List.of(
            "b8ae60dc 00000000 00000000 f7737fe0",
            "19d5c42c 00000008 7ff9c000 f7737000",
            "f7737120 0000001f 00000000 00000000",
            "ffffffff 00000000 f773d800 f773d400",
            "f773a2e0 00010001 00000008 00000e56",
            "08000300 00000000 00000000 00000000",
            "00000000 00000000 00000000 00000000",
            "00000000 00000000 00000000 00000000",
            "00000000 00000000 00000000 00000000",
            "00100000 00000003 09f15190 00000000",
            "09f15190 dabc6620 00000000 334e730f",
            "00000000 00000000 00000000 00000000",
            "00000000 00000000 00000000 00000000",
            "00000000 00000000 00000000 00000000",
            "00000000 00000000 00000000 00000000",
            "00000000 00000000 00000000 00000000",
            "00000000 00000000 00000000 00000000",
            "00000000 00000000 00000000 00000000",
            "00010001 87d68438 00000000 f773a090",
            "00000003 00000008 0401010f 00000000",
            "00000000 00000000 00000000 00000000");

    private static Analysis analysis;

    @BeforeAll
    static void open() {
        analysis = Samples.analyze(Samples.ARTICLE);
    }

    @AfterAll
    static void close() {
        Samples.close(analysis);
    }

    /// Runs the commands of a transcript and writes what they print in the transcript's form.
    private static void check(String transcript) {
        var interpreter = new WinDbgInterpreter();
        var context = Context.of(analysis);
        var expected = new ArrayList<String>();
        var printed = new ArrayList<String>();
        for (var line : transcript.lines().toList()) {
            expected.add(line.startsWith("+") ? line.substring(1) : line);
            if (line.startsWith(context.prompt())) {
                printed.add(line);
                var result = interpreter.run(
                        line.substring(context.prompt().length()).strip(), context);
                printed.addAll(result.output().text().lines().toList());
                context = result.context();
            }
        }
        assertEquals(String.join("\n", expected), String.join("\n", printed));
    }

    @Test
    void theChainFromTheSegmentToTheBacklinkIsAsPublished() {
        check(BEGINNING);
    }

    @Test
    void theTwoTasksAreAsPublished() {
        check(TASKS);
    }

    @Test
    void theProcessorControlRegionIsAsPublishedUnderBothAddresses() {
        check(region("dd f7737000 L0x54", "", 0xf7737000L));
        check(region("dd fs:0 L0x54", "0030:", 0));
    }

    private static String region(String command, String segment, long start) {
        var transcript = new StringBuilder("3: kd> " + command + "\n");
        for (int i = 0; i < REGION.size(); i++) {
            transcript.append(String.format("%s%08x  %s%n", segment, start + 16L * i, REGION.get(i)));
        }
        return transcript.toString();
    }

    @Test
    void theProcessorsTaskStateSegmentIsFoundByPcr() {
        var lines = run("!pcr").lines().toList();
        assertEquals("KPCR for Processor 3 at f7737000:", lines.getFirst());
        assertEquals(
                1,
                lines.stream()
                        .filter(line -> line.strip().equals("TSS: f773a2e0"))
                        .count());
    }

    @Test
    void theThreadsStackIsAsPublished() {
        var lines = run("!thread").lines().toList();
        assertEquals(
                1,
                lines.stream()
                        .filter("Owning Process            874c6800       Image:         StackHog.exe"::equals)
                        .count());
        assertEquals(
                1,
                lines.stream()
                        .filter("Base b8ae9000 Limit b8ae6000 Call 0"::equals)
                        .count());
    }

    @Test
    void theAnalysisNamesTheInterruptedTaskWithALink() {
        var output =
                new WinDbgInterpreter().run("!analyze -v", Context.of(analysis)).output();
        var line = output.lines().stream()
                .filter(each -> each.text().equals("TSS:  00000028 -- (.tss 0x28)"))
                .findFirst()
                .orElseThrow();
        assertEquals(
                List.of(".tss 0x28"),
                line.spans().stream()
                        .filter(span -> span.link() != null)
                        .map(span -> span.link().command())
                        .toList());
    }

    private static String run(String line) {
        return new WinDbgInterpreter().run(line, Context.of(analysis)).output().text();
    }
}
