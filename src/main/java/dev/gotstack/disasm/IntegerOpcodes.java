package dev.gotstack.disasm;

/// Opcodes of the integer and system instructions. [OpcodeTable] explains the notation. Source: the opcode maps in the
/// Intel and AMD architecture manuals, with the mnemonics that WinDbg prints.
final class IntegerOpcodes {
    private IntegerOpcodes() {}

    static final String ONE_BYTE = """
            00+8* add,or,adc,sbb,and,sub,xor,cmp Eb,Gb
            01+8* add,or,adc,sbb,and,sub,xor,cmp Ev,Gv
            02+8* add,or,adc,sbb,and,sub,xor,cmp Gb,Eb
            03+8* add,or,adc,sbb,and,sub,xor,cmp Gv,Ev
            04+8* add,or,adc,sbb,and,sub,xor,cmp al,Ib
            05+8* add,or,adc,sbb,and,sub,xor,cmp rAX,Iz
            06 push es !64
            07 pop es !64
            0E push cs !64
            16 push ss !64
            17 pop ss !64
            1E push ds !64
            1F pop ds !64
            27 daa - !64
            2F das - !64
            37 aaa - !64
            3F aas - !64
            40+r inc Zv !64
            48+r dec Zv !64
            50+r push Zv default64
            58+r pop Zv default64
            60 pusha|pushad - !64
            61 popa|popad - !64
            62 bound Gv,Ma !64
            63 arpl Ew,Gw !64
            63 movsxd Gv,Ez =64
            68 push Iz default64
            69 imul Gv,Ev,Iz
            6A push Ic default64
            6B imul Gv,Ev,Ic
            6C ins Yb,dx
            6D ins Yz,dx
            6E outs dx,Xb
            6F outs dx,Xz
            70+1* jo,jno,jb,jae,je,jne,jbe,ja,js,jns,jp,jnp,jl,jge,jle,jg Jb force64
            80/* add,or,adc,sbb,and,sub,xor,cmp Eb,Ib
            81/* add,or,adc,sbb,and,sub,xor,cmp Ev,Iz
            82/* add,or,adc,sbb,and,sub,xor,cmp Eb,Ib !64
            83/* add,or,adc,sbb,and,sub,xor,cmp Ev,Ic
            84 test Eb,Gb
            85 test Ev,Gv
            86 xchg Eb,Gb
            87 xchg Ev,Gv
            88 mov Eb,Gb
            89 mov Ev,Gv
            8A mov Gb,Eb
            8B mov Gv,Ev
            8C mov Em,S
            8D lea Gv,Mn
            8E mov S,Ew
            8F/0 pop Ev default64
            F3:90 pause - noB
            90 nop - noB
            90+r xchg rAX,Zv
            98 cbw|cwde|cdqe -
            99 cwd|cdq|cqo -
            9A callf Ap !64
            9B wait -
            9C pushf|pushfd|pushfq - default64
            9D popf|popfd|popfq - default64
            9E sahf -
            9F lahf -
            A0 mov al,Ob
            A1 mov rAX,Ov
            A2 mov Ob,al
            A3 mov Ov,rAX
            A4 movs Yb,Xb
            A5 movs Yv,Xv
            A6 cmps Xb,Yb
            A7 cmps Xv,Yv
            A8 test al,Ib
            A9 test rAX,Iz
            AA stos Yb
            AB stos Yv
            AC lods Xb
            AD lods Xv
            AE scas Yb
            AF scas Yv
            B0+r mov Zb,Ib
            B8+r mov Zv,Iv
            C0/* rol,ror,rcl,rcr,shl,shr,shl,sar Eb,Ib
            C1/* rol,ror,rcl,rcr,shl,shr,shl,sar Ev,Ib
            C2 ret Iw force64
            C3 ret - force64
            C4 les Gz,Mp !64
            C5 lds Gz,Mp !64
            C6/0 mov Eb,Ib
            C7/0 mov Ev,Iz
            C8 enter Iw,Ib default64
            C9 leave - default64
            CA retf Iw
            CB retf -
            CC int3 3
            CD int Ib
            CE into - !64
            CF iret|iretd|iretq -
            D0/* rol,ror,rcl,rcr,shl,shr,shl,sar Eb,1
            D1/* rol,ror,rcl,rcr,shl,shr,shl,sar Ev,1
            D2/* rol,ror,rcl,rcr,shl,shr,shl,sar Eb,cl
            D3/* rol,ror,rcl,rcr,shl,shr,shl,sar Ev,cl
            D4 aam Ib !64
            D5 aad Ib !64
            D6 salc - !64
            D7 xlat Kb
            E0 loopne Jb force64
            E1 loope Jb force64
            E2 loop Jb force64
            E3 @jcxz|jecxz|jrcxz Jb force64
            E4 in al,Ib
            E5 in eAX,Ib
            E6 out Ib,al
            E7 out Ib,eAX
            E8 call Jz force64
            E9 jmp Jz force64
            EA jmpf Ap !64
            EB jmp Jb force64
            EC in al,dx
            ED in eAX,dx
            EE out dx,al
            EF out dx,eAX
            F1 icebp -
            F4 hlt -
            F5 cmc -
            F6/0 test Eb,Ib
            F6/1 test Eb,Ib
            F6/2 not Eb
            F6/3 neg Eb
            F6/4 mul Eb
            F6/5 imul Eb
            F6/6 div Eb
            F6/7 idiv Eb
            F7/0 test Ev,Iz
            F7/1 test Ev,Iz
            F7/2 not Ev
            F7/3 neg Ev
            F7/4 mul Ev
            F7/5 imul Ev
            F7/6 div Ev
            F7/7 idiv Ev
            F8 clc -
            F9 stc -
            FA cli -
            FB sti -
            FC cld -
            FD std -
            FE/0 inc Eb
            FE/1 dec Eb
            FF/0 inc Ev
            FF/1 dec Ev
            FF/2 call Ev force64
            FF/3 callf Mp
            FF/4 jmp Ev force64
            FF/5 jmpf Mp
            FF/6 push Ev default64
            """;

