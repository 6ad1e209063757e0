/* What drivers of the 64-bit sample import. */
#ifndef DRIVER64_H
#define DRIVER64_H

#include "nt64.h"

#define IMPORT __declspec(dllimport)
IMPORT PIRP IoAllocateIrp(UCHAR stackSize);
IMPORT NTSTATUS IofCallDriver(PDEVICE_OBJECT device, PIRP irp);
IMPORT PDEVICE_OBJECT IoGetAttachedDevice(PDEVICE_OBJECT device);
IMPORT ULONG64 IoGetRemainingStackSize(void);

NTSTATUS DriverEntry(PDRIVER_OBJECT driver, UNICODE_STRING *registryPath);

#endif
