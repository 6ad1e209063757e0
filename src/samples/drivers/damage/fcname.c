/* fcname.sys, Fourth Coffee: looks at file names, and writes past the end of a table. With ebp frames. */
#include "driver.h"

ULONG FcCount;

/* Debug output first: its trap frame and return addresses stay behind in memory that later frames do not fill. */
NOINLINE ULONG NTAPI FcReport(PIRP irp, ULONG kind)
{
    volatile ULONG details[0x20];
    details[kind & 0x1f] = kind;
    DbgPrint("name % kind %", (kind & 7) + '0', details[kind & 0x1f] + 'a');
    return (ULONG)irp + details[kind & 0x1f];
}

/*
 * The parts of a name, as pairs of characters. The loop ends where the table's frame ends, not where the table does:
 * the last word written is ebp of the caller, who gets it back as a pair of characters. Return address and parameters
 * stay whole, the registers of the caller do not.
 */
NOINLINE NTSTATUS NTAPI FcSplitName(PDEVICE_OBJECT device, PIRP irp, const UNICODE_STRING *name)
{
    volatile ULONG parts[8];
    volatile ULONG *end = (volatile ULONG *)__builtin_frame_address(0) + 1;
    ULONG i = 0;
    for (volatile ULONG *part = parts; part < end; part++, i++) {
        *part = name->Buffer[i % 10] | (ULONG)name->Buffer[i % 10 + 1] << 16;
    }
    FcCount += i;
    return PassOn(device, irp) + (NTSTATUS)(parts[0] & 1);
}

/* A large local that is never filled: old frames shine through. */
NOINLINE NTSTATUS NTAPI FcFilter(PDEVICE_OBJECT device, PIRP irp)
{
    volatile ULONG cache[0x140];
    NTSTATUS status;
    cache[FcCount & 0xff] = FcCount;
    status = FcSplitName(device, irp, &irp->CurrentStackLocation->FileObject->FileName);
    return status == (NTSTATUS)cache[FcCount & 0xff] ? 1 : status;
}

NTSTATUS NTAPI FcRead(PDEVICE_OBJECT device, PIRP irp)
{
    ULONG kind = FcReport(irp, 3);
    return FcFilter(device, irp) + (kind == 1);
}

/* This driver sees the kernel's debug output; without a listener it would be a bug check. */
BOOLEAN NTAPI FcHook(ULONG_PTR service, const CHAR *text)
{
    return service != 0 && text[0] != 0;
}

NTSTATUS NTAPI DriverEntry(PDRIVER_OBJECT driver, UNICODE_STRING *registryPath)
{
    driver->MajorFunction[IRP_MJ_READ] = FcRead;
    KdSetHook(FcHook);
    return 0;
}
