/* hogflt.sys, the part that is compiled without frame pointers. */
#include "hog.h"

NOINLINE NTSTATUS NTAPI HogFltScanRequest(PHOG_REQUEST request, ULONG flags)
{
    volatile UCHAR signature[0x60];
    ULONG sum;
    NTSTATUS status;
    HOG_PROFILE(HogFltScanRequest);
    for (ULONG i = 0; i < sizeof signature; i++) {
        signature[i] = (UCHAR)(request->Token + flags * i);
    }
    sum = HogChecksum(signature, sizeof signature, request->Token);
    status = HogFltCallNext(request->Device, request->Irp, sum);
    HOG_PROFILE_END();
    return status ^ (signature[sum & 0x3f] & 0x80);
}

NOINLINE NTSTATUS FASTCALL HogFltCallNext(PDEVICE_OBJECT device, PIRP irp, ULONG token)
{
    volatile ULONG history[4];
    PIO_STACK_LOCATION current = irp->CurrentStackLocation;
    PIO_STACK_LOCATION next = current - 1;
    NTSTATUS status;
    for (ULONG i = 0; i < 4; i++) {
        history[i] = token + i;
    }
    *next = *current;
    next->Read.Key = current->Read.Key;
    status = IofCallDriver(LowerDevice(device), irp);
    return history[1] == token ? 1 : status;
}
