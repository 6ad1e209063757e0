package dev.gotstack.disasm;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What each mnemonic does to its operands, to registers it does not name and to the flags. A line is
/// `accesses notes : mnemonics`.
///
/// Accesses are one of `r`, `w`, `rw`, `-` for each operand; where a mnemonic has forms with different numbers of
/// operands, the forms are separated by `;`. Notes: `f` reads flags, `F` writes flags, `<x` reads and `>x` writes
/// register x, where `vA`, `aA`, `oA` mean the accumulator (or `C`, `D`, `SI`, `DI`) of operand size, address size
/// and first operand's size. A mnemonic in no line is a computation into its first operand: `rw,r,r`, as in most of
/// SSE.
///
/// The stack is not here but in [StackEffects]; so are `mul`, `div` and repeat counts in [Effects].
///
/// @param forms accesses by form
/// @param readsFlags whether a flag matters to it
/// @param writesFlags whether it changes a flag
/// @param reads registers read beside the operands
/// @param writes registers written beside the operands
record EffectTable(
        List<List<Access>> forms,
        boolean readsFlags,
        boolean writesFlags,
        List<Implicit> reads,
        List<Implicit> writes) {
    /// How an operand is accessed.
    enum Access {
        NONE,
        READ,
        WRITE,
        BOTH
    }

    /// A register that the operands do not name: a fixed one, or a number whose size is that of something else.
    record Implicit(Register register, char sizedBy) {
        Register register(Instruction instruction) {
            int size =
                    switch (sizedBy) {
                        case 'v' -> instruction.operandSize();
                        case 'a' -> instruction.addressSize();
                        case 'o' -> operandSize(instruction);
                        default -> 0;
                    };
            return size == 0 ? register : Register.general(register.number(), size, true);
        }

        private static int operandSize(Instruction instruction) {
            return switch (instruction.operands().get(0)) {
                case Operand.RegisterOperand first -> first.register().size();
                case Operand.Memory first -> first.size();
                default -> instruction.operandSize();
            };
        }
    }

    private static final String LINES = """
            w,r : mov movzx movsx movsxd movbe movaps movapd movups movupd movss movsd movlps movlpd movhps movhpd
            w,r : movhlps movlhps movsldup movshdup movddup movd movq movdqa movdqu movq2dq movdq2q movntq movntdq movntps
            w,r : movntpd movnti movntdqa lddqu movmskps movmskpd pmovmskb cvtpi2ps cvtpi2pd cvtsi2ss cvtsi2sd cvttps2pi
            w,r : cvttpd2pi cvttss2si cvttsd2si cvtps2pi cvtpd2pi cvtss2si cvtsd2si cvtps2pd cvtpd2ps cvtss2sd cvtsd2ss
            w,r : cvtdq2ps cvtps2dq cvttps2dq cvttpd2dq cvtdq2pd cvtpd2dq sqrtps sqrtpd rsqrtps rcpps pabsb pabsw pabsd
            w,r : pmovsxbw pmovsxbd pmovsxbq pmovsxwd pmovsxwq pmovsxdq pmovzxbw pmovzxbd pmovzxbq pmovzxwd pmovzxwq
            w,r : pmovzxdq phminposuw aesimc
            w,r,r : pshufw pshufd pshufhw pshuflw pextrb pextrw pextrd pextrq extractps roundps roundpd aeskeygenassist
            r,r F : ucomiss ucomisd comiss comisd ptest
            r,r <aDI : maskmovq maskmovdqu
            r,r,r F <eax <edx >xmm0 : pcmpestrm
            r,r,r F <eax <edx >ecx : pcmpestri
            r,r,r F >xmm0 : pcmpistrm
            r,r,r F >ecx : pcmpistri
            w,- : lea
            rw,rw : xchg
            rw,rw F : xadd
            rw,r F : add sub and or xor rol ror shl shr sar bts btr btc arpl lar lsl bsf bsr
            rw,r fF : adcx adox adc sbb rcl rcr
            r,r F : cmp test bt
            rw,r : crc32
            rw,r,r F : shld shrd
            rw F : inc dec neg
            rw : not bswap
            w,r F : popcnt lzcnt tzcnt
            w f : seto setno setb setae sete setne setbe seta sets setns setp setnp setl setge setle setg
            rw,r f : cmovo cmovno cmovb cmovae cmove cmovne cmovbe cmova cmovs cmovns cmovp cmovnp cmovl cmovge cmovle cmovg
            rw,r f : fcmovb fcmove fcmovbe fcmovu fcmovnb fcmovne fcmovnbe fcmovnu
            r;rw,r;w,r,r F : imul
            r F : mul div idiv
            rw,r F <oA >oA : cmpxchg
            rw F <eax <edx <ebx <ecx >eax >edx : cmpxchg8b
            rw F <rax <rdx <rbx <rcx >rax >rdx : cmpxchg16b
            - <al >ax : cbw
            - <ax >eax : cwde
            - <eax >rax : cdqe
            - <ax >dx : cwd
            - <eax >edx : cdq
            - <rax >rdx : cqo
            - <ax >ax fF : aaa aas
            - <al >al fF : daa das
            r <al >ax F : aam
            r <ax >ax F : aad
            - <ah F : sahf
            - >ah f : lahf
            - F : clc stc cmc cld std cli sti clac stac
            - >al f : salc
            - <eax <ebx <ecx >eax : getsec
            r >al : xlat
            w,r >aSI >aDI f : movs
            r,r >aSI >aDI fF : cmps
            w <oA >aDI f : stos
            r >aSI >oA f : lods
            r <oA >aDI fF : scas
            w,r >aDI f : ins
            r,r >aSI f : outs
            w,r : in
            r,r : out bound
            - <aC >aC : loop
            - <aC >aC f : loope loopne
            - <cx : jcxz
            - <ecx : jecxz
            - <rcx : jrcxz
            - f : jo jno jb jae je jne jbe ja js jns jp jnp jl jge jle jg into pushf pushfd pushfq
            - F : popf popfd popfq iret iretd iretq
            r : jmp call jmpf callf push
            w : pop
            - : ret retf leave enter pusha pushad popa popad int int3 icebp nop pause wait hlt invalid
            w,r >es : les
            w,r >ds : lds
            w,r >ss : lss
            w,r >fs : lfs
            w,r >gs : lgs
            - <eax <ecx >eax >ebx >ecx >edx : cpuid
            - >eax >edx : rdtsc
            - >eax >edx >ecx : rdtscp
            - <ecx >eax >edx : rdmsr rdpmc xgetbv
            - <ecx <eax <edx : wrmsr xsetbv
            - <aA <ecx <edx : monitor
            - <eax <ecx : mwait
            - >esp : sysenter
            - <ecx <edx >esp : sysexit
            - <rcx <rdx >rsp : sysexitq
            - >rcx >r11 fF : syscall
            - <rcx <r11 F : sysret sysretq
            - : swapgs clflush clflushopt clwb invlpg invd wbinvd prefetch prefetchw prefetchnta prefetcht0 prefetcht1
            - : prefetcht2 lfence mfence sfence endbr32 endbr64 ud0 ud1 ud2 emms femms wbnoinvd rsm
            - >cr0 : clts
            r >cr0 : lmsw
            w <cr0 : smsw
            w : sgdt sidt sldt str
            r : lgdt lidt lldt ltr
            r F : verr verw
            w F : rdrand rdseed
            w : rdfsbase rdgsbase rdpid
            r : wrfsbase wrgsbase
            w : fxsave fxsave64 stmxcsr fnstenv fnsave fnstcw fnstsw fst fstp fist fistp fisttp fbstp fstp1 fstp8 fstp9
            r : fxrstor fxrstor64 ldmxcsr fldenv frstor fldcw fld fild fbld ficom ficomp fcom fcomp fcom2 fcomp3 fcomp5
            r : fucom fucomp ffree ffreep fiadd fimul fisub fisubr fidiv fidivr
            r;rw,r : fadd fmul fsub fsubr fdiv fdivr
            r,r F : fcomi fcomip fucomi fucomip
            rw : fxch fxch4 fxch7
            w <eax <edx : xsave xsave64 xsaveopt xsaveopt64 xsavec xsavec64 xsaves xsaves64
            r <eax <edx : xrstor xrstor64 xrstors xrstors64
            r F : vmptrld vmclear vmxon
            w F : vmptrst
            w,r F : vmread
            r,r F : vmwrite invept invvpid
            r,r : invpcid
            - : stgi clgi
            - >eax F : vmcall vmmcall
            - F : vmlaunch vmresume vmxoff
            - <eax <ecx : vmfunc invlpga
            - <aA : vmrun vmload vmsave
            - <eax : skinit
            """;

    private static final EffectTable COMPUTATION = new EffectTable(
            List.of(List.of(Access.BOTH, Access.READ, Access.READ)), false, false, List.of(), List.of());
    private static final Map<Mnemonic, EffectTable> BY_MNEMONIC = parse();

    static EffectTable of(Mnemonic mnemonic) {
        EffectTable found = BY_MNEMONIC.get(mnemonic);
        return found == null ? COMPUTATION : found;
    }

    /// Whether there is a line for the mnemonic, so that it is not just taken for a computation.
    static boolean isListed(Mnemonic mnemonic) {
        return BY_MNEMONIC.containsKey(mnemonic);
    }

    /// How operand `index` of `count` is accessed.
    Access access(int index, int count) {
        List<Access> form = forms.get(0);
        for (List<Access> candidate : forms) {
            if (candidate.size() == count) {
                form = candidate;
            }
        }
        return index < form.size() ? form.get(index) : Access.NONE;
    }

    private static Map<Mnemonic, EffectTable> parse() {
        Map<Mnemonic, EffectTable> all = new EnumMap<>(Mnemonic.class);
        LINES.lines().forEach(line -> {
            int colon = line.indexOf(" : ");
            EffectTable effects = parse(line.substring(0, colon).split(" ", -1));
            for (String name : line.substring(colon + 3).split(" ", -1)) {
                all.put(Mnemonic.valueOf(name.toUpperCase(Locale.ROOT)), effects);
            }
        });
        return all;
    }

    private static EffectTable parse(String[] words) {
        List<List<Access>> forms = new ArrayList<>();
        for (String form : words[0].split(";", -1)) {
            List<Access> accesses = new ArrayList<>();
            for (String letter : form.split(",", -1)) {
                accesses.add(
                        switch (letter) {
                            case "r" -> Access.READ;
                            case "w" -> Access.WRITE;
                            case "rw" -> Access.BOTH;
                            default -> Access.NONE;
                        });
            }
            forms.add(List.copyOf(accesses));
        }
        boolean readsFlags = false;
        boolean writesFlags = false;
        List<Implicit> reads = new ArrayList<>();
        List<Implicit> writes = new ArrayList<>();
        for (int i = 1; i < words.length; i++) {
            String word = words[i];
            readsFlags |= word.startsWith("f");
            writesFlags |= word.endsWith("F");
            if (word.startsWith("<")) {
                reads.add(implicit(word.substring(1)));
            } else if (word.startsWith(">")) {
                writes.add(implicit(word.substring(1)));
            }
        }
        return new EffectTable(List.copyOf(forms), readsFlags, writesFlags, List.copyOf(reads), List.copyOf(writes));
    }

    private static Implicit implicit(String text) {
        return switch (text.substring(1)) {
            case "A" -> new Implicit(Register.EAX, text.charAt(0));
            case "C" -> new Implicit(Register.ECX, text.charAt(0));
            case "D" -> new Implicit(Register.EDX, text.charAt(0));
            case "SI" -> new Implicit(Register.ESI, text.charAt(0));
            case "DI" -> new Implicit(Register.EDI, text.charAt(0));
            default -> new Implicit(Register.valueOf(text.toUpperCase(Locale.ROOT)), ' ');
        };
    }
}
