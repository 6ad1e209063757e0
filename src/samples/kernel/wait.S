/*
 * The functions on the stack in KB 842465, at their addresses and with their frames: NtWaitForMultipleObjects waits,
 * the wait is over at once, and KiUnlockDispatcherDatabase lets go of the dispatcher's lock. Its "pop ecx" meets an esp
 * with one wrong bit; tools/capture.py changes it there.
 */
#include "asm.h"

#define STATUS_TIMEOUT 0x102
#define PCR_PRCB 0x20
#define PRCB_QUEUE 0x3bc                /* whatever lies there: only the address matters */

    /* Image offset 50000. */
    .section PAGEA, "xr"

/* NTSTATUS __stdcall NtWaitForMultipleObjects(Count, Handles, WaitType, Alertable, Timeout): ebp f5d29d48 */
    .org    0x82e, 0xcc
FUNCTION _NtWaitForMultipleObjects@20, 20
    push    ebp
    .cv_fpo_pushreg ebp
    mov     ebp, esp
    .cv_fpo_setframe ebp
    push    -1
    PUSH_ADDRESS WaitScopeTable
    PUSH_ADDRESS WaitHandler
    mov     eax, fs:[PCR_EXCEPTION_LIST]
    push    eax
    mov     fs:[PCR_EXCEPTION_LIST], esp
    sub     esp, 0x388                  /* objects, wait blocks */
    .cv_fpo_stackalloc 0x398
    push    ebx
    .cv_fpo_pushreg ebx
    push    esi
    .cv_fpo_pushreg esi
    push    edi
    .cv_fpo_pushreg edi
    .cv_fpo_endprologue
    xor     esi, esi
    mov     ecx, [ebp + 8]
    mov     edx, [ebp + 0xc]
    lea     edi, [ebp - 0x350]          /* the objects: f5d299f8 */
NtWaitNextObject:
    mov     eax, [edx + esi * 4]
    mov     [edi + esi * 4], eax
    inc     esi
    cmp     esi, ecx
    jb      NtWaitNextObject
    lea     ebx, [ebp - 0x36c]          /* f5d299dc */
    mov     eax, [ebp + 0x18]
    push    ebx                         /* wait blocks */
    push    eax                         /* timeout */
    push    dword ptr [ebp + 0x14]
    push    1                           /* processor mode */
    push    6                           /* wait reason */
    push    dword ptr [ebp + 0x10]
    push    edi
    push    dword ptr [ebp + 8]
    .org    0x82e + 0x385 - 5, 0x90
    call    _KeWaitForMultipleObjects@32
    pop     edi
    pop     esi
    pop     ebx
    mov     ecx, [ebp - 0x10]
    mov     fs:[PCR_EXCEPTION_LIST], ecx
    mov     esp, ebp
    pop     ebp
    ret     0x14
WaitHandler:
    mov     eax, 1
    ret
END_FUNCTION _NtWaitForMultipleObjects@20

    .balign 4, 0xcc
WaitScopeTable:
    .long   -1
    .long   0
    .long   WaitHandler

    /* Image offset 6a000. */
    .section PAGEE, "xr"

/*
 * NTSTATUS __stdcall KeWaitForMultipleObjects(Count, Objects, WaitType, Reason, Mode, Alertable, Timeout, WaitBlocks):
 * ebp f5d2997c
 */
    .org    0x480, 0xcc
FUNCTION _KeWaitForMultipleObjects@32, 32
    push    ebp
    .cv_fpo_pushreg ebp
    mov     ebp, esp
    .cv_fpo_setframe ebp
    sub     esp, 0x20
    .cv_fpo_stackalloc 0x20
    push    ebx
    .cv_fpo_pushreg ebx
    push    esi
    .cv_fpo_pushreg esi
    push    edi
    .cv_fpo_pushreg edi
    .cv_fpo_endprologue
    mov     esi, fs:[PCR_CURRENT_THREAD]
    mov     ebx, [ebp + 0x24]           /* the first wait block */
    mov     eax, [ebp + 0xc]
    mov     ecx, [eax]
    mov     [ebp - 4], ecx
    mov     edi, STATUS_TIMEOUT         /* nothing is signalled, and the time is zero */
    xor     ecx, ecx                    /* the interrupt level to go back to */
    call    @KiUnlockDispatcherDatabase@4
    mov     eax, edi
    pop     edi
    pop     esi
    pop     ebx
    mov     esp, ebp
    pop     ebp
    ret     0x20
END_FUNCTION _KeWaitForMultipleObjects@32

/* void __fastcall KiUnlockDispatcherDatabase(OldIrql) */
    .org    0x850, 0xcc
FUNCTION @KiUnlockDispatcherDatabase@4, 0
    push    ecx
    .cv_fpo_stackalloc 4
    .cv_fpo_endprologue
    mov     eax, fs:[PCR_PRCB]
    .byte   0x05                        /* add eax, PRCB_QUEUE */
    .long   PRCB_QUEUE
    .byte   0xb9                        /* mov ecx, offset KiDispatcherLock */
    .long   _KiDispatcherLock
    mov     dword ptr [ecx], 0
    lea     ecx, [ecx]
    .org    0x850 + 0x1a, 0x90
    xor     edx, edx
    pop     ecx                         /* here: 8046a86c */
    ret
END_FUNCTION @KiUnlockDispatcherDatabase@4

    /* Image offset 6f000. */
    .section PAGEG, "dw"
    .org    0x1c0
    PUBLIC_SYMBOL _KiDispatcherLock
_KiDispatcherLock:
    .long   0

    FRAME_DESCRIPTIONS_END
