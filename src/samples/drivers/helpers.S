/*
 * The helpers that compilers of the time link into every driver. They change the stack of their caller, which is what
 * makes them hard on whoever follows a stack: after the return esp is not where it was before the call.
 */
#include "asm.h"

    .balign 16, 0xcc
FUNCTION __except_handler3, 0
    .cv_fpo_endprologue
    mov     eax, 1                      /* ExceptionContinueSearch */
    ret
END_FUNCTION __except_handler3

/*
 * push size; push scope table; call __SEH_prolog: builds the caller's frame.
 *
 *     ebp saved ebp   -4 try level   -8 scope table   -c handler   -10 previous registration   -18 esp
 */
    .balign 16, 0xcc
TRAP_ENTRY __SEH_prolog
    PUSH_ADDRESS __except_handler3
    mov     eax, fs:[PCR_EXCEPTION_LIST]
    push    eax
    mov     eax, [esp + 0x10]
    mov     [esp + 0x10], ebp
    lea     ebp, [esp + 0x10]
    sub     esp, eax
    push    ebx
    push    esi
    push    edi
    mov     eax, [ebp - 8]
    mov     [ebp - 0x18], esp
    push    eax
    mov     eax, [ebp - 4]
    mov     dword ptr [ebp - 4], -1
    mov     [ebp - 8], eax
    lea     eax, [ebp - 0x10]
    mov     fs:[PCR_EXCEPTION_LIST], eax
    ret

/* call __SEH_epilog: takes that frame away; the caller goes on with ret. */
    .balign 16, 0xcc
TRAP_ENTRY __SEH_epilog
    mov     ecx, [ebp - 0x10]
    mov     fs:[PCR_EXCEPTION_LIST], ecx
    pop     ecx
    pop     edi
    pop     esi
    pop     ebx
    mov     esp, ebp
    pop     ebp
    push    ecx
    ret

/* mov eax, size; call __chkstk: takes eax bytes of stack and touches every page of them. */
    .balign 16, 0xcc
TRAP_ENTRY __chkstk
    cmp     eax, 0x1000
    jae     ChkstkPages
    neg     eax
    add     eax, esp
    add     eax, 4
    test    [eax], eax
    xchg    eax, esp
    mov     eax, [eax]
    push    eax
    ret
ChkstkPages:
    push    ecx
    lea     ecx, [esp + 8]
ChkstkNext:
    sub     ecx, 0x1000
    sub     eax, 0x1000
    test    [ecx], eax
    cmp     eax, 0x1000
    jae     ChkstkNext
    sub     ecx, eax
    mov     eax, esp
    test    [ecx], eax
    mov     esp, ecx
    mov     ecx, [eax]
    mov     eax, [eax + 4]
    push    eax
    ret

/* void *memset(void *target, int value, unsigned count); clang calls it for "= {0}" */
    .balign 16, 0xcc
FUNCTION _memset, 0
    push    edi
    .cv_fpo_pushreg edi
    .cv_fpo_endprologue
    mov     edi, [esp + 8]
    mov     eax, [esp + 0xc]
    mov     ecx, [esp + 0x10]
    cld
    rep     stosb
    mov     eax, [esp + 8]
    pop     edi
    ret
END_FUNCTION _memset

/* void *memcpy(void *target, const void *source, unsigned count) */
    .balign 16, 0xcc
FUNCTION _memcpy, 0
    push    esi
    .cv_fpo_pushreg esi
    push    edi
    .cv_fpo_pushreg edi
    .cv_fpo_endprologue
    mov     edi, [esp + 0xc]
    mov     esi, [esp + 0x10]
    mov     ecx, [esp + 0x14]
    mov     eax, edi
    cld
    rep     movsb
    pop     edi
    pop     esi
    ret
END_FUNCTION _memcpy

    FRAME_DESCRIPTIONS_END
