/* Input and output: drivers, devices, requests, and the read service that StackHog.exe calls. */
#include "ke.h"

#define DEVICE_STACK_SIZE (EXTENDED_KERNEL ? 9 : 2)

typedef struct _SECTION_OBJECT_POINTERS {
    PVOID DataSectionObject;
    PVOID SharedCacheMap;
    PVOID ImageSectionObject;
} SECTION_OBJECT_POINTERS;

NTSTATUS NTAPI NtReadFile(PVOID fileHandle, PVOID event, PVOID apcRoutine, PVOID apcContext, PIO_STATUS_BLOCK status,
                          PVOID buffer, ULONG length, LARGE_INTEGER *offset, ULONG *key);

#if EXTENDED_KERNEL
static NTSTATUS NTAPI NotImplemented(ULONG window, ULONG message, ULONG first, ULONG second)
{
    return (NTSTATUS)0xc0000002;
}

PVOID KiServiceTable[] = {NULL, (PVOID)NtReadFile, (PVOID)NotImplemented};
UCHAR KiArgumentTable[] = {0, READ_FILE_ARGUMENT_BYTES, MESSAGE_CALL_ARGUMENT_BYTES};
#elif defined(FIXED_WAIT_OFFSETS)
NTSTATUS NTAPI NtWaitForMultipleObjects(ULONG count, PVOID *handles, ULONG waitType, BOOLEAN alertable,
                                        LARGE_INTEGER *timeout);

PVOID KiServiceTable[] = {NULL, (PVOID)NtWaitForMultipleObjects};
UCHAR KiArgumentTable[] = {0, WAIT_ARGUMENT_BYTES};
#else
PVOID KiServiceTable[] = {NULL, (PVOID)NtReadFile};
UCHAR KiArgumentTable[] = {0, READ_FILE_ARGUMENT_BYTES};
#endif

static PDEVICE_OBJECT IopTopDevice;

/* ---- drivers and devices --------------------------------------------------------------------------------------- */

static PDEVICE_OBJECT LoadDriver(const CHAR *driverName, const CHAR *imageName, PDEVICE_OBJECT lower)
{
    PLDR_DATA_TABLE_ENTRY module = MiFindModule(imageName);
    PDRIVER_OBJECT driver;
    PDEVICE_OBJECT device;
    if (!module) {
        return NULL;
    }
    driver = ExAllocatePool(sizeof(DRIVER_OBJECT));
    device = ExAllocatePool(sizeof(DEVICE_OBJECT));
    driver->Type = 4;
    driver->Size = sizeof(DRIVER_OBJECT);
    driver->DeviceObject = device;
    driver->DriverStart = module->DllBase;
    driver->DriverSize = module->SizeOfImage;
    driver->DriverSection = module;
    driver->DriverInit = (PDRIVER_INITIALIZE)module->EntryPoint;
    RtlInitString(&driver->DriverName, "\\Driver\\", driverName);
    device->Type = 3;
    device->Size = sizeof(DEVICE_OBJECT);
    device->ReferenceCount = 1;
    device->DriverObject = driver;
    device->StackSize = DEVICE_STACK_SIZE;
    device->DeviceExtension = lower; /* these drivers keep the device below in their extension */
    if (lower) {
        lower->AttachedDevice = device;
    }
    driver->DriverInit(driver, &driver->DriverName);
    return device;
}

static void CreateFile(PDEVICE_OBJECT device)
{
    PFILE_OBJECT file = (PFILE_OBJECT)FILE_OBJECT_ADDRESS;
    SECTION_OBJECT_POINTERS *sections = ExAllocatePool(sizeof(SECTION_OBJECT_POINTERS));
    file->Type = 5;
    file->Size = sizeof(FILE_OBJECT);
    file->DeviceObject = device;
    file->SectionObjectPointer = sections;
    file->Flags = 0x40042;
    RtlInitString(&file->FileName, "\\Samples\\", "nested.hog");
#ifdef CACHE_VIEW
    sections->SharedCacheMap = ExAllocatePool(4 * sizeof(ULONG));
    *(ULONG *)sections->SharedCacheMap = CACHE_VIEW;
#endif
}

#if EXTENDED_KERNEL
/* Every driver that reads files comes on top of the one before it; a driver's name is its file name without ".sys". */
static PDEVICE_OBJECT AttachDriver(PLDR_DATA_TABLE_ENTRY module, PDEVICE_OBJECT lower)
{
    CHAR imageName[16] = {0};
    CHAR driverName[16] = {0};
    PDEVICE_OBJECT device;
    for (ULONG i = 0; i < module->BaseDllName.Length / sizeof(WCHAR); i++) {
        imageName[i] = (CHAR)module->BaseDllName.Buffer[i];
    }
    for (ULONG i = 0; imageName[i] && imageName[i] != '.'; i++) {
        driverName[i] = imageName[i];
    }
    device = LoadDriver(driverName, imageName, lower);
    if (device->DriverObject->MajorFunction[IRP_MJ_READ]) {
        return device;
    }
    if (lower) {
        lower->AttachedDevice = NULL;
    }
    return lower;
}

