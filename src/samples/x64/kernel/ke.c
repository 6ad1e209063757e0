/* The processor: its tables, its control region, and what happens when it stops. */
#include "ke.h"

UCHAR KiStartupStack[0x1000] __attribute__((aligned(16)));
KPCR KiInitialPcr __attribute__((aligned(0x100)));
ULONG64 KiBugCheckData[5];
CONTEXT KiBugCheckContext;
DUMP_REQUEST IopDumpRequest = {"DMRQ64", KiBugCheckData, &KiBugCheckContext, &KdDebuggerDataBlock, 0, SYSTEM_TIME, UP_TIME};

void *memset(void *target, int value, unsigned long long count)
{
    UCHAR *bytes = target;
    while (count--) {
        *bytes++ = (UCHAR)value;
    }
    return target;
}

static ULONG64 ReadMsr(ULONG number)
{
    ULONG low, high;
    __asm__ volatile("rdmsr" : "=a"(low), "=d"(high) : "c"(number));
    return low | (ULONG64)high << 32;
}

static void WriteMsr(ULONG number, ULONG64 value)
{
    __asm__ volatile("wrmsr" : : "c"(number), "a"((ULONG)value), "d"((ULONG)(value >> 32)));
}

static void KiSaveProcessorControlState(KSPECIAL_REGISTERS *state)
{
    struct __attribute__((packed)) {
        USHORT Limit;
        ULONG64 Base;
    } table;
    __asm__ volatile("movq %%cr0, %0" : "=r"(state->Cr0));
    __asm__ volatile("movq %%cr2, %0" : "=r"(state->Cr2));
    __asm__ volatile("movq %%cr3, %0" : "=r"(state->Cr3));
    __asm__ volatile("movq %%cr4, %0" : "=r"(state->Cr4));
    __asm__ volatile("movq %%cr8, %0" : "=r"(state->Cr8));
    __asm__ volatile("sgdt %0" : "=m"(table));
    state->Gdtr.Limit = table.Limit;
    state->Gdtr.Base = table.Base;
    __asm__ volatile("sidt %0" : "=m"(table));
    state->Idtr.Limit = table.Limit;
    state->Idtr.Base = table.Base;
    __asm__ volatile("str %0" : "=m"(state->Tr));
    __asm__ volatile("sldt %0" : "=m"(state->Ldtr));
    state->MxCsr = 0x1f80;
    state->MsrGsBase = ReadMsr(0xc0000101);
    state->MsrGsSwap = ReadMsr(0xc0000102);
    state->MsrStar = ReadMsr(0xc0000081);
    state->MsrLStar = ReadMsr(0xc0000082);
    state->MsrSyscallMask = ReadMsr(0xc0000084);
}

NOINLINE void KeBugCheckEx(ULONG64 code, ULONG64 first, ULONG64 second, ULONG64 third, ULONG64 fourth)
{
    PKPRCB prcb = &KiInitialPcr.Prcb;
    RtlCaptureContext(&KiBugCheckContext);
    KiSaveProcessorControlState(&prcb->ProcessorState.SpecialRegisters);
    __builtin_memcpy(&prcb->ProcessorState.ContextFrame, &KiBugCheckContext, sizeof(CONTEXT));
    KiBugCheckData[0] = code;
    KiBugCheckData[1] = first;
    KiBugCheckData[2] = second;
    KiBugCheckData[3] = third;
    KiBugCheckData[4] = fourth;
    KiInitialPcr.Irql = 15;
    IopDumpRequest.Root = prcb->ProcessorState.SpecialRegisters.Cr3;
    KeHaltWithRequest(&IopDumpRequest);
    KiBugCheckData[0] = 0;
}

void *memcpy(void *target, const void *source, unsigned long long count)
{
    UCHAR *to = target;
    const UCHAR *from = source;
    while (count--) {
        *to++ = *from++;
    }
    return target;
}

static void SetGate(ULONG vector, PVOID handler, UCHAR stack)
{
    ULONG64 address = (ULONG64)handler;
    ULONG *gate = (ULONG *)(IDT_BASE + 16 * vector);
    gate[0] = SELECTOR_R0_CODE << 16 | (ULONG)(address & 0xffff);
    gate[1] = ((ULONG)address & 0xffff0000) | 0x8e00 | stack;
    gate[2] = (ULONG)(address >> 32);
    gate[3] = 0;
}

