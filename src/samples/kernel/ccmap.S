/*
 * CcMapData of the article's sample: the function whose touch of a pageable page starts the end.
 *
 * Written in assembly because the article fixes its registers: ebp b8ae60ec, esp b8ae6058, esi b8ae6068 (a local),
 * ecx = the thread, edx = the file object, and the touch at image offset 813d8. The shape is that of an ordinary
 * C function with a structured exception handler (registration record at ebp-10h).
 */
#include "asm.h"

    /* make.sh places this section at image offset 81000. */
    .section PAGECC, "xr"

    .balign 16, 0xcc
FUNCTION __except_handler3, 0
    .cv_fpo_endprologue
    mov     eax, 1                      /* ExceptionContinueSearch */
    ret
END_FUNCTION __except_handler3

/*
 * PVOID __stdcall CcGetVirtualAddress(SectionPointers, OffsetLow, OffsetHigh, ULONG *Received, ULONG *Rest)
 *
 * No frame pointer: ebp and ebx are saved and used as general registers. What it leaves below the stack pointer
 * when it returns (ebp, esi and a length) are the words whose upper halves the article's trap frame shows.
 */
    .balign 16, 0xcc
FUNCTION _CcGetVirtualAddress@20, 20
    sub     esp, 0x20
    .cv_fpo_stackalloc 0x20
    push    ebx
    .cv_fpo_pushreg ebx
    push    ebp
    .cv_fpo_pushreg ebp
    push    esi
    .cv_fpo_pushreg esi
    .cv_fpo_endprologue
    mov     ebp, [esp + 0x30]           /* SectionPointers */
    mov     ebx, [esp + 0x34]           /* OffsetLow */
    mov     esi, [esp + 0x38]           /* OffsetHigh */
    shl     esi, 14
    mov     eax, ebx
    shr     eax, 18
    or      esi, eax                    /* a view is 256 KB */
    and     ebx, 0x3ffff
    mov     ebp, [ebp + 4]              /* the shared cache map: here a table of views */
    mov     eax, [ebp + esi * 4]
    add     eax, ebx
    mov     ecx, 0x40000
    sub     ecx, ebx
    mov     edx, [esp + 0x3c]
    mov     [edx], ecx
    mov     edx, [esp + 0x40]
    mov     [edx], ebx
    pop     esi
    pop     ebp
    pop     ebx
    add     esp, 0x20
    ret     0x14
END_FUNCTION _CcGetVirtualAddress@20

/*
 * BOOLEAN __stdcall CcMapData(FILE_OBJECT *File, LARGE_INTEGER *Offset, ULONG Length, ULONG Flags,
 *                             PVOID *Bcb, PVOID *Buffer)
 */
    .org 0x373, 0xcc
FUNCTION _CcMapData@24, 24
    push    ebp
    .cv_fpo_pushreg ebp
    mov     ebp, esp
    .cv_fpo_setframe ebp
    push    -1
    PUSH_ADDRESS CcMapDataScopeTable
    PUSH_ADDRESS __except_handler3
    mov     eax, fs:[PCR_EXCEPTION_LIST]
    push    eax
    mov     fs:[PCR_EXCEPTION_LIST], esp
    sub     esp, 0x78
    .cv_fpo_stackalloc 0x88
    push    ebx
    .cv_fpo_pushreg ebx
    push    esi
    .cv_fpo_pushreg esi
    push    edi
    .cv_fpo_pushreg edi
    .cv_fpo_endprologue
    mov     [ebp - 0x18], esp
    and     dword ptr [ebp - 4], 0      /* inside the first try block */

    lea     esi, [ebp - 0x84]           /* the state of this mapping */
    mov     ebx, [ebp + 0x10]
    mov     [esi], ebx
    lea     eax, [ebp - 0x24]
    push    eax
    lea     eax, [ebp - 0x20]
    push    eax
    mov     eax, [ebp + 0xc]
    push    [eax + 4]
    push    [eax]
    mov     eax, [ebp + 8]
    push    [eax + FILE_OBJECT_SECTION_OBJECT_POINTER]
    call    _CcGetVirtualAddress@20
    mov     [esi + 4], eax
    mov     edi, eax

    mov     ecx, fs:[PCR_CURRENT_THREAD]
    mov     edx, [ebp + 8]
    mov     [esi + 8], ecx
    lea     eax, [ebp - 0x24]

CcMapDataTouch:
    cmp     byte ptr [edi], 0           /* bring the page in: the first fault */
    add     edi, 0x1000
    sub     ebx, 0x1000
    ja      CcMapDataTouch

    mov     eax, [ebp + 0x1c]
    mov     ecx, [esi + 4]
    mov     [eax], ecx
    or      dword ptr [ebp - 4], -1
    mov     eax, 1
    mov     ecx, [ebp - 0x10]
    mov     fs:[PCR_EXCEPTION_LIST], ecx
    pop     edi
    pop     esi
    pop     ebx
    mov     esp, ebp
    pop     ebp
    ret     0x18
CcMapDataHandler:
    mov     esp, [ebp - 0x18]
    int3
END_FUNCTION _CcMapData@24

    .section .rdata, "dr"
    .balign 4
CcMapDataScopeTable:
    .long   -1
    .long   0
    .long   CcMapDataHandler

    FRAME_DESCRIPTIONS_END
