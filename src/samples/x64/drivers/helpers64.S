/* What Microsoft's compiler expects of its library: a stack probe and the check of the security cookie. */
#include "seh.h"

.intel_syntax noprefix
.data
.globl __security_cookie
__security_cookie: .quad 0x00002b992ddfa232

.text
/* rax = bytes that will be allocated: touches each page on the way. Keeps all registers. */
FUNCTION(__chkstk)
    sub rsp, 0x10
    .seh_stackalloc 0x10
    .seh_endprologue
    mov [rsp], r10
    mov [rsp + 8], r11
    lea r10, [rsp + 0x18]
    mov r11, r10
    and r11, -0x1000
    sub r10, rax
2:  cmp r11, r10
    jbe 3f
    sub r11, 0x1000
    mov byte ptr [r11], 0
    jmp 2b
3:  mov r10, [rsp]
    mov r11, [rsp + 8]
    add rsp, 0x10
    ret
END_FUNCTION

LEAF(__security_check_cookie)
    cmp rcx, [rip + __security_cookie]
    jne 1f
    ret
1:  mov ecx, 2
    int 0x29

LEAF(memset)
    mov r9, rdi
    mov rax, rdx
    mov rdi, rcx
    mov rcx, r8
    mov rdx, rdi
    rep stosb
    mov rdi, r9
    mov rax, rdx
    ret
