package dev.gotstack.disasm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// WinDbg's text for instructions that kernels are full of. The expectations were written by hand.
class FormatterTest {
    private static final long ADDRESS_32 = 0x80801000L;
    private static final long ADDRESS_64 = 0xFFFFF80012345000L;

    private static final String BITS_32 = """
            89550c | mov     dword ptr [ebp+0Ch],edx
            fa | cli
            fb | sti
            f4 | hlt
            cf | iretd
            66cf | iret
            90 | nop
            6690 | nop
            f390 | pause
            cc | int     3
            cd2e | int     2Eh
            cd03 | int     3
            cd29 | int     29h
            0f0b | ud2
            0f34 | sysenter
            0f35 | sysexit
            c3 | ret
            c20400 | ret     4
            c21000 | ret     10h
            cb | retf
            ca0800 | retf    8
            c9 | leave
            c8100000 | enter   10h,0
            8bff | mov     edi,edi
            55 | push    ebp
            8bec | mov     ebp,esp
            5d | pop     ebp
            6aff | push    0FFFFFFFFh
            6a00 | push    0
            6a09 | push    9
            6a0a | push    0Ah
            6880000000 | push    80h
            68a0000000 | push    0A0h
            ff7508 | push    dword ptr [ebp+8]
            0fa0 | push    fs
            0fa1 | pop     fs
            06 | push    es
            1f | pop     ds
            60 | pushad
            61 | popad
            9c | pushfd
            9d | popfd
            669c | pushf
            83ec10 | sub     esp,10h
            81ec0c010000 | sub     esp,10Ch
            83c40c | add     esp,0Ch
            83e4f8 | and     esp,0FFFFFFF8h
            83c8ff | or      eax,0FFFFFFFFh
            33c0 | xor     eax,eax
            8db57cffffff | lea     esi,[ebp-84h]
            8d45f0 | lea     eax,[ebp-10h]
            8d4900 | lea     ecx,[ecx]
            8da42400000000 | lea     esp,[esp]
            8d448008 | lea     eax,[eax+eax*4+8]
            8b448108 | mov     eax,dword ptr [ecx+eax*4+8]
            8b00 | mov     eax,dword ptr [eax]
            668b00 | mov     ax,word ptr [eax]
            8a4001 | mov     al,byte ptr [eax+1]
            64a124010000 | mov     eax,dword ptr fs:[00000124h]
            64a100000000 | mov     eax,dword ptr fs:[00000000h]
            64892500000000 | mov     dword ptr fs:[00000000h],esp
            648b3524010000 | mov     esi,dword ptr fs:[00000124h]
            64ff3500000000 | push    dword ptr fs:[00000000h]
            64c60500000000ff | mov     byte ptr fs:[00000000h],0FFh
            a10003dfff | mov     eax,dword ptr ds:[0FFDF0300h]
            268b07 | mov     eax,dword ptr es:[edi]
            c7450804000000 | mov     dword ptr [ebp+8],4
            c745fcffffffff | mov     dword ptr [ebp-4],0FFFFFFFFh
            c645ff00 | mov     byte ptr [ebp-1],0
            b801000000 | mov     eax,1
            b0ff | mov     al,0FFh
            66b83412 | mov     ax,1234h
            0fb6c0 | movzx   eax,al
            0fb74508 | movzx   eax,word ptr [ebp+8]
            0fbe00 | movsx   eax,byte ptr [eax]
            0fbf00 | movsx   eax,word ptr [eax]
            f3a5 | rep movs dword ptr es:[edi],dword ptr [esi]
            a4 | movs    byte ptr es:[edi],byte ptr [esi]
            ab | stos    dword ptr es:[edi]
            f3ab | rep stos dword ptr es:[edi]
            f3aa | rep stos byte ptr es:[edi]
            66ab | stos    word ptr es:[edi]
            ac | lods    byte ptr [esi]
            f3a6 | repe cmps byte ptr [esi],byte ptr es:[edi]
            f2ae | repne scas byte ptr es:[edi]
            ec | in      al,dx
            ed | in      eax,dx
            e460 | in      al,60h
            ee | out     dx,al
            e680 | out     80h,al
            ef | out     dx,eax
            6e | outs    dx,byte ptr [esi]
            6d | ins     dword ptr es:[edi],dx
            85c0 | test    eax,eax
            a801 | test    al,1
            f6450801 | test    byte ptr [ebp+8],1
            f7c200000080 | test    edx,80000000h
            3b4508 | cmp     eax,dword ptr [ebp+8]
            3d03010000 | cmp     eax,103h
            807d0c00 | cmp     byte ptr [ebp+0Ch],0
            66837e0200 | cmp     word ptr [esi+2],0
            7405 | je      80801007
            75fe | jne     80801000
            0f8400010000 | je      80801106
            0f85fafeffff | jne     80800f00
            7200 | jb      80801002
            7300 | jae     80801002
            7600 | jbe     80801002
            7700 | ja      80801002
            7800 | js      80801002
            7900 | jns     80801002
            7a00 | jp      80801002
            7b00 | jnp     80801002
            7c00 | jl      80801002
            7d00 | jge     80801002
            7e00 | jle     80801002
            7f00 | jg      80801002
            7000 | jo      80801002
            7100 | jno     80801002
            ebfe | jmp     80801000
            e9fb0f0000 | jmp     80802000
            e300 | jecxz   80801002
            e2fe | loop    80801000
            e81b010000 | call    nt!KeBugCheckEx (80801120)
            e800000000 | call    80801005
            ffd0 | call    eax
            ffe0 | jmp     eax
            ff5010 | call    dword ptr [eax+10h]
            ff1520118080 | call    dword ptr [nt!KeBugCheckEx (80801120)]
            ff2520118080 | jmp     dword ptr [nt!KeBugCheckEx (80801120)]
            ff248520118080 | jmp     dword ptr nt!KeBugCheckEx (80801120)[eax*4]
            8b048540238180 | mov     eax,dword ptr [eax*4+80812340h]
            8b8100f0ffff | mov     eax,dword ptr [ecx-1000h]
            6820118080 | push    offset nt!KeBugCheckEx (80801120)
            b820118080 | mov     eax,offset nt!KeBugCheckEx (80801120)
            a120118080 | mov     eax,dword ptr [nt!KeBugCheckEx (80801120)]
            c7052011808001000000 | mov     dword ptr [nt!KeBugCheckEx (80801120)],1
            9a001080800800 | call    0008:80801000
            ea001080800800 | jmp     0008:80801000
            ff28 | jmp     fword ptr [eax]
            c1e802 | shr     eax,2
            d1e0 | shl     eax,1
            d3f8 | sar     eax,cl
            c0e404 | shl     ah,4
            f7d8 | neg     eax
            f7d0 | not     eax
            f7e1 | mul     eax,ecx
            f7f9 | idiv    eax,ecx
            0faf4508 | imul    eax,dword ptr [ebp+8]
            6bc00c | imul    eax,eax,0Ch
            69c010010000 | imul    eax,eax,110h
            40 | inc     eax
            49 | dec     ecx
            ff4508 | inc     dword ptr [ebp+8]
            99 | cdq
            98 | cwde
            6698 | cbw
            93 | xchg    eax,ebx
            94 | xchg    eax,esp
            0fc8 | bswap   eax
            0fa2 | cpuid
            0f31 | rdtsc
            0f32 | rdmsr
            0f30 | wrmsr
            0f20c0 | mov     eax,cr0
            0f22d8 | mov     cr3,eax
            0f21c0 | mov     eax,dr0
            0f23f8 | mov     dr7,eax
            0f0118 | lidt    fword ptr [eax]
            0f0100 | sgdt    fword ptr [eax]
            0f00c8 | str     eax
            0f00d8 | ltr     ax
            0f00d0 | lldt    ax
            0f0138 | invlpg  [eax]
            0f06 | clts
            8ed8 | mov     ds,ax
            8cd8 | mov     eax,ds
            8e5d10 | mov     ds,word ptr [ebp+10h]
            f00fb10a | lock cmpxchg dword ptr [edx],ecx
            f00fc101 | lock xadd dword ptr [ecx],eax
            f0ff01 | lock inc dword ptr [ecx]
            f00fc70e | lock cmpxchg8b qword ptr [esi]
            f00fba2900 | lock bts dword ptr [ecx],0
            0fa4c205 | shld    edx,eax,5
            0f94c0 | sete    al
            0f45c1 | cmovne  eax,ecx
            dd4508 | fld     qword ptr [ebp+8]
            d9c0 | fld     st(0)
            ddd8 | fstp    st(0)
            d9c9 | fxch    st(1)
            d8c1 | fadd    st,st(1)
            dec1 | faddp   st(1),st
            d97dfc | fnstcw  word ptr [ebp-4]
            dfe0 | fnstsw  ax
            9b | wait
            db6df0 | fld     tbyte ptr [ebp-10h]
            0fae00 | fxsave  [eax]
            0fae08 | fxrstor [eax]
            0fae55fc | ldmxcsr dword ptr [ebp-4]
            0f77 | emms
            0f6f00 | movq    mm0,mmword ptr [eax]
            0fefc0 | pxor    mm0,mm0
            660f6f4010 | movdqa  xmm0,xmmword ptr [eax+10h]
            0f1000 | movups  xmm0,xmmword ptr [eax]
            f20f1000 | movsd   xmm0,mmword ptr [eax]
            f30f1000 | movss   xmm0,dword ptr [eax]
            0f1f4000 | nop     dword ptr [eax]
            c40424 | les     eax,fword ptr [esp]
            d7 | xlat    byte ptr [ebx]
            67d7 | xlat    byte ptr [bx]
            8b02 | mov     eax,dword ptr [edx]
            670f1f00 | nop     dword ptr [bx+si]
            ff | ???
            f3c3 | rep ret
            """;

