/*
 * Structures of 64-bit Windows 7 SP1 (build 7601), reduced to the fields that a dump reader uses; every offset is
 * checked. What lies where in memory is in the second part.
 */
#ifndef NT64_H
#define NT64_H

typedef unsigned char UCHAR, BOOLEAN;
typedef unsigned short USHORT, WCHAR;
typedef unsigned int ULONG;
typedef unsigned long long ULONG64;
typedef int NTSTATUS;
typedef void *PVOID;

#define NOINLINE __attribute__((noinline))
#ifdef __x86_64__
#define CHECK(type, field, offset) \
    _Static_assert(__builtin_offsetof(type, field) == (offset), #type "." #field)
#define CHECK_SIZE(type, size) _Static_assert(sizeof(type) == (size), #type)
#else /* the boot loader, whose pointers are shorter, uses the loader block only */
#define CHECK(type, field, offset) _Static_assert(1, "")
#define CHECK_SIZE(type, size) _Static_assert(1, "")
#endif

#define NT_BUILD 7601
#define PAGE_SIZE 0x1000

typedef struct _LIST_ENTRY {
    struct _LIST_ENTRY *Flink, *Blink;
} LIST_ENTRY, *PLIST_ENTRY;

typedef struct _UNICODE_STRING {
    USHORT Length, MaximumLength;
    WCHAR *Buffer;
} UNICODE_STRING;

typedef struct _CONTEXT {
    ULONG64 HomeSpace[6];
    ULONG ContextFlags, MxCsr;
    USHORT SegCs, SegDs, SegEs, SegFs, SegGs, SegSs;
    ULONG EFlags;
    ULONG64 Debug[6];
    ULONG64 Rax, Rcx, Rdx, Rbx, Rsp, Rbp, Rsi, Rdi, R8, R9, R10, R11, R12, R13, R14, R15, Rip;
    UCHAR Rest[0x3d0];
} __attribute__((aligned(16))) CONTEXT, *PCONTEXT;
CHECK(CONTEXT, Rax, 0x78);
CHECK(CONTEXT, Rip, 0xf8);
CHECK_SIZE(CONTEXT, 0x4d0);

typedef struct _TABLE_REGISTER {
    USHORT Pad[3], Limit;
    ULONG64 Base;
} TABLE_REGISTER;

typedef struct _KSPECIAL_REGISTERS {
    ULONG64 Cr0, Cr2, Cr3, Cr4, Debug[6];
    TABLE_REGISTER Gdtr, Idtr;
    USHORT Tr, Ldtr;
    ULONG MxCsr;
    UCHAR Unused[0x28];
    ULONG64 Cr8, MsrGsBase, MsrGsSwap, MsrStar, MsrLStar, MsrCStar, MsrSyscallMask;
} KSPECIAL_REGISTERS;
CHECK(KSPECIAL_REGISTERS, Gdtr, 0x50);
CHECK(KSPECIAL_REGISTERS, Tr, 0x70);
CHECK(KSPECIAL_REGISTERS, Cr8, 0xa0);

typedef struct _KPROCESSOR_STATE {
    KSPECIAL_REGISTERS SpecialRegisters;
    ULONG64 Align[1];
    CONTEXT ContextFrame;
} KPROCESSOR_STATE;
CHECK(KPROCESSOR_STATE, ContextFrame, 0xe0);

#pragma pack(push, 4)
typedef struct _KTSS64 {
    ULONG Reserved0;
    ULONG64 Rsp0, Rsp1, Rsp2;
    ULONG64 Ist[8]; /* the first is reserved */
    ULONG64 Reserved1;
    USHORT Reserved2, IoMapBase;
} KTSS64;
#pragma pack(pop)
CHECK(KTSS64, Ist, 0x1c);

struct _KTHREAD;
struct _KPROCESS;

typedef struct _KPRCB {
    ULONG MxCsr;
    UCHAR LegacyNumber, Reserved, InterruptRequest, IdleHalt;
    struct _KTHREAD *CurrentThread, *NextThread, *IdleThread;
    UCHAR NestingLevel, Fill1[3];
    ULONG Number;
    ULONG64 RspBase, Fill2[2];
    KPROCESSOR_STATE ProcessorState;
    UCHAR Fill3[0x4];
    ULONG MHz;
    UCHAR Fill4[0x21c0 - 0x5f8];
    PVOID DpcStack;
    UCHAR Fill5[0x21da - 0x21c8];
    UCHAR DpcRoutineActive;
    UCHAR Fill6[0x2200 - 0x21db];
    LIST_ENTRY ReadyListHead[32]; /* of Windows too, but at an offset that is not known here */
    UCHAR Fill9[0x4bb8 - 0x2400];
    UCHAR VendorString[13];
    UCHAR Fill7[0x4bd8 - 0x4bc5];
    PCONTEXT Context;
    UCHAR Fill8[0x4d00 - 0x4be0];
} KPRCB, *PKPRCB;
CHECK(KPRCB, CurrentThread, 0x8);
CHECK(KPRCB, Number, 0x24);
CHECK(KPRCB, RspBase, 0x28);
CHECK(KPRCB, ProcessorState, 0x40);
CHECK(KPRCB, MHz, 0x5f4);
CHECK(KPRCB, DpcStack, 0x21c0);
CHECK(KPRCB, VendorString, 0x4bb8);
CHECK(KPRCB, Context, 0x4bd8);

typedef struct _KPCR {
    PVOID GdtBase, TssBase;
    ULONG64 UserRsp;
    struct _KPCR *Self;
    PKPRCB CurrentPrcb;
    PVOID LockArray, Used_Self, IdtBase;
    ULONG64 Unused[2];
    UCHAR Irql, Fill1[15];
    USHORT MajorVersion, MinorVersion;
    ULONG StallScaleFactor;
    UCHAR Fill2[0x108 - 0x68];
    PVOID KdVersionBlock;
    UCHAR Fill3[0x70];
    KPRCB Prcb;
} KPCR, *PKPCR;
CHECK(KPCR, Irql, 0x50);
CHECK(KPCR, KdVersionBlock, 0x108);
CHECK(KPCR, Prcb, 0x180);
CHECK_SIZE(KPCR, 0x4e80);

typedef struct _KTRAP_FRAME KTRAP_FRAME, *PKTRAP_FRAME;
struct _KTRAP_FRAME {
    ULONG64 HomeSpace[5];
    UCHAR PreviousMode, Fill1[7];
    ULONG64 Rax, Rcx, Rdx, R8, R9, R10, R11, GsBase;
    UCHAR Fill2[0xd0 - 0x70];
    ULONG64 FaultAddress;
    UCHAR Fill3[0x140 - 0xd8];
    ULONG64 Rbx, Rdi, Rsi, Rbp, ErrorCode, Rip, SegCs, EFlags, Rsp, SegSs;
};
CHECK(KTRAP_FRAME, Rax, 0x30);
CHECK(KTRAP_FRAME, Rbp, 0x158);
CHECK(KTRAP_FRAME, Rip, 0x168);
CHECK_SIZE(KTRAP_FRAME, 0x190);

typedef struct _KPROCESS {
    UCHAR Type, Fill1[0x27];
    ULONG64 DirectoryTableBase;
    LIST_ENTRY ThreadListHead;
    UCHAR Fill2[0x160 - 0x40];
} KPROCESS, *PKPROCESS;
CHECK(KPROCESS, DirectoryTableBase, 0x28);
CHECK_SIZE(KPROCESS, 0x160);

typedef struct _EPROCESS {
    KPROCESS Pcb;
    ULONG64 Lock, CreateTime, Fill1[2];
    ULONG64 UniqueProcessId;
    LIST_ENTRY ActiveProcessLinks;
    UCHAR Fill2[0x270 - 0x198];
    PVOID SectionBaseAddress;
    UCHAR Fill3[0x290 - 0x278];
    ULONG64 InheritedFromUniqueProcessId;
    UCHAR Fill4[0x2e0 - 0x298];
    UCHAR ImageFileName[15], PriorityClass;
    UCHAR Fill5[0x308 - 0x2f0];
    LIST_ENTRY ThreadListHead;
    UCHAR Fill6[0x338 - 0x318];
    PVOID Peb;
    UCHAR Fill7[0x4d0 - 0x340];
} EPROCESS, *PEPROCESS;
CHECK(EPROCESS, CreateTime, 0x168);
CHECK(EPROCESS, UniqueProcessId, 0x180);
CHECK(EPROCESS, ActiveProcessLinks, 0x188);
CHECK(EPROCESS, InheritedFromUniqueProcessId, 0x290);
CHECK(EPROCESS, ImageFileName, 0x2e0);
CHECK(EPROCESS, ThreadListHead, 0x308);
CHECK(EPROCESS, Peb, 0x338);
CHECK_SIZE(EPROCESS, 0x4d0);

typedef struct _KTHREAD {
    UCHAR Type, Fill1[0x27];
    ULONG64 InitialStack, StackLimit, KernelStack;
    UCHAR Fill2[0x50 - 0x40];
    LIST_ENTRY ApcListHead[2];
    PKPROCESS ApcProcess;
    UCHAR Fill3[3], Priority, Fill4[0xb8 - 0x7c];
    PVOID Teb;
    UCHAR Fill5[0x134 - 0xc0];
    ULONG ContextSwitches;
    UCHAR Fill6[0x164 - 0x138];
    UCHAR State, Fill7, WaitIrql, Fill8[0x194 - 0x167];
    ULONG WaitTime;
    UCHAR Fill9[0x1d8 - 0x198];
    PKTRAP_FRAME TrapFrame;
    UCHAR Fill10[0x1f1 - 0x1e0];
    UCHAR BasePriority, Fill11[4], PreviousMode, Fill12[0x210 - 0x1f7];
    PKPROCESS Process;
    UCHAR Fill13[0x26b - 0x218];
    UCHAR WaitReason, Fill14[4];
    PVOID Win32Thread;
    ULONG64 StackBase;
    UCHAR Fill15[4];
    ULONG KernelTime;
    UCHAR Fill16[0x2d4 - 0x288];
    ULONG UserTime;
    UCHAR Fill17[0x2f8 - 0x2d8];
    LIST_ENTRY ThreadListEntry;
    UCHAR Fill18[0x360 - 0x308];
} KTHREAD, *PKTHREAD;
CHECK(KTHREAD, InitialStack, 0x28);
CHECK(KTHREAD, ApcProcess, 0x70);
CHECK(KTHREAD, Priority, 0x7b);
CHECK(KTHREAD, Teb, 0xb8);
CHECK(KTHREAD, ContextSwitches, 0x134);
CHECK(KTHREAD, State, 0x164);
CHECK(KTHREAD, TrapFrame, 0x1d8);
CHECK(KTHREAD, BasePriority, 0x1f1);
CHECK(KTHREAD, PreviousMode, 0x1f6);
CHECK(KTHREAD, Process, 0x210);
CHECK(KTHREAD, WaitReason, 0x26b);
CHECK(KTHREAD, StackBase, 0x278);
CHECK(KTHREAD, KernelTime, 0x284);
CHECK(KTHREAD, UserTime, 0x2d4);
CHECK(KTHREAD, ThreadListEntry, 0x2f8);

typedef struct _ETHREAD {
    KTHREAD Tcb;
    ULONG64 CreateTime, Fill1[4];
    PVOID StartAddress;
    UCHAR Fill2[0x3b0 - 0x390];
    ULONG64 UniqueProcess, UniqueThread;
    UCHAR Fill3[0x3e8 - 0x3c0];
    LIST_ENTRY IrpList;
    UCHAR Fill4[0x410 - 0x3f8];
    PVOID Win32StartAddress;
    UCHAR Fill5[8];
    LIST_ENTRY ThreadListEntry;
    UCHAR Fill6[0x498 - 0x430];
} ETHREAD, *PETHREAD;
CHECK(ETHREAD, CreateTime, 0x360);
CHECK(ETHREAD, StartAddress, 0x388);
CHECK(ETHREAD, UniqueProcess, 0x3b0);
CHECK(ETHREAD, IrpList, 0x3e8);
CHECK(ETHREAD, Win32StartAddress, 0x410);
CHECK(ETHREAD, ThreadListEntry, 0x420);
CHECK_SIZE(ETHREAD, 0x498);

typedef struct _LDR_DATA_TABLE_ENTRY {
    LIST_ENTRY InLoadOrderLinks, InMemoryOrderLinks, InInitializationOrderLinks;
    PVOID DllBase, EntryPoint;
    ULONG SizeOfImage, Pad;
    UNICODE_STRING FullDllName, BaseDllName;
    ULONG Flags;
    USHORT LoadCount, TlsIndex;
    PVOID SectionPointer;
    ULONG CheckSum, Pad2;
    ULONG TimeDateStamp, Pad3;
    UCHAR Fill[0xe0 - 0x88];
} LDR_DATA_TABLE_ENTRY;
CHECK(LDR_DATA_TABLE_ENTRY, DllBase, 0x30);
CHECK(LDR_DATA_TABLE_ENTRY, BaseDllName, 0x58);
CHECK(LDR_DATA_TABLE_ENTRY, CheckSum, 0x78);
CHECK(LDR_DATA_TABLE_ENTRY, TimeDateStamp, 0x80);
CHECK_SIZE(LDR_DATA_TABLE_ENTRY, 0xe0);

/* ---- input and output ------------------------------------------------------------------------------------------ */

struct _DEVICE_OBJECT;
struct _IRP;
typedef NTSTATUS (*PDRIVER_DISPATCH)(struct _DEVICE_OBJECT *device, struct _IRP *irp);
#define IRP_MJ_READ 3

typedef struct _DRIVER_OBJECT {
    USHORT Type, Size;
    struct _DEVICE_OBJECT *DeviceObject;
    ULONG64 Flags;
    PVOID DriverStart;
    ULONG64 DriverSize;
    PVOID DriverSection;
    ULONG64 Fill1;
    UNICODE_STRING DriverName;
    UCHAR Fill2[0x70 - 0x48];
    PDRIVER_DISPATCH MajorFunction[28];
} DRIVER_OBJECT, *PDRIVER_OBJECT;
CHECK(DRIVER_OBJECT, DriverName, 0x38);
CHECK(DRIVER_OBJECT, MajorFunction, 0x70);

typedef struct _DEVICE_OBJECT {
    USHORT Type, Size;
    ULONG ReferenceCount;
    PDRIVER_OBJECT DriverObject;
    struct _DEVICE_OBJECT *NextDevice, *AttachedDevice;
    UCHAR Fill1[0x40 - 0x20];
    struct _DEVICE_OBJECT *LowerDevice; /* where Windows has DeviceExtension, in which drivers keep this */
    UCHAR Fill2[4];
    UCHAR StackSize, Fill3[0x150 - 0x4d];
} DEVICE_OBJECT, *PDEVICE_OBJECT;
CHECK(DEVICE_OBJECT, AttachedDevice, 0x18);
CHECK(DEVICE_OBJECT, LowerDevice, 0x40);
CHECK(DEVICE_OBJECT, StackSize, 0x4c);
CHECK_SIZE(DEVICE_OBJECT, 0x150);

typedef struct _IO_STACK_LOCATION {
    UCHAR MajorFunction, MinorFunction, Flags, Control;
    ULONG Pad;
    ULONG64 Length, Key, ByteOffset, Unused;
    PDEVICE_OBJECT DeviceObject;
    PVOID FileObject, CompletionRoutine, Context;
} IO_STACK_LOCATION, *PIO_STACK_LOCATION;
CHECK(IO_STACK_LOCATION, Length, 0x8);
CHECK(IO_STACK_LOCATION, DeviceObject, 0x28);
CHECK_SIZE(IO_STACK_LOCATION, 0x48);

typedef struct _IRP {
    USHORT Type, Size;
    UCHAR Fill1[0x20 - 4];
    LIST_ENTRY ThreadListEntry;
    ULONG64 Status, Information;
    UCHAR RequestorMode, PendingReturned, StackCount, CurrentLocation;
    UCHAR Fill2[0x70 - 0x44];
    PVOID UserBuffer;
    UCHAR Fill3[0x98 - 0x78];
    PETHREAD Thread;
    UCHAR Fill4[0xb8 - 0xa0];
    PIO_STACK_LOCATION CurrentStackLocation;
    UCHAR Fill5[0xd0 - 0xc0];
} IRP, *PIRP;
CHECK(IRP, StackCount, 0x42);
CHECK(IRP, UserBuffer, 0x70);
CHECK(IRP, CurrentStackLocation, 0xb8);
CHECK_SIZE(IRP, 0xd0);

/* ---- what the boot loader and the dump writer are told ----------------------------------------------------------- */

#define MAXIMUM_IMAGES 6

typedef struct _BOOT_IMAGE {
    ULONG64 Base, Size, Entry;
    ULONG TimeDateStamp, CheckSum;
    char Name[24];
} BOOT_IMAGE;

typedef struct _LOADER_BLOCK {
    ULONG64 ProcessRoot, SystemRoot, Count;
    BOOT_IMAGE Image[MAXIMUM_IMAGES];
} LOADER_BLOCK, *PLOADER_BLOCK;

typedef struct _DUMP_REQUEST {
    char Tag[8]; /* DMRQ64 */
    ULONG64 *BugCheckData;
    PCONTEXT Context;
    PVOID DebuggerBlock;
    ULONG64 Root, SystemTime, UpTime;
} DUMP_REQUEST;

/* ---- addresses, as on a machine with Windows 7 ------------------------------------------------------------------- */

#define KERNEL_BASE 0xfffff80002a10000ull
#define GDT_BASE 0xfffff80000b95000ull
#define IDT_BASE 0xfffff80000b95080ull
#define TSS_BASE 0xfffff80000b96080ull
#define TABLES_END 0xfffff80000b97000ull
#define DOUBLE_FAULT_STACK 0xfffff80000b9e000ull /* IST1: its top */
#define DOUBLE_FAULT_STACK_SIZE 0x2000
#define FABFS_BASE 0xfffff88001c3e000ull
#define HOGFLT_BASE 0xfffff88004e2a000ull
#define STACKHOG_BASE 0xfffff88004e41000ull
#define STACK_LIMIT 0xfffff8800651e000ull
#define STACK_BASE 0xfffff88006524000ull
#define STACK_INITIAL (STACK_BASE - 0x250) /* KERNEL_STACK_CONTROL and the floating-point save area */
#define POOL_BASE 0xfffffa800a3b0000ull
#define POOL_SIZE 0x8000
#define LOADER_AREA 0xfffff80000a00000ull
#define USER_BASE 0x140000000ull
#define USER_STACK 0x130000ull /* its top */
#define TEB_BASE 0x7fffffde000ull
#define PEB_BASE 0x7fffffdf000ull

#define SELECTOR_R0_CODE 0x10
#define SELECTOR_R0_DATA 0x18
#define SELECTOR_R3_DATA 0x2b
#define SELECTOR_R3_CODE 0x33
#define SELECTOR_TSS 0x40

#define NESTING_LEVELS 40 /* more than the stack can bear */

#endif
