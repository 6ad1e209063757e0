/* Thread, process and processor structures of Windows Server 2003 SP1/SP2 x86 (public offsets), reduced. */

typedef struct _KTHREAD {
    DISPATCHER_HEADER Header;
    LIST_ENTRY MutantListHead;
    PVOID InitialStack;
    PVOID StackLimit;
    PVOID KernelStack;
    ULONG ThreadLock;
    KAPC_STATE ApcState;
    UCHAR NextProcessor;
    GAP(0x41, 0x48);
    ULONG ContextSwitches;
    UCHAR State;
    UCHAR NpxState;
    UCHAR WaitIrql;
    CHAR WaitMode;
    GAP(0x50, 0x5a);
    UCHAR WaitReason;
    CHAR Priority;
    GAP(0x5c, 0x6c);
    ULONG WaitTime;
    GAP(0x70, 0x74);
    PVOID Teb;
    GAP(0x78, 0xd7);
    CHAR PreviousMode;
    GAP(0xd8, 0x107);
    BOOLEAN LargeStack;
    GAP(0x108, 0x110);
    struct _KTRAP_FRAME *TrapFrame;
    PVOID CallbackStack;
    PVOID ServiceTable;
    GAP(0x11c, 0x120);
    BOOLEAN KernelStackResident;
    CHAR BasePriority;
    GAP(0x122, 0x128);
    struct _KPROCESS *Process;
    GAP(0x12c, 0x154);
    PVOID Win32Thread;
    PVOID StackBase;
    GAP(0x15c, 0x160);
    ULONG KernelTime;
    GAP(0x164, 0x18c);
    ULONG UserTime;
    GAP(0x190, 0x1a8);
    LIST_ENTRY ThreadListEntry;
    GAP(0x1b0, 0x1b8);
} KTHREAD, *PKTHREAD;
CHECK_OFFSET(KTHREAD, ApcState.Process, 0x38);
CHECK_OFFSET(KTHREAD, WaitReason, 0x5a);
CHECK_OFFSET(KTHREAD, Teb, 0x74);
CHECK_OFFSET(KTHREAD, StackBase, 0x158);
CHECK_OFFSET(KTHREAD, ThreadListEntry, 0x1a8);
CHECK_SIZE(KTHREAD, 0x1b8);

typedef struct _ETHREAD {
    KTHREAD Tcb;
    LARGE_INTEGER CreateTime; /* shifted left by three: the low bits are flags */
    GAP(0x1c0, 0x1e4);
    CLIENT_ID Cid;
    GAP(0x1ec, 0x208);
    LIST_ENTRY IrpList;
    GAP(0x210, 0x218);
    struct _EPROCESS *ThreadsProcess;
    PVOID StartAddress;
    PVOID Win32StartAddress;
    LIST_ENTRY ThreadListEntry;
    GAP(0x22c, 0x250);
} ETHREAD, *PETHREAD;
CHECK_OFFSET(ETHREAD, Cid, 0x1e4);
CHECK_OFFSET(ETHREAD, ThreadListEntry, 0x224);
CHECK_SIZE(ETHREAD, 0x250);

typedef struct _KPROCESS {
    KPROCESS_COMMON_PART;
    GAP(0x60, 0x78);
} KPROCESS, *PKPROCESS;
CHECK_SIZE(KPROCESS, 0x78);

typedef struct _EPROCESS {
    KPROCESS Pcb;
    ULONG ProcessLock;
    GAP(0x7c, 0x80);
    LARGE_INTEGER CreateTime;
    LARGE_INTEGER ExitTime;
    ULONG RundownProtect;
    PVOID UniqueProcessId;
    LIST_ENTRY ActiveProcessLinks;
    GAP(0xa0, 0xd4);
    PVOID ObjectTable;
    GAP(0xd8, 0x128);
    PVOID SectionBaseAddress;
    GAP(0x12c, 0x138);
    PVOID InheritedFromUniqueProcessId;
    GAP(0x13c, 0x160);
    PVOID Session;
    UCHAR ImageFileName[16];
    GAP(0x174, 0x180);
    LIST_ENTRY ThreadListHead;
    GAP(0x188, 0x18c);
    PVOID PaeTop;
    ULONG ActiveThreads;
    GAP(0x194, 0x1a0);
    PVOID Peb;
    GAP(0x1a4, 0x278);
} EPROCESS, *PEPROCESS;
CHECK_OFFSET(EPROCESS, UniqueProcessId, 0x94);
CHECK_OFFSET(EPROCESS, ImageFileName, 0x164);
CHECK_OFFSET(EPROCESS, ThreadListHead, 0x180);
CHECK_OFFSET(EPROCESS, Peb, 0x1a0);
CHECK_SIZE(EPROCESS, 0x278);

typedef struct _KPRCB {
    KPRCB_COMMON_PART;
    GAP(0x33c, 0x948);
    PVOID DpcStack;
    GAP(0x94c, 0x95a);
    BOOLEAN DpcRoutineActive;
    GAP(0x95b, 0xb60);
    UCHAR VendorString[13];
    GAP(0xb6d, 0xb70);
    ULONG MHz;
    GAP(0xb74, 0xec0);
} KPRCB, *PKPRCB;
CHECK_OFFSET(KPRCB, DpcStack, 0x948);
CHECK_OFFSET(KPRCB, MHz, 0xb70);
CHECK_SIZE(KPRCB, 0xec0);

#define KPCR_SIZE 0xfe0
#define KDBG_SIZE 0x318
