/*
 * Entry points of the kernel that cannot be written in C: start, traps, the system service, RtlCaptureContext.
 *
 * C names such as _KiTrap08 have one more underscore as symbols (__KiTrap08).
 */
#include "asm.h"
#include "trapframe.h"

#if defined(FIXED_WAIT_OFFSETS)
    /* Image offset 66000, see gapswait.S. */
    .section PAGEC, "xr"
#define AT_SECTION_OFFSET(offset) .balign 16, 0xcc
#elif defined(FIXED_TRAP_OFFSETS)
    /* make.sh places this section at image offset 8b000. */
    .section TEXTTRAP, "xr"
#define AT_SECTION_OFFSET(offset) .org offset, 0xcc
#else
    .text
#define AT_SECTION_OFFSET(offset) .balign 16, 0xcc
#endif

/* ---- start: the boot loader jumps here, eax = loader block ----------------------------------------------------- */

TRAP_ENTRY _KiSystemStartup
    lea     esp, [_KiStartupStack + 0x1000]
    xor     ebp, ebp
    push    eax
    call    _KiInitializeKernel@4
    int3

/* ---- void __stdcall RtlCaptureContext(CONTEXT *) --------------------------------------------------------------- */

/*
 * Captures the caller of the function that calls it, as the original does: that function must have an ebp frame.
 * ContextFlags is left alone, also as the original does.
 */
    .balign 16, 0xcc
FUNCTION _RtlCaptureContext@4, 4
    push    ebx
    .cv_fpo_pushreg ebx
    .cv_fpo_endprologue
    mov     ebx, [esp + 8]
    mov     [ebx + 0xb0], eax
    mov     [ebx + 0xac], ecx
    mov     [ebx + 0xa8], edx
    mov     eax, [esp]
    mov     [ebx + 0xa4], eax
    mov     [ebx + 0xa0], esi
    mov     [ebx + 0x9c], edi
    mov     word ptr [ebx + 0xbc], cs
    mov     word ptr [ebx + 0x98], ds
    mov     word ptr [ebx + 0x94], es
    mov     word ptr [ebx + 0x90], fs
    mov     word ptr [ebx + 0x8c], gs
    mov     word ptr [ebx + 0xc8], ss
    pushfd
    pop     dword ptr [ebx + 0xc0]
    mov     eax, [ebp + 4]
    mov     [ebx + 0xb8], eax
    mov     eax, [ebp]
    mov     [ebx + 0xb4], eax
    lea     eax, [ebp + 8]
    mov     [ebx + 0xc4], eax
    pop     ebx
    ret     4
END_FUNCTION _RtlCaptureContext@4

/* ---- traps nobody expects: bug check 7F with the vector unknown ------------------------------------------------ */

    .balign 16, 0xcc
TRAP_ENTRY __KiUnexpectedTrap
    push    0
    SAVE_REGISTERS
    SAVE_SELECTOR ds
    SAVE_SELECTOR es
    SAVE_SELECTOR gs
    sub     esp, 0x30
    mov     ebp, esp
    mov     ebx, [ebp + FRAME_EBP]
    mov     edi, [ebp + FRAME_EIP]
    FILL_DEBUG_FIELDS
    push    dword ptr [ebp + FRAME_EIP]
    push    dword ptr [ebp + FRAME_ERROR_CODE]
    push    0
    push    0xff
    push    0x7f
    call    _KeBugCheckEx@20
    int3

/* ---- NMI: through a task gate; never happens here -------------------------------------------------------------- */

    .balign 16, 0xcc
TRAP_ENTRY __KiTrap02
    cli
    push    0
    push    0
    push    0
    push    0
    push    0x80
    call    _KeBugCheckEx@20
    int3

/* ---- int 2e from user mode: eax = service number, edx = the arguments ------------------------------------------ */

#if defined(FIXED_WAIT_OFFSETS)
    .org    0x2c0, 0xcc
#else
    .balign 16, 0xcc
#endif
TRAP_ENTRY __KiSystemService
    push    0                           /* no error code */
    SAVE_REGISTERS
    SAVE_SELECTOR ds
    SAVE_SELECTOR es
    SAVE_SELECTOR gs
    mov     dword ptr fs:[PCR_EXCEPTION_LIST], -1
    sub     esp, 0x30
    mov     ebp, esp
    mov     esi, fs:[PCR_CURRENT_THREAD]
    mov     ebx, [ebp + FRAME_SEG_CS]
    and     ebx, 1
    mov     [esi + THREAD_PREVIOUS_MODE], bl
    mov     ebx, [esi + THREAD_TRAP_FRAME]
    mov     [ebp + FRAME_EDX], ebx      /* the frame before this one */
    mov     [esi + THREAD_TRAP_FRAME], ebp
    cld
    mov     ebx, [ebp + FRAME_EBP]
    mov     edi, [ebp + FRAME_EIP]
    mov     [ebp + FRAME_DBG_ARG_POINTER], edx
    FILL_DEBUG_FIELDS
    sti
    mov     ebx, [_KiServiceTable + eax * 4]
    movzx   ecx, byte ptr [_KiArgumentTable + eax]
    mov     esi, edx
    sub     esp, ecx
    mov     edi, esp
    shr     ecx, 2
    rep     movsd
