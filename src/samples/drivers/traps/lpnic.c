/* lpnic.sys, Lucerne Publishing: a network adapter's driver whose interrupt routine copies a packet to the stack. */
#include "driver.h"

#define LP_PACKET_BYTES 0x7a0

ULONG LpSum;

typedef ULONG(NTAPI *LP_CHECK)(volatile UCHAR *packet, ULONG length);

NOINLINE ULONG NTAPI LpCheckIp(volatile UCHAR *packet, ULONG length)
{
    volatile ULONG sums[0x20];
    for (ULONG i = 0; i < 0x20; i++) {
        sums[i] = packet[i % length];
    }
    return sums[length & 0x1f];
}

static const LP_CHECK LpChecks[2] = {LpCheckIp, LpCheckIp};

NOINLINE ULONG NTAPI LpReceive(PKINTERRUPT interrupt, ULONG port)
{
    volatile UCHAR packet[LP_PACKET_BYTES];
    for (ULONG i = sizeof packet; i; i--) {
        packet[i - 1] = (UCHAR)(port + i);
    }
    return LpChecks[port & 1](packet, sizeof packet) + interrupt->Vector;
}

BOOLEAN NTAPI LpInterrupt(PKINTERRUPT interrupt, PVOID context)
{
    LpSum += LpReceive(interrupt, (ULONG)context);
    return 1;
}

NTSTATUS NTAPI DriverEntry(PDRIVER_OBJECT driver, UNICODE_STRING *registryPath)
{
    IoConnectInterrupt(LpInterrupt, (PVOID)0x300);
    return 0;
}
