#ifndef FABFS_H
#define FABFS_H

#include "driver.h"

#define FAB_RUNS 7

typedef struct _FAB_IRP_CONTEXT {
    USHORT NodeType;
    USHORT NodeSize;
    PIRP Irp;
    PDEVICE_OBJECT Device;
    PIO_STACK_LOCATION Location;
    BOOLEAN Wait;
    ULONG_PTR RemainingStack;
    ULONG BytesRead;
    ULONG Runs[FAB_RUNS];
} FAB_IRP_CONTEXT, *PFAB_IRP_CONTEXT;

NTSTATUS NTAPI FabFsdRead(PDEVICE_OBJECT device, PIRP irp);
NTSTATUS NTAPI FabCommonRead(PFAB_IRP_CONTEXT context, ULONG length, BOOLEAN wait);
ULONG __cdecl FabLookupRun(const ULONG *runs, ULONG count, ULONG offset);
NTSTATUS NTAPI FabReadRun(PFAB_IRP_CONTEXT context, ULONG run, ULONG length);
NTSTATUS FASTCALL FabReadCached(PFAB_IRP_CONTEXT context, PVOID buffer, ULONG length);

#endif