void IoInitialize(void)
{
    PLIST_ENTRY kernel = PsLoadedModuleList.Flink;
    PDEVICE_OBJECT bottom = NULL;
    for (PLIST_ENTRY link = kernel->Flink; link != &PsLoadedModuleList; link = link->Flink) {
        IopTopDevice = AttachDriver((PLDR_DATA_TABLE_ENTRY)link, IopTopDevice);
        bottom = bottom ? bottom : IopTopDevice;
    }
    CreateFile(bottom);
}
#else
/* hogflt.sys filters stackhog.sys, which sits on the file system. */
void IoInitialize(void)
{
    PDEVICE_OBJECT fileSystem = LoadDriver("FabFs", "fabfs.sys", NULL);
    PDEVICE_OBJECT engine = LoadDriver("StackHog", "stackhog.sys", fileSystem);
    IopTopDevice = LoadDriver("HogFlt", "hogflt.sys", engine);
    CreateFile(fileSystem ? fileSystem : engine);
}
#endif

/* ---- services for drivers -------------------------------------------------------------------------------------- */

NOINLINE PIRP NTAPI IoAllocateIrp(CHAR stackSize, BOOLEAN chargeQuota)
{
    ULONG size = sizeof(IRP) + (ULONG)stackSize * sizeof(IO_STACK_LOCATION);
    PIRP irp = ExAllocatePool(size);
    (void)chargeQuota;
    irp->Type = 6;
    irp->Size = (USHORT)size;
    irp->StackCount = stackSize;
    irp->CurrentLocation = (CHAR)(stackSize + 1);
    irp->CurrentStackLocation = (PIO_STACK_LOCATION)((UCHAR *)irp + size);
    irp->Thread = (PETHREAD)CURRENT_PCR->PrcbData.CurrentThread;
    InsertTailList(&irp->Thread->IrpList, &irp->ThreadListEntry);
    return irp;
}

NOINLINE ULONG_PTR NTAPI IoGetRemainingStackSize(void)
{
    ULONG_PTR here = (ULONG_PTR)__builtin_frame_address(0);
    return here - (ULONG_PTR)CURRENT_PCR->PrcbData.CurrentThread->StackLimit;
}

NOINLINE PDEVICE_OBJECT NTAPI IoGetAttachedDevice(PDEVICE_OBJECT device)
{
    while (device->AttachedDevice) {
        device = device->AttachedDevice;
    }
    return device;
}

NOINLINE NTSTATUS FASTCALL IofCallDriver(PDEVICE_OBJECT device, PIRP irp)
{
    PIO_STACK_LOCATION next = irp->CurrentStackLocation - 1;
    NTSTATUS status;
    if (--irp->CurrentLocation <= 0) {
        KeBugCheckEx(0x35, (ULONG_PTR)irp, 0, 0, 0);
    }
    irp->CurrentStackLocation = next;
    next->DeviceObject = device;
    status = device->DriverObject->MajorFunction[next->MajorFunction](device, irp);
    irp->IoStatus.Status = status;
    return status;
}

/* ---- the system service ---------------------------------------------------------------------------------------- */

NOINLINE NTSTATUS NTAPI IopSynchronousServiceTail(PDEVICE_OBJECT device, PIRP irp, PFILE_OBJECT file,
                                                  BOOLEAN deferredCompletion, CHAR requestorMode,
                                                  BOOLEAN synchronousIo, ULONG transferType)
{
    volatile UCHAR parameters[0x20 + ENTRY_TRIM];
    NTSTATUS status;
    for (ULONG i = 0; i < sizeof parameters; i++) {
        parameters[i] = (UCHAR)(transferType + i);
    }
    irp->OriginalFileObject = file;
    irp->RequestorMode = requestorMode;
    status = IofCallDriver(device, irp);
    if (deferredCompletion && synchronousIo && status == parameters[status & 7]) {
        irp->PendingReturned = 1;
    }
    return status;
}

NOINLINE NTSTATUS NTAPI NtReadFile(PVOID fileHandle, PVOID event, PVOID apcRoutine, PVOID apcContext,
                                   PIO_STATUS_BLOCK status, PVOID buffer, ULONG length, LARGE_INTEGER *offset,
                                   ULONG *key)
{
    PFILE_OBJECT file = (PFILE_OBJECT)FILE_OBJECT_ADDRESS; /* the one file there is */
    PIRP irp = IoAllocateIrp(DEVICE_STACK_SIZE, 0);
    PIO_STACK_LOCATION next = irp->CurrentStackLocation - 1;
    NTSTATUS result;
    (void)fileHandle;
    (void)event;
    (void)apcRoutine;
    (void)apcContext;
    irp->UserBuffer = buffer;
    next->MajorFunction = IRP_MJ_READ;
    next->FileObject = file;
    next->Read.Length = length;
    next->Read.Key = *key;
    next->Read.ByteOffset = *offset;
    result = IopSynchronousServiceTail(IopTopDevice, irp, file, 1, 1, 1, 0);
    status->Status = result;
    status->Information = irp->IoStatus.Information;
    return result;
}

#if EXTENDED_KERNEL
/* Brings a page of the mapped file in: through the whole device stack, on the stack of the fault. */
NOINLINE NTSTATUS NTAPI IoPageRead(PFILE_OBJECT file, ULONG offset, PIO_STATUS_BLOCK status)
{
    PIRP irp = IoAllocateIrp(DEVICE_STACK_SIZE, 0);
    PIO_STACK_LOCATION next = irp->CurrentStackLocation - 1;
    irp->Flags = IRP_PAGING_IO;
    next->MajorFunction = IRP_MJ_READ;
    next->FileObject = file;
    next->Read.Length = PAGE_SIZE;
    next->Read.ByteOffset.LowPart = offset;
    status->Status = IofCallDriver(IopTopDevice, irp);
    status->Information = PAGE_SIZE;
    return status->Status;
}
#endif
