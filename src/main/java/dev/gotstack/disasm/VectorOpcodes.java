package dev.gotstack.disasm;

/// Opcodes of MMX and of SSE to SSE4.2, AES and carry-less multiplication. [OpcodeTable] explains the notation. Source:
/// the opcode maps in the Intel architecture manual.
final class VectorOpcodes {
    private VectorOpcodes() {}

    static final String MOVES = """
            PSD:0F10 movu Vo,Wo
            PSD:0F11 movu Wo,Vo
            F3:0F10 movss Vo,Wd
            F3:0F11 movss Wd,Vo
            F2:0F10 movsd Vo,Wq
            F2:0F11 movsd Wq,Vo
            NP:0F12/m movlps Vo,Mq
            NP:0F12/r movhlps Vo,Uo
            66:0F12/m movlpd Vo,Mq
            F3:0F12 movsldup Vo,Wo
            F2:0F12 movddup Vo,Wq
            PSD:0F13 movl Mq,Vo
            PSD:0F14 unpckl Vo,Wo
            PSD:0F15 unpckh Vo,Wo
            NP:0F16/m movhps Vo,Mq
            NP:0F16/r movlhps Vo,Uo
            66:0F16/m movhpd Vo,Mq
            F3:0F16 movshdup Vo,Wo
            PSD:0F17 movh Mq,Vo
            PSD:0F28 mova Vo,Wo
            PSD:0F29 mova Wo,Vo
            NP:0F2A cvtpi2ps Vo,Qq
            66:0F2A cvtpi2pd Vo,Qq
            F3:0F2A cvtsi2ss Vo,Ey
            F2:0F2A cvtsi2sd Vo,Ey
            PSD:0F2B movnt Mo,Vo
            NP:0F2C cvttps2pi Pq,Wq
            66:0F2C cvttpd2pi Pq,Wo
            F3:0F2C cvttss2si Gy,Wd
            F2:0F2C cvttsd2si Gy,Wq
            NP:0F2D cvtps2pi Pq,Wq
            66:0F2D cvtpd2pi Pq,Wo
            F3:0F2D cvtss2si Gy,Wd
            F2:0F2D cvtsd2si Gy,Wq
            NP:0F2E ucomiss Vo,Wd
            66:0F2E ucomisd Vo,Wq
            NP:0F2F comiss Vo,Wd
            66:0F2F comisd Vo,Wq
            PSD:0F50 movmsk Gd,Uo
            NP:0F5A cvtps2pd Vo,Wq
            66:0F5A cvtpd2ps Vo,Wo
            F3:0F5A cvtss2sd Vo,Wd
            F2:0F5A cvtsd2ss Vo,Wq
            NP:0F5B cvtdq2ps Vo,Wo
            66:0F5B cvtps2dq Vo,Wo
            F3:0F5B cvttps2dq Vo,Wo
            NP:0F6E movd|movd|movq Pq,Ey
            66:0F6E movd|movd|movq Vo,Ey
            NP:0F6F movq Pq,Qq
            66:0F6F movdqa Vo,Wo
            F3:0F6F movdqu Vo,Wo
            NP:0F77 emms -
            NP:0F7E movd|movd|movq Ey,Pq
            66:0F7E movd|movd|movq Ey,Vo
            F3:0F7E movq Vo,Wq
            NP:0F7F movq Qq,Pq
            66:0F7F movdqa Wo,Vo
            F3:0F7F movdqu Wo,Vo
            66:0FD6 movq Wq,Vo
            F3:0FD6 movq2dq Vo,Nq
            F2:0FD6 movdq2q Pq,Uo
            F2:0FF0 lddqu Vo,Mo
            NP:0FE7 movntq Mq,Pq
            66:0FE7 movntdq Mo,Vo
            66:0FE6 cvttpd2dq Vo,Wo
            F3:0FE6 cvtdq2pd Vo,Wq
            F2:0FE6 cvtpd2dq Vo,Wo
            NP:0FF7 maskmovq Pq,Nq
            66:0FF7 maskmovdqu Vo,Uo
            """;

