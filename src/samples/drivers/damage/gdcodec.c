/*
 * gdcodec.sys, Graphic Design Institute: an image codec. Its code is in the paging file when the stack ends. No ebp
 * frames.
 */
#include "driver.h"

NOINLINE ULONG FASTCALL GdGuess(volatile ULONG *table, ULONG count, ULONG seed)
{
    for (ULONG i = 0; i < count; i++) {
        table[i] = seed + i;
    }
    return table[seed % count];
}

NOINLINE NTSTATUS NTAPI GdDecode(PDEVICE_OBJECT device, PIRP irp, ULONG quality)
{
    volatile ULONG table[0x50];
    ULONG guess = GdGuess(table, 0x50, quality);
    NTSTATUS status = PassOn(device, irp);
    return table[guess & 0x3f] == 1 ? 1 : status;
}

NTSTATUS NTAPI GdRead(PDEVICE_OBJECT device, PIRP irp)
{
    return GdDecode(device, irp, irp->CurrentStackLocation->Read.Length >> 4) & 0xc0000000;
}

NTSTATUS NTAPI DriverEntry(PDRIVER_OBJECT driver, UNICODE_STRING *registryPath)
{
    driver->MajorFunction[IRP_MJ_READ] = GdRead;
    return 0;
}
