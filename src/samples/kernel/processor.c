/* Processor control regions, descriptor tables and task state segments of all processors. */
#include "ke.h"

typedef struct _PROCESSOR_PLACE {
    PKPCR Pcr;
    PKTSS Tss;
    PKTSS DoubleFaultTss;
    PKTSS NmiTss;
    ULONG DoubleFaultStackTop;
    PKGDTENTRY Gdt;
    PKIDTENTRY Idt;
} PROCESSOR_PLACE;

#define PLACE_IN_BLOCK(block)                                                                        \
    {                                                                                                \
        (PKPCR)((block) + BLOCK_PCR), (PKTSS)((block) + BLOCK_TSS),                                  \
            (PKTSS)((block) + BLOCK_DOUBLE_FAULT_TSS), (PKTSS)((block) + BLOCK_NMI_TSS),             \
            (block) + BLOCK_DOUBLE_FAULT_STACK_TOP, (PKGDTENTRY)((block) + BLOCK_GDT),               \
            (PKIDTENTRY)((block) + BLOCK_IDT)                                                        \
    }

#define TSS_HARDWARE_SIZE 0x68 /* the double-fault and NMI segments have no I/O maps */

enum { DESCRIPTOR_TSS = 0x89, DESCRIPTOR_R0_CODE = 0x9b, DESCRIPTOR_R0_DATA = 0x93 };
enum { DESCRIPTOR_R3_CODE = 0xfb, DESCRIPTOR_R3_DATA = 0xf3 };
enum { GRANULARITY_4K_32BIT = 0xc0, GRANULARITY_32BIT = 0x40, GRANULARITY_BYTE = 0 };
enum { GATE_INTERRUPT = 0x8e00, GATE_INTERRUPT_USER = 0xee00, GATE_TASK = 0x8500 };

UCHAR KiDoubleFaultStack[0x3000] __attribute__((aligned(16)));
UCHAR KiStartupStack[0x1000] __attribute__((aligned(16)));
UCHAR KiDoubleFaultTSS[TSS_HARDWARE_SIZE] __attribute__((aligned(16)));
UCHAR KiNMITSS[TSS_HARDWARE_SIZE] __attribute__((aligned(16)));
PKPRCB KiProcessorBlock[32];

static const PROCESSOR_PLACE Places[PROCESSOR_COUNT] = {
    {(PKPCR)BOOT_PCR, (PKTSS)BOOT_TSS, (PKTSS)KiDoubleFaultTSS, (PKTSS)KiNMITSS,
     (ULONG)KiDoubleFaultStack + sizeof KiDoubleFaultStack, (PKGDTENTRY)BOOT_GDT, (PKIDTENTRY)BOOT_IDT},
#if PROCESSOR_COUNT > 1
    PLACE_IN_BLOCK(PROCESSOR_BLOCK_1),
#endif
#if PROCESSOR_COUNT > 2
    PLACE_IN_BLOCK(PROCESSOR_BLOCK_2),
    PLACE_IN_BLOCK(PROCESSOR_BLOCK_3),
#endif
};

static void SetDescriptor(PKGDTENTRY gdt, ULONG selector, ULONG base, ULONG limit, UCHAR type, UCHAR granularity)
{
    PKGDTENTRY entry = gdt + selector / sizeof(KGDTENTRY);
    entry->LimitLow = (USHORT)limit;
    entry->BaseLow = (USHORT)base;
    entry->HighWord.Bytes.BaseMid = (UCHAR)(base >> 16);
    entry->HighWord.Bytes.Flags1 = type;
    entry->HighWord.Bytes.Flags2 = (UCHAR)(((limit >> 16) & 15) | granularity);
    entry->HighWord.Bytes.BaseHi = (UCHAR)(base >> 24);
}

static void InitializeGdt(const PROCESSOR_PLACE *place)
{
    PKGDTENTRY gdt = place->Gdt;
    SetDescriptor(gdt, SELECTOR_R0_CODE, 0, 0xfffff, DESCRIPTOR_R0_CODE, GRANULARITY_4K_32BIT);
    SetDescriptor(gdt, SELECTOR_R0_DATA, 0, 0xfffff, DESCRIPTOR_R0_DATA, GRANULARITY_4K_32BIT);
    SetDescriptor(gdt, SELECTOR_R3_CODE, 0, 0xfffff, DESCRIPTOR_R3_CODE, GRANULARITY_4K_32BIT);
    SetDescriptor(gdt, SELECTOR_R3_DATA, 0, 0xfffff, DESCRIPTOR_R3_DATA, GRANULARITY_4K_32BIT);
    SetDescriptor(gdt, SELECTOR_TSS, (ULONG)place->Tss, sizeof(KTSS) - 1, DESCRIPTOR_TSS, GRANULARITY_BYTE);
    SetDescriptor(gdt, SELECTOR_PCR, (ULONG)place->Pcr, 1, DESCRIPTOR_R0_DATA, GRANULARITY_4K_32BIT);
    SetDescriptor(gdt, SELECTOR_TEB, USER_TEB, 0xfff, DESCRIPTOR_R3_DATA, GRANULARITY_32BIT);
    SetDescriptor(gdt, SELECTOR_DOUBLE_FAULT_TSS, (ULONG)place->DoubleFaultTss, TSS_HARDWARE_SIZE - 1, DESCRIPTOR_TSS,
                  GRANULARITY_BYTE);
    SetDescriptor(gdt, SELECTOR_NMI_TSS, (ULONG)place->NmiTss, TSS_HARDWARE_SIZE - 1, DESCRIPTOR_TSS,
                  GRANULARITY_BYTE);
}

