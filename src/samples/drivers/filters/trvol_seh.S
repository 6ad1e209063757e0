/* trvol.sys, the part with an exception handler. */
#include "seh.h"

/* NTSTATUS __stdcall TrvRead(DEVICE_OBJECT *Device, IRP *Irp) */
SEH_FUNCTION _TrvRead@8, 8, 0x58
    mov     esi, [ebp + 0xc]
    and     dword ptr [ebp - 4], 0
    lea     edi, [ebp - 0x50]           /* an initialisation vector */
    mov     ecx, 0xc
    mov     eax, esi
    cld
    rep     stosd
    push    0x1f
    push    esi
    push    dword ptr [ebp + 8]
    call    _TrvReadSectors@12
    mov     [ebp - 0x1c], eax
    or      dword ptr [ebp - 4], -1
    mov     eax, [ebp - 0x1c]
SEH_END _TrvRead@8, 8

    SEH_SCOPE_TABLE
    FRAME_DESCRIPTIONS_END
