/*
 * For assembly files: a __stdcall function with a structured exception handler, as the compilers of the time made it.
 *
 *     SEH_FUNCTION _Name@8, 8, 0x40     parameters and locals in bytes
 *     ...                               ebp is set; locals start at ebp - 1ch and go down
 *     SEH_END _Name@8, 8
 */
#include "asm.h"

.macro SEH_FUNCTION name, parameter_bytes, local_bytes
    .balign 16, 0xcc
    FUNCTION \name, \parameter_bytes
    .if \local_bytes < 0x80
    push    \local_bytes
    .else
    .byte   0x68
    .long   \local_bytes
    .endif
    PUSH_ADDRESS SehScopeTable
    call    __SEH_prolog
    .cv_fpo_pushreg ebp                 /* what the helper has left: a frame in ebp, locals, three registers */
    .cv_fpo_setframe ebp
    .cv_fpo_stackalloc 0x10
    .cv_fpo_stackalloc \local_bytes
    .cv_fpo_pushreg ebx
    .cv_fpo_pushreg esi
    .cv_fpo_pushreg edi
    .cv_fpo_endprologue
.endm

.macro SEH_END name, parameter_bytes
    call    __SEH_epilog
    ret     \parameter_bytes
    END_FUNCTION \name
.endm

.macro SEH_SCOPE_TABLE
    .section .rdata, "dr"
    .balign 4
SehScopeTable:
    .long   -1
    .long   0
    .long   SehHandler
    .text
SehHandler:
    mov     esp, [ebp - 0x18]
    int3
.endm
