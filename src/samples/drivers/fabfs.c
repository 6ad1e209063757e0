/* fabfs.sys, Fabrikam's file system: a cached read. Compiled with frame pointers. */
#include "fabfs.h"

NTSTATUS NTAPI FabFsdRead(PDEVICE_OBJECT device, PIRP irp)
{
    FAB_IRP_CONTEXT context;
    NTSTATUS status;
    context.NodeType = 0x0402;
    context.NodeSize = sizeof context;
    context.Irp = irp;
    context.Device = device;
    context.Location = irp->CurrentStackLocation;
    context.RemainingStack = IoGetRemainingStackSize();
    status = FabCommonRead(&context, context.Location->Read.Length, 1);
    irp->IoStatus.Information = status ? 0 : context.Location->Read.Length;
    return status;
}

NOINLINE NTSTATUS FASTCALL FabReadCached(PFAB_IRP_CONTEXT context, PVOID buffer, ULONG length)
{
    IO_STATUS_BLOCK result;
    LARGE_INTEGER offset = context->Location->Read.ByteOffset;
    if (!CcCopyRead(context->Location->FileObject, &offset, length, 1, buffer, &result)) {
        return (NTSTATUS)0xc00000d8;
    }
    context->BytesRead += result.Information;
    return result.Status;
}

NTSTATUS NTAPI DriverEntry(PDRIVER_OBJECT driver, UNICODE_STRING *registryPath)
{
    (void)registryPath;
    driver->MajorFunction[IRP_MJ_READ] = FabFsdRead;
    return 0;
}
