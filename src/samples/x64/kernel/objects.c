/* What a debugger looks for: the debugger data block, modules, processes and threads. */
#include "ke.h"

LIST_ENTRY PsLoadedModuleList, PsActiveProcessHead, KdpDebuggerDataListHead;
KDDEBUGGER_DATA64 KdDebuggerDataBlock;
DBGKD_GET_VERSION64 KdVersionBlock;
PKPRCB KiProcessorBlock[64];
char NtBuildLab[] = "7601.17514.amd64fre.sample_sp1.120414-1200";
ULONG CmNtCSDVersion = 0x100;
ULONG64 MmHighestUserAddress = 0x7fffffeffff, MmSystemRangeStart = 0xffff080000000000ull;
static ULONG64 PoolNext = POOL_BASE;

PVOID ExAllocatePool(ULONG64 size)
{
    ULONG64 at = PoolNext + 0x10; /* a pool header's room */
    PoolNext = (at + size + 0xf) & ~0xfull;
    return PoolNext > POOL_BASE + POOL_SIZE ? 0 : (PVOID)at;
}

void InsertTail(PLIST_ENTRY head, PLIST_ENTRY entry)
{
    entry->Flink = head;
    entry->Blink = head->Blink;
    head->Blink->Flink = entry;
    head->Blink = entry;
}

static void InitializeHead(PLIST_ENTRY head)
{
    head->Flink = head->Blink = head;
}

static void SetWord(ULONG offset, USHORT value)
{
    *(USHORT *)((UCHAR *)&KdDebuggerDataBlock + offset) = value;
}

#define ADDRESS(offset, value) KdDebuggerDataBlock.Words[(offset) / 8] = (ULONG64)(value)
#define OFFSET(offset, type, field) SetWord(offset, __builtin_offsetof(type, field))

void KdInitialize(void)
{
    InitializeHead(&PsLoadedModuleList);
    InitializeHead(&PsActiveProcessHead);
    KdpDebuggerDataListHead.Flink = KdpDebuggerDataListHead.Blink = (PLIST_ENTRY)&KdDebuggerDataBlock;
    ADDRESS(0x000, &KdpDebuggerDataListHead);
    ADDRESS(0x008, &KdpDebuggerDataListHead);
    ADDRESS(0x010, 0x4742444b | 0x340ull << 32); /* 'KDBG' and its size */
    ADDRESS(0x018, KERNEL_BASE);
    ADDRESS(0x048, &PsLoadedModuleList);
    ADDRESS(0x050, &PsActiveProcessHead);
    ADDRESS(0x088, KiBugCheckData);
    ADDRESS(0x138, PAGE_SIZE);
    ADDRESS(0x1c8, &MmHighestUserAddress);
    ADDRESS(0x1d0, &MmSystemRangeStart);
    ADDRESS(0x208, NtBuildLab);
    ADDRESS(0x218, KiProcessorBlock);
    ADDRESS(0x268, &CmNtCSDVersion);
    OFFSET(0x29a, KTHREAD, Teb);
    OFFSET(0x29c, KTHREAD, KernelStack);
    OFFSET(0x29e, KTHREAD, InitialStack);
    OFFSET(0x2a0, KTHREAD, ApcProcess);
    OFFSET(0x2a2, KTHREAD, State);
    SetWord(0x2a8, sizeof(EPROCESS));
    OFFSET(0x2aa, EPROCESS, Peb);
    OFFSET(0x2ac, EPROCESS, InheritedFromUniqueProcessId);
    OFFSET(0x2ae, KPROCESS, DirectoryTableBase);
    SetWord(0x2b0, sizeof(KPRCB));
    OFFSET(0x2b2, KPRCB, DpcRoutineActive);
    OFFSET(0x2b4, KPRCB, CurrentThread);
    OFFSET(0x2b6, KPRCB, MHz);
    OFFSET(0x2ba, KPRCB, VendorString);
    OFFSET(0x2bc, KPRCB, ProcessorState.ContextFrame);
    OFFSET(0x2be, KPRCB, Number);
    SetWord(0x2c0, sizeof(ETHREAD));
    SetWord(0x2e0, sizeof(KPCR));
    OFFSET(0x2e2, KPCR, Self);
    OFFSET(0x2e4, KPCR, CurrentPrcb);
    OFFSET(0x2e6, KPCR, Prcb);
    OFFSET(0x2f2, KPRCB, ProcessorState.SpecialRegisters);
    SetWord(0x2f4, SELECTOR_R0_CODE);
    SetWord(0x2f6, SELECTOR_R0_DATA);
    SetWord(0x2fa, SELECTOR_R3_CODE);
    SetWord(0x2fc, SELECTOR_R3_DATA);
    SetWord(0x302, SELECTOR_TSS);
    OFFSET(0x338, KPRCB, Context);
    KiProcessorBlock[0] = &KiInitialPcr.Prcb;
    KdVersionBlock.MajorVersion = 0xf;
    KdVersionBlock.MinorVersion = NT_BUILD;
    KdVersionBlock.ProtocolVersion = 6;
    KdVersionBlock.MachineType = 0x8664;
    KdVersionBlock.KernBase = KERNEL_BASE;
    KdVersionBlock.PsLoadedModuleList = (ULONG64)&PsLoadedModuleList;
    KdVersionBlock.DebuggerDataList = (ULONG64)&KdpDebuggerDataListHead;
}

