/* wgshield.sys, Woodgrove Bank: a virus scanner; WgRead with its handler is in wgshield_seh.S. No ebp frames. */
#include "driver.h"

NTSTATUS NTAPI WgRead(PDEVICE_OBJECT device, PIRP irp);

typedef ULONG(NTAPI *WG_MATCHER)(const volatile UCHAR *bytes, ULONG count);

NOINLINE ULONG NTAPI WgMatchShort(const volatile UCHAR *bytes, ULONG count)
{
    return bytes[0] == 0x4d && bytes[count - 1] == 0x5a;
}

NOINLINE ULONG NTAPI WgMatchLong(const volatile UCHAR *bytes, ULONG count)
{
    ULONG sum = 0;
    for (ULONG i = 0; i < count; i++) {
        sum += bytes[i];
    }
    return sum == 0x1234;
}

WG_MATCHER WgMatchers[2] = {WgMatchShort, WgMatchLong};

/* Called by WgRead inside its try block. */
NOINLINE NTSTATUS __cdecl WgScan(PDEVICE_OBJECT device, PIRP irp, ULONG engine)
{
    volatile UCHAR window[0x2a0];
    ULONG hits;
    for (ULONG i = 0; i < sizeof window; i++) {
        window[i] = (UCHAR)(i + engine);
    }
    hits = WgMatchers[engine & 1](window, sizeof window);
    hits += WgMatchers[~engine & 1](window, sizeof window - 1);
    return hits > 1 ? (NTSTATUS)0xc0000022 : PassOn(device, irp) + (window[3] == engine);
}

NTSTATUS NTAPI DriverEntry(PDRIVER_OBJECT driver, UNICODE_STRING *registryPath)
{
    driver->MajorFunction[IRP_MJ_READ] = WgRead;
    return 0;
}
