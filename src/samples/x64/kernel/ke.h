/* What the kernel's files share. */
#ifndef KE_H
#define KE_H

#include "nt64.h"

#define SECONDS(count) ((count) * 10000000ull)
#define SYSTEM_TIME 0x01cd1a31c7a3e000ull /* 14 April 2012 */
#define UP_TIME SECONDS(94127)

typedef struct _KDDEBUGGER_DATA64 {
    ULONG64 Words[0x340 / 8];
} KDDEBUGGER_DATA64;

typedef struct _DBGKD_GET_VERSION64 {
    USHORT MajorVersion, MinorVersion;
    UCHAR ProtocolVersion, Unused;
    USHORT Flags, MachineType;
    UCHAR Limits[6];
    ULONG64 KernBase, PsLoadedModuleList, DebuggerDataList;
} DBGKD_GET_VERSION64;

extern LIST_ENTRY PsLoadedModuleList, PsActiveProcessHead;
extern KDDEBUGGER_DATA64 KdDebuggerDataBlock;
extern DBGKD_GET_VERSION64 KdVersionBlock;
extern KPCR KiInitialPcr;
extern ULONG64 KiBugCheckData[5];

/* trap.S */
void KiSystemStartup(void);
void KiDoubleFaultAbort(void);
void KiPageFault(void);
void KiUnexpectedInterrupt(void);
void KiSystemCall64(void);
void RtlCaptureContext(PCONTEXT context);
void KiStartUserThread(ULONG64 rip, ULONG64 rsp);
void KeHaltWithRequest(DUMP_REQUEST *request);

/* ke.c */
void KeBugCheckEx(ULONG64 code, ULONG64 first, ULONG64 second, ULONG64 third, ULONG64 fourth);

/* objects.c */
void KdInitialize(void);
void MiInitializeModules(PLOADER_BLOCK loaderBlock);
void PsInitialize(PLOADER_BLOCK loaderBlock);
PVOID ExAllocatePool(ULONG64 size);
void InsertTail(PLIST_ENTRY head, PLIST_ENTRY entry);

/* memory.c */
NTSTATUS MmAccessFault(ULONG64 code, PVOID address, ULONG64 mode, PKTRAP_FRAME frame);

/* io.c */
void IoInitialize(PLOADER_BLOCK loaderBlock);
NTSTATUS NtReadFile(ULONG64 handle, PVOID buffer, ULONG64 length, ULONG64 key);

#endif
