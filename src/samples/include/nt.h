/*
 * Reduced kernel structures of 32-bit Windows at their public offsets, written for these samples.
 *
 * Only the fields a crash dump reader looks at are named. GAP(from, to) fills the rest; every layout is checked at
 * compile time. The structures that differ between XP and Server 2003 are in nt-2600.h and nt-3790.h.
 */
#ifndef NT_H
#define NT_H

#include "layout.h"

typedef unsigned char UCHAR;
typedef UCHAR BOOLEAN;
typedef char CHAR;
typedef short SHORT;
typedef unsigned short USHORT;
typedef unsigned short WCHAR;
typedef long LONG;
typedef unsigned long ULONG;
typedef unsigned long ULONG_PTR;
typedef unsigned long long ULONG64;
typedef long NTSTATUS;
typedef void *PVOID;

/* Four byte alignment: functions with such a local would otherwise align their stack, which old compilers did not. */
#pragma pack(push, 4)
typedef union _LARGE_INTEGER {
    struct {
        ULONG LowPart;
        LONG HighPart;
    };
    long long QuadPart;
} LARGE_INTEGER;
#pragma pack(pop)

#define NTAPI __stdcall
#define FASTCALL __fastcall
#define NOINLINE __declspec(noinline)
#define NULL ((PVOID)0)