    static final String ARITHMETIC = """
            ALL:0F51 sqrt Vo,W
            NP:0F52 rsqrtps Vo,Wo
            F3:0F52 rsqrtss Vo,Wd
            NP:0F53 rcpps Vo,Wo
            F3:0F53 rcpss Vo,Wd
            PSD:0F54 and Vo,Wo
            PSD:0F55 andn Vo,Wo
            PSD:0F56 or Vo,Wo
            PSD:0F57 xor Vo,Wo
            ALL:0F58 add Vo,W
            ALL:0F59 mul Vo,W
            ALL:0F5C sub Vo,W
            ALL:0F5D min Vo,W
            ALL:0F5E div Vo,W
            ALL:0F5F max Vo,W
            ALL:0FC2 cmp Vo,W,Ib
            PSD:0FC6 shuf Vo,Wo,Ib
            66:0F7C haddpd Vo,Wo
            F2:0F7C haddps Vo,Wo
            66:0F7D hsubpd Vo,Wo
            F2:0F7D hsubps Vo,Wo
            66:0FD0 addsubpd Vo,Wo
            F2:0FD0 addsubps Vo,Wo
            NP:0F60 punpcklbw Pq,Qd
            66:0F60 punpcklbw Vo,Wo
            NP:0F61 punpcklwd Pq,Qd
            66:0F61 punpcklwd Vo,Wo
            NP:0F62 punpckldq Pq,Qd
            66:0F62 punpckldq Vo,Wo
            MMX:0F63 packsswb
            MMX:0F64 pcmpgtb
            MMX:0F65 pcmpgtw
            MMX:0F66 pcmpgtd
            MMX:0F67 packuswb
            MMX:0F68 punpckhbw
            MMX:0F69 punpckhwd
            MMX:0F6A punpckhdq
            MMX:0F6B packssdw
            66:0F6C punpcklqdq Vo,Wo
            66:0F6D punpckhqdq Vo,Wo
            NP:0F70 pshufw Pq,Qq,Ib
            66:0F70 pshufd Vo,Wo,Ib
            F3:0F70 pshufhw Vo,Wo,Ib
            F2:0F70 pshuflw Vo,Wo,Ib
            NP:0F71/2r psrlw Nq,Ib
            66:0F71/2r psrlw Uo,Ib
            NP:0F71/4r psraw Nq,Ib
            66:0F71/4r psraw Uo,Ib
            NP:0F71/6r psllw Nq,Ib
            66:0F71/6r psllw Uo,Ib
            NP:0F72/2r psrld Nq,Ib
            66:0F72/2r psrld Uo,Ib
            NP:0F72/4r psrad Nq,Ib
            66:0F72/4r psrad Uo,Ib
            NP:0F72/6r pslld Nq,Ib
            66:0F72/6r pslld Uo,Ib
            NP:0F73/2r psrlq Nq,Ib
            66:0F73/2r psrlq Uo,Ib
            66:0F73/3r psrldq Uo,Ib
            NP:0F73/6r psllq Nq,Ib
            66:0F73/6r psllq Uo,Ib
            66:0F73/7r pslldq Uo,Ib
            MMX:0F74 pcmpeqb
            MMX:0F75 pcmpeqw
            MMX:0F76 pcmpeqd
            NP:0FC4 pinsrw Pq,Eh,Ib
            66:0FC4 pinsrw Vo,Eh,Ib
            NP:0FC5 pextrw Gd,Nq,Ib
            66:0FC5 pextrw Gd,Uo,Ib
            MMX:0FD1 psrlw
            MMX:0FD2 psrld
            MMX:0FD3 psrlq
            MMX:0FD4 paddq
            MMX:0FD5 pmullw
            NP:0FD7 pmovmskb Gd,Nq
            66:0FD7 pmovmskb Gd,Uo
            MMX:0FD8 psubusb
            MMX:0FD9 psubusw
            MMX:0FDA pminub
            MMX:0FDB pand
            MMX:0FDC paddusb
            MMX:0FDD paddusw
            MMX:0FDE pmaxub
            MMX:0FDF pandn
            MMX:0FE0 pavgb
            MMX:0FE1 psraw
            MMX:0FE2 psrad
            MMX:0FE3 pavgw
            MMX:0FE4 pmulhuw
            MMX:0FE5 pmulhw
            MMX:0FE8 psubsb
            MMX:0FE9 psubsw
            MMX:0FEA pminsw
            MMX:0FEB por
            MMX:0FEC paddsb
            MMX:0FED paddsw
            MMX:0FEE pmaxsw
            MMX:0FEF pxor
            MMX:0FF1 psllw
            MMX:0FF2 pslld
            MMX:0FF3 psllq
            MMX:0FF4 pmuludq
            MMX:0FF5 pmaddwd
            MMX:0FF6 psadbw
            MMX:0FF8 psubb
            MMX:0FF9 psubw
            MMX:0FFA psubd
            MMX:0FFB psubq
            MMX:0FFC paddb
            MMX:0FFD paddw
            MMX:0FFE paddd
            """;