static void SetName(UNICODE_STRING *string, const char *prefix, const char *name)
{
    USHORT length = 0;
    string->Buffer = ExAllocatePool(0x80);
    for (; *prefix; prefix++) {
        string->Buffer[length++] = (WCHAR)*prefix;
    }
    for (; *name; name++) {
        string->Buffer[length++] = (WCHAR)*name;
    }
    string->Length = (USHORT)(2 * length);
    string->MaximumLength = (USHORT)(2 * length + 2);
}

void MiInitializeModules(PLOADER_BLOCK loaderBlock)
{
    for (ULONG64 i = 0; i < loaderBlock->Count; i++) {
        BOOT_IMAGE *image = &loaderBlock->Image[i];
        LDR_DATA_TABLE_ENTRY *module;
        if (!(image->Base >> 63)) {
            continue; /* the user program */
        }
        module = ExAllocatePool(sizeof *module);
        module->DllBase = (PVOID)image->Base;
        module->EntryPoint = (PVOID)image->Entry;
        module->SizeOfImage = (ULONG)image->Size;
        module->TimeDateStamp = image->TimeDateStamp;
        module->CheckSum = image->CheckSum;
        module->Flags = 0x09104000;
        module->LoadCount = 1;
        SetName(&module->BaseDllName, "", image->Name);
        SetName(&module->FullDllName, i ? "\\SystemRoot\\system32\\drivers\\" : "\\SystemRoot\\system32\\", image->Name);
        InsertTail(&PsLoadedModuleList, &module->InLoadOrderLinks);
    }
}

static PEPROCESS CreateProcess(ULONG64 root, ULONG64 id, ULONG64 parent, const char *name)
{
    PEPROCESS process = ExAllocatePool(sizeof *process);
    process->Pcb.Type = 3;
    process->Pcb.DirectoryTableBase = root;
    InitializeHead(&process->Pcb.ThreadListHead);
    InitializeHead(&process->ThreadListHead);
    process->UniqueProcessId = id;
    process->InheritedFromUniqueProcessId = parent;
    process->CreateTime = SYSTEM_TIME - SECONDS(id);
    for (int i = 0; name[i]; i++) {
        process->ImageFileName[i] = (UCHAR)name[i];
    }
    InsertTail(&PsActiveProcessHead, &process->ActiveProcessLinks);
    return process;
}

static PETHREAD CreateThread(PEPROCESS process, ULONG64 id, PVOID start)
{
    PETHREAD thread = ExAllocatePool(sizeof *thread);
    thread->Tcb.Type = 6;
    thread->Tcb.ApcProcess = thread->Tcb.Process = &process->Pcb;
    InitializeHead(&thread->Tcb.ApcListHead[0]);
    InitializeHead(&thread->Tcb.ApcListHead[1]);
    InitializeHead(&thread->IrpList);
    thread->Tcb.State = 2;
    thread->UniqueProcess = process->UniqueProcessId;
    thread->UniqueThread = id;
    thread->StartAddress = thread->Win32StartAddress = start;
    thread->CreateTime = process->CreateTime + SECONDS(1);
    InsertTail(&process->Pcb.ThreadListHead, &thread->Tcb.ThreadListEntry);
    InsertTail(&process->ThreadListHead, &thread->ThreadListEntry);
    return thread;
}

void PsInitialize(PLOADER_BLOCK loaderBlock)
{
    BOOT_IMAGE *program = &loaderBlock->Image[loaderBlock->Count - 1];
    PEPROCESS system = CreateProcess(loaderBlock->SystemRoot, 4, 0, "System");
    PEPROCESS process = CreateProcess(loaderBlock->ProcessRoot, 0xa4c, 0x5d8, program->Name);
    PETHREAD thread = CreateThread(process, 0xb10, (PVOID)program->Entry);
    PETHREAD idle = ExAllocatePool(sizeof *idle);
    process->SectionBaseAddress = (PVOID)program->Base;
    process->Peb = (PVOID)PEB_BASE;
    thread->Tcb.Teb = (PVOID)TEB_BASE;
    thread->Tcb.StackBase = STACK_BASE;
    thread->Tcb.StackLimit = STACK_LIMIT;
    thread->Tcb.InitialStack = STACK_INITIAL;
    thread->Tcb.KernelStack = STACK_INITIAL - 0x2c0;
    thread->Tcb.Priority = 9;
    thread->Tcb.BasePriority = 8;
    thread->Tcb.ContextSwitches = 1423;
    thread->Tcb.KernelTime = 37;
    thread->Tcb.UserTime = 12;
    idle->Tcb.Type = 6;
    idle->Tcb.ApcProcess = idle->Tcb.Process = &system->Pcb;
    idle->Tcb.StackBase = (ULONG64)&KiInitialPcr & ~0xfffull;
    idle->Tcb.StackLimit = idle->Tcb.StackBase - PAGE_SIZE;
    idle->Tcb.InitialStack = idle->Tcb.KernelStack = idle->Tcb.StackBase;
    KiInitialPcr.Prcb.CurrentThread = &thread->Tcb;
    KiInitialPcr.Prcb.IdleThread = &idle->Tcb;
    *(ULONG64 *)(TEB_BASE + 0x30) = TEB_BASE;
    *(ULONG64 *)(TEB_BASE + 0x60) = PEB_BASE;
    *(ULONG64 *)(PEB_BASE + 0x10) = program->Base;
}