    static final String TWO_BYTE = """
            0F00/0 sldt Em
            0F00/1 str Em
            0F00/2 lldt Ew
            0F00/3 ltr Ew
            0F00/4 verr Ew
            0F00/5 verw Ew
            0F01=C1 vmcall -
            0F01=C2 vmlaunch -
            0F01=C3 vmresume -
            0F01=C4 vmxoff -
            0F01=C8 monitor -
            0F01=C9 mwait -
            0F01=CA clac -
            0F01=CB stac -
            0F01=D0 xgetbv -
            0F01=D1 xsetbv -
            0F01=D4 vmfunc -
            0F01=D8 vmrun -
            0F01=D9 vmmcall -
            0F01=DA vmload -
            0F01=DB vmsave -
            0F01=DC stgi -
            0F01=DD clgi -
            0F01=DE skinit -
            0F01=DF invlpga -
            0F01=F8 swapgs - =64
            0F01=F9 rdtscp -
            0F01/0m sgdt Ms
            0F01/1m sidt Ms
            0F01/2m lgdt Ms
            0F01/3m lidt Ms
            0F01/4 smsw Em
            0F01/6 lmsw Ew
            0F01/7m invlpg Mn
            0F02 lar Gv,Ew
            0F03 lsl Gv,Ew
            0F05 syscall -
            0F06 clts -
            0F07 sysret|sysret|sysretq -
            0F08 invd -
            F3:0F09 wbnoinvd -
            0F09 wbinvd -
            0F0B ud2 -
            0F0E femms -
            0F0D/0m prefetch Mn
            0F0D/1m prefetchw Mn
            0F0D nop Ev
            0F18/0m prefetchnta Mn
            0F18/1m prefetcht0 Mn
            0F18/2m prefetcht1 Mn
            0F18/3m prefetcht2 Mn
            F3:0F1E=FA endbr64 -
            F3:0F1E=FB endbr32 -
            0F18 nop Ev
            0F19 nop Ev
            0F1A nop Ev
            0F1B nop Ev
            0F1C nop Ev
            0F1D nop Ev
            0F1E nop Ev
            0F1F nop Ev
            0F20 mov R,C
            0F21 mov R,D
            0F22 mov C,R
            0F23 mov D,R
            0F30 wrmsr -
            0F31 rdtsc -
            0F32 rdmsr -
            0F33 rdpmc -
            0F34 sysenter -
            0F35 sysexit|sysexit|sysexitq -
            NP:0F37 getsec -
            0F40+1* cmovo,cmovno,cmovb,cmovae,cmove,cmovne,cmovbe,cmova Gv,Ev
            0F48+1* cmovs,cmovns,cmovp,cmovnp,cmovl,cmovge,cmovle,cmovg Gv,Ev
            0F80+1* jo,jno,jb,jae,je,jne,jbe,ja,js,jns,jp,jnp,jl,jge,jle,jg Jz force64
            0F90+1* seto,setno,setb,setae,sete,setne,setbe,seta,sets,setns,setp,setnp,setl,setge,setle,setg Eb
            0FA0 push fs default64
            0FA1 pop fs default64
            0FA2 cpuid -
            0FA3 bt Ev,Gv
            0FA4 shld Ev,Gv,Ib
            0FA5 shld Ev,Gv,cl
            0FA8 push gs default64
            0FA9 pop gs default64
            0FAA rsm -
            0FAB bts Ev,Gv
            0FAC shrd Ev,Gv,Ib
            0FAD shrd Ev,Gv,cl
            F3:0FAE/0r rdfsbase Ry =64
            F3:0FAE/1r rdgsbase Ry =64
            F3:0FAE/2r wrfsbase Ry =64
            F3:0FAE/3r wrgsbase Ry =64
            66:0FAE/6m clwb Mn
            66:0FAE/7m clflushopt Mn
            NP:0FAE/0m fxsave|fxsave|fxsave64 Mx
            NP:0FAE/1m fxrstor|fxrstor|fxrstor64 Mx
            NP:0FAE/2m ldmxcsr Md
            NP:0FAE/3m stmxcsr Md
            NP:0FAE/4m xsave|xsave|xsave64 Mn
            NP:0FAE/5m xrstor|xrstor|xrstor64 Mn
            NP:0FAE/6m xsaveopt|xsaveopt|xsaveopt64 Mn
            NP:0FAE/7m clflush Mn
            NP:0FAE/5r lfence -
            NP:0FAE/6r mfence -
            NP:0FAE/7r sfence -
            0FAF imul Gv,Ev
            0FB0 cmpxchg Eb,Gb
            0FB1 cmpxchg Ev,Gv
            0FB2 lss Gv,Mp
            0FB3 btr Ev,Gv
            0FB4 lfs Gv,Mp
            0FB5 lgs Gv,Mp
            0FB6 movzx Gv,Eb
            0FB7 movzx Gv,Ew
            F3:0FB8 popcnt Gv,Ev
            0FB9 ud1 Gv,Ev
            0FBA/4 bt Ev,Ib
            0FBA/5 bts Ev,Ib
            0FBA/6 btr Ev,Ib
            0FBA/7 btc Ev,Ib
            0FBB btc Ev,Gv
            F3:0FBC tzcnt Gv,Ev
            0FBC bsf Gv,Ev
            F3:0FBD lzcnt Gv,Ev
            0FBD bsr Gv,Ev
            0FBE movsx Gv,Eb
            0FBF movsx Gv,Ew
            0FC0 xadd Eb,Gb
            0FC1 xadd Ev,Gv
            NP:0FC3 movnti My,Gy
            0FC7/1m cmpxchg16b Mo W1
            0FC7/1m cmpxchg8b Mq
            0FC7/3m xrstors|xrstors|xrstors64 Mn
            0FC7/4m xsavec|xsavec|xsavec64 Mn
            0FC7/5m xsaves|xsaves|xsaves64 Mn
            F3:0FC7/6m vmxon Mq
            66:0FC7/6m vmclear Mq
            NP:0FC7/6m vmptrld Mq
            NP:0FC7/7m vmptrst Mq
            F3:0FC7/7r rdpid R
            0FC7/6r rdrand Ev
            0FC7/7r rdseed Ev
            0FC8+r bswap Zv
            0FFF ud0 Gv,Ev
            F2:0F38F0 crc32 Gf,Eb
            F2:0F38F1 crc32 Gf,Ev
            66:0F38F6 adcx Gy,Ey
            F3:0F38F6 adox Gy,Ey
            0F38F0 movbe Gv,Mv
            0F38F1 movbe Mv,Gv
            66:0F3880 invept Gr,Mo
            66:0F3881 invvpid Gr,Mo
            66:0F3882 invpcid Gr,Mo
            NP:0F78 vmread Er,Gr
            NP:0F79 vmwrite Gr,Er
            """;
}
