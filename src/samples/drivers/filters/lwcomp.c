/* lwcomp.sys, Litware: reads compressed files; its window of more than a page is a local. No ebp frames. */
#include "driver.h"

NOINLINE ULONG FASTCALL LwDecode(volatile UCHAR *window, ULONG start, ULONG count, ULONG bits)
{
    for (ULONG i = 0; i < count; i++) {
        window[start + i] = (UCHAR)(bits >> (i & 7));
    }
    return start + count;
}

/* More than a page of locals: the compiler calls __chkstk. */
NOINLINE NTSTATUS NTAPI LwReadUnit(PDEVICE_OBJECT device, PIRP irp, ULONG unit)
{
    volatile UCHAR window[0x1200];
    ULONG end = LwDecode(window, unit & 0xf, 0x20, 0xa5);
    NTSTATUS status = PassOn(device, irp);
    return window[end - 1] == 0xff ? 1 : status;
}

NTSTATUS NTAPI LwRead(PDEVICE_OBJECT device, PIRP irp)
{
    ULONG unit = irp->CurrentStackLocation->Read.ByteOffset.LowPart >> 16;
    return LwReadUnit(device, irp, unit) & 0xc0000000;
}

NTSTATUS NTAPI DriverEntry(PDRIVER_OBJECT driver, UNICODE_STRING *registryPath)
{
    driver->MajorFunction[IRP_MJ_READ] = LwRead;
    return 0;
}
