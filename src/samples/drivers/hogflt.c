/* hogflt.sys, the part that is compiled with frame pointers. */
#include "hog.h"

NTSTATUS NTAPI HogFltRead(PDEVICE_OBJECT device, PIRP irp)
{
    HOG_REQUEST request;
    NTSTATUS status;
    HOG_PROFILE(HogFltRead);
    request.Location = irp->CurrentStackLocation;
    request.Level = request.Location->Read.Key;
    request.Token = 0x474f4800 | (request.Level & 0xff);
    request.Device = device;
    request.Irp = irp;
    request.Flags = (ULONG)irp->RequestorMode;
    status = HogFltScanRequest(&request, request.Flags | 4);
    if (status) {
        irp->IoStatus.Information = 0;
    }
    HOG_PROFILE_END();
    return status;
}

NTSTATUS NTAPI DriverEntry(PDRIVER_OBJECT driver, UNICODE_STRING *registryPath)
{
    (void)registryPath;
    driver->MajorFunction[IRP_MJ_READ] = HogFltRead;
    return 0;
}
