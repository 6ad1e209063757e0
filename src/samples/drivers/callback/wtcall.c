/* wtgui.sys, the part without ebp frames. */
#include "driver.h"

NTSTATUS NTAPI WtCallProcedure(const ULONG *input, ULONG length, ULONG flags)
{
    volatile ULONG saved[0x10];
    PVOID output;
    ULONG outputLength;
    saved[flags & 7] = length;
    return KeUserModeCallback(2, input, length, &output, &outputLength) + (NTSTATUS)(saved[flags & 7] - length);
}
