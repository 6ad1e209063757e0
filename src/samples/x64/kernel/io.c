/* Files are read through a stack of devices. */
#include "ke.h"

typedef NTSTATUS (*DRIVER_INITIALIZE)(PDRIVER_OBJECT driver, UNICODE_STRING *registryPath);

PVOID KiServiceTable[] = {NtReadFile};
static PDEVICE_OBJECT IopTopDevice;

static PETHREAD PsGetCurrentThread(void)
{
    PETHREAD thread;
    __asm__ volatile("movq %%gs:0x188, %0" : "=r"(thread));
    return thread;
}

NOINLINE PIRP IoAllocateIrp(UCHAR stackSize)
{
    USHORT size = (USHORT)(sizeof(IRP) + stackSize * sizeof(IO_STACK_LOCATION));
    PIRP irp = ExAllocatePool(size);
    if (irp) {
        irp->Type = 6;
        irp->Size = size;
        irp->StackCount = stackSize;
        irp->CurrentLocation = (UCHAR)(stackSize + 1);
        irp->CurrentStackLocation = (PIO_STACK_LOCATION)(irp + 1) + stackSize;
        irp->Thread = PsGetCurrentThread();
        InsertTail(&irp->Thread->IrpList, &irp->ThreadListEntry);
    }
    return irp;
}

NOINLINE NTSTATUS IofCallDriver(PDEVICE_OBJECT device, PIRP irp)
{
    PIO_STACK_LOCATION location = irp->CurrentStackLocation - 1;
    NTSTATUS status;
    irp->CurrentLocation--;
    irp->CurrentStackLocation = location;
    location->DeviceObject = device;
    status = device->DriverObject->MajorFunction[location->MajorFunction](device, irp);
    irp->Status = (ULONG64)status;
    return status;
}

NOINLINE PDEVICE_OBJECT IoGetAttachedDevice(PDEVICE_OBJECT device)
{
    while (device->AttachedDevice) {
        device = device->AttachedDevice;
    }
    return device;
}

NOINLINE ULONG64 IoGetRemainingStackSize(void)
{
    return (ULONG64)__builtin_frame_address(0) - PsGetCurrentThread()->Tcb.StackLimit;
}

NOINLINE NTSTATUS IopSynchronousServiceTail(PDEVICE_OBJECT device, PIRP irp, UCHAR mode)
{
    NTSTATUS status;
    irp->RequestorMode = mode;
    status = IofCallDriver(device, irp);
    PsGetCurrentThread()->Tcb.WaitIrql = 0;
    return status | (NTSTATUS)irp->Information;
}

NTSTATUS NtReadFile(ULONG64 handle, PVOID buffer, ULONG64 length, ULONG64 key)
{
    PDEVICE_OBJECT device = IopTopDevice;
    PIRP irp = IoAllocateIrp(device->StackSize);
    PIO_STACK_LOCATION next = irp->CurrentStackLocation - 1;
    NTSTATUS status;
    irp->UserBuffer = buffer;
    next->MajorFunction = IRP_MJ_READ;
    next->Length = length;
    next->Key = key;
    next->FileObject = (PVOID)handle;
    status = IopSynchronousServiceTail(device, irp, PsGetCurrentThread()->Tcb.PreviousMode);
    irp->Information = (ULONG64)status;
    return status;
}

/* From the bottom of the device stack to its top, in the order in which the images were loaded. */
void IoInitialize(PLOADER_BLOCK loaderBlock)
{
    PDEVICE_OBJECT lower = 0;
    for (ULONG64 i = 1; i + 1 < loaderBlock->Count; i++) {
        PDRIVER_OBJECT driver = ExAllocatePool(sizeof *driver);
        PDEVICE_OBJECT device = ExAllocatePool(sizeof *device);
        driver->Type = 4;
        driver->Size = sizeof *driver;
        driver->DeviceObject = device;
        driver->DriverStart = (PVOID)loaderBlock->Image[i].Base;
        driver->DriverSize = loaderBlock->Image[i].Size;
        device->Type = 3;
        device->Size = sizeof *device;
        device->DriverObject = driver;
        device->LowerDevice = lower;
        device->StackSize = (UCHAR)(lower ? lower->StackSize + 1 : 1);
        if (lower) {
            lower->AttachedDevice = device;
        }
        ((DRIVER_INITIALIZE)loaderBlock->Image[i].Entry)(driver, 0);
        lower = IopTopDevice = device;
    }
}