    static final String THREE_BYTE = """
            MMX:0F3800 pshufb
            MMX:0F3801 phaddw
            MMX:0F3802 phaddd
            MMX:0F3803 phaddsw
            MMX:0F3804 pmaddubsw
            MMX:0F3805 phsubw
            MMX:0F3806 phsubd
            MMX:0F3807 phsubsw
            MMX:0F3808 psignb
            MMX:0F3809 psignw
            MMX:0F380A psignd
            MMX:0F380B pmulhrsw
            MMX:0F381C pabsb
            MMX:0F381D pabsw
            MMX:0F381E pabsd
            66:0F3810 pblendvb Vo,Wo,xmm0
            66:0F3814 blendvps Vo,Wo,xmm0
            66:0F3815 blendvpd Vo,Wo,xmm0
            66:0F3817 ptest Vo,Wo
            66:0F3820 pmovsxbw Vo,Wq
            66:0F3821 pmovsxbd Vo,Wd
            66:0F3822 pmovsxbq Vo,Ww
            66:0F3823 pmovsxwd Vo,Wq
            66:0F3824 pmovsxwq Vo,Wd
            66:0F3825 pmovsxdq Vo,Wq
            66:0F3828 pmuldq Vo,Wo
            66:0F3829 pcmpeqq Vo,Wo
            66:0F382A movntdqa Vo,Mo
            66:0F382B packusdw Vo,Wo
            66:0F3830 pmovzxbw Vo,Wq
            66:0F3831 pmovzxbd Vo,Wd
            66:0F3832 pmovzxbq Vo,Ww
            66:0F3833 pmovzxwd Vo,Wq
            66:0F3834 pmovzxwq Vo,Wd
            66:0F3835 pmovzxdq Vo,Wq
            66:0F3837 pcmpgtq Vo,Wo
            66:0F3838+1* pminsb,pminsd,pminuw,pminud,pmaxsb,pmaxsd,pmaxuw,pmaxud Vo,Wo
            66:0F3840 pmulld Vo,Wo
            66:0F3841 phminposuw Vo,Wo
            NP:0F38C8 sha1nexte Vo,Wo
            NP:0F38C9 sha1msg1 Vo,Wo
            NP:0F38CA sha1msg2 Vo,Wo
            NP:0F38CB sha256rnds2 Vo,Wo,xmm0
            NP:0F38CC sha256msg1 Vo,Wo
            NP:0F38CD sha256msg2 Vo,Wo
            NP:0F3ACC sha1rnds4 Vo,Wo,Ib
            66:0F38DB aesimc Vo,Wo
            66:0F38DC aesenc Vo,Wo
            66:0F38DD aesenclast Vo,Wo
            66:0F38DE aesdec Vo,Wo
            66:0F38DF aesdeclast Vo,Wo
            66:0F3A08 roundps Vo,Wo,Ib
            66:0F3A09 roundpd Vo,Wo,Ib
            66:0F3A0A roundss Vo,Wd,Ib
            66:0F3A0B roundsd Vo,Wq,Ib
            66:0F3A0C blendps Vo,Wo,Ib
            66:0F3A0D blendpd Vo,Wo,Ib
            66:0F3A0E pblendw Vo,Wo,Ib
            NP:0F3A0F palignr Pq,Qq,Ib
            66:0F3A0F palignr Vo,Wo,Ib
            66:0F3A14 pextrb Eg,Vo,Ib
            66:0F3A15 pextrw Eh,Vo,Ib
            66:0F3A16 pextrd|pextrd|pextrq Ey,Vo,Ib
            66:0F3A17 extractps Ed,Vo,Ib
            66:0F3A20 pinsrb Vo,Eg,Ib
            66:0F3A21 insertps Vo,Wd,Ib
            66:0F3A22 pinsrd|pinsrd|pinsrq Vo,Ey,Ib
            66:0F3A40 dpps Vo,Wo,Ib
            66:0F3A41 dppd Vo,Wo,Ib
            66:0F3A42 mpsadbw Vo,Wo,Ib
            66:0F3A44 pclmulqdq Vo,Wo,Ib
            66:0F3A60 pcmpestrm Vo,Wo,Ib
            66:0F3A61 pcmpestri Vo,Wo,Ib
            66:0F3A62 pcmpistrm Vo,Wo,Ib
            66:0F3A63 pcmpistri Vo,Wo,Ib
            66:0F3ADF aeskeygenassist Vo,Wo,Ib
            """;
}