static void KiLoadTables(void)
{
    struct __attribute__((packed)) {
        USHORT Limit;
        ULONG64 Base;
    } gdtr = {0x7f, GDT_BASE}, idtr = {0xfff, IDT_BASE};
    ULONG64 *gdt = (ULONG64 *)GDT_BASE;
    KTSS64 *tss = (KTSS64 *)TSS_BASE;
    ULONG64 at = TSS_BASE;
    gdt[2] = 0x00209b0000000000ull;
    gdt[3] = 0x00cf93000000ffffull;
    gdt[4] = 0x00cffb000000ffffull;
    gdt[5] = 0x00cff3000000ffffull;
    gdt[6] = 0x0020fb0000000000ull;
    gdt[8] = 0x67 | (at & 0xffffff) << 16 | 0x890000000000ull | (at >> 24 & 0xff) << 56;
    gdt[9] = at >> 32;
    tss->Rsp0 = STACK_INITIAL;
    tss->Ist[1] = DOUBLE_FAULT_STACK;
    tss->IoMapBase = 0x68;
    for (ULONG vector = 0; vector < 256; vector++) {
        SetGate(vector, KiUnexpectedInterrupt, 0);
    }
    SetGate(8, KiDoubleFaultAbort, 1);
    SetGate(14, KiPageFault, 0);
    __asm__ volatile("lgdt %0\n lidt %1\n"
                     "movl $0x18, %%eax\n movl %%eax, %%ss\n movl %%eax, %%ds\n movl %%eax, %%es\n"
                     "pushq $0x10\n leaq 1f(%%rip), %%rax\n pushq %%rax\n lretq\n"
                     "1: movl $0x40, %%eax\n ltr %%ax"
                     :
                     : "m"(gdtr), "m"(idtr)
                     : "rax", "memory");
}

static void KiInitializePcr(void)
{
    PKPCR pcr = &KiInitialPcr;
    const char *vendor = "GenuineIntel";
    pcr->GdtBase = (PVOID)GDT_BASE;
    pcr->TssBase = (PVOID)TSS_BASE;
    pcr->IdtBase = (PVOID)IDT_BASE;
    pcr->Self = pcr;
    pcr->CurrentPrcb = &pcr->Prcb;
    pcr->MajorVersion = pcr->MinorVersion = 1;
    pcr->StallScaleFactor = 0xa66;
    pcr->KdVersionBlock = &KdVersionBlock;
    pcr->Prcb.MxCsr = 0x1f80;
    pcr->Prcb.RspBase = STACK_INITIAL;
    pcr->Prcb.MHz = 0xa66;
    pcr->Prcb.Context = &pcr->Prcb.ProcessorState.ContextFrame;
    for (int i = 0; i < 32; i++) {
        pcr->Prcb.ReadyListHead[i].Flink = pcr->Prcb.ReadyListHead[i].Blink = &pcr->Prcb.ReadyListHead[i];
    }
    for (int i = 0; vendor[i]; i++) {
        pcr->Prcb.VendorString[i] = (UCHAR)vendor[i];
    }
    WriteMsr(0xc0000101, (ULONG64)pcr);
    WriteMsr(0xc0000102, TEB_BASE);
    WriteMsr(0xc0000081, 0x0023001000000000ull);
    WriteMsr(0xc0000082, (ULONG64)KiSystemCall64);
    WriteMsr(0xc0000084, 0x4700);
}

void KiInitializeKernel(PLOADER_BLOCK loaderBlock)
{
    __asm__ volatile("movq %0, %%cr3" : : "r"(loaderBlock->ProcessRoot) : "memory");
    KiLoadTables();
    KiInitializePcr();
    KdInitialize();
    MiInitializeModules(loaderBlock);
    PsInitialize(loaderBlock);
    IoInitialize(loaderBlock);
    KiStartUserThread(loaderBlock->Image[loaderBlock->Count - 1].Entry, USER_STACK - 0x28);
}
