/* fabfs.sys, Fabrikam's file system. Its read has a path of more than a page on the stack, so it probes the stack. */
#include "driver64.h"

typedef struct _FAB_IRP_CONTEXT {
    PDEVICE_OBJECT Device;
    PIRP Irp;
    PIO_STACK_LOCATION Location;
    ULONG64 RemainingStack, BytesRead;
} FAB_IRP_CONTEXT, *PFAB_IRP_CONTEXT;

NOINLINE ULONG64 FabHashPath(const WCHAR *path, ULONG64 count)
{
    ULONG64 hash = 0;
    while (count--) {
        hash = hash * 31 + *path++;
    }
    return hash;
}

NOINLINE NTSTATUS FabCommonRead(PFAB_IRP_CONTEXT context, ULONG64 length)
{
    volatile WCHAR path[0x900];
    for (ULONG64 i = 0; i < 0x900; i += 8) {
        path[i] = (WCHAR)(length + i);
    }
    context->BytesRead += FabHashPath((const WCHAR *)path, length & 0x7f);
    return (NTSTATUS)(path[length & 0x7f] & 0);
}

NOINLINE NTSTATUS FabFsdRead(PDEVICE_OBJECT device, PIRP irp)
{
    FAB_IRP_CONTEXT context = {device, irp, irp->CurrentStackLocation, IoGetRemainingStackSize(), 0};
    NTSTATUS status = FabCommonRead(&context, context.Location->Length);
    irp->Information = context.BytesRead;
    return status;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT driver, UNICODE_STRING *registryPath)
{
    (void)registryPath;
    driver->MajorFunction[IRP_MJ_READ] = FabFsdRead;
    return 0;
}
