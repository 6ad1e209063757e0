/*
 * For the assembly files: Intel syntax, functions with a public symbol and, where it makes sense, a frame description
 * in the PDB.
 *
 *     FUNCTION name, parameter_bytes    an ordinary function: describe its prologue with the .cv_fpo directives
 *     END_FUNCTION name
 *     TRAP_ENTRY name                   entered by the processor: no description could be true
 *     FRAME_DESCRIPTIONS_END            once, at the end of a file with FUNCTIONs
 */
#include "layout.h"

.intel_syntax noprefix

/* Every .debug$S section starts with the version of the format. */
    .section .debug$S, "dr"
    .balign 4
    .long 4
    .text

.macro PUBLIC_SYMBOL name
    .def \name
    .scl 2
    .type 32
    .endef
    .globl \name
.endm

.macro TRAP_ENTRY name
    PUBLIC_SYMBOL \name
\name:
.endm

.macro FUNCTION name, parameter_bytes
    PUBLIC_SYMBOL \name
    .cv_fpo_proc \name \parameter_bytes
\name:
.endm

.macro END_FUNCTION name
    .cv_fpo_endproc
    .pushsection .debug$S, "dr"
    .cv_fpo_data \name
    .popsection
.endm

.macro FRAME_DESCRIPTIONS_END
    .section .debug$S, "dr"
    .cv_filechecksums
    .cv_stringtable
.endm

/* push offset symbol: the assembler would choose the form with one byte, which cannot hold an address. */
.macro PUSH_ADDRESS symbol
    .byte 0x68
    .long \symbol
.endm
