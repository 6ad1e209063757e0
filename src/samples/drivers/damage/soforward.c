/* soutil.sys, the part without ebp frames. */
#include "driver.h"

NTSTATUS NTAPI SoForward(PDEVICE_OBJECT device, PIRP irp, ULONG options)
{
    volatile UCHAR bytes[0x34];
    bytes[options & 0x1f] = (UCHAR)options;
    return PassOn(device, irp) + (bytes[options & 0x1f] == 0x7b);
}