static void SetGate(PKIDTENTRY idt, ULONG vector, void (*handler)(void), USHORT access)
{
    ULONG address = (ULONG)handler;
    idt[vector].Offset = (USHORT)address;
    idt[vector].ExtendedOffset = (USHORT)(address >> 16);
    idt[vector].Selector = SELECTOR_R0_CODE;
    idt[vector].Access = access;
}

static void SetTaskGate(PKIDTENTRY idt, ULONG vector, USHORT selector)
{
    idt[vector].Selector = selector;
    idt[vector].Access = GATE_TASK;
}

static void InitializeIdt(PKIDTENTRY idt)
{
    for (ULONG vector = 0; vector <= IDT_LIMIT / sizeof(KIDTENTRY); vector++) {
        SetGate(idt, vector, _KiUnexpectedTrap, GATE_INTERRUPT);
    }
    SetGate(idt, 0x0e, _KiTrap0E, GATE_INTERRUPT);
    SetGate(idt, 0x2e, _KiSystemService, GATE_INTERRUPT_USER);
#if EXTENDED_KERNEL
    SetGate(idt, 0x03, _KiTrap03, GATE_INTERRUPT_USER);
    SetGate(idt, 0x2d, _KiDebugService, GATE_INTERRUPT_USER);
    SetGate(idt, DEVICE_VECTOR, _KiInterruptTemplate, GATE_INTERRUPT);
#endif
    SetTaskGate(idt, 0x02, SELECTOR_NMI_TSS);
    idt[0x08].Offset = 0;
    idt[0x08].ExtendedOffset = 0;
    SetTaskGate(idt, 0x08, SELECTOR_DOUBLE_FAULT_TSS);
}

/* The normal task: only its ring 0 stack matters; the registers are what a task switch saves here. */
static void InitializeTss(PKTSS tss)
{
    tss->Esp0 = STACK_BASE - NPX_SAVE_AREA_SIZE - V86_PART_SIZE;
    tss->Ss0 = SELECTOR_R0_DATA;
    tss->IoMapBase = sizeof(KTSS);
}

/* A task that starts at the handler with a stack of its own and otherwise empty registers. */
static void InitializeHandlerTss(PKTSS tss, void (*handler)(void), ULONG stackTop, ULONG cr3)
{
    tss->Esp0 = stackTop;
    tss->Ss0 = SELECTOR_R0_DATA;
    tss->CR3 = cr3;
    tss->Eip = (ULONG)handler;
    tss->Esp = stackTop;
    tss->Ss = SELECTOR_R0_DATA;
    tss->Cs = SELECTOR_R0_CODE;
    tss->Ds = SELECTOR_R3_DATA | 3;
    tss->Es = SELECTOR_R3_DATA | 3;
    tss->Fs = SELECTOR_PCR;
    tss->IoMapBase = TSS_HARDWARE_SIZE;
}

/* Values of a processor that has been running for three days; with them the article's PCR is complete. */
static void FillPcr(PKPCR pcr, ULONG number)
{
    pcr->IDR = ALL_ONES;
    pcr->MajorVersion = 1;
    pcr->MinorVersion = 1;
    pcr->SetMember = 1u << number;
    pcr->StallScaleFactor = 0xe56;
    pcr->Number = (UCHAR)number;
    pcr->SecondLevelCacheAssociativity = 8;
    pcr->SecondLevelCacheSize = 0x100000;
    pcr->HalReserved[0] = number;
    pcr->HalReserved[1] = 0x09f15190;
    pcr->HalReserved[3] = 0x09f15190;
    pcr->HalReserved[4] = 0xdabc6620;
    pcr->HalReserved[6] = 0x334e730f;
}

