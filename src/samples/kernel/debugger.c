/* What a debugger looks for: the debugger data block and the version block. */
#include "ke.h"

/* Addresses in these blocks are 64 bits wide and sign extended. */
#define ADDRESS64(pointer) ((ULONG64)(long long)(LONG)(pointer))
#define OFFSET(type, field) ((USHORT)__builtin_offsetof(type, field))

extern PUNLOADED_DRIVERS MmUnloadedDrivers;
extern ULONG MmLastUnloadedDriver;

LIST_ENTRY KdpDebuggerDataListHead;
KDDEBUGGER_DATA64 KdDebuggerDataBlock;
DBGKD_GET_VERSION64 KdVersionBlock;
USHORT NtBuildNumber = NT_BUILD;
ULONG MmHighestUserAddress = 0x7ffeffff;
ULONG MmSystemRangeStart = 0x80000000;
#if NT_BUILD == 3790
ULONG CmNtCSDVersion = 0x200;
CHAR NtBuildLab[] = "3790.sample_sp2.080929-1200";
#else
ULONG CmNtCSDVersion = 0x300;
CHAR NtBuildLab[] = "2600.sample_sp3.080929-1200";
#endif

static void FillAddresses(KDDEBUGGER_DATA64 *block)
{
    block->KernBase = ADDRESS64(KERNEL_BASE);
    block->PsLoadedModuleList = ADDRESS64(&PsLoadedModuleList);
    block->PsActiveProcessHead = ADDRESS64(&PsActiveProcessHead);
    block->KiBugCheckData = ADDRESS64(KiBugCheckData);
    block->MmPageSize = PAGE_SIZE;
    block->MmHighestUserAddress = ADDRESS64(&MmHighestUserAddress);
    block->MmSystemRangeStart = ADDRESS64(&MmSystemRangeStart);
    block->NtBuildLab = ADDRESS64(NtBuildLab);
    block->KiProcessorBlock = ADDRESS64(KiProcessorBlock);
    block->MmUnloadedDrivers = ADDRESS64(&MmUnloadedDrivers);
    block->MmLastUnloadedDriver = ADDRESS64(&MmLastUnloadedDriver);
    block->CmNtCSDVersion = ADDRESS64(&CmNtCSDVersion);
}

#if KDBG_SIZE > 0x290
static void FillThreadOffsets(KDDEBUGGER_DATA64 *block)
{
    block->OffsetKThreadNextProcessor = OFFSET(KTHREAD, NextProcessor);
    block->OffsetKThreadTeb = OFFSET(KTHREAD, Teb);
    block->OffsetKThreadKernelStack = OFFSET(KTHREAD, KernelStack);
    block->OffsetKThreadInitialStack = OFFSET(KTHREAD, InitialStack);
    block->OffsetKThreadApcProcess = OFFSET(KTHREAD, ApcState.Process);
    block->OffsetKThreadState = OFFSET(KTHREAD, State);
    block->SizeEThread = sizeof(ETHREAD);
    block->SizeEProcess = sizeof(EPROCESS);
    block->OffsetEprocessPeb = OFFSET(EPROCESS, Peb);
    block->OffsetEprocessParentCID = OFFSET(EPROCESS, InheritedFromUniqueProcessId);
    block->OffsetEprocessDirectoryTableBase = OFFSET(EPROCESS, Pcb.DirectoryTableBase);
}

static void FillProcessorOffsets(KDDEBUGGER_DATA64 *block)
{
    block->SizePrcb = sizeof(KPRCB);
    block->OffsetPrcbDpcRoutine = OFFSET(KPRCB, DpcRoutineActive);
    block->OffsetPrcbCurrentThread = OFFSET(KPRCB, CurrentThread);
    block->OffsetPrcbMhz = OFFSET(KPRCB, MHz);
    block->OffsetPrcbCpuType = OFFSET(KPRCB, CpuType);
    block->OffsetPrcbVendorString = OFFSET(KPRCB, VendorString);
    block->OffsetPrcbProcStateContext = OFFSET(KPRCB, ProcessorState.ContextFrame);
    block->OffsetPrcbProcStateSpecialReg = OFFSET(KPRCB, ProcessorState.SpecialRegisters);
    block->OffsetPrcbNumber = OFFSET(KPRCB, Number);
    block->SizePcr = sizeof(KPCR);
    block->OffsetPcrSelfPcr = OFFSET(KPCR, SelfPcr);
    block->OffsetPcrCurrentPrcb = OFFSET(KPCR, Prcb);
    block->OffsetPcrContainedPrcb = OFFSET(KPCR, PrcbData);
    block->GdtR0Code = SELECTOR_R0_CODE;
    block->GdtR0Data = SELECTOR_R0_DATA;
    block->GdtR0Pcr = SELECTOR_PCR;
    block->GdtR3Code = SELECTOR_R3_CODE | 3;
    block->GdtR3Data = SELECTOR_R3_DATA | 3;
    block->GdtR3Teb = SELECTOR_TEB | 3;
    block->GdtTss = SELECTOR_TSS;
}
#endif

static void FillVersionBlock(void)
{
    KdVersionBlock.MajorVersion = 0xf;
    KdVersionBlock.MinorVersion = NT_BUILD;
    KdVersionBlock.ProtocolVersion = 6;
    KdVersionBlock.MachineType = 0x14c;
    KdVersionBlock.KernBase = ADDRESS64(KERNEL_BASE);
    KdVersionBlock.PsLoadedModuleList = ADDRESS64(&PsLoadedModuleList);
    KdVersionBlock.DebuggerDataList = ADDRESS64(&KdpDebuggerDataListHead);
}

void KdInitialize(PKPCR bootPcr)
{
    KDDEBUGGER_DATA64 *block = &KdDebuggerDataBlock;
    block->OwnerTag = 0x4742444b; /* 'KDBG' */
    block->Size = sizeof *block;
    block->ListFlink = ADDRESS64(&KdpDebuggerDataListHead);
    block->ListBlink = ADDRESS64(&KdpDebuggerDataListHead);
    block->PaeEnabled = LAYOUT_PAE;
    KdpDebuggerDataListHead.Flink = (PLIST_ENTRY)block;
    KdpDebuggerDataListHead.Blink = (PLIST_ENTRY)block;
    FillAddresses(block);
#if KDBG_SIZE > 0x290
    FillThreadOffsets(block);
    FillProcessorOffsets(block);
#endif
    FillVersionBlock();
    bootPcr->KdVersionBlock = &KdVersionBlock; /* only processor 0 has it */
}
