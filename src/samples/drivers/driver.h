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

#if EXTENDED_KERNEL
IMPORT ULONG __cdecl DbgPrint(const CHAR *format, ...);
IMPORT void FASTCALL HalRequestDeviceInterrupt(UCHAR vector);
IMPORT void NTAPI IoConnectInterrupt(PKSERVICE_ROUTINE routine, PVOID context);
IMPORT void NTAPI KdSetHook(PKD_HOOK hook);
IMPORT void NTAPI KeAddSystemService(ULONG number, PVOID routine);
IMPORT NTSTATUS NTAPI KeExpandKernelStackAndCallout(PVOID routine, PVOID argument, ULONG size);
IMPORT NTSTATUS NTAPI KeUserModeCallback(ULONG number, const ULONG *input, ULONG inputLength, PVOID *output,
                                         ULONG *outputLength);
IMPORT void NTAPI MmPageOutDriver(const CHAR *name);
IMPORT void NTAPI MmUnloadSystemImage(const CHAR *name);
#endif

/* These drivers keep the device below theirs in the device extension. */
static inline PDEVICE_OBJECT LowerDevice(PDEVICE_OBJECT device)
{
    return device->DeviceExtension;
}

/* Passes a request on to the device below, unchanged. */
static inline NTSTATUS PassOn(PDEVICE_OBJECT device, PIRP irp)
{
    irp->CurrentStackLocation[-1] = *irp->CurrentStackLocation;
    return IofCallDriver(LowerDevice(device), irp);
}

#endif
