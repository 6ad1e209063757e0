/* For the assembly files with trap entries: how a KTRAP_FRAME is built. */


/* The assembler would push and pop two bytes. */
.macro PUSH_FS
    .byte   0x0f, 0xa0
.endm

.macro POP_FS
    .byte   0x0f, 0xa1
.endm

/* Expects the error code on the stack; ends with the frame's general registers and fs:[0] saved, fs = PCR. */
.macro SAVE_REGISTERS
    push    ebp
    push    ebx
    push    esi
    push    edi
    PUSH_FS
    mov     ebx, SELECTOR_PCR
    mov     fs, bx
    mov     ebx, fs:[PCR_EXCEPTION_LIST]
    push    ebx
    sub     esp, 4                      /* PreviousPreviousMode: only system services use it */
    push    eax
    push    ecx
    push    edx
.endm

/*
 * A push of a selector writes two bytes and leaves the upper two bytes of its slot as they were on the processors
 * of the article's time. QEMU writes four; hence the separate subtraction.
 */
.macro SAVE_SELECTOR selector
    sub     esp, 4
    mov     word ptr [esp], \selector
.endm

.macro FILL_DEBUG_FIELDS
    mov     dword ptr [ebp + FRAME_DBG_ARG_MARK], TRAP_FRAME_MARK
    mov     [ebp + FRAME_DBG_EBP], ebx
    mov     [ebp + FRAME_DBG_EIP], edi
.endm