static void FillPrcb(PKPRCB prcb, ULONG number)
{
    static const UCHAR vendor[13] = "GenuineIntel";
    prcb->MinorVersion = 1;
    prcb->MajorVersion = 1;
    prcb->Number = (CHAR)number;
    prcb->SetMember = 1u << number;
    prcb->CpuType = 0x0f;
    prcb->CpuID = 1;
    prcb->CpuStep = 0x0401;
    prcb->MHz = 0xe56;
    for (ULONG i = 0; i < sizeof vendor; i++) {
        prcb->VendorString[i] = vendor[i];
    }
}

/* How the bug check finds the other processors: in the idle loop. */
static void FillIdleState(const PROCESSOR_PLACE *place, ULONG cr3)
{
    PKPROCESSOR_STATE state = &place->Pcr->PrcbData.ProcessorState;
    state->ContextFrame.Eip = (ULONG)KiIdleLoop + 2;
    state->ContextFrame.Esp = place->DoubleFaultStackTop - 0x10;
    state->ContextFrame.EFlags = 0x246;
    state->ContextFrame.SegCs = SELECTOR_R0_CODE;
    state->ContextFrame.SegSs = SELECTOR_R0_DATA;
    state->ContextFrame.SegDs = SELECTOR_R3_DATA | 3;
    state->ContextFrame.SegEs = SELECTOR_R3_DATA | 3;
    state->ContextFrame.SegFs = SELECTOR_PCR;
    state->SpecialRegisters.Cr0 = 0x80010011;
    state->SpecialRegisters.Cr3 = cr3;
    state->SpecialRegisters.Cr4 = LAYOUT_PAE ? 0x20 : 0x10;
    state->SpecialRegisters.Gdtr.Limit = GDT_LIMIT;
    state->SpecialRegisters.Gdtr.Base = (ULONG)place->Gdt;
    state->SpecialRegisters.Idtr.Limit = IDT_LIMIT;
    state->SpecialRegisters.Idtr.Base = (ULONG)place->Idt;
    state->SpecialRegisters.Tr = SELECTOR_TSS;
}

/* currentThread NULL: the processor is idle. */
void KiInitializeProcessor(ULONG number, ULONG systemCr3, PKTHREAD currentThread)
{
    const PROCESSOR_PLACE *place = &Places[number];
    PKPCR pcr = place->Pcr;

    InitializeGdt(place);
    InitializeIdt(place->Idt);
    InitializeTss(place->Tss);
    InitializeHandlerTss(place->DoubleFaultTss, _KiTrap08, place->DoubleFaultStackTop, systemCr3);
    InitializeHandlerTss(place->NmiTss, _KiTrap02, place->DoubleFaultStackTop, systemCr3);

    FillPcr(pcr, number);
    FillPrcb(&pcr->PrcbData, number);
    pcr->NtTib.ExceptionList = END_OF_EXCEPTION_LIST;
    pcr->SelfPcr = pcr;
    pcr->Prcb = &pcr->PrcbData;
    pcr->IDT = place->Idt;
    pcr->GDT = place->Gdt;
    pcr->TSS = place->Tss;
    pcr->PrcbData.DpcStack = (PVOID)place->DoubleFaultStackTop;
    pcr->PrcbData.IdleThread = PsIdleThread(number);
    pcr->PrcbData.CurrentThread = currentThread ? currentThread : pcr->PrcbData.IdleThread;
#if NT_BUILD == 3790
    pcr->TssCopy = place->Tss;
    pcr->SetMemberCopy = 1u << number;
    pcr->ContextSwitches = 0x19d5c42c;
    pcr->Used_Self = currentThread ? currentThread->Teb : NULL;
#else
    pcr->NtTib.Self = currentThread ? currentThread->Teb : NULL;
#endif
    if (!currentThread) {
        FillIdleState(place, systemCr3);
    }
    KiProcessorBlock[number] = &pcr->PrcbData;
}

/* Makes the one real processor that processor: its tables, selectors and task. */
void KiLoadProcessorTables(ULONG number)
{
    const PROCESSOR_PLACE *place = &Places[number];
    DESCRIPTOR gdtr = {0, GDT_LIMIT, (ULONG)place->Gdt};
    DESCRIPTOR idtr = {0, IDT_LIMIT, (ULONG)place->Idt};
    __asm__ volatile("lgdt %0\n"
                     "lidt %1\n"
                     "ljmp $0x08, $1f\n"
                     "1:\n"
                     "movw $0x23, %%ax\n"
                     "movw %%ax, %%ds\n"
                     "movw %%ax, %%es\n"
                     "movw $0x10, %%ax\n"
                     "movw %%ax, %%ss\n"
                     "movw $0x30, %%ax\n"
                     "movw %%ax, %%fs\n"
                     "xorl %%eax, %%eax\n"
                     "movw %%ax, %%gs\n"
                     "lldt %%ax\n"
                     "movw $0x28, %%ax\n"
                     "ltr %%ax\n"
                     :
                     : "m"(gdtr.Limit), "m"(idtr.Limit)
                     : "eax", "memory");
}
