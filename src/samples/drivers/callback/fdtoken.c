/* fdindex.sys, the part with ebp frames. */
#include "driver.h"

#define FD_STACK_RESERVE 0x1800

NTSTATUS NTAPI FdIndexPart(PVOID job);

/* On a new stack if this one is short and there is one left. */
ULONG NTAPI FdTokenize(PVOID job, volatile UCHAR *text, ULONG length)
{
    ULONG result = text[0] + length;
    if (IoGetRemainingStackSize() < FD_STACK_RESERVE) {
        NTSTATUS status = KeExpandKernelStackAndCallout((PVOID)FdIndexPart, job, 0x2000);
        if (status >= 0) {
            return result + (ULONG)status;
        }
    }
    return result + (ULONG)FdIndexPart(job);
}
