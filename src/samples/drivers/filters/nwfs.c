/* nwfs.sys, Northwind Traders: a file system. The last of eight drivers, and the one the stack does not suffice for. */
#include "driver.h"

typedef struct _NW_RUN {
    ULONG FileBlock;
    ULONG DiskBlock;
    ULONG Count;
} NW_RUN;

NOINLINE ULONG __cdecl NwFindRun(volatile NW_RUN *runs, ULONG count, ULONG block)
{
    volatile ULONG probes[0x30];
    ULONG index = 0;
    for (ULONG step = count / 2; step; step /= 2) {
        probes[step & 0x2f] = index;
        if (runs[index + step].FileBlock <= block) {
            index += step;
        }
    }
    return index + probes[0] - probes[0];
}

NOINLINE NTSTATUS NTAPI NwReadRuns(PDEVICE_OBJECT device, PIRP irp, ULONG block)
{
    volatile NW_RUN runs[0x80];
    for (ULONG i = 0; i < 0x80; i++) {
        runs[i].FileBlock = i * 8;
        runs[i].DiskBlock = i * 8 + 0x1000;
        runs[i].Count = 8;
    }
    irp->IoStatus.Information = NwFindRun(runs, 0x80, block);
    return 0;
}

NTSTATUS NTAPI NwRead(PDEVICE_OBJECT device, PIRP irp)
{
    return NwReadRuns(device, irp, irp->CurrentStackLocation->Read.ByteOffset.LowPart >> 12);
}

NTSTATUS NTAPI DriverEntry(PDRIVER_OBJECT driver, UNICODE_STRING *registryPath)
{
    driver->MajorFunction[IRP_MJ_READ] = NwRead;
    return 0;
}
