/* fabfs.sys, the part that is compiled without frame pointers. */
#include "fabfs.h"

NOINLINE ULONG __cdecl FabLookupRun(const ULONG *runs, ULONG count, ULONG offset)
{
    ULONG index = 0;
    while (index + 1 < count && runs[index] < offset) {
        index++;
    }
    return index;
}

NOINLINE NTSTATUS NTAPI FabCommonRead(PFAB_IRP_CONTEXT context, ULONG length, BOOLEAN wait)
{
    ULONG run;
    for (ULONG i = 0; i < FAB_RUNS; i++) {
        context->Runs[i] = i << 18;
    }
    context->Wait = wait;
    run = FabLookupRun(context->Runs, FAB_RUNS, context->Location->Read.ByteOffset.LowPart);
    return FabReadRun(context, run, length);
}

/* Keeps the beginning of a cluster on the stack: handy, and too large for a kernel stack. */
NOINLINE NTSTATUS NTAPI FabReadRun(PFAB_IRP_CONTEXT context, ULONG run, ULONG length)
{
    volatile UCHAR cluster[FABFS_TRIM];
    NTSTATUS status;
    for (ULONG i = 0; i < sizeof cluster; i += 4) {
        cluster[i] = (UCHAR)(run + i);
    }
    status = FabReadCached(context, context->Irp->UserBuffer, length);
    return status ? status : (NTSTATUS)(cluster[length & 0x3c] & 0x80);
}
