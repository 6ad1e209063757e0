package dev.gotstack.disasm;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The opcodes by first byte and map. Its text form has one opcode a line: `key mnemonic operands attributes`.
///
/// The key is `prefix:opcode selector`, where
/// - prefix is the mandatory one: `NP` (none of 66, F2, F3), `66`, `F3`, `F2`; nothing if prefixes keep their usual
///   meaning. `PSD` stands for NP and 66, appending `ps` and `pd` to the mnemonic; `ALL` for the four of them,
///   appending `ps`, `pd`, `ss`, `sd`; `MMX` for `NP … Pq,Qq` and `66 … Vo,Wo`;
/// - opcode is hexadecimal with `0F`, `0F38` or `0F3A` before it;
/// - selector is `/n` for ModRM.reg n, followed by `m` or `r` for memory or register only; `/m`, `/r`; `=xx` for
///   one ModRM byte; `+r` for eight opcodes with a register in their low bits; `+1*`, `+8*` and `/*` for as many
///   opcodes or groups as there are mnemonics, 1 or 8 apart.
///
/// Mnemonics `a|b|c` are chosen by operand size 2, 4, 8 (missing: the last), with `@` by address size. Operands are
/// as in [OperandSpec], `-` for none. Attributes: `!64` not in 64-bit mode, `=64` only there, `default64` and
/// `force64` for instructions that have 64-bit operands there without REX.W, `W1` needs REX.W, `noB` must not have
/// REX.B.
final class OpcodeTable {
    private static final Pattern KEY = Pattern.compile(
            "(?:(\\w+):)?((?:0F(?:38|3A)?)?)([0-9A-F]{2})(?:(\\+r)|\\+([18])\\*|/(\\*|[0-7])?([mr])?|=([0-9A-F]{2}))?");
    private static final int MAPS = 4;
    private static final List<Opcode> NO_OPCODES = List.of();
    private static final OpcodeTable INSTANCE = parse();

    private final List<List<Opcode>> byMapAndOpcode;

    private OpcodeTable(List<List<Opcode>> byMapAndOpcode) {
        this.byMapAndOpcode = byMapAndOpcode;
    }

    static OpcodeTable instance() {
        return INSTANCE;
    }

    /// The candidates for an opcode byte in order of preference. Map 0 is one byte, 1 is 0F, 2 is 0F38, 3 is 0F3A.
    List<Opcode> candidates(int map, int opcode) {
        return byMapAndOpcode.get(map << 8 | opcode);
    }

    private static OpcodeTable parse() {
        List<List<Opcode>> all = new ArrayList<>();
        for (int i = 0; i < MAPS << 8; i++) {
            all.add(new ArrayList<>());
        }
        List<String> texts = List.of(
                IntegerOpcodes.ONE_BYTE,
                IntegerOpcodes.TWO_BYTE,
                FloatOpcodes.ESCAPES,
                VectorOpcodes.MOVES,
                VectorOpcodes.ARITHMETIC,
                VectorOpcodes.THREE_BYTE);
        for (String text : texts) {
            text.lines().forEach(line -> addLine(line, all));
        }
        return new OpcodeTable(all.stream()
                .map(opcodes -> opcodes.isEmpty() ? NO_OPCODES : List.copyOf(opcodes))
                .toList());
    }

    private static void addLine(String line, List<List<Opcode>> all) {
        String[] fields = line.split(" ", -1);
        String key = fields[0];
        String operands = fields.length > 2 ? fields[2] : "";
        List<String> attributes = fields.length > 3 ? List.of(fields).subList(3, fields.length) : List.of();
        if (key.startsWith("MMX:")) {
            addKey("NP" + key.substring(3), fields[1], "Pq,Qq", attributes, all);
            addKey("66" + key.substring(3), fields[1], "Vo,Wo", attributes, all);
        } else if (key.startsWith("PSD:")) {
            addKey("NP" + key.substring(3), fields[1] + "ps", operands, attributes, all);
            addKey("66" + key.substring(3), fields[1] + "pd", operands, attributes, all);
        } else if (key.startsWith("ALL:")) {
            addKey("NP" + key.substring(3), fields[1] + "ps", operands.replace("W", "Wo"), attributes, all);
            addKey("66" + key.substring(3), fields[1] + "pd", operands.replace("W", "Wo"), attributes, all);
            addKey("F3" + key.substring(3), fields[1] + "ss", operands.replace("W", "Wd"), attributes, all);
            addKey("F2" + key.substring(3), fields[1] + "sd", operands.replace("W", "Wq"), attributes, all);
        } else {
            addKey(key, fields[1], operands, attributes, all);
        }
    }

