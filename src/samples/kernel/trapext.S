/*
 * The extended kernel's entry points: breakpoints, interrupts, the way back from a trap, calls to user mode and calls
 * on another stack.
 */
#include "asm.h"
#include "trapframe.h"

#define DEBUG_INFORMATION_0 0x14        /* offsets in an EXCEPTION_RECORD */
#define EXCEPTION_RECORD_SIZE 0x50

.macro BUILD_TRAP_FRAME
    push    0                           /* no error code */
    SAVE_REGISTERS
    SAVE_SELECTOR ds
    SAVE_SELECTOR es
    SAVE_SELECTOR gs
    mov     ax, SELECTOR_R3_DATA | 3
    sub     esp, 0x30
    mov     ds, ax
    mov     es, ax
    mov     ebp, esp
    cld
    mov     ebx, [ebp + FRAME_EBP]
    mov     edi, [ebp + FRAME_EIP]
    mov     [ebp + FRAME_DBG_ARG_POINTER], edx
    FILL_DEBUG_FIELDS
.endm

/* ---- the way back to the interrupted code, ebp = trap frame ---------------------------------------------------- */

    .balign 16, 0xcc
TRAP_ENTRY _KiExceptionExit
    cli
    mov     esp, ebp
    add     esp, FRAME_EDX
    pop     edx
    pop     ecx
    pop     eax
    add     esp, 4
    pop     dword ptr fs:[PCR_EXCEPTION_LIST]
    POP_FS
    pop     edi
    pop     esi
    pop     ebx
    pop     ebp
    add     esp, 4
    iretd

/* ---- int 3: the frame's Eip is the breakpoint itself while it is handled ---------------------------------------- */

    .balign 16, 0xcc
TRAP_ENTRY __KiTrap03
    BUILD_TRAP_FRAME
    dec     dword ptr [ebp + FRAME_EIP]
    sti
    xor     eax, eax
    xor     ecx, ecx
    xor     edx, edx
    jmp     CommonDispatchException

/* ---- int 2d: eax = service, ecx and edx = its arguments; the byte after the instruction is skipped -------------- */

    .balign 16, 0xcc
TRAP_ENTRY __KiDebugService
    BUILD_TRAP_FRAME
    inc     dword ptr [ebp + FRAME_EIP]
    sti
    mov     eax, [ebp + FRAME_EAX]
    mov     ecx, [ebp + FRAME_EAX - 4]
    mov     edx, [ebp + FRAME_EDX]

/* An exception 80000003 with the parameters eax, ecx, edx (none if eax is 0). */
CommonDispatchException:
    sub     esp, EXCEPTION_RECORD_SIZE
    mov     dword ptr [esp], 0x80000003
    and     dword ptr [esp + 4], 0
    and     dword ptr [esp + 8], 0
    mov     ebx, [ebp + FRAME_EIP]
    mov     [esp + 0xc], ebx
    mov     dword ptr [esp + 0x10], 0
    test    eax, eax
    jz      1f
    mov     dword ptr [esp + 0x10], 3
1:
    mov     [esp + DEBUG_INFORMATION_0], eax
    mov     [esp + DEBUG_INFORMATION_0 + 4], ecx
    mov     [esp + DEBUG_INFORMATION_0 + 8], edx
    mov     ecx, esp
    mov     eax, [ebp + FRAME_SEG_CS]
    and     eax, 1
    push    1
    push    eax
    push    ebp
    push    0
    push    ecx
    call    _KiDispatchException@20
    jmp     _KiExceptionExit

/* ULONG __stdcall DebugService(Service, Text, Length) */
    .balign 16, 0xcc
FUNCTION _DebugService@12, 12
    push    ebp
    .cv_fpo_pushreg ebp
    mov     ebp, esp
    .cv_fpo_setframe ebp
    .cv_fpo_endprologue
    mov     eax, [ebp + 8]
    mov     ecx, [ebp + 0xc]
    mov     edx, [ebp + 0x10]
    int     0x2d
    int3
    pop     ebp
    ret     0xc
