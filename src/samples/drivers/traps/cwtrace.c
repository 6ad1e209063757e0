/*
 * cwtrace.sys, Coho Winery: a tracer. It hooks the kernel's debug output and its own breakpoints, and works inside of
 * them: reads are passed on from within int 2d and int 3. No ebp frames.
 */
#include "driver.h"

#define CW_STACK_RESERVE 0x900 /* the tracer does nothing more when the stack gets short */

PDEVICE_OBJECT CwDevice;
PIRP CwIrp;
NTSTATUS CwResult;
ULONG CwReads;

NTSTATUS NTAPI CwBreak(ULONG kind, ULONG value);
void NTAPI CwRingDoorbell(ULONG value);

/* Works for the read that is to be traced. Other output of the kernel comes here too and is only counted. */
BOOLEAN NTAPI CwHook(ULONG_PTR service, const CHAR *text)
{
    PDEVICE_OBJECT device = CwDevice;
    volatile CHAR line[0x28];
    if (!device || (service == BREAKPOINT_PRINT && text[0] != 'r')) {
        return 1;
    }
    CwDevice = NULL;
    for (ULONG i = 0; i < sizeof line; i++) {
        line[i] = (CHAR)(service + i);
    }
    CwResult = PassOn(device, CwIrp);
    return line[3] != 0x7f;
}

NOINLINE NTSTATUS FASTCALL CwTraceRead(PDEVICE_OBJECT device, PIRP irp, ULONG number)
{
    ULONG left = (ULONG)IoGetRemainingStackSize();
    if (left < CW_STACK_RESERVE) {
        CwRingDoorbell(left);
        return PassOn(device, irp);
    }
    CwDevice = device;
    CwIrp = irp;
    if (number & 1) {
        return CwBreak(number, left) ? CwResult : 1;
    }
    return DbgPrint("read % of %", (number & 7) + '0', left & 0xff) ? 1 : CwResult;
}

NTSTATUS NTAPI CwRead(PDEVICE_OBJECT device, PIRP irp)
{
    return CwTraceRead(device, irp, CwReads++) & 0xc0000000;
}

NTSTATUS NTAPI DriverEntry(PDRIVER_OBJECT driver, UNICODE_STRING *registryPath)
{
    driver->MajorFunction[IRP_MJ_READ] = CwRead;
    KdSetHook(CwHook);
    return 0;
}
