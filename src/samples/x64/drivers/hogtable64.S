/*
 * A function whose second half saves more registers, as compilers do that put off saving them until a rare path needs
 * them: its unwind data is chained to that of the first half.
 */
#include "seh.h"

.intel_syntax noprefix
.text

/* rcx = request, rdx = offset, r8 = length */
FUNCTION(HogExpandStored)
    push rbx
    .seh_pushreg rbx
    sub rsp, 0x90
    .seh_stackalloc 0x90
    .seh_endprologue
    mov rbx, rcx
    test r8, r8
    je 1f
    jmp 2f
    .seh_startchained
2:  mov [rsp + 0x80], rsi
    .seh_savereg rsi, 0x80
    mov [rsp + 0x88], rdi
    .seh_savereg rdi, 0x88
    .seh_endprologue
    lea rdi, [rsp + 0x30]
    mov rsi, rdx
    mov [rdi], rdx
    mov [rdi + 8], r8
    call HogReadParent
    add rax, rsi
    sub rax, [rdi]
    mov rsi, [rsp + 0x80]
    mov rdi, [rsp + 0x88]
    jmp 1f
    .seh_endchained
1:  add rsp, 0x90
    pop rbx
    ret
END_FUNCTION
