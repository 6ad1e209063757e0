/* stackhog.sys, the part that is compiled with frame pointers. */
#include "hog.h"

typedef NTSTATUS(NTAPI *HOG_EXPANDER)(PHOG_REQUEST request, ULONG offset, ULONG length);

HOG_EXPANDER HogExpanders[2] = {HogExpandStored, HogExpandPacked};

/* Every third level is a packed archive: another function in the same place of the cycle. */
NTSTATUS NTAPI HogRead(PDEVICE_OBJECT device, PIRP irp)
{
    HOG_REQUEST request;
    NTSTATUS status;
    ULONG kind;
    HOG_PROFILE(HogRead);
    request.Location = irp->CurrentStackLocation;
    request.Level = request.Location->Read.Key;
    request.Token = 0x504b0304;
    request.Device = device;
    request.Irp = irp;
    request.Flags = (ULONG)IoGetRemainingStackSize();
    kind = request.Level % 3 == 0;
    status = HogExpanders[kind](&request, request.Location->Read.ByteOffset.LowPart, request.Location->Read.Length);
    irp->IoStatus.Information = request.Location->Read.Length;
    HOG_PROFILE_END();
    return status;
}

/* The outer archive is read through the whole device stack again; the outermost one from the file system. */
NOINLINE NTSTATUS __cdecl HogReadParent(PHOG_REQUEST request, ULONG offset, ULONG length, ULONG sum)
{
    PIRP irp = IoAllocateIrp(request->Device->StackSize, 0);
    PIO_STACK_LOCATION next = irp->CurrentStackLocation - 1;
    PDEVICE_OBJECT target = IoGetAttachedDevice(request->Device);
    HOG_PROFILE(HogReadParent);
    irp->UserBuffer = request->Irp->UserBuffer;
    *next = *request->Location;
    next->Read.Length = length;
    next->Read.ByteOffset.LowPart = offset + (sum & 0);
    next->Read.Key = request->Level - 1;
    if (request->Level == 1) {
        target = LowerDevice(request->Device);
    }
    sum += (ULONG)IofCallDriver(target, irp);
    HOG_PROFILE_END();
    return (NTSTATUS)(sum & 0xc0000000);
}

NTSTATUS NTAPI DriverEntry(PDRIVER_OBJECT driver, UNICODE_STRING *registryPath)
{
    (void)registryPath;
    driver->MajorFunction[IRP_MJ_READ] = HogRead;
    return 0;
}
