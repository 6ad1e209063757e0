/*
 * Where everything lives in each of the samples.
 *
 * A build selects one with -DSAMPLE_ARTICLE, -DSAMPLE_CALL, -DSAMPLE_STORE, -DSAMPLE_STACK or
 * -DSAMPLE_BIT. The boot loader, the kernel,
 * the drivers and the assembly files all take their addresses from here. Only #defines: assembly includes it too.
 */
#ifndef LAYOUT_H
#define LAYOUT_H

#define PAGE_SIZE 0x1000

/* ---- article-x86: the numbers of the published case ------------------------------------------------------------ */
#if defined(SAMPLE_ARTICLE)

#define NT_BUILD 3790
#define LAYOUT_PAE 1
#define KERNEL_NAME "ntkrpamp.exe"
#define KERNEL_BASE 0x80800000
#define FIXED_TRAP_OFFSETS 1 /* KiTrap08 at +8b702, KiTrap0E at +8c6bc, the first fault at +813d8 */

#define PROCESSOR_COUNT 4
#define CRASH_PROCESSOR 3
#define PROCESSOR_BLOCK_1 0xf7717000
#define PROCESSOR_BLOCK_2 0xf7727000
#define PROCESSOR_BLOCK_3 0xf7737000

#define STACK_LIMIT 0xb8ae6000
#define STACK_BASE 0xb8ae9000
#define THREAD_ADDRESS 0x87d68438
#define PROCESS_ADDRESS 0x874c6800
#define FILE_OBJECT_ADDRESS 0x87758bd8
#define POOL_START 0x87d69000
#define POOL_PAGES 4
#define USER_TEB 0x7ff9c000
#define CACHE_VIEW 0xd5c40000 /* a view of the system cache: pageable and not in memory */

#define FABFS_BASE 0xf7612000
#define HOGFLT_BASE 0xf7652000
#define STACKHOG_BASE 0xf76a2000

#define NESTING_LEVELS 16  /* the drivers turn 16 times, then the file system is asked */
#define ENTRY_TRIM 0x1f8    /* bytes of stack the kernel spends in IopSynchronousServiceTail */
#define FABFS_TRIM 0x610   /* bytes of a local buffer in fabfs.sys: puts esp at b8ae6058, see README.md */
#define HOG_PROFILER 0

/* ---- overflow-x86-call: a call instruction meets the guard page, much code-like data on the stack -------------- */
#elif defined(SAMPLE_CALL)

#define NT_BUILD 3790
#define LAYOUT_PAE 1
#define KERNEL_NAME "ntkrpamp.exe"
#define KERNEL_BASE 0x80a40000

#define PROCESSOR_COUNT 2
#define CRASH_PROCESSOR 1
#define PROCESSOR_BLOCK_1 0xf78af000

#define STACK_LIMIT 0xf2c18000
#define STACK_BASE 0xf2c1b000
#define THREAD_ADDRESS 0x8a1f4c20
#define PROCESS_ADDRESS 0x8a03bd88
#define FILE_OBJECT_ADDRESS 0x8a1e2f80
#define POOL_START 0x8a1f5000
#define POOL_PAGES 5
#define USER_TEB 0x7ffde000

#define HOGFLT_BASE 0xf7952000
#define STACKHOG_BASE 0xf79e3000

#define NESTING_LEVELS 0x7fffffff
#define ENTRY_TRIM 0xf0 /* the call [import] in HogFltScanRequest meets the guard page, see README.md */
#define HOG_PROFILER 1

/* ---- overflow-x86-store: the driver's own store meets the guard page; XP, no PAE, one processor ---------------- */
#elif defined(SAMPLE_STORE)

#define NT_BUILD 2600
#define LAYOUT_PAE 0
#define KERNEL_NAME "ntoskrnl.exe"
#define KERNEL_BASE 0x804d7000

#define PROCESSOR_COUNT 1
#define CRASH_PROCESSOR 0

#define STACK_LIMIT 0xf8a3d000
#define STACK_BASE 0xf8a40000
#define THREAD_ADDRESS 0x8214fda8
#define PROCESS_ADDRESS 0x8206c3a0
#define FILE_OBJECT_ADDRESS 0x82150728
#define POOL_START 0x82151000
#define POOL_PAGES 4
#define USER_TEB 0x7ffde000