END_FUNCTION _DebugService@12

/* ---- the device's interrupt ------------------------------------------------------------------------------------ */

    .balign 16, 0xcc
TRAP_ENTRY __KiInterruptTemplate
    BUILD_TRAP_FRAME
    push    ebp
    PUSH_ADDRESS _KiDeviceInterrupt
    call    _KiInterruptDispatch@8
    jmp     _KiExceptionExit

/* ---- calls to user mode ---------------------------------------------------------------------------------------- */

/*
 * NTSTATUS __stdcall KiCallUserMode(PVOID *Output, ULONG Eip, ULONG Esp)
 *
 * Leaves a KCALLOUT_FRAME on the stack and goes on in user mode at Eip. Services called there get the rest of this
 * stack: InitialStack and Esp0 are moved down. The way back (int 2b) is missing: nobody gets that far here.
 *
 *     0 InitialStack   4 TrapFrame   8 CallbackStack   c Edi   10 Esi   14 Ebx   18 Ebp   1c return address
 */
    .balign 16, 0xcc
FUNCTION _KiCallUserMode@12, 12
    push    ebp
    .cv_fpo_pushreg ebp
    push    ebx
    .cv_fpo_pushreg ebx
    push    esi
    .cv_fpo_pushreg esi
    push    edi
    .cv_fpo_pushreg edi
    .cv_fpo_endprologue
    mov     ebx, fs:[PCR_CURRENT_THREAD]
    push    dword ptr [ebx + THREAD_CALLBACK_STACK]
    push    dword ptr [ebx + THREAD_TRAP_FRAME]
    push    dword ptr [ebx + THREAD_INITIAL_STACK]
    mov     edx, [ebx + THREAD_TRAP_FRAME]
    mov     [ebx + THREAD_CALLBACK_STACK], esp
    mov     ecx, [esp + 0x24]           /* Eip */
    mov     edi, [esp + 0x28]           /* Esp */

    /* The new top of the stack: the floating point area and below it a trap frame to return to user mode with. */
    cli
    and     esp, 0xfffffff0
    mov     [ebx + THREAD_INITIAL_STACK], esp
    sub     esp, NPX_SAVE_AREA_SIZE + V86_PART_SIZE
    mov     eax, fs:[PCR_TSS]
    mov     [eax + TSS_ESP0], esp
    push    dword ptr [edx + FRAME_HARDWARE_ESP + 4]
    push    edi
    push    dword ptr [edx + FRAME_EFLAGS]
    push    dword ptr [edx + FRAME_SEG_CS]
    push    ecx
    mov     eax, [edx + FRAME_SEG_FS]
    mov     fs, ax
    xor     ebp, ebp
    iretd
END_FUNCTION _KiCallUserMode@12

/* ---- a call on another stack ----------------------------------------------------------------------------------- */

/*
 * NTSTATUS __stdcall KiSwitchStackAndCall(ULONG NewTop, PVOID Routine, PVOID Argument)
 *
 * The routine runs below NewTop. ebp stays that of the frame on the old stack: the chain of frame pointers leads back.
 */
    .balign 16, 0xcc
FUNCTION _KiSwitchStackAndCall@12, 12
    push    ebp
    .cv_fpo_pushreg ebp
    mov     ebp, esp
    .cv_fpo_setframe ebp
    push    esi
    .cv_fpo_pushreg esi
    .cv_fpo_endprologue
    mov     ecx, [ebp + 0xc]
    mov     edx, [ebp + 0x10]
    mov     esi, esp
    mov     esp, [ebp + 8]
    push    edx
    call    ecx
    mov     esp, esi
    pop     esi
    pop     ebp
    ret     0xc
END_FUNCTION _KiSwitchStackAndCall@12

    FRAME_DESCRIPTIONS_END
