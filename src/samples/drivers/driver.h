/* What all drivers import from the kernel. */
#ifndef DRIVER_H
#define DRIVER_H

#include "nt.h"

#define IMPORT __declspec(dllimport)

IMPORT PIRP NTAPI IoAllocateIrp(CHAR stackSize, BOOLEAN chargeQuota);
IMPORT NTSTATUS FASTCALL IofCallDriver(PDEVICE_OBJECT device, PIRP irp);
IMPORT PDEVICE_OBJECT NTAPI IoGetAttachedDevice(PDEVICE_OBJECT device);
IMPORT ULONG_PTR NTAPI IoGetRemainingStackSize(void);
IMPORT BOOLEAN NTAPI CcCopyRead(PFILE_OBJECT file, LARGE_INTEGER *offset, ULONG length, BOOLEAN wait, PVOID buffer,
                                PIO_STATUS_BLOCK status);

/* These drivers keep the device below theirs in the device extension. */
static inline PDEVICE_OBJECT LowerDevice(PDEVICE_OBJECT device)
{
    return device->DeviceExtension;
}

#endif
