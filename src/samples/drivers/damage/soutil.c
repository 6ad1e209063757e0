/* soutil.sys, Southridge Video: is unloaded while a read is still inside. With ebp frames. */
#include "driver.h"

NOINLINE NTSTATUS NTAPI SoForward(PDEVICE_OBJECT device, PIRP irp, ULONG options);

NTSTATUS NTAPI SoRead(PDEVICE_OBJECT device, PIRP irp)
{
    volatile ULONG options[0x14];
    for (ULONG i = 0; i < 0x14; i++) {
        options[i] = irp->CurrentStackLocation->Read.Length + i;
    }
    return SoForward(device, irp, options[3]) + (NTSTATUS)(options[2] & 0);
}

NTSTATUS NTAPI DriverEntry(PDRIVER_OBJECT driver, UNICODE_STRING *registryPath)
{
    driver->MajorFunction[IRP_MJ_READ] = SoRead;
    return 0;
}
