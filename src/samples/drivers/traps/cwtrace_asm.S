/* cwtrace.sys, the parts that need special instructions. */
#include "asm.h"

/* NTSTATUS __stdcall CwBreak(ULONG Kind, ULONG Value): the tracer's breakpoint; no frame pointer. */
    .balign 16, 0xcc
FUNCTION _CwBreak@8, 8
    push    ebx
    .cv_fpo_pushreg ebx
    push    ebp
    .cv_fpo_pushreg ebp
    .cv_fpo_endprologue
    mov     ebx, [esp + 0xc]
    mov     ebp, [esp + 0x10]           /* a general register here */
    xor     ebp, ebx
    int3
    mov     eax, ebp
    pop     ebp
    pop     ebx
    ret     8
END_FUNCTION _CwBreak@8

/*
 * void __stdcall CwRingDoorbell(ULONG Value): makes the adapter interrupt. Interrupts are off until the pushed values
 * are on the stack: this is where it comes.
 */
    .balign 16, 0xcc
FUNCTION _CwRingDoorbell@4, 4
    push    esi
    .cv_fpo_pushreg esi
    push    edi
    .cv_fpo_pushreg edi
    .cv_fpo_endprologue
    cli
    mov     ecx, DEVICE_VECTOR
    call    dword ptr [__imp_@HalRequestDeviceInterrupt@4]
    mov     esi, [esp + 0xc]
    push    esi
    push    0x40
    sti
    lea     edi, [esi + esi * 2]
    add     edi, esi                    /* interrupted at one of these */
    add     esp, 8
    mov     eax, edi
    pop     edi
    pop     esi
    ret     4
END_FUNCTION _CwRingDoorbell@4

    FRAME_DESCRIPTIONS_END
