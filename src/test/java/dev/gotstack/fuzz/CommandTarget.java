package dev.gotstack.fuzz;

import dev.gotstack.Samples;
import dev.gotstack.analysis.Analysis;
import dev.gotstack.command.Completions;
import dev.gotstack.command.Context;
import dev.gotstack.command.Help;
import dev.gotstack.command.WinDbgInterpreter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// Lines of commands, on sound dumps.
final class CommandTarget implements Target {
    private static final List<String> LINES = List.of(
            "dd esp L10",
            "db 87d68438 L?100",
            "dps @esp poi(@esp)+4",
            "u nt!_KiTrap0E L5",
            "kr; !stackusage",
            ".tss 0x28; r; kv",
            "? (1+2)*poi(esp)",
            ".formats 0n12",
            "lm v m nt",
            "x nt!*Bug*",
            "dt nt!_KPCR -r2",
            "!thread 874c6800",
            "!process 0 7",
            "s -d 87d68000 L1000 28",
            "!pte b8ae5fe4",
            ".trap f7737000;k",
            "~0s; 0r",
            "r eax; r efl",
            "!vtop 0 80400000",
            "d;d;d",
            "ln @eip",
            "uf @eip",
            "!idt -a",
            "!gdt",
            ".frame /c 3",
            ".exr -1; .cxr",
            "da poi(esp)",
            "dt -b _TSS 8054",
            "!search 28",
            ".hh dd",
            "!derive *");
    private static final List<String> WORDS = List.of(
            "dd ",
            "dps ",
            "u ",
            "uf ",
            "kr ",
            "kfL200 ",
            ".tss ",
            ".trap ",
            ".cxr ",
            "dt ",
            "x ",
            "!process ",
            "!thread ",
            "!stacks 2",
            "s -sa ",
            "~",
            "? ",
            "poi(",
            "(",
            ")",
            "+",
            "-",
            "*",
            "/",
            "%",
            "<<",
            ">>>",
            "=",
            ";",
            "..",
            "'",
            "\"",
            "`",
            "!",
            "@",
            "$",
            ",",
            " ",
            "-r9",
            "-v",
            "L?ffffffff",
            "L0",
            "ffffffff",
            "1`00000000",
            "0n99999999999",
            "fs:1c",
            "0030:0",
            "esp",
            "nt!",
            "*",
            "[",
            "]",
            "?*",
            "by(",
            "hi(",
            "not ",
            "\u0000",
            "\ud800",
            "$retreg",
            "@$ra",
            "@$thread",
            "poi(poi(poi(esp)))",
            "mod 0",
            "/0");

    private final Analysis narrow = Samples.analyze(Samples.ARTICLE);
    private final Analysis wide = Samples.analyze(Samples.ROOT.resolve("dumps-sample/overflow-x64/overflow-x64.dmp"));
    private final Completions completions = new Completions();

    @Override
    public String name() {
        return "commands";
    }

    @Override
    public List<Specimen> specimens() {
        return Stream.concat(
                        LINES.stream(),
                        new WinDbgInterpreter()
                                .commands().stream()
                                        .map(command -> command.names().getFirst()))
                .map(line -> Specimen.of(line, line.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    @Override
    public List<String> words() {
        return WORDS;
    }

    @Override
    public void read(byte[] input, SplittableRandom random) {
        var line = new String(input, StandardCharsets.UTF_8);
        if (line.contains(".log")) {
            return; // writes a file because it is asked to
        }
        var context = Context.of(random.nextInt(4) == 0 ? wide : narrow);
        StoryTarget.run(line, context);
        completions.complete(line, random.nextInt(line.length() + 1), context);
        new Help().of(line);
    }

    @Override
    public void close() throws IOException {
        Samples.close(narrow);
        Samples.close(wide);
    }
}