#define HOGFLT_BASE 0xf8b12000
#define STACKHOG_BASE 0xf8b74000

#define NESTING_LEVELS 0x7fffffff
#define ENTRY_TRIM 0x1b0 /* a store in HogExpandPacked meets the guard page, see README.md */
#define HOG_PROFILER 0

/* ---- stack-x86-...: the hard cases for rebuilding a stack; one kernel and one layout for all of them ------------ */
#elif defined(SAMPLE_STACK)

#define EXTENDED_KERNEL 1 /* faults that are resolved, breakpoints, interrupts, callbacks, unloading */
#define NT_BUILD 2600
#define LAYOUT_PAE 0
#define KERNEL_NAME "ntoskrnl.exe"
#define KERNEL_BASE 0x804d7000
#define USER_PROGRAM "reader.exe"

#define PROCESSOR_COUNT 1
#define CRASH_PROCESSOR 0

/* Close together: every further page counts in the size of the dumps. */
#define STACK_LIMIT 0xf8a3d000
#define STACK_BASE 0xf8a40000
#define SECOND_STACK_LIMIT 0xf8a4d000
#define SECOND_STACK_BASE 0xf8a50000
#define THREAD_ADDRESS 0x8214fda8
#define PROCESS_ADDRESS 0x8214f028
#define FILE_OBJECT_ADDRESS 0x8214f728
#define POOL_START 0x82150000
#define POOL_PAGES 4
#define SPARE_PAGES 0x82154000 /* physical memory for pages that a fault brings in */
#define SPARE_PAGE_COUNT 8
#define USER_TEB 0x7ffde000
#define CACHE_VIEW 0xf8ac0000 /* a mapped view of the file: not in memory until touched */
#define CACHE_VIEW_PAGES 8
#define LOCAL_APIC 0xfffe0000
#define DEVICE_VECTOR 0xb3 /* the interrupt of the one device */

#define NESTING_LEVELS 0x7fffffff
#define ENTRY_TRIM 0
#define HOG_PROFILER 0

/* ---- doublefault-x86-esp-bit: one wrong bit in esp; the numbers of Microsoft's KB 842465 ------------------------- */
#elif defined(SAMPLE_BIT)

#define FIXED_WAIT_OFFSETS 1 /* KiSystemService at +662c0, NtWaitForMultipleObjects at +5082e and so on */
#define NT_BUILD 2600        /* 2195 there; the structures of Windows 2000 are not known here */
#define LAYOUT_PAE 0
#define KERNEL_NAME "ntkrnlmp.exe"
#define KERNEL_BASE 0x80400000
#define USER_PROGRAM "waiter.exe"

#define PROCESSOR_COUNT 1
#define CRASH_PROCESSOR 0
#define BOOT_GDT 0x80036000
#define BOOT_IDT 0x80036400
#define BOOT_TSS 0x80474850

#define STACK_LIMIT 0xf5d27000
#define STACK_BASE 0xf5d2a000
#define THREAD_ADDRESS 0x853e7a60
#define PROCESS_ADDRESS 0x85400680
#define FILE_OBJECT_ADDRESS 0x85400900
#define POOL_START 0x853e8000
#define POOL_PAGES 3
#define USER_TEB 0x7ffdc000

#define NESTING_LEVELS 0
#define ENTRY_TRIM 0
#define HOG_PROFILER 0

#else
#error "choose a sample: -DSAMPLE_ARTICLE, -DSAMPLE_CALL, -DSAMPLE_STORE, -DSAMPLE_STACK or -DSAMPLE_BIT"
#endif

#ifndef EXTENDED_KERNEL
#define EXTENDED_KERNEL 0
#endif
#ifndef USER_PROGRAM
#define USER_PROGRAM "StackHog.exe"
#endif

/* ---- the same in every sample ---------------------------------------------------------------------------------- */

/* Processor 0 has static areas. */
#define BOOT_PCR 0xffdff000
#ifndef BOOT_GDT
#define BOOT_GDT 0x8003f000
#define BOOT_IDT 0x8003f400
#define BOOT_TSS 0x80042000
#endif

