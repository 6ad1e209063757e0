/* Processes and threads: Idle, System and StackHog.exe. */
#include "ke.h"

#define CID(number) ((PVOID)(number))

static const CHAR StackHogName[] = USER_PROGRAM;
static const CHAR SystemName[] = "System";
static const CHAR IdleName[] = "Idle";

/* Kernel stacks of threads that are not running; they are paged out. */
#define OTHER_STACKS 0xf7a80000u

LIST_ENTRY PsActiveProcessHead;
PEPROCESS PsInitialSystemProcess;
PEPROCESS PsIdleProcess;
ETHREAD KiInitialThread; /* the idle thread of processor 0 */

static ULONG NextStack = OTHER_STACKS;

PKTHREAD PsIdleThread(ULONG number)
{
    switch (number) {
#ifdef PROCESSOR_BLOCK_1
    case 1:
        return (PKTHREAD)(PROCESSOR_BLOCK_1 + BLOCK_IDLE_THREAD);
#endif
#ifdef PROCESSOR_BLOCK_2
    case 2:
        return (PKTHREAD)(PROCESSOR_BLOCK_2 + BLOCK_IDLE_THREAD);
#endif
#ifdef PROCESSOR_BLOCK_3
    case 3:
        return (PKTHREAD)(PROCESSOR_BLOCK_3 + BLOCK_IDLE_THREAD);
#endif
    default:
        return &KiInitialThread.Tcb;
    }
}

static void InitializeProcess(PEPROCESS process, const CHAR *name, ULONG id, ULONG parent, ULONG cr3)
{
    process->Pcb.Header.Type = ProcessObject;
    process->Pcb.Header.Size = sizeof(KPROCESS) / 4;
    InitializeListHead(&process->Pcb.Header.WaitListHead);
    InitializeListHead(&process->Pcb.ProfileListHead);
    InitializeListHead(&process->Pcb.ReadyListHead);
    InitializeListHead(&process->Pcb.ThreadListHead);
    process->Pcb.DirectoryTableBase[0] = cr3;
    process->Pcb.IopmOffset = sizeof(KTSS);
    process->Pcb.Affinity = (1u << PROCESSOR_COUNT) - 1;
    process->CreateTime.QuadPart = BOOT_TIME;
    process->UniqueProcessId = CID(id);
    process->InheritedFromUniqueProcessId = CID(parent);
    InitializeListHead(&process->ThreadListHead);
    for (ULONG i = 0; name[i]; i++) {
        process->ImageFileName[i] = (UCHAR)name[i];
    }
}

static void InitializeThread(PETHREAD thread, PEPROCESS process, ULONG id, UCHAR state, CHAR priority)
{
    PKTHREAD tcb = &thread->Tcb;
    tcb->Header.Type = ThreadObject;
    tcb->Header.Size = sizeof(KTHREAD) / 4;
    InitializeListHead(&tcb->Header.WaitListHead);
    InitializeListHead(&tcb->MutantListHead);
    InitializeListHead(&tcb->ApcState.ApcListHead[0]);
    InitializeListHead(&tcb->ApcState.ApcListHead[1]);
    tcb->ApcState.Process = &process->Pcb;
#if NT_BUILD == 3790
    tcb->Process = &process->Pcb;
#endif
    tcb->ServiceTable = KiServiceTable;
    tcb->State = state;
    tcb->Priority = priority;
    tcb->BasePriority = priority;
    thread->CreateTime.QuadPart = process->CreateTime.QuadPart << 3;
    thread->Cid.UniqueProcess = process->UniqueProcessId;
    thread->Cid.UniqueThread = CID(id);
    thread->ThreadsProcess = process;
    InitializeListHead(&thread->IrpList);
    InsertTailList(&process->Pcb.ThreadListHead, &tcb->ThreadListEntry);
    InsertTailList(&process->ThreadListHead, &thread->ThreadListEntry);
    process->ActiveThreads++;
}

static void SetStack(PKTHREAD thread, ULONG base, ULONG limit, ULONG current)
{
    thread->InitialStack = (PVOID)base;
    thread->StackBase = (PVOID)base;
    thread->StackLimit = (PVOID)limit;
    thread->KernelStack = (PVOID)current;
}

/* The stack of a thread that waits: it exists, but is paged out. */
static void SetPagedOutStack(PKTHREAD thread)
{
    ULONG base = NextStack + 3 * PAGE_SIZE;
    NextStack += 4 * PAGE_SIZE;
    SetStack(thread, base, base - 3 * PAGE_SIZE, base - 0x3a0);
    thread->KernelStackResident = 0;
}

