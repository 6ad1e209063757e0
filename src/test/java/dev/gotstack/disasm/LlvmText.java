package dev.gotstack.disasm;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Compares a decoded instruction with LLVM's Intel-syntax text of the same bytes. The normalisation is this:
/// - names: LLVM's are mapped to WinDbg's ([#NAMES]); string instructions lose their size letter; pseudo-operations
///   such as `cmpeqps` become the instruction with its immediate;
/// - numbers are compared modulo the operand's size, displacements modulo the address size;
/// - operands that one side leaves out (`shl eax,1`, `aam 0Ah`, `xlat`) are left out on both;
/// - memory sizes are compared where LLVM prints one;
/// - the repeat prefix is compared for string instructions, `lock` always.
final class LlvmText {
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("pushal", "pushad"),
            Map.entry("popal", "popad"),
            Map.entry("pushaw", "pusha"),
            Map.entry("popaw", "popa"),
            Map.entry("xlatb", "xlat"),
            Map.entry("int3", "int"),
            Map.entry("int1", "icebp"),
            Map.entry("ljmp", "jmp"),
            Map.entry("lcall", "call"),
            Map.entry("retfq", "retf"),
            Map.entry("movabs", "mov"),
            Map.entry("fucompi", "fucomip"),
            Map.entry("fcompi", "fcomip"),
            Map.entry("sgdtd", "sgdt"),
            Map.entry("sgdtw", "sgdt"),
            Map.entry("sgdtq", "sgdt"),
            Map.entry("sidtd", "sidt"),
            Map.entry("sidtw", "sidt"),
            Map.entry("sidtq", "sidt"),
            Map.entry("lgdtd", "lgdt"),
            Map.entry("lgdtw", "lgdt"),
            Map.entry("lgdtq", "lgdt"),
            Map.entry("lidtd", "lidt"),
            Map.entry("lidtw", "lidt"),
            Map.entry("lidtq", "lidt"),
            Map.entry("ud2b", "ud1"),
            Map.entry("ud1l", "ud1"));
    private static final Map<String, Integer> SIZES = Map.of(
            "byte", 1, "word", 2, "dword", 4, "fword", 6, "qword", 8, "mmword", 8, "tbyte", 10, "xword", 10, "xmmword",
            16);
    private static final Pattern PREFIXED = Pattern.compile(
            "(lock|rep|repne|repe|data16|data32|addr32|addr16|[c-gs]s|xacquire|xrelease|rex64|notrack|bnd) .*");
    private static final Pattern STRING = Pattern.compile("(movs|cmps|stos|lods|scas|ins|outs)[bwdq]");
    private static final Pattern NUMBER = Pattern.compile("-?\\d+");
    private static final Pattern MEMORY = Pattern.compile("(?:(\\w+) ptr )?(?:(es|cs|ss|ds|fs|gs):)?\\[(.*)]");
    private static final Pattern COMPARE = Pattern.compile("cmp(eq|lt|le|unord|neq|nlt|nle|ord)(ps|pd|ss|sd)");
    private static final List<String> COMPARISONS = List.of("eq", "lt", "le", "unord", "neq", "nlt", "nle", "ord");
    private static final Map<String, String> MULTIPLY =
            Map.of("pclmullqlqdq", "0", "pclmulhqlqdq", "1", "pclmullqhqdq", "16", "pclmulhqhqdq", "17");

    private final List<String> prefixes;
    private final String name;
    private final List<String> operands;

    private LlvmText(List<String> prefixes, String name, List<String> operands) {
        this.prefixes = prefixes;
        this.name = name;
        this.operands = operands;
    }

    static LlvmText parse(String line) {
        List<String> prefixes = new ArrayList<>();
        String rest = line;
        while (PREFIXED.matcher(rest).matches()) {
            prefixes.add(rest.substring(0, rest.indexOf(' ')));
            rest = rest.substring(rest.indexOf(' ') + 1);
        }
        int space = rest.indexOf(' ');
        String name = space < 0 ? rest : rest.substring(0, space);
        List<String> operands = new ArrayList<>();
        if (space >= 0) {
            for (String operand : rest.substring(space + 1).split(",", -1)) {
                operands.add(operand.strip());
            }
        }
        Matcher compare = COMPARE.matcher(name);
        if (compare.matches() && operands.size() == 2) {
            operands.add(Integer.toString(COMPARISONS.indexOf(compare.group(1))));
            name = "cmp" + compare.group(2);
        }
        String selector = MULTIPLY.get(name);
        if (selector != null) {
            operands.add(selector);
            name = "pclmulqdq";
        }
        boolean string = operands.stream().anyMatch(operand -> operand.contains("["))
                && STRING.matcher(name).matches()
                && operands.stream().noneMatch(operand -> operand.startsWith("xmm"));
        if (string) {
            name = name.substring(0, name.length() - 1);
            if (name.matches("stos|lods|scas")) {
                operands.removeIf(operand -> !operand.contains("["));
            }
        }
        if (name.matches("ljmp|lcall") && operands.size() == 2) {
            String pointer = operands.get(0) + ":" + operands.get(1);
            operands.clear();
            operands.add(pointer);
        }
        return new LlvmText(prefixes, NAMES.getOrDefault(name, name), operands);
    }

    String name() {
        return name;
    }

    /// The first difference, or null when there is none.
    @Nullable
    String difference(Instruction instruction) {
        String expectedName = instruction.mnemonic().text();
        if (!expectedName.equals(name)) {
            return "mnemonic";
        }
        if (instruction.locked() != prefixes.contains("lock")) {
            return "lock";
        }
        if (isString(instruction.mnemonic()) && !repeatsAlike(instruction)) {
            return "repeat";
        }
        List<Operand> ours = written(instruction);
        if (ours.size() != operands.size()) {
            return "operand count";
        }
        for (int i = 0; i < ours.size(); i++) {
            String difference = difference(instruction, ours.get(i), operands.get(i));
            if (difference != null) {
                return difference;
            }
        }
        return null;
    }

    private static boolean isString(Mnemonic mnemonic) {
        return switch (mnemonic) {
            case MOVS, CMPS, STOS, LODS, SCAS, INS, OUTS -> true;
            default -> false;
        };
    }

    private boolean repeatsAlike(Instruction instruction) {
        return prefixes.contains("rep") == (instruction.repeat() == Repeat.REP)
                && prefixes.contains("repne") == (instruction.repeat() == Repeat.REPNE);
    }

    /// Our operands without those that LLVM does not print.
    private List<Operand> written(Instruction instruction) {
        List<Operand> ours = instruction.operands();
        return switch (instruction.mnemonic()) {
            case XLAT, INT3 -> List.of();
            case SHL, SHR, SAR, ROL, ROR, RCL, RCR, AAM, AAD ->
                operands.size() < ours.size() ? ours.subList(0, operands.size()) : ours;
            default -> ours;
        };
    }

    private static @Nullable String difference(Instruction instruction, Operand ours, String text) {
        return switch (ours) {
            case Operand.RegisterOperand register -> {
                boolean top = register.register() == Register.ST0 && (text.equals("st") || text.equals("st(0)"));
                yield top || register.register().text().equals(text) ? null : "register";
            }
            case Operand.Immediate immediate ->
                isNumber(text) && same(immediate.value(), number(text), immediate.size()) ? null : "immediate";
            case Operand.Relative relative ->
                isNumber(text)
                                && same(
                                        relative.displacement(),
                                        number(text),
                                        instruction.mode().addressSize())
                        ? null
                        : "displacement";
            case Operand.FarPointer pointer -> {
                int colon = text.indexOf(':');
                boolean same = colon > 0
                        && same(number(text.substring(0, colon)), pointer.selector(), 2)
                        && same(number(text.substring(colon + 1)), pointer.offset(), pointer.offsetSize());
                yield same ? null : "far pointer";
            }
            case Operand.Memory memory -> difference(memory, text);
        };
    }

    private static @Nullable String difference(Operand.Memory ours, String text) {
        Matcher matcher = MEMORY.matcher(text);
        if (!matcher.matches()) {
            return "not memory";
        }
        if (matcher.group(1) != null && ours.size() > 0 && ours.size() != SIZES.getOrDefault(matcher.group(1), -1)) {
            return "memory size";
        }
        String segment = matcher.group(2);
        boolean printed = ours.segmentOverridden() || ours.segment() == Register.ES;
        if (!Objects.equals(segment, printed ? ours.segment().text() : null)) {
            return "segment";
        }
        return differenceOfAddress(ours, matcher.group(3));
    }

    private static @Nullable String differenceOfAddress(Operand.Memory ours, String text) {
        String base = null;
        String index = null;
        int scale = 1;
        long displacement = 0;
        for (String term : text.replace(" - ", " + -").split(" \\+ ", -1)) {
            int times = term.indexOf('*');
            if (isNumber(term)) {
                displacement = number(term);
            } else if (times > 0) {
                scale = Integer.parseInt(term.substring(0, times));
                index = term.substring(times + 1);
            } else if (base == null) {
                base = term;
            } else {
                index = term;
            }
        }
        if (index != null && index.matches("[er]iz")) {
            index = null;
            scale = 1;
        }
        boolean same = Objects.equals(base, text(ours.base()))
                && Objects.equals(index, text(ours.index()))
                && scale == ours.scale()
                && same(displacement, ours.displacement(), ours.addressSize());
        return same ? null : "address";
    }

    private static @Nullable String text(@Nullable Register register) {
        return register == null ? null : register.text().toLowerCase(Locale.ROOT);
    }

    private static boolean isNumber(String text) {
        return NUMBER.matcher(text).matches();
    }

    private static long number(String text) {
        return text.startsWith("-") ? Long.parseLong(text) : Long.parseUnsignedLong(text);
    }

    private static boolean same(long left, long right, int size) {
        return Truncation.unsigned(left, size) == Truncation.unsigned(right, size);
    }
}
