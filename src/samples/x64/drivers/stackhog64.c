/* stackhog.sys, Contoso's archive engine: frame pointers and alloca, no security cookies. */
#include "driver64.h"

typedef struct _HOG_REQUEST {
    PDEVICE_OBJECT Device;
    PIRP Irp;
    PIO_STACK_LOCATION Location;
    ULONG64 Level, Remaining;
} HOG_REQUEST, *PHOG_REQUEST;

typedef NTSTATUS (*HOG_EXPANDER)(PHOG_REQUEST request, ULONG64 offset, ULONG64 length);

/* hogtable64.S */
NTSTATUS HogExpandStored(PHOG_REQUEST request, ULONG64 offset, ULONG64 length);

NTSTATUS HogExpandPacked(PHOG_REQUEST request, ULONG64 offset, ULONG64 length);
HOG_EXPANDER HogExpanders[2] = {HogExpandStored, HogExpandPacked};

/* The outer archive is read through the whole device stack again; the outermost one from the file system. */
NOINLINE NTSTATUS HogReadParent(PHOG_REQUEST request, ULONG64 offset, ULONG64 length)
{
    PDEVICE_OBJECT device = request->Device;
    ULONG64 left = IoGetRemainingStackSize();
    /* With little stack left the engine gives up nesting, which is what its vendor thought of as safe. */
    PDEVICE_OBJECT target = left > 0x1000 ? IoGetAttachedDevice(device) : device->LowerDevice;
    PIRP irp = IoAllocateIrp(device->StackSize);
    PIO_STACK_LOCATION next = irp->CurrentStackLocation - 1;
    irp->UserBuffer = request->Irp->UserBuffer;
    *next = *request->Location;
    next->Length = length;
    next->ByteOffset = offset;
    next->Key = request->Level + 1;
    return IofCallDriver(target, irp) + (NTSTATUS)(irp->Information & 0);
}

/* How much it allocates depends on the request. */
NOINLINE NTSTATUS HogExpandPacked(PHOG_REQUEST request, ULONG64 offset, ULONG64 length)
{
    ULONG64 size = 0x140 + (request->Level & 3) * 0x20;
    volatile UCHAR *window = __builtin_alloca(size);
    NTSTATUS status;
    for (ULONG64 i = 0; i < size; i += 16) {
        window[i] = (UCHAR)(offset + i);
    }
    status = HogReadParent(request, offset + window[0], length);
    return status + (NTSTATUS)(window[size & 0xf0] & 0);
}

/* Every third level is a stored archive: another function in the same place of the cycle. */
NOINLINE NTSTATUS HogRead(PDEVICE_OBJECT device, PIRP irp)
{
    HOG_REQUEST request = {device, irp, irp->CurrentStackLocation, irp->CurrentStackLocation->Key, 0};
    NTSTATUS status;
    request.Remaining = IoGetRemainingStackSize();
    status = HogExpanders[request.Level % 3 != 0](&request, request.Location->ByteOffset, request.Location->Length);
    irp->Information = request.Remaining;
    return status;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT driver, UNICODE_STRING *registryPath)
{
    (void)registryPath;
    driver->MajorFunction[IRP_MJ_READ] = HogRead;
    return 0;
}