/*
 * Every other processor has one block of memory. The sizes of KPCR, KTSS and ETHREAD of Server 2003 SP1 and SP2
 * add up to these offsets; the addresses printed in the article confirm each.
 */
#define BLOCK_PCR 0x0000
#define BLOCK_TSS 0x0fe0
#define BLOCK_IDLE_THREAD 0x3090
#define BLOCK_DOUBLE_FAULT_TSS 0x32e0
#define BLOCK_NMI_TSS 0x3348
#define BLOCK_DOUBLE_FAULT_STACK_TOP 0x63c0
#define BLOCK_GDT 0x6400
#define BLOCK_IDT 0x6800
#define BLOCK_SIZE 0x7000

#define GDT_LIMIT 0x3ff
#define IDT_LIMIT 0x7ff

#define SELECTOR_R0_CODE 0x08
#define SELECTOR_R0_DATA 0x10
#define SELECTOR_R3_CODE 0x18
#define SELECTOR_R3_DATA 0x20
#define SELECTOR_TSS 0x28
#define SELECTOR_PCR 0x30
#define SELECTOR_TEB 0x38
#define SELECTOR_DOUBLE_FAULT_TSS 0x50
#define SELECTOR_NMI_TSS 0x58

#define PAGE_TABLES_START 0xc0000000 /* the page tables map themselves here */

/* Top of a kernel stack: floating point save area, then the four V86 selectors of a KTRAP_FRAME. */
#define NPX_SAVE_AREA_SIZE 0x210
#define V86_PART_SIZE 0x10

#define USER_IMAGE_BASE 0x00400000
#define USER_STACK_PAGE 0x0012f000
#define USER_PEB 0x7ffdf000
#define SHARED_USER_DATA 0xffdf0000

/* Number of the one system service the user program asks for. */
#define SERVICE_READ_FILE 1
#define READ_FILE_ARGUMENT_BYTES 0x24

/* In doublefault-x86-esp-bit service 1 is NtWaitForMultipleObjects. */
#define WAIT_ARGUMENT_BYTES 0x14

/* The extended kernel has one more service: a driver that calls back into user mode fills it in. */
#define SERVICE_MESSAGE_CALL 2
#define MESSAGE_CALL_ARGUMENT_BYTES 0x10

/* Offsets the assembly files need. nt.h checks each against the C structure. */
#define PCR_EXCEPTION_LIST 0x00
#define PCR_GDT 0x3c
#define PCR_TSS 0x40
#define PCR_CURRENT_THREAD 0x124
#define TSS_ESP0 0x04
#define TSS_CR3 0x1c
#define TSS_IO_MAP_BASE 0x66
#define PROCESS_DIRECTORY_TABLE_BASE 0x18
#define PROCESS_IOPM_OFFSET 0x30
#define FILE_OBJECT_SECTION_OBJECT_POINTER 0x14
#if NT_BUILD == 3790
#define THREAD_PROCESS 0x38
#define THREAD_TRAP_FRAME 0x110
#define THREAD_PREVIOUS_MODE 0xd7
#else
#define THREAD_INITIAL_STACK 0x18
#define THREAD_PROCESS 0x44
#define THREAD_CALLBACK_STACK 0x12c
#define THREAD_TRAP_FRAME 0x134
#define THREAD_PREVIOUS_MODE 0x140
#endif

/* KTRAP_FRAME */
#define FRAME_DBG_EBP 0x00
#define FRAME_DBG_EIP 0x04
#define FRAME_DBG_ARG_MARK 0x08
#define FRAME_DBG_ARG_POINTER 0x0c
#define FRAME_SEG_ES 0x34
#define FRAME_SEG_DS 0x38
#define FRAME_EDX 0x3c
#define FRAME_EAX 0x44
#define FRAME_SEG_FS 0x50
#define FRAME_EBP 0x60
#define FRAME_ERROR_CODE 0x64
#define FRAME_EIP 0x68
#define FRAME_SEG_CS 0x6c
#define FRAME_EFLAGS 0x70
#define FRAME_HARDWARE_ESP 0x74
#define USER_TRAP_FRAME_SIZE 0x7c
#define TRAP_FRAME_MARK 0xbadb0d00

#endif
