/* How this kernel is entered: system calls, exceptions, its start. Names and frames as those of 64-bit Windows 7. */
#include "seh.h"

.intel_syntax noprefix
.text

/* The volatile registers go into the trap frame; rsp = the frame, rbp = frame + 0x80. */
.macro SAVE_VOLATILE
    mov [rbp - 0x50], rax
    mov [rbp - 0x48], rcx
    mov [rbp - 0x40], rdx
    mov [rbp - 0x38], r8
    mov [rbp - 0x30], r9
    mov [rbp - 0x28], r10
    mov [rbp - 0x20], r11
.endm

/* The rest of a KTRAP_FRAME, below what the processor (or the code before) pushed. */
.macro TRAP_FRAME
    push rbp
    .seh_pushreg rbp
    sub rsp, 0x158
    .seh_stackalloc 0x158
    lea rbp, [rsp + 0x80]
    .seh_setframe rbp, 0x80
    .seh_endprologue
.endm

/* IST1: runs on a stack of its own. The processor pushed an error code. */
FUNCTION(KiDoubleFaultAbort)
    .seh_pushframe @code
    TRAP_FRAME
    SAVE_VOLATILE
    mov byte ptr [rbp - 0x55], 1
    mov ecx, 0x7f
    mov edx, 8
    mov r8, cr0
    mov r9, cr4
    mov r10, [rbp + 0xe8]
    call KiBugCheckDispatch
    nop
END_FUNCTION

FUNCTION(KiPageFault)
    .seh_pushframe @code
    TRAP_FRAME
    SAVE_VOLATILE
    mov byte ptr [rbp - 0x55], 1
    mov rdx, cr2
    mov [rbp + 0x50], rdx
    mov rcx, [rbp + 0xe0]
    mov r8, [rbp + 0xf0]
    and r8d, 1
    mov r9, rsp
    call MmAccessFault
    mov ecx, 0x50
    mov rdx, [rbp + 0x50]
    mov r8, [rbp + 0xe0]
    mov r9, [rbp + 0xe8]
    xor r10, r10
    call KiBugCheckDispatch
    nop
END_FUNCTION

FUNCTION(KiUnexpectedInterrupt)
    .seh_pushframe
    sub rsp, 8
    .seh_stackalloc 8
    TRAP_FRAME
    SAVE_VOLATILE
    mov ecx, 0x12
    xor edx, edx
    mov r8, [rbp + 0xe8]
    xor r9, r9
    xor r10, r10
    call KiBugCheckDispatch
    nop
END_FUNCTION

/* Keeps the other registers in a KEXCEPTION_FRAME. */
FUNCTION(KiBugCheckDispatch)
    sub rsp, 0x138
    .seh_stackalloc 0x138
    lea rax, [rsp + 0x100]
    mov [rax], rbx
    .seh_savereg rbx, 0x100
    mov [rax + 8], rdi
    .seh_savereg rdi, 0x108
    mov [rax + 0x10], rsi
    .seh_savereg rsi, 0x110
    mov [rax + 0x18], r12
    .seh_savereg r12, 0x118
    mov [rax + 0x20], r13
    .seh_savereg r13, 0x120
    mov [rax + 0x28], r14
    .seh_savereg r14, 0x128
    mov [rax + 0x30], r15
    .seh_savereg r15, 0x130
    .seh_endprologue
    mov [rsp + 0x20], r10
    call KeBugCheckEx
    nop
END_FUNCTION

/* syscall: rcx = rip, r11 = flags, eax = number, arguments in r10, rdx, r8, r9. */
FUNCTION(KiSystemCall64)
    swapgs
    mov gs:[0x10], rsp
    mov rsp, gs:[0x1a8]
    push 0x2b
    push qword ptr gs:[0x10]
    push r11
    push 0x33
    push rcx
    .seh_pushframe
    mov rcx, r10
    sub rsp, 8
    .seh_stackalloc 8
    push rbp
    .seh_pushreg rbp
    sub rsp, 0x158
    .seh_stackalloc 0x158
    lea rbp, [rsp + 0x80]
    .seh_setframe rbp, 0x80
    .seh_endprologue
    mov [rbp + 0xc0], rbx
    mov [rbp + 0xc8], rdi
    mov [rbp + 0xd0], rsi
    mov byte ptr [rbp - 0x55], 2
    mov rbx, gs:[0x188]
    mov [rbx + 0x1d8], rsp
    mov byte ptr [rbx + 0x1f6], 1
    mov eax, eax
    lea r11, [rip + KiServiceTable]
    mov r10, [r11 + rax*8]
.globl KiSystemServiceCopyEnd
KiSystemServiceCopyEnd:
    call r10
    hlt
    int3
END_FUNCTION

LEAF(RtlCaptureContext)
    pushfq
    mov [rcx + 0x78], rax
    mov [rcx + 0x80], rcx
    mov [rcx + 0x88], rdx
    mov [rcx + 0x90], rbx
    lea rax, [rsp + 0x10]
    mov [rcx + 0x98], rax
    mov [rcx + 0xa0], rbp
    mov [rcx + 0xa8], rsi
    mov [rcx + 0xb0], rdi
    mov [rcx + 0xb8], r8
    mov [rcx + 0xc0], r9
    mov [rcx + 0xc8], r10
    mov [rcx + 0xd0], r11
    mov [rcx + 0xd8], r12
    mov [rcx + 0xe0], r13
    mov [rcx + 0xe8], r14
    mov [rcx + 0xf0], r15
    mov rax, [rsp + 8]
    mov [rcx + 0xf8], rax
    mov eax, [rsp]
    mov [rcx + 0x44], eax
    mov word ptr [rcx + 0x38], cs
    mov word ptr [rcx + 0x3a], ds
    mov word ptr [rcx + 0x3c], es
    mov word ptr [rcx + 0x3e], fs
    mov word ptr [rcx + 0x40], gs
    mov word ptr [rcx + 0x42], ss
    mov dword ptr [rcx + 0x30], 0x10000f
    add rsp, 8
    ret

/* rdi = the loader block. */
LEAF(KiSystemStartup)
    lea rsp, [rip + KiStartupStack + 0x1000]
    mov rcx, rdi
    sub rsp, 0x28
    call KiInitializeKernel
    int3

/* rcx = rip, rdx = rsp: goes to user mode. */
LEAF(KiStartUserThread)
    push 0x2b
    push rdx
    push 0x202
    push 0x33
    push rcx
    mov ax, 0x2b
    mov ds, ax
    mov es, ax
    xor eax, eax
    xor ecx, ecx
    xor edx, edx
    xor ebx, ebx
    xor ebp, ebp
    swapgs
    iretq
    int3

LEAF(KeHaltWithRequest)
    mov rax, rcx
    cli
1:  hlt
    jmp 1b
