/* trvol.sys, Trey Research: encrypts volumes; TrvRead with its handler is in trvol_seh.S. With ebp frames. */
#include "driver.h"

NTSTATUS NTAPI TrvRead(PDEVICE_OBJECT device, PIRP irp);

NOINLINE void FASTCALL TrvExpandKey(volatile ULONG *schedule, ULONG count, ULONG key)
{
    for (ULONG i = 0; i < count; i++) {
        key = (key << 7 | key >> 25) + i;
        schedule[i] = key;
    }
}

NOINLINE NTSTATUS NTAPI TrvReadSectors(PDEVICE_OBJECT device, PIRP irp, ULONG sector)
{
    volatile ULONG schedule[0xb0];
    NTSTATUS status;
    TrvExpandKey(schedule, 0xb0, sector);
    status = PassOn(device, irp);
    return schedule[0] == sector ? 1 : status;
}

NTSTATUS NTAPI DriverEntry(PDRIVER_OBJECT driver, UNICODE_STRING *registryPath)
{
    driver->MajorFunction[IRP_MJ_READ] = TrvRead;
    return 0;
}
