/* Thread, process and processor structures of Windows XP SP3 x86 (public offsets), reduced. */

typedef struct _KTHREAD {
    DISPATCHER_HEADER Header;
    LIST_ENTRY MutantListHead;
    PVOID InitialStack;
    PVOID StackLimit;
    PVOID Teb;
    PVOID TlsArray;
    PVOID KernelStack;
    BOOLEAN DebugActive;
    UCHAR State;
    UCHAR Alerted[2];
    UCHAR Iopl;
    UCHAR NpxState;
    CHAR Saturation;
    CHAR Priority;
    KAPC_STATE ApcState;
    ULONG ContextSwitches;
    GAP(0x50, 0x58);
    UCHAR WaitIrql;
    CHAR WaitMode;
    UCHAR WaitNext;
    UCHAR WaitReason;
    GAP(0x5c, 0x68);
    ULONG WaitTime;
    CHAR BasePriority;
    GAP(0x6d, 0xe0);
    PVOID ServiceTable;
    GAP(0xe4, 0x12a);
    BOOLEAN KernelStackResident;
    UCHAR NextProcessor;
    PVOID CallbackStack;
    PVOID Win32Thread;
    struct _KTRAP_FRAME *TrapFrame;
    GAP(0x138, 0x140);
    CHAR PreviousMode;
    BOOLEAN EnableStackSwap;
    BOOLEAN LargeStack;
    UCHAR ResourceIndex;
    ULONG KernelTime;
    ULONG UserTime;
    GAP(0x14c, 0x168);
    PVOID StackBase;
    GAP(0x16c, 0x1b0);
    LIST_ENTRY ThreadListEntry;
    GAP(0x1b8, 0x1c0);
} KTHREAD, *PKTHREAD;
CHECK_OFFSET(KTHREAD, ApcState.Process, 0x44);
CHECK_OFFSET(KTHREAD, WaitReason, 0x5b);
CHECK_OFFSET(KTHREAD, BasePriority, 0x6c);
CHECK_OFFSET(KTHREAD, StackBase, 0x168);
CHECK_OFFSET(KTHREAD, ThreadListEntry, 0x1b0);
CHECK_SIZE(KTHREAD, 0x1c0);

typedef struct _ETHREAD {
    KTHREAD Tcb;
    LARGE_INTEGER CreateTime; /* shifted left by three: the low bits are flags */
    GAP(0x1c8, 0x1ec);
    CLIENT_ID Cid;
    GAP(0x1f4, 0x210);
    LIST_ENTRY IrpList;
    GAP(0x218, 0x220);
    struct _EPROCESS *ThreadsProcess;
    PVOID StartAddress;
    PVOID Win32StartAddress;
    LIST_ENTRY ThreadListEntry;
    GAP(0x234, 0x258);
} ETHREAD, *PETHREAD;
CHECK_OFFSET(ETHREAD, Cid, 0x1ec);
CHECK_OFFSET(ETHREAD, ThreadListEntry, 0x22c);
CHECK_SIZE(ETHREAD, 0x258);

typedef struct _KPROCESS {
    KPROCESS_COMMON_PART;
    GAP(0x60, 0x6c);
} KPROCESS, *PKPROCESS;
CHECK_SIZE(KPROCESS, 0x6c);

typedef struct _EPROCESS {
    KPROCESS Pcb;
    ULONG ProcessLock;
    LARGE_INTEGER CreateTime;
    LARGE_INTEGER ExitTime;
    ULONG RundownProtect;
    PVOID UniqueProcessId;
    LIST_ENTRY ActiveProcessLinks;
    GAP(0x90, 0xc4);
    PVOID ObjectTable;
    GAP(0xc8, 0x13c);
    PVOID SectionBaseAddress;
    GAP(0x140, 0x14c);
    PVOID InheritedFromUniqueProcessId;
    GAP(0x150, 0x170);
    PVOID Session;
    UCHAR ImageFileName[16];
    GAP(0x184, 0x190);
    LIST_ENTRY ThreadListHead;
    GAP(0x198, 0x19c);
    PVOID PaeTop;
    ULONG ActiveThreads;
    GAP(0x1a4, 0x1b0);
    PVOID Peb;
    GAP(0x1b4, 0x260);
} EPROCESS, *PEPROCESS;
CHECK_OFFSET(EPROCESS, UniqueProcessId, 0x84);
CHECK_OFFSET(EPROCESS, ImageFileName, 0x174);
CHECK_OFFSET(EPROCESS, ThreadListHead, 0x190);
CHECK_OFFSET(EPROCESS, Peb, 0x1b0);
CHECK_SIZE(EPROCESS, 0x260);

typedef struct _KPRCB {
    KPRCB_COMMON_PART;
    GAP(0x33c, 0x868);
    PVOID DpcStack;
    GAP(0x86c, 0x874);
    ULONG DpcRoutineActive;
    GAP(0x878, 0x900);
    UCHAR VendorString[13];
    GAP(0x90d, 0x910);
    ULONG MHz;
    GAP(0x914, 0xc50);
} KPRCB, *PKPRCB;
CHECK_OFFSET(KPRCB, DpcStack, 0x868);
CHECK_OFFSET(KPRCB, MHz, 0x910);
CHECK_SIZE(KPRCB, 0xc50);

#define KPCR_SIZE 0xd70
#define KDBG_SIZE 0x290
