/* The end: save the processor's state, tell the dump writer where everything is, halt. */
#include "ke.h"

ULONG KiBugCheckData[5];
CONTEXT KiBugCheckContext;
DUMP_REQUEST IopDumpRequest;

static void SaveControlRegisters(KSPECIAL_REGISTERS *registers)
{
    ULONG value;
    __asm__ volatile("movl %%cr0, %0" : "=r"(value));
    registers->Cr0 = value;
    __asm__ volatile("movl %%cr2, %0" : "=r"(value));
    registers->Cr2 = value;
    __asm__ volatile("movl %%cr3, %0" : "=r"(value));
    registers->Cr3 = value;
    __asm__ volatile("movl %%cr4, %0" : "=r"(value));
    registers->Cr4 = value;
}

NOINLINE void NTAPI KiSaveProcessorControlState(PKPROCESSOR_STATE state)
{
    KSPECIAL_REGISTERS *registers = &state->SpecialRegisters;
    SaveControlRegisters(registers);
    __asm__ volatile("sgdt %0" : "=m"(registers->Gdtr.Limit));
    __asm__ volatile("sidt %0" : "=m"(registers->Idtr.Limit));
    __asm__ volatile("str %0" : "=m"(registers->Tr));
    __asm__ volatile("sldt %0" : "=m"(registers->Ldtr));
}

/* Plays the crash dump driver: the writer outside finds this block through eax. */
NOINLINE __declspec(noreturn) void NTAPI IoWriteCrashDump(PCONTEXT context)
{
    KiBugCheckContext = *context;
    KiBugCheckContext.ContextFlags = CONTEXT_FULL; /* RtlCaptureContext does not set it */
    IopDumpRequest.Tag = DUMP_REQUEST_TAG;
    IopDumpRequest.BugCheckData = KiBugCheckData;
    IopDumpRequest.Context = &KiBugCheckContext;
    IopDumpRequest.DebuggerDataBlock = &KdDebuggerDataBlock;
    IopDumpRequest.BuildNumber = NT_BUILD;
    IopDumpRequest.ProcessorCount = PROCESSOR_COUNT;
    IopDumpRequest.DirectoryTableBase = CURRENT_PCR->PrcbData.CurrentThread->ApcState.Process->DirectoryTableBase[0];
    IopDumpRequest.PaeEnabled = LAYOUT_PAE;
    IopDumpRequest.SystemTime.QuadPart = SYSTEM_TIME;
    IopDumpRequest.UpTime.QuadPart = UP_TIME;
    for (;;) {
        __asm__ volatile("cli\n"
                         "hlt\n"
                         :
                         : "a"(&IopDumpRequest));
    }
}

NOINLINE __declspec(noreturn) void NTAPI KeBugCheck2(ULONG code, ULONG_PTR a, ULONG_PTR b, ULONG_PTR c, ULONG_PTR d,
                                                     PKTRAP_FRAME trapFrame)
{
    PKPROCESSOR_STATE state = &CURRENT_PCR->PrcbData.ProcessorState;
    (void)trapFrame;
    RtlCaptureContext(&state->ContextFrame);
    KiSaveProcessorControlState(state);
    KiBugCheckData[0] = code;
    KiBugCheckData[1] = a;
    KiBugCheckData[2] = b;
    KiBugCheckData[3] = c;
    KiBugCheckData[4] = d;
    CURRENT_PCR->Irql = HIGH_LEVEL;
    IoWriteCrashDump(&state->ContextFrame);
}

NOINLINE __declspec(noreturn) void NTAPI KeBugCheckEx(ULONG code, ULONG_PTR a, ULONG_PTR b, ULONG_PTR c, ULONG_PTR d)
{
    KeBugCheck2(code, a, b, c, d, NULL);
}
