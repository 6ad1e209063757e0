/* wgshield.sys, the part with an exception handler. */
#include "seh.h"

/* NTSTATUS __stdcall WgRead(DEVICE_OBJECT *Device, IRP *Irp) */
SEH_FUNCTION _WgRead@8, 8, 0x130
    mov     edi, [ebp + 0xc]
    mov     esi, [ebp + 8]
    and     dword ptr [ebp - 4], 0
    lea     edx, [ebp - 0x128]          /* the scan request */
    mov     [edx], esi
    mov     [edx + 4], edi
    xor     eax, eax
    mov     [ebp - 0x1c], eax
    inc     eax
    push    eax
    push    edi
    push    esi
    call    _WgScan
    add     esp, 0xc
    mov     [ebp - 0x1c], eax
    or      dword ptr [ebp - 4], -1
    mov     eax, [ebp - 0x1c]
SEH_END _WgRead@8, 8

    SEH_SCOPE_TABLE
    FRAME_DESCRIPTIONS_END