    private static final String BITS_64 = """
            4883ec28 | sub     rsp,28h
            4c8bdc | mov     r11,rsp
            48895c2408 | mov     qword ptr [rsp+8],rbx
            65488b042588010000 | mov     rax,qword ptr gs:[188h]
            488b0574000000 | mov     rax,qword ptr [nt!Table (fffff800`1234507b)]
            488b0500000000 | mov     rax,qword ptr [fffff800`12345007]
            e8fb0f0000 | call    nt!Function (fffff800`12346000)
            ff1500100000 | call    qword ptr [fffff800`12346006]
            41ffd0 | call    r8
            4154 | push    r12
            415c | pop     r12
            0f01f8 | swapgs
            48cf | iretq
            480f07 | sysretq
            0f05 | syscall
            448bc0 | mov     r8d,eax
            4088f0 | mov     al,sil
            88e0 | mov     al,ah
            664589c8 | mov     r8w,r9w
            4588c8 | mov     r8b,r9b
            4863c1 | movsxd  rax,ecx
            48b8efcdab8967452301 | mov     rax,123456789ABCDEFh
            48c7c0ffffffff | mov     rax,0FFFFFFFFFFFFFFFFh
            4883c8ff | or      rax,0FFFFFFFFFFFFFFFFh
            f348ab | rep stos qword ptr es:[rdi]
            f348a5 | rep movs qword ptr es:[rdi],qword ptr [rsi]
            66660f1f840000000000 | nop     word ptr [rax+rax]
            f00fb111 | lock cmpxchg dword ptr [rcx],edx
            f0490fc708 | lock cmpxchg16b oword ptr [r8]
            450f22c0 | mov     cr8,r8
            440f20c0 | mov     rax,cr8
            0f20d8 | mov     rax,cr3
            4190 | xchg    eax,r8d
            f34990 | rep xchg rax,r8
            f390 | pause
            f30f1efa | endbr64
            4899 | cqo
            4898 | cdqe
            9c | pushfq
            f2480f2ac0 | cvtsi2sd xmm0,rax
            660fef00 | pxor    xmm0,xmmword ptr [rax]
            06 | ???
            """;