#if defined(FIXED_WAIT_OFFSETS)
    .org    0x387, 0x90                 /* the call ends at +c9 */
#endif
    call    ebx
    cli
    mov     esp, ebp
    mov     [ebp + FRAME_EAX], eax
    mov     esi, fs:[PCR_CURRENT_THREAD]
    mov     ebx, [ebp + FRAME_EDX]
    mov     [esi + THREAD_TRAP_FRAME], ebx
    add     esp, FRAME_EAX
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

/* ---- the processor's idle loop --------------------------------------------------------------------------------- */

    .balign 16, 0xcc
TRAP_ENTRY _KiIdleLoop@0
    sti
    hlt
    jmp     _KiIdleLoop@0

/* ---- double fault: through a task gate, on its own stack; the processor has pushed error code 0 ---------------- */

    AT_SECTION_OFFSET(0x702)
TRAP_ENTRY __KiTrap08
    cli

    /* The processor saved the interrupted task's registers, but neither CR3 nor the I/O map's place. */
    mov     eax, fs:[PCR_TSS]
    mov     ecx, fs:[PCR_CURRENT_THREAD]
    mov     edi, [ecx + THREAD_PROCESS]
    mov     ecx, [edi + PROCESS_DIRECTORY_TABLE_BASE]
    mov     [eax + TSS_CR3], ecx
    mov     cx, [edi + PROCESS_IOPM_OFFSET]
    mov     [eax + TSS_IO_MAP_BASE], cx

    /* The double-fault TSS is this processor's TSS from now on; its descriptor is no longer busy. */
    mov     ecx, fs:[PCR_GDT]
    lea     edx, [ecx + SELECTOR_DOUBLE_FAULT_TSS]
    mov     byte ptr [edx + 5], 0x89
    mov     ch, [edx + 7]
    mov     cl, [edx + 4]
    shl     ecx, 16
    mov     cx, [edx + 2]
    mov     fs:[PCR_TSS], ecx

    /* A nested task: an iretd would switch back. */
    pushfd
    and     dword ptr [esp], 0xffffbfff
    popfd

    push    0
    push    0
    push    eax                         /* the TSS of the interrupted task */
    push    8
    push    0x7f
    call    _KeBugCheckEx@20
    int3

/* ---- page fault ------------------------------------------------------------------------------------------------ */

    AT_SECTION_OFFSET(0x16bc)
TRAP_ENTRY __KiTrap0E
    mov     word ptr [esp + 2], 0       /* the upper half of the error code is undefined */
    SAVE_REGISTERS
    SAVE_SELECTOR ds
    SAVE_SELECTOR es
    SAVE_SELECTOR gs
    mov     ax, SELECTOR_R3_DATA | 3
    sub     esp, 0x30
    mov     ds, ax
    mov     es, ax
    mov     ebp, esp
    test    dword ptr [esp + FRAME_EFLAGS], 0x20000
    .byte   0x0f, 0x85                  /* jne, long form: keeps the store below at +5c */
    .long   KiTrap0EFromV86 - . - 4
    cld
    .byte   0x8d, 0x49, 0x00            /* lea ecx, [ecx + 0]: does nothing, the same reason */
    mov     ebx, [ebp + FRAME_EBP]
    mov     edi, [ebp + FRAME_EIP]
KiTrap0EStore:
    mov     [ebp + FRAME_DBG_ARG_POINTER], edx
    FILL_DEBUG_FIELDS

    mov     edi, cr2
#if EXTENDED_KERNEL
    test    dword ptr [ebp + FRAME_EFLAGS], 0x200
    jz      KiTrap0EResolve
    sti
KiTrap0EResolve:
    mov     eax, [ebp + FRAME_ERROR_CODE]
    shr     eax, 1
    and     eax, 1
    mov     ecx, [ebp + FRAME_SEG_CS]
    and     ecx, 1
    push    ebp
    push    ecx
    push    edi
    push    eax
    call    _MmAccessFault@16
    test    eax, eax
    jns     _KiExceptionExit
#endif

    /* A page fault that gets this far could not be resolved: bug check 50. */
    push    0
    push    dword ptr [ebp + FRAME_EIP]
    push    dword ptr [ebp + FRAME_ERROR_CODE]
    push    edi
    push    0x50
    call    _KeBugCheckEx@20
    int3

KiTrap0EFromV86:
    int3

    FRAME_DESCRIPTIONS_END
