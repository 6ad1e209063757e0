/* wwfs.sys, the part with ebp frames. */
#include "driver.h"

ULONG FASTCALL WwOpenDirectory(PIRP irp, ULONG level, ULONG entry);

ULONG NTAPI WwResolveLink(PIRP irp, ULONG level, ULONG link)
{
    volatile WCHAR target[0x30];
    target[level & 0x1f] = (WCHAR)link;
    if (level % 5 == 4) {
        DbgPrint("r% level %", (link & 7) + '0', (level & 15) + 'a');
    }
    return WwOpenDirectory(irp, level, link * 3 + target[level & 0x1f]) + target[0];
}