    private static final String BITS_16 = """
            fa | cli
            cf | iret
            b80012 | mov     ax,1200h
            66b800120000 | mov     eax,1200h
            8b4702 | mov     ax,word ptr [bx+2]
            8b00 | mov     ax,word ptr [bx+si]
            a13412 | mov     ax,word ptr ds:[1234h]
            f3a4 | rep movs byte ptr es:[di],byte ptr [si]
            9a34120010 | call    1000:1234
            c20200 | ret     2
            60 | pusha
            """;

    private final Decoder decoder = new Decoder();
    private final Formatter formatter = new Formatter();

    private static Stream<String> lines32() {
        return BITS_32.lines();
    }

    private static Stream<String> lines64() {
        return BITS_64.lines();
    }

    private static Stream<String> lines16() {
        return BITS_16.lines();
    }

    @ParameterizedTest
    @MethodSource("lines32")
    void writesAsWindbg(String line) {
        check(line, Mode.BITS32, ADDRESS_32);
    }

    @ParameterizedTest
    @MethodSource("lines64")
    void writesLongModeAsWindbg(String line) {
        check(line, Mode.BITS64, ADDRESS_64);
    }

    @ParameterizedTest
    @MethodSource("lines16")
    void writesRealModeAsWindbg(String line) {
        check(line, Mode.BITS16, 0x100);
    }

