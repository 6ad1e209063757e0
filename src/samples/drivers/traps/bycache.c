/*
 * bycache.sys, Blue Yonder Airlines: a read cache that lies in a mapped view of a file. Touching a page of the view
 * that is not in memory is a page fault, the page fault reads the file, the read comes here again. No ebp frames.
 */
#include "driver.h"

#define VIEW ((volatile UCHAR *)CACHE_VIEW)

ULONG ByNextPage;

/* Something to do on every way through: leaves trap frames of faults that are long over in the stack's memory. */
NOINLINE ULONG __cdecl ByWarmUp(ULONG page, ULONG seed)
{
    volatile ULONG scratch[0x18];
    scratch[seed % 0x18] = seed;
    DbgPrint("cache page % seed %", page + '0', (seed & 15) + 'a');
    return scratch[seed % 0x18];
}

NOINLINE UCHAR FASTCALL ByTouch(ULONG page, ULONG line, ULONG count)
{
    UCHAR sum = 0;
    for (ULONG i = 0; i < count; i++) {
        sum = (UCHAR)(sum + VIEW[page * PAGE_SIZE + line + i]); /* the fault */
    }
    return sum;
}

NOINLINE NTSTATUS NTAPI ByLookUp(PDEVICE_OBJECT device, PIRP irp, ULONG page)
{
    volatile UCHAR tags[0x64];
    UCHAR found;
    tags[page & 0x3f] = (UCHAR)ByWarmUp(page, (ULONG)irp >> 3);
    if (page >= CACHE_VIEW_PAGES) {
        return PassOn(device, irp);
    }
    found = ByTouch(page, irp->CurrentStackLocation->Read.ByteOffset.LowPart & 0x7f, 0x40);
    return found == tags[page & 0x3f] ? 1 : 0;
}

NTSTATUS NTAPI ByRead(PDEVICE_OBJECT device, PIRP irp)
{
    return ByLookUp(device, irp, ByNextPage++) & 0xc0000000;
}

NTSTATUS NTAPI DriverEntry(PDRIVER_OBJECT driver, UNICODE_STRING *registryPath)
{
    driver->MajorFunction[IRP_MJ_READ] = ByRead;
    return 0;
}
