/*
 * wwfs.sys, Wide World Importers: a volume driver. It plays the memory manager on a bad day, then follows links from
 * directory to directory without end. No ebp frames, except for WwResolveLink in wwlink.c.
 */
#include "driver.h"

ULONG NTAPI WwResolveLink(PIRP irp, ULONG level, ULONG link);

/* A frame with holes: what was there before stays. */
NOINLINE ULONG FASTCALL WwOpenDirectory(PIRP irp, ULONG level, ULONG entry)
{
    volatile ULONG entries[0x2c];
    entries[level & 7] = entry;
    return WwResolveLink(irp, level + 1, entries[level & 7]) + entries[1];
}

NOINLINE void __cdecl WwTrimMemory(const CHAR *unload, const CHAR *pageOut)
{
    MmUnloadSystemImage(unload);
    MmPageOutDriver(pageOut);
}

NTSTATUS NTAPI WwRead(PDEVICE_OBJECT device, PIRP irp)
{
    WwTrimMemory("soutil.sys", "gdcodec.sys");
    return WwOpenDirectory(irp, 0, 2) == 1;
}

NTSTATUS NTAPI DriverEntry(PDRIVER_OBJECT driver, UNICODE_STRING *registryPath)
{
    driver->MajorFunction[IRP_MJ_READ] = WwRead;
    return 0;
}