    private void check(String line, Mode mode, long address) {
        String[] halves = line.split(" \\| ", -1);
        byte[] code = HexFormat.of().parseHex(halves[0]);
        Instruction instruction = decoder.decode(code, 0, code.length, mode);
        SymbolNames names = symbol -> switch ((int) symbol) {
            case 0x80801120 -> "nt!KeBugCheckEx";
            case 0x1234507B -> "nt!Table";
            case 0x12346000 -> "nt!Function";
            default -> null;
        };
        assertEquals(halves[1], formatter.format(instruction, address, names));
        List<Part> parts = formatter.parts(instruction, address, names);
        assertEquals(halves[1], parts.stream().map(Part::text).collect(Collectors.joining()));
    }

    @Test
    void partsTellWhatTheyAre() {
        byte[] code = HexFormat.of().parseHex("64a124010000");
        Instruction instruction = decoder.decode(code, 0, code.length, Mode.BITS32);
        List<Part> parts = formatter.parts(instruction, 0, SymbolNames.NONE);
        assertEquals(
                List.of(
                        new Part("mov     ", Part.Kind.MNEMONIC, 0),
                        new Part("eax", Part.Kind.REGISTER, 0),
                        new Part(",", Part.Kind.PUNCTUATION, 0),
                        new Part("dword ptr ", Part.Kind.KEYWORD, 0),
                        new Part("fs", Part.Kind.REGISTER, 0),
                        new Part(":", Part.Kind.PUNCTUATION, 0),
                        new Part("[", Part.Kind.PUNCTUATION, 0),
                        new Part("00000124h", Part.Kind.ADDRESS, 0x124),
                        new Part("]", Part.Kind.PUNCTUATION, 0)),
                parts);
    }

    @Test
    void symbolPartsLeadToTheirAddress() {
        byte[] code = HexFormat.of().parseHex("e81b010000");
        Instruction instruction = decoder.decode(code, 0, code.length, Mode.BITS32);
        List<Part> parts = formatter.parts(instruction, ADDRESS_32, address -> "nt!KeBugCheckEx");
        assertEquals(new Part("nt!KeBugCheckEx", Part.Kind.SYMBOL, 0x80801120L), parts.get(1));
        assertEquals(new Part("80801120", Part.Kind.ADDRESS, 0x80801120L), parts.get(3));
    }
}
