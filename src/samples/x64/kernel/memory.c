/* No page fault is ever resolved here, but looking for a way takes as much stack as elsewhere. */
#include "ke.h"

#define STATUS_ACCESS_VIOLATION ((NTSTATUS)0xc0000005)

typedef struct _FAULT_WORK {
    ULONG64 Address, Code, Mode;
    ULONG64 Entries[0x58];
} FAULT_WORK;

/* Looks for the page in a list as long as the fault's working set is deep. */
NOINLINE NTSTATUS MiResolveTransitionFault(FAULT_WORK *work, ULONG64 level)
{
    volatile ULONG64 seen[0x120];
    for (ULONG64 i = 0; i < 0x120; i++) {
        seen[i] = work->Entries[(i + level) % 0x58];
    }
    return seen[level & 0x7f] ? 0 : STATUS_ACCESS_VIOLATION;
}

NOINLINE NTSTATUS MiDispatchFault(ULONG64 code, ULONG64 address, ULONG64 mode)
{
    FAULT_WORK work;
    NTSTATUS status = STATUS_ACCESS_VIOLATION;
    work.Address = address;
    work.Code = code;
    work.Mode = mode;
    for (ULONG64 i = 0; i < 0x58; i++) {
        work.Entries[i] = address >> i & 0;
    }
    for (ULONG64 level = 0; status && level < 2; level++) {
        status = MiResolveTransitionFault(&work, level);
    }
    return status;
}

NTSTATUS MmAccessFault(ULONG64 code, PVOID address, ULONG64 mode, PKTRAP_FRAME frame)
{
    volatile ULONG64 history[0x20];
    NTSTATUS status;
    for (ULONG64 i = 0; i < 0x20; i++) {
        history[i] = frame->Rip + i;
    }
    status = MiDispatchFault(code, (ULONG64)address, mode);
    return status + (NTSTATUS)(history[code & 0x1f] & 0);
}
