/* What the kernel's files share. */
#ifndef KE_H
#define KE_H

#include "nt.h"

#define CURRENT_PCR ((PKPCR)CURRENT_PCR_ADDRESS)
#if CRASH_PROCESSOR == 0
#define CURRENT_PCR_ADDRESS BOOT_PCR
#elif CRASH_PROCESSOR == 1
#define CURRENT_PCR_ADDRESS PROCESSOR_BLOCK_1
#else
#define CURRENT_PCR_ADDRESS PROCESSOR_BLOCK_3
#endif

#define ALL_ONES 0xffffffffu
#define HIGH_LEVEL 31

/* Seconds, in the 100 ns units of system time. */
#define SECONDS(count) ((count) * 10000000LL)
#define SYSTEM_TIME 0x01c9225e7b2f4e80LL /* 29 September 2008 */
#define UP_TIME SECONDS(267143)
#define BOOT_TIME (SYSTEM_TIME - UP_TIME)

extern ULONG KiBugCheckData[5];
extern LIST_ENTRY PsLoadedModuleList;
extern LIST_ENTRY PsActiveProcessHead;
extern KDDEBUGGER_DATA64 KdDebuggerDataBlock;
extern PKPRCB KiProcessorBlock[32];
extern PVOID KiServiceTable[];
extern DUMP_REQUEST IopDumpRequest;

/* trap.S */
void KiSystemStartup(void);
void NTAPI KiIdleLoop(void);
void NTAPI RtlCaptureContext(PCONTEXT context);
void _KiTrap02(void);
void _KiTrap08(void);
void _KiTrap0E(void);
void _KiSystemService(void);
void _KiUnexpectedTrap(void);

/* processor.c */
void KiInitializeProcessor(ULONG number, ULONG systemCr3, PKTHREAD currentThread);
void KiLoadProcessorTables(ULONG number);

/* process.c */
void PsInitialize(PLOADER_BLOCK loaderBlock);
PKTHREAD PsIdleThread(ULONG number);

/* modules.c */
void MiInitializeModules(PLOADER_BLOCK loaderBlock);
PLDR_DATA_TABLE_ENTRY MiFindModule(const CHAR *name);

#if EXTENDED_KERNEL
/* memory.c */
void MiSetPages(ULONG start, ULONG size, ULONG entry, ULONG step);
NTSTATUS NTAPI MmAccessFault(BOOLEAN store, PVOID address, CHAR mode, PKTRAP_FRAME frame);

/* io.c */
NTSTATUS NTAPI IoPageRead(PFILE_OBJECT file, ULONG offset, PIO_STATUS_BLOCK status);

/* exception.c */
void HalInitializeInterrupts(void);

/* trapext.S */
void _KiTrap03(void);
void _KiDebugService(void);
void _KiInterruptTemplate(void);
ULONG NTAPI DebugService(ULONG service, const CHAR *text, ULONG length);
NTSTATUS NTAPI KiCallUserMode(PVOID *output, ULONG eip, ULONG esp);
NTSTATUS NTAPI KiSwitchStackAndCall(ULONG newTop, PVOID routine, PVOID argument);
#endif

/* debugger.c */
void KdInitialize(PKPCR bootPcr);

/* io.c */
void IoInitialize(void);

/* pool.c */
void MiInitializePool(ULONG start, ULONG size);
PVOID NTAPI ExAllocatePool(ULONG size);
void RtlInitString(UNICODE_STRING *string, const CHAR *first, const CHAR *second);
void InsertTailList(PLIST_ENTRY head, PLIST_ENTRY entry);
void InitializeListHead(PLIST_ENTRY head);

__declspec(noreturn) void NTAPI KeBugCheckEx(ULONG code, ULONG_PTR a, ULONG_PTR b, ULONG_PTR c, ULONG_PTR d);

#endif