#define GAP(from, to) UCHAR Reserved_##from[(to) - (from)]
#define CHECK_OFFSET(type, field, offset) \
    _Static_assert(__builtin_offsetof(type, field) == (offset), #type "." #field)
#define CHECK_SIZE(type, size) _Static_assert(sizeof(type) == (size), "sizeof " #type)

/* ---- basic types ----------------------------------------------------------------------------------------------- */

typedef struct _LIST_ENTRY {
    struct _LIST_ENTRY *Flink;
    struct _LIST_ENTRY *Blink;
} LIST_ENTRY, *PLIST_ENTRY;

typedef struct _UNICODE_STRING {
    USHORT Length;
    USHORT MaximumLength;
    WCHAR *Buffer;
} UNICODE_STRING;

typedef struct _CLIENT_ID {
    PVOID UniqueProcess;
    PVOID UniqueThread;
} CLIENT_ID;

/* ---- what the processor itself defines ------------------------------------------------------------------------- */

typedef struct _DESCRIPTOR {
    USHORT Pad;
    USHORT Limit;
    ULONG Base;
} DESCRIPTOR;

typedef struct _KGDTENTRY {
    USHORT LimitLow;
    USHORT BaseLow;
    union {
        struct {
            UCHAR BaseMid;
            UCHAR Flags1;
            UCHAR Flags2;
            UCHAR BaseHi;
        } Bytes;
        struct {
            ULONG BaseMid : 8;
            ULONG Type : 5;
            ULONG Dpl : 2;
            ULONG Pres : 1;
            ULONG LimitHi : 4;
            ULONG Sys : 1;
            ULONG Reserved_0 : 1;
            ULONG Default_Big : 1;
            ULONG Granularity : 1;
            ULONG BaseHi : 8;
        } Bits;
    } HighWord;
} KGDTENTRY, *PKGDTENTRY;
CHECK_SIZE(KGDTENTRY, 8);

typedef struct _KIDTENTRY {
    USHORT Offset;
    USHORT Selector;
    USHORT Access;
    USHORT ExtendedOffset;
} KIDTENTRY, *PKIDTENTRY;
CHECK_SIZE(KIDTENTRY, 8);

typedef struct _KiIoAccessMap {
    UCHAR DirectionMap[32];
    UCHAR IoMap[8196];
} KIIO_ACCESS_MAP;

typedef struct _KTSS {
    USHORT Backlink;
    USHORT Reserved0;
    ULONG Esp0;
    USHORT Ss0;
    USHORT Reserved1;
    ULONG NotUsed1[4];
    ULONG CR3;
    ULONG Eip;
    ULONG EFlags;
    ULONG Eax;
    ULONG Ecx;
    ULONG Edx;
    ULONG Ebx;
    ULONG Esp;
    ULONG Ebp;
    ULONG Esi;
    ULONG Edi;
    USHORT Es;
    USHORT Reserved2;
    USHORT Cs;
    USHORT Reserved3;
    USHORT Ss;
    USHORT Reserved4;
    USHORT Ds;
    USHORT Reserved5;
    USHORT Fs;
    USHORT Reserved6;
    USHORT Gs;
    USHORT Reserved7;
    USHORT LDT;
    USHORT Reserved8;
    USHORT Flags;
    USHORT IoMapBase;
    KIIO_ACCESS_MAP IoMaps[1];
    UCHAR IntDirectionMap[32];
} KTSS, *PKTSS;
CHECK_OFFSET(KTSS, CR3, TSS_CR3);
CHECK_OFFSET(KTSS, IoMapBase, TSS_IO_MAP_BASE);
CHECK_OFFSET(KTSS, IoMaps, 0x68);
CHECK_SIZE(KTSS, 0x20ac);

typedef struct _FLOATING_SAVE_AREA {
    ULONG ControlWord;
    ULONG StatusWord;
    ULONG TagWord;
    ULONG ErrorOffset;
    ULONG ErrorSelector;
    ULONG DataOffset;
    ULONG DataSelector;
    UCHAR RegisterArea[80];
    ULONG Cr0NpxState;
} FLOATING_SAVE_AREA;

#define CONTEXT_FULL 0x00010007

typedef struct _CONTEXT {
    ULONG ContextFlags;
    ULONG Dr0;
    ULONG Dr1;
    ULONG Dr2;
    ULONG Dr3;
    ULONG Dr6;
    ULONG Dr7;
    FLOATING_SAVE_AREA FloatSave;
    ULONG SegGs;
    ULONG SegFs;
    ULONG SegEs;
    ULONG SegDs;
    ULONG Edi;
    ULONG Esi;
    ULONG Ebx;
    ULONG Edx;
    ULONG Ecx;
    ULONG Eax;
    ULONG Ebp;
    ULONG Eip;
    ULONG SegCs;
    ULONG EFlags;
    ULONG Esp;
    ULONG SegSs;
    UCHAR ExtendedRegisters[512];
} CONTEXT, *PCONTEXT;
CHECK_OFFSET(CONTEXT, SegGs, 0x8c);
CHECK_OFFSET(CONTEXT, Esp, 0xc4);
CHECK_SIZE(CONTEXT, 0x2cc);

typedef struct _KSPECIAL_REGISTERS {
    ULONG Cr0;
    ULONG Cr2;
    ULONG Cr3;
    ULONG Cr4;
    ULONG KernelDr0;
    ULONG KernelDr1;
    ULONG KernelDr2;
    ULONG KernelDr3;
    ULONG KernelDr6;
    ULONG KernelDr7;
    DESCRIPTOR Gdtr;
    DESCRIPTOR Idtr;
    USHORT Tr;
    USHORT Ldtr;
    ULONG Reserved[6];
} KSPECIAL_REGISTERS;
CHECK_SIZE(KSPECIAL_REGISTERS, 0x54);

typedef struct _EXCEPTION_RECORD {
    NTSTATUS ExceptionCode;
    ULONG ExceptionFlags;
    struct _EXCEPTION_RECORD *ExceptionRecord;
    PVOID ExceptionAddress;
    ULONG NumberParameters;
    ULONG_PTR ExceptionInformation[15];
} EXCEPTION_RECORD, *PEXCEPTION_RECORD;
CHECK_SIZE(EXCEPTION_RECORD, 0x50);

typedef struct _KPROCESSOR_STATE {
    CONTEXT ContextFrame;
    KSPECIAL_REGISTERS SpecialRegisters;
} KPROCESSOR_STATE, *PKPROCESSOR_STATE;

typedef struct _KTRAP_FRAME {
    ULONG DbgEbp;
    ULONG DbgEip;
    ULONG DbgArgMark;
    ULONG DbgArgPointer;
    ULONG TempSegCs;
    ULONG TempEsp;
    ULONG Dr0;
    ULONG Dr1;
    ULONG Dr2;
    ULONG Dr3;
    ULONG Dr6;
    ULONG Dr7;
    ULONG SegGs;
    ULONG SegEs;
    ULONG SegDs;
    ULONG Edx;
    ULONG Ecx;
    ULONG Eax;
    ULONG PreviousPreviousMode;
    struct _EXCEPTION_REGISTRATION_RECORD *ExceptionList;
    ULONG SegFs;
    ULONG Edi;
    ULONG Esi;
    ULONG Ebx;
    ULONG Ebp;
    ULONG ErrCode;
    ULONG Eip;
    ULONG SegCs;
    ULONG EFlags;
    ULONG HardwareEsp;
    ULONG HardwareSegSs;
    ULONG V86Es;
    ULONG V86Ds;
    ULONG V86Fs;
    ULONG V86Gs;
} KTRAP_FRAME, *PKTRAP_FRAME;
CHECK_OFFSET(KTRAP_FRAME, DbgArgPointer, FRAME_DBG_ARG_POINTER);
CHECK_OFFSET(KTRAP_FRAME, SegDs, FRAME_SEG_DS);
CHECK_OFFSET(KTRAP_FRAME, Eax, FRAME_EAX);
CHECK_OFFSET(KTRAP_FRAME, Eip, FRAME_EIP);
CHECK_SIZE(KTRAP_FRAME, 0x8c);

/* ---- threads, processes, processors ---------------------------------------------------------------------------- */

typedef struct _DISPATCHER_HEADER {
    UCHAR Type;
    UCHAR Absolute;
    UCHAR Size;
    UCHAR Inserted;
    LONG SignalState;
    LIST_ENTRY WaitListHead;
} DISPATCHER_HEADER;

enum { ProcessObject = 3, ThreadObject = 6 };
enum { ThreadRunning = 2, ThreadWaiting = 5 };
enum { WaitUserRequest = 6, WaitExecutive = 7, WaitQueue = 15 };

typedef struct _KAPC_STATE {
    LIST_ENTRY ApcListHead[2];
    struct _KPROCESS *Process;
    BOOLEAN KernelApcInProgress;
    BOOLEAN KernelApcPending;
    BOOLEAN UserApcPending;
} KAPC_STATE;
CHECK_SIZE(KAPC_STATE, 0x18);

#define KPROCESS_COMMON_PART            \
    DISPATCHER_HEADER Header;           \
    LIST_ENTRY ProfileListHead;         \
    ULONG DirectoryTableBase[2];        \
    KGDTENTRY LdtDescriptor;            \
    KIDTENTRY Int21Descriptor;          \
    USHORT IopmOffset;                  \
    UCHAR Iopl;                         \
    UCHAR Unused;                       \
    ULONG ActiveProcessors;             \
    ULONG KernelTime;                   \
    ULONG UserTime;                     \
    LIST_ENTRY ReadyListHead;           \
    PVOID SwapListEntry;                \
    PVOID VdmTrapcHandler;              \
    LIST_ENTRY ThreadListHead;          \
    ULONG ProcessLock;                  \
    ULONG Affinity

#define KPRCB_COMMON_PART               \
    USHORT MinorVersion;                \
    USHORT MajorVersion;                \
    struct _KTHREAD *CurrentThread;     \
    struct _KTHREAD *NextThread;        \
    struct _KTHREAD *IdleThread;        \
    CHAR Number;                        \
    CHAR Reserved;                      \
    USHORT BuildType;                   \
    ULONG SetMember;                    \
    CHAR CpuType;                       \
    CHAR CpuID;                         \
    USHORT CpuStep;                     \
    KPROCESSOR_STATE ProcessorState

#if NT_BUILD == 3790
#include "nt-3790.h"
#else
#include "nt-2600.h"
#endif

CHECK_OFFSET(KTHREAD, ApcState.Process, THREAD_PROCESS);
CHECK_OFFSET(KTHREAD, TrapFrame, THREAD_TRAP_FRAME);
CHECK_OFFSET(KTHREAD, PreviousMode, THREAD_PREVIOUS_MODE);
CHECK_OFFSET(KPROCESS, DirectoryTableBase, PROCESS_DIRECTORY_TABLE_BASE);
CHECK_OFFSET(KPROCESS, IopmOffset, PROCESS_IOPM_OFFSET);
CHECK_OFFSET(KPROCESS, ThreadListHead, 0x50);
CHECK_OFFSET(KPRCB, ProcessorState, 0x1c);

typedef struct _EXCEPTION_REGISTRATION_RECORD {
    struct _EXCEPTION_REGISTRATION_RECORD *Next;
    PVOID Handler;
} EXCEPTION_REGISTRATION_RECORD;

#define END_OF_EXCEPTION_LIST ((EXCEPTION_REGISTRATION_RECORD *)0xffffffff)

typedef struct _NT_TIB {
    EXCEPTION_REGISTRATION_RECORD *ExceptionList;
    PVOID StackBase;
    PVOID StackLimit;
    PVOID SubSystemTib;
    PVOID FiberData;
    PVOID ArbitraryUserPointer;
    struct _NT_TIB *Self;
} NT_TIB;

typedef struct _KPCR {
#if NT_BUILD == 3790
    union {
        NT_TIB NtTib;
        struct {
            EXCEPTION_REGISTRATION_RECORD *Used_ExceptionList;
            PVOID Used_StackBase;
            PVOID PerfGlobalGroupMask;
            struct _KTSS *TssCopy;
            ULONG ContextSwitches;
            ULONG SetMemberCopy;
            PVOID Used_Self;
        };
    };
#else
    NT_TIB NtTib;
#endif
    struct _KPCR *SelfPcr;
    PKPRCB Prcb;
    UCHAR Irql;
    ULONG IRR;
    ULONG IrrActive;
    ULONG IDR;
    PVOID KdVersionBlock;
    PKIDTENTRY IDT;
    PKGDTENTRY GDT;
    PKTSS TSS;
    USHORT MajorVersion;
    USHORT MinorVersion;
    ULONG SetMember;
    ULONG StallScaleFactor;
    UCHAR SpareUnused;
    UCHAR Number;
    UCHAR Spare0;
    UCHAR SecondLevelCacheAssociativity;
    ULONG VdmAlert;
    ULONG KernelReserved[14];
    ULONG SecondLevelCacheSize;
    ULONG HalReserved[16];
    ULONG InterruptMode;
    UCHAR Spare1;
    ULONG KernelReserved2[17];
    KPRCB PrcbData;
} KPCR, *PKPCR;
CHECK_OFFSET(KPCR, SelfPcr, 0x1c);
CHECK_OFFSET(KPCR, GDT, PCR_GDT);
CHECK_OFFSET(KPCR, TSS, PCR_TSS);
CHECK_OFFSET(KPCR, Number, 0x51);
CHECK_OFFSET(KPCR, SecondLevelCacheSize, 0x90);
CHECK_OFFSET(KPCR, HalReserved, 0x94);
CHECK_OFFSET(KPCR, PrcbData, 0x120);
CHECK_OFFSET(KPCR, PrcbData.CurrentThread, PCR_CURRENT_THREAD);
CHECK_SIZE(KPCR, KPCR_SIZE);

/* ---- loaded and unloaded modules ------------------------------------------------------------------------------- */

typedef struct _LDR_DATA_TABLE_ENTRY {
    LIST_ENTRY InLoadOrderLinks;
    LIST_ENTRY InMemoryOrderLinks;
    LIST_ENTRY InInitializationOrderLinks;
    PVOID DllBase;
    PVOID EntryPoint;
    ULONG SizeOfImage;
    UNICODE_STRING FullDllName;
    UNICODE_STRING BaseDllName;
    ULONG Flags;
    USHORT LoadCount;
    USHORT TlsIndex;
    PVOID SectionPointer;
    ULONG CheckSum;
    ULONG TimeDateStamp;
    PVOID LoadedImports;
    PVOID EntryPointActivationContext;
} LDR_DATA_TABLE_ENTRY, *PLDR_DATA_TABLE_ENTRY;
CHECK_OFFSET(LDR_DATA_TABLE_ENTRY, DllBase, 0x18);
CHECK_OFFSET(LDR_DATA_TABLE_ENTRY, BaseDllName, 0x2c);
CHECK_OFFSET(LDR_DATA_TABLE_ENTRY, CheckSum, 0x40);
CHECK_SIZE(LDR_DATA_TABLE_ENTRY, 0x50);

#define MAXIMUM_UNLOADED_DRIVERS 50

typedef struct _UNLOADED_DRIVERS {
    UNICODE_STRING Name;
    PVOID StartAddress;
    PVOID EndAddress;
    LARGE_INTEGER CurrentTime;
} UNLOADED_DRIVERS, *PUNLOADED_DRIVERS;
CHECK_SIZE(UNLOADED_DRIVERS, 0x18);

/* ---- input and output ------------------------------------------------------------------------------------------ */

struct _IRP;
struct _DEVICE_OBJECT;
struct _DRIVER_OBJECT;
typedef NTSTATUS(NTAPI *PDRIVER_DISPATCH)(struct _DEVICE_OBJECT *Device, struct _IRP *Irp);
typedef NTSTATUS(NTAPI *PDRIVER_INITIALIZE)(struct _DRIVER_OBJECT *Driver, UNICODE_STRING *RegistryPath);

enum { IRP_MJ_READ = 3, IRP_MJ_COUNT = 28 };

#define IRP_PAGING_IO 0x00000002

typedef struct _DRIVER_OBJECT {
    SHORT Type;
    SHORT Size;
    struct _DEVICE_OBJECT *DeviceObject;
    ULONG Flags;
    PVOID DriverStart;
    ULONG DriverSize;
    PVOID DriverSection;
    PVOID DriverExtension;
    UNICODE_STRING DriverName;
    UNICODE_STRING *HardwareDatabase;
    PVOID FastIoDispatch;
    PDRIVER_INITIALIZE DriverInit;
    PVOID DriverStartIo;
    PVOID DriverUnload;
    PDRIVER_DISPATCH MajorFunction[IRP_MJ_COUNT];
} DRIVER_OBJECT, *PDRIVER_OBJECT;
CHECK_OFFSET(DRIVER_OBJECT, MajorFunction, 0x38);
CHECK_SIZE(DRIVER_OBJECT, 0xa8);

typedef struct _DEVICE_OBJECT {
    SHORT Type;
    USHORT Size;
    LONG ReferenceCount;
    PDRIVER_OBJECT DriverObject;
    struct _DEVICE_OBJECT *NextDevice;
    struct _DEVICE_OBJECT *AttachedDevice;
    struct _IRP *CurrentIrp;
    PVOID Timer;
    ULONG Flags;
    ULONG Characteristics;
    PVOID Vpb;
    PVOID DeviceExtension;
    ULONG DeviceType;
    CHAR StackSize;
    GAP(0x31, 0xb8);
} DEVICE_OBJECT, *PDEVICE_OBJECT;
CHECK_OFFSET(DEVICE_OBJECT, StackSize, 0x30);
CHECK_SIZE(DEVICE_OBJECT, 0xb8);

typedef struct _FILE_OBJECT {
    SHORT Type;
    SHORT Size;
    PDEVICE_OBJECT DeviceObject;
    PVOID Vpb;
    PVOID FsContext;
    PVOID FsContext2;
    PVOID SectionObjectPointer;
    PVOID PrivateCacheMap;
    NTSTATUS FinalStatus;
    struct _FILE_OBJECT *RelatedFileObject;
    GAP(0x24, 0x2c);
    ULONG Flags;
    UNICODE_STRING FileName;
    LARGE_INTEGER CurrentByteOffset;
    GAP(0x40, 0x70);
} FILE_OBJECT, *PFILE_OBJECT;
CHECK_OFFSET(FILE_OBJECT, SectionObjectPointer, FILE_OBJECT_SECTION_OBJECT_POINTER);
CHECK_OFFSET(FILE_OBJECT, FileName, 0x30);
CHECK_SIZE(FILE_OBJECT, 0x70);

typedef struct _IO_STATUS_BLOCK {
    NTSTATUS Status;
    ULONG_PTR Information;
} IO_STATUS_BLOCK, *PIO_STATUS_BLOCK;

typedef struct _IO_STACK_LOCATION {
    UCHAR MajorFunction;
    UCHAR MinorFunction;
    UCHAR Flags;
    UCHAR Control;
    struct {
        ULONG Length;
        ULONG Key;
        LARGE_INTEGER ByteOffset;
    } Read;
    PDEVICE_OBJECT DeviceObject;
    PFILE_OBJECT FileObject;
    PVOID CompletionRoutine;
    PVOID Context;
} IO_STACK_LOCATION, *PIO_STACK_LOCATION;
CHECK_OFFSET(IO_STACK_LOCATION, DeviceObject, 0x14);
CHECK_SIZE(IO_STACK_LOCATION, 0x24);

typedef struct _IRP {
    SHORT Type;
    USHORT Size;
    PVOID MdlAddress;
    ULONG Flags;
    PVOID AssociatedIrp;
    LIST_ENTRY ThreadListEntry;
    IO_STATUS_BLOCK IoStatus;
    CHAR RequestorMode;
    BOOLEAN PendingReturned;
    CHAR StackCount;
    CHAR CurrentLocation;
    GAP(0x24, 0x3c);
    PVOID UserBuffer;
    GAP(0x40, 0x50);
    PETHREAD Thread;
    GAP(0x54, 0x60);
    PIO_STACK_LOCATION CurrentStackLocation;
    PFILE_OBJECT OriginalFileObject;
    GAP(0x68, 0x70);
} IRP, *PIRP;
CHECK_OFFSET(IRP, CurrentLocation, 0x23);
CHECK_OFFSET(IRP, CurrentStackLocation, 0x60);
CHECK_SIZE(IRP, 0x70);

/* ---- what only the extended kernel offers to drivers ------------------------------------------------------------ */

#define BREAKPOINT_PRINT 1
#define DEVICE_IRQL 8

typedef BOOLEAN(NTAPI *PKD_HOOK)(ULONG_PTR service, const CHAR *text);

struct _KINTERRUPT;
typedef BOOLEAN(NTAPI *PKSERVICE_ROUTINE)(struct _KINTERRUPT *Interrupt, PVOID ServiceContext);

typedef struct _KINTERRUPT {
    SHORT Type;
    SHORT Size;
    LIST_ENTRY InterruptListEntry;
    PKSERVICE_ROUTINE ServiceRoutine;
    PVOID ServiceContext;
    ULONG Vector;
    PKTRAP_FRAME TrapFrame;
} KINTERRUPT, *PKINTERRUPT;

/* ---- the block by which a debugger finds its way --------------------------------------------------------------- */

/* Pointers are 64 bits wide here, sign extended. */
typedef struct _KDDEBUGGER_DATA64 {
    ULONG64 ListFlink;
    ULONG64 ListBlink;
    ULONG OwnerTag;
    ULONG Size;
    ULONG64 KernBase;
    ULONG64 BreakpointWithStatus;
    ULONG64 SavedContext;
    USHORT ThCallbackStack;
    USHORT NextCallback;
    USHORT FramePointer;
    USHORT PaeEnabled;
    ULONG64 KiCallUserMode;
    ULONG64 KeUserCallbackDispatcher;
    ULONG64 PsLoadedModuleList;
    ULONG64 PsActiveProcessHead;
    GAP(0x58, 0x88);
    ULONG64 KiBugCheckData;
    GAP(0x90, 0x138);
    ULONG64 MmPageSize;
    GAP(0x140, 0x1c8);
    ULONG64 MmHighestUserAddress;
    ULONG64 MmSystemRangeStart;
    GAP(0x1d8, 0x208);
    ULONG64 NtBuildLab;
    ULONG64 KiNormalSystemCall;
    ULONG64 KiProcessorBlock;
    ULONG64 MmUnloadedDrivers;
    ULONG64 MmLastUnloadedDriver;
    GAP(0x230, 0x268);
    ULONG64 CmNtCSDVersion;
    GAP(0x270, 0x290);
#if KDBG_SIZE > 0x290
    ULONG64 MmVirtualTranslationBase;
    USHORT OffsetKThreadNextProcessor;
    USHORT OffsetKThreadTeb;
    USHORT OffsetKThreadKernelStack;
    USHORT OffsetKThreadInitialStack;
    USHORT OffsetKThreadApcProcess;
    USHORT OffsetKThreadState;
    USHORT OffsetKThreadBStore;
    USHORT OffsetKThreadBStoreLimit;
    USHORT SizeEProcess;
    USHORT OffsetEprocessPeb;
    USHORT OffsetEprocessParentCID;
    USHORT OffsetEprocessDirectoryTableBase;
    USHORT SizePrcb;
    USHORT OffsetPrcbDpcRoutine;
    USHORT OffsetPrcbCurrentThread;
    USHORT OffsetPrcbMhz;
    USHORT OffsetPrcbCpuType;
    USHORT OffsetPrcbVendorString;
    USHORT OffsetPrcbProcStateContext;
    USHORT OffsetPrcbNumber;
    USHORT SizeEThread;
    GAP(0x2c2, 0x2c8);
    ULONG64 KdPrintCircularBufferPtr;
    ULONG64 KdPrintBufferSize;
    ULONG64 KeLoaderBlock;
    USHORT SizePcr;
    USHORT OffsetPcrSelfPcr;
    USHORT OffsetPcrCurrentPrcb;
    USHORT OffsetPcrContainedPrcb;
    USHORT OffsetPcrInitialBStore;
    USHORT OffsetPcrBStoreLimit;
    USHORT OffsetPcrInitialStack;
    USHORT OffsetPcrStackLimit;
    USHORT OffsetPrcbPcrPage;
    USHORT OffsetPrcbProcStateSpecialReg;
    USHORT GdtR0Code;
    USHORT GdtR0Data;
    USHORT GdtR0Pcr;
    USHORT GdtR3Code;
    USHORT GdtR3Data;
    USHORT GdtR3Teb;
    USHORT GdtLdt;
    USHORT GdtTss;
    USHORT Gdt64R3CmCode;
    USHORT Gdt64R3CmTeb;
    ULONG64 IopNumTriageDumpDataBlocks;
    ULONG64 IopTriageDumpDataBlocks;
#endif
} KDDEBUGGER_DATA64;
CHECK_OFFSET(KDDEBUGGER_DATA64, PsLoadedModuleList, 0x48);
CHECK_OFFSET(KDDEBUGGER_DATA64, KiBugCheckData, 0x88);
CHECK_OFFSET(KDDEBUGGER_DATA64, NtBuildLab, 0x208);
CHECK_OFFSET(KDDEBUGGER_DATA64, MmUnloadedDrivers, 0x220);
CHECK_OFFSET(KDDEBUGGER_DATA64, CmNtCSDVersion, 0x268);
CHECK_SIZE(KDDEBUGGER_DATA64, KDBG_SIZE);
#if KDBG_SIZE > 0x290
CHECK_OFFSET(KDDEBUGGER_DATA64, OffsetKThreadNextProcessor, 0x298);
CHECK_OFFSET(KDDEBUGGER_DATA64, SizeEThread, 0x2c0);
CHECK_OFFSET(KDDEBUGGER_DATA64, GdtTss, 0x302);
#endif

typedef struct _DBGKD_GET_VERSION64 {
    USHORT MajorVersion;
    USHORT MinorVersion;
    UCHAR ProtocolVersion;
    UCHAR KdSecondaryVersion;
    USHORT Flags;
    USHORT MachineType;
    UCHAR MaxPacketType;
    UCHAR MaxStateChange;
    UCHAR MaxManipulate;
    UCHAR Simulation;
    USHORT Unused[1];
    ULONG64 KernBase;
    ULONG64 PsLoadedModuleList;
    ULONG64 DebuggerDataList;
} DBGKD_GET_VERSION64;
CHECK_OFFSET(DBGKD_GET_VERSION64, KernBase, 0x10);
CHECK_SIZE(DBGKD_GET_VERSION64, 0x28);

/* ---- agreed between these programs only ------------------------------------------------------------------------ */

#define MAXIMUM_IMAGES (EXTENDED_KERNEL ? 12 : 5)

typedef struct _LOADED_IMAGE {
    ULONG Base;
    ULONG Size;
    ULONG Entry;
    ULONG TimeDateStamp;
    ULONG CheckSum;
    CHAR Name[16];
} LOADED_IMAGE;

/* What the boot loader hands to the kernel. */
typedef struct _LOADER_BLOCK {
    ULONG SystemCr3;
    ULONG ProcessCr3;
    ULONG ImageCount;
    LOADED_IMAGE Images[MAXIMUM_IMAGES];
} LOADER_BLOCK, *PLOADER_BLOCK;

#define DUMP_REQUEST_TAG 0x51524d44 /* 'DMRQ' */

/* What the halted kernel hands to writedump.py: eax holds the address of this block. */
typedef struct _DUMP_REQUEST {
    ULONG Tag;
    ULONG *BugCheckData;
    CONTEXT *Context;
    KDDEBUGGER_DATA64 *DebuggerDataBlock;
    ULONG BuildNumber;
    ULONG ProcessorCount;
    ULONG DirectoryTableBase;
    ULONG PaeEnabled;
    LARGE_INTEGER SystemTime;
    LARGE_INTEGER UpTime;
} DUMP_REQUEST;

#endif
