/* Start of the kernel: builds everything a crash dump reader looks at, then runs StackHog.exe in user mode. */
#include "ke.h"

typedef struct _KUSER_SHARED_DATA {
    ULONG TickCountLow;
    ULONG TickCountMultiplier;
    GAP(0x08, 0x30);
    WCHAR NtSystemRoot[260];
    GAP(0x238, 0x264);
    ULONG NtProductType;
    BOOLEAN ProductTypeIsValid;
    ULONG NtMajorVersion;
    ULONG NtMinorVersion;
} KUSER_SHARED_DATA;
CHECK_OFFSET(KUSER_SHARED_DATA, NtProductType, 0x264);
CHECK_OFFSET(KUSER_SHARED_DATA, NtMajorVersion, 0x26c);

static void FillSharedUserData(void)
{
    static const CHAR root[] = "C:\\WINDOWS";
    KUSER_SHARED_DATA *data = (KUSER_SHARED_DATA *)SHARED_USER_DATA;
    data->TickCountLow = 0x10465a6;
    data->TickCountMultiplier = 0x0fa00000;
    data->NtProductType = NT_BUILD == 3790 ? 3 : 1;
    data->ProductTypeIsValid = 1;
    data->NtMajorVersion = 5;
    data->NtMinorVersion = NT_BUILD == 3790 ? 2 : 1;
    for (ULONG i = 0; root[i]; i++) {
        data->NtSystemRoot[i] = (WCHAR)root[i];
    }
}

static void FillUserPages(void)
{
    NT_TIB *teb = (NT_TIB *)USER_TEB;
    teb->ExceptionList = END_OF_EXCEPTION_LIST;
    teb->StackBase = (PVOID)(USER_STACK_PAGE + PAGE_SIZE);
    teb->StackLimit = (PVOID)USER_STACK_PAGE;
    teb->Self = teb;
    *(ULONG *)(USER_TEB + 0x20) = 0x7f8; /* ClientId */
    *(ULONG *)(USER_TEB + 0x24) = 0x7fc;
    *(ULONG *)(USER_TEB + 0x30) = USER_PEB;
    *(ULONG *)(USER_PEB + 8) = USER_IMAGE_BASE;
}

static void InitializeProcessors(ULONG systemCr3)
{
    for (ULONG number = 0; number < PROCESSOR_COUNT; number++) {
        PKTHREAD current = number == CRASH_PROCESSOR ? (PKTHREAD)THREAD_ADDRESS : NULL;
        KiInitializeProcessor(number, systemCr3, current);
    }
    KiLoadProcessorTables(CRASH_PROCESSOR);
}

static void SetCr3(ULONG cr3)
{
    __asm__ volatile("movl %0, %%cr3" : : "r"(cr3) : "memory");
}

__declspec(noreturn) static void EnterUserMode(ULONG entry)
{
    __asm__ volatile("pushl $0x23\n" /* ss, esp */
                     "pushl %1\n"
                     "pushl $0x0202\n" /* eflags: interrupts on */
                     "pushl $0x1b\n"   /* cs, eip */
                     "pushl %0\n"
                     "movw $0x3b, %%ax\n"
                     "movw %%ax, %%fs\n"
                     "xorl %%ebp, %%ebp\n"
                     "xorl %%ebx, %%ebx\n"
                     "xorl %%esi, %%esi\n"
                     "xorl %%edi, %%edi\n"
                     "iretl\n"
                     :
                     : "d"(entry), "c"(USER_STACK_PAGE + 0xfc4)
                     : "eax", "memory");
    __builtin_unreachable();
}

__declspec(noreturn) void NTAPI KiInitializeKernel(PLOADER_BLOCK bootBlock)
{
    LOADER_BLOCK loaderBlock = *bootBlock; /* it lies where the pool will be */
    SetCr3(loaderBlock.ProcessCr3);
    *bootBlock = (LOADER_BLOCK){0};
    MiInitializePool(POOL_START, POOL_PAGES * PAGE_SIZE);
    FillSharedUserData();
    FillUserPages();
    MiInitializeModules(&loaderBlock);
    PsInitialize(&loaderBlock);
    InitializeProcessors(loaderBlock.SystemCr3);
    KdInitialize((PKPCR)BOOT_PCR);
#if EXTENDED_KERNEL
    HalInitializeInterrupts();
#endif
    IoInitialize();
    EnterUserMode(loaderBlock.Images[loaderBlock.ImageCount - 1].Entry);
}