static void SetWait(PKTHREAD thread, UCHAR reason, CHAR mode, ULONG since)
{
    thread->WaitReason = reason;
    thread->WaitMode = mode;
    thread->WaitTime = since;
}

static void CreateIdleProcess(ULONG cr3)
{
    PsIdleProcess = ExAllocatePool(sizeof(EPROCESS));
    InitializeProcess(PsIdleProcess, IdleName, 0, 0, cr3);
    for (ULONG number = 0; number < PROCESSOR_COUNT; number++) {
        PETHREAD thread = (PETHREAD)PsIdleThread(number);
        InitializeThread(thread, PsIdleProcess, 0, ThreadRunning, 0);
        SetPagedOutStack(&thread->Tcb);
        thread->Tcb.NextProcessor = (UCHAR)number;
        thread->Tcb.KernelTime = 0x10465a5 - 0x1200 * number;
        thread->Tcb.ContextSwitches = 0x1c0f5 + 0x311 * number;
    }
}

static void CreateSystemProcess(ULONG cr3)
{
    static const UCHAR reasons[] = {WaitExecutive, WaitQueue, WaitQueue};
    PsInitialSystemProcess = ExAllocatePool(sizeof(EPROCESS));
    InitializeProcess(PsInitialSystemProcess, SystemName, 4, 0, cr3);
    InsertTailList(&PsActiveProcessHead, &PsInitialSystemProcess->ActiveProcessLinks);
    for (ULONG i = 0; i < sizeof reasons; i++) {
        PETHREAD thread = ExAllocatePool(sizeof(ETHREAD));
        InitializeThread(thread, PsInitialSystemProcess, 8 + 4 * i, ThreadWaiting, (CHAR)(i ? 13 : 0));
        SetPagedOutStack(&thread->Tcb);
        SetWait(&thread->Tcb, reasons[i], 0, 0x1045f00 + 0x35 * i);
        thread->Tcb.KernelTime = 0x40 + 0x11 * i;
        thread->Tcb.ContextSwitches = 0x5e1 + 0x90 * i;
    }
}

static void CreateStackHogProcess(PLOADER_BLOCK loaderBlock)
{
    PEPROCESS process = (PEPROCESS)PROCESS_ADDRESS;
    PETHREAD running = (PETHREAD)THREAD_ADDRESS;
    PETHREAD waiting = ExAllocatePool(sizeof(ETHREAD));
    ULONG entry = loaderBlock->Images[loaderBlock->ImageCount - 1].Entry;

    InitializeProcess(process, StackHogName, 0x7f8, 0x5dc, loaderBlock->ProcessCr3);
    InsertTailList(&PsActiveProcessHead, &process->ActiveProcessLinks);
    process->Pcb.ActiveProcessors = 1u << CRASH_PROCESSOR;
    process->CreateTime.QuadPart = SYSTEM_TIME - SECONDS(754);
    process->SectionBaseAddress = (PVOID)USER_IMAGE_BASE;
    process->Peb = (PVOID)USER_PEB;

    InitializeThread(running, process, 0x7fc, ThreadRunning, 10);
    SetStack(&running->Tcb, STACK_BASE, STACK_LIMIT, STACK_BASE - 0x4a8);
    running->Tcb.KernelStackResident = 1;
    running->Tcb.NextProcessor = CRASH_PROCESSOR;
    running->Tcb.BasePriority = 8;
    running->Tcb.PreviousMode = 1;
    running->Tcb.Teb = (PVOID)USER_TEB;
    running->Tcb.KernelTime = 0x1d;
    running->Tcb.UserTime = 0x5;
    running->Tcb.ContextSwitches = 0x4c3;
    running->Tcb.WaitTime = 0x10465a4;
    running->StartAddress = (PVOID)entry;
    running->Win32StartAddress = (PVOID)entry;

    InitializeThread(waiting, process, 0x804, ThreadWaiting, 9);
    SetPagedOutStack(&waiting->Tcb);
    SetWait(&waiting->Tcb, WaitUserRequest, 1, 0x103fa11);
    waiting->Tcb.BasePriority = 8;
    waiting->Tcb.PreviousMode = 1;
    waiting->Tcb.Teb = (PVOID)(USER_TEB - 2 * PAGE_SIZE);
    waiting->Tcb.UserTime = 0x2;
    waiting->Tcb.ContextSwitches = 0x31;
    waiting->StartAddress = (PVOID)entry;
    waiting->Win32StartAddress = (PVOID)entry;
}

void PsInitialize(PLOADER_BLOCK loaderBlock)
{
    InitializeListHead(&PsActiveProcessHead);
    CreateIdleProcess(loaderBlock->SystemCr3);
    CreateSystemProcess(loaderBlock->SystemCr3);
    CreateStackHogProcess(loaderBlock);
}
