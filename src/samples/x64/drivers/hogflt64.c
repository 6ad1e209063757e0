/* hogflt.sys, Contoso's filter: compiled with security cookies, without frame pointers. */
#include "driver64.h"

typedef struct _HOG_SCAN {
    PDEVICE_OBJECT Device;
    PIRP Irp;
    ULONG64 Flags;
    UCHAR Signature[0x58];
} HOG_SCAN, *PHOG_SCAN;

NOINLINE NTSTATUS HogFltCallNext(PHOG_SCAN scan, ULONG64 sum)
{
    PIO_STACK_LOCATION here = scan->Irp->CurrentStackLocation, next = here - 1;
    NTSTATUS status;
    *next = *here;
    next->Unused = sum;
    status = IofCallDriver(scan->Device->LowerDevice, scan->Irp);
    scan->Flags = (ULONG64)status;
    return status;
}

NOINLINE NTSTATUS HogFltScanRequest(PHOG_SCAN scan, ULONG64 length)
{
    volatile UCHAR window[0x40];
    ULONG64 sum = length;
    for (ULONG64 i = 0; i < sizeof window; i++) {
        window[i] = (UCHAR)(scan->Signature[i % sizeof scan->Signature] + i);
        sum += window[(i * 7) & 0x3f];
    }
    return HogFltCallNext(scan, sum) + (NTSTATUS)(window[sum & 0x3f] & 0);
}

NOINLINE NTSTATUS HogFltRead(PDEVICE_OBJECT device, PIRP irp)
{
    HOG_SCAN scan;
    NTSTATUS status;
    scan.Device = device;
    scan.Irp = irp;
    scan.Flags = irp->RequestorMode;
    for (ULONG64 i = 0; i < sizeof scan.Signature; i++) {
        scan.Signature[i] = (UCHAR)(irp->CurrentStackLocation->Key + i);
    }
    status = HogFltScanRequest(&scan, irp->CurrentStackLocation->Length);
    irp->Information = scan.Flags;
    return status;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT driver, UNICODE_STRING *registryPath)
{
    (void)registryPath;
    driver->MajorFunction[IRP_MJ_READ] = HogFltRead;
    return 0;
}