    private static void addKey(
            String key, String mnemonics, String operands, List<String> attributes, List<List<Opcode>> all) {
        Matcher matcher = KEY.matcher(key);
        if (!matcher.matches()) {
            throw new IllegalStateException("opcode table: " + key);
        }
        int map = List.of("", "0F", "0F38", "0F3A").indexOf(matcher.group(2));
        int first = map << 8 | HexFormat.fromHexDigits(matcher.group(3));
        String selector = key.substring(matcher.end(3));
        String step = matcher.group(5);
        boolean everyGroup = "*".equals(matcher.group(6));
        String[] names = mnemonics.split(",", -1);
        int count = selector.equals("+r") ? 8 : names.length;
        for (int i = 0; i < count; i++) {
            int opcode = everyGroup ? first : first + i * (step == null ? 1 : Integer.parseInt(step));
            Opcode line =
                    opcode(matcher, everyGroup ? i : -1, names[Math.min(i, names.length - 1)], operands, attributes);
            all.get(opcode).add(line);
        }
    }

    private static Opcode opcode(
            Matcher key, int everyGroup, String mnemonics, String operands, List<String> attributes) {
        String prefixText = key.group(1);
        Opcode.Prefix prefix = prefixText == null
                ? Opcode.Prefix.ANY
                : switch (prefixText) {
                    case "NP" -> Opcode.Prefix.NP;
                    case "66" -> Opcode.Prefix.OPERAND_SIZE;
                    case "F3" -> Opcode.Prefix.REP;
                    case "F2" -> Opcode.Prefix.REPNE;
                    default -> throw new IllegalStateException("opcode table: " + prefixText);
                };
        String groupText = key.group(6);
        int group = everyGroup >= 0 || groupText == null ? everyGroup : Integer.parseInt(groupText);
        String formText = key.group(7);
        Opcode.Form form =
                formText == null ? Opcode.Form.ANY : formText.equals("m") ? Opcode.Form.MEMORY : Opcode.Form.REGISTER;
        int modRm = key.group(8) == null ? -1 : HexFormat.fromHexDigits(key.group(8));
        boolean byAddressSize = mnemonics.startsWith("@");
        List<Mnemonic> names = new ArrayList<>();
        for (String name : mnemonics.replace("@", "").split("\\|", -1)) {
            names.add(Mnemonic.valueOf(name.toUpperCase(Locale.ROOT)));
        }
        List<OperandSpec> specs = new ArrayList<>();
        for (String operand : operands.isEmpty() || operands.equals("-") ? new String[0] : operands.split(",", -1)) {
            specs.add(OperandSpec.parse(operand));
        }
        boolean hasModRm = group >= 0
                || form != Opcode.Form.ANY
                || modRm >= 0
                || specs.stream().anyMatch(spec -> spec.kind().usesModRm());
        return new Opcode(
                prefix,
                modRm,
                group,
                form,
                attributes.contains("!64")
                        ? Opcode.Modes.NOT_64
                        : attributes.contains("=64") ? Opcode.Modes.ONLY_64 : Opcode.Modes.ALL,
                attributes.contains("W1"),
                attributes.contains("noB"),
                attributes.contains("default64")
                        ? Opcode.Wide.DEFAULT
                        : attributes.contains("force64") ? Opcode.Wide.FORCED : Opcode.Wide.BY_PREFIX,
                List.copyOf(names),
                byAddressSize,
                List.copyOf(specs),
                hasModRm);
    }
}
