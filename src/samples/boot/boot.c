/*
 * Boot loader stub: started by QEMU (multiboot), it does what a boot loader does for a kernel.
 *
 * It builds the page tables of two address spaces (System and StackHog.exe), loads the PE images that came as
 * multiboot modules (relocated to their load addresses and with their imports bound), maps the areas the kernel
 * expects, turns paging on and jumps to the kernel's entry point with eax = address of the LOADER_BLOCK.
 */
#include "nt.h"

#define POOL_OF_PAGES 0x200000 /* physical: pages are handed out from here upwards */
#define PRESENT_WRITABLE 0x63  /* also accessed and dirty */
#define USER_ACCESS 0x04
#define LARGE_PAGE 0x83
#define CACHE_DISABLED 0x18

/* Prototype PTE (protection 4, prototype bit): a mapped file's page that is not in memory. */
#define NOT_RESIDENT_LOW 0x00000480
#define NOT_RESIDENT_HIGH 0xe1562128
#define NOT_RESIDENT 0x2ac42494 /* the same without PAE: the address of the prototype is in other bits */

#if LAYOUT_PAE
typedef unsigned long long ENTRY;
#define ENTRY_BITS 9
#define DIRECTORY_PAGES 4
#else
typedef unsigned int ENTRY;
#define ENTRY_BITS 10
#define DIRECTORY_PAGES 1
#endif

#define ENTRIES_PER_PAGE (1u << ENTRY_BITS)
#define PAGE_BASE(entry) ((ULONG)(entry) & ~(PAGE_SIZE - 1u))

typedef struct _ADDRESS_SPACE {
    ULONG Cr3;
    ENTRY *Directory; /* all page directory pages, one after the other */
} ADDRESS_SPACE;

typedef struct _MODULE_PLACE {
    const char *Name;
    ULONG Base;
} MODULE_PLACE;

#if EXTENDED_KERNEL
/* make.sh says of each module where it belongs: the multiboot text is "path/name base". */
static MODULE_PLACE ModulePlaces[MAXIMUM_IMAGES];
#define MODULE_COUNT ModuleCount
static ULONG ModuleCount;
#else
/* In the order in which make.sh passes the modules. */
static const MODULE_PLACE ModulePlaces[] = {
    {KERNEL_NAME, KERNEL_BASE},
#ifdef FABFS_BASE
    {"fabfs.sys", FABFS_BASE},
#endif
#ifdef STACKHOG_BASE
    {"stackhog.sys", STACKHOG_BASE},
    {"hogflt.sys", HOGFLT_BASE},
#endif
    {USER_PROGRAM, USER_IMAGE_BASE},
};

#define MODULE_COUNT (sizeof ModulePlaces / sizeof ModulePlaces[0])
#endif

__attribute__((section(".multiboot"), used)) static const unsigned int MultibootHeader[] = {
    0x1badb002,
    0x00000001,
    (unsigned int)-(0x1badb002 + 0x00000001),
};

__attribute__((used)) static UCHAR BootStack[8192] __attribute__((aligned(16)));

static ULONG NextFreePage = POOL_OF_PAGES;
static ADDRESS_SPACE Process;
static ADDRESS_SPACE System;
static LOADER_BLOCK LoaderBlock;

__attribute__((naked, used)) void BootEntry(void)
{
    __asm__("movl $BootStack + 8192, %esp\n"
            "pushl %ebx\n"
            "call BootMain\n");
}

/* ---- messages on QEMU's debug port ----------------------------------------------------------------------------- */

static void OutByte(USHORT port, UCHAR value)
{
    __asm__ volatile("outb %0, %1" : : "a"(value), "Nd"(port));
}

static void Print(const char *text)
{
    while (*text) {
        OutByte(0xe9, (UCHAR)*text++);
    }
}

static void Fail(const char *text)
{
    Print("boot loader: ");
    Print(text);
    Print("\n");
    for (;;) {
        __asm__ volatile("cli\n hlt");
    }
}

/* ---- page tables ----------------------------------------------------------------------------------------------- */

static ULONG AllocatePages(ULONG count)
{
    ULONG first = NextFreePage;
    ULONG *words = (ULONG *)first;
    for (ULONG i = 0; i < count * PAGE_SIZE / sizeof(ULONG); i++) {
        words[i] = 0;
    }
    NextFreePage += count * PAGE_SIZE;
    return first;
}

static ENTRY *PageDirectoryEntry(ADDRESS_SPACE *space, ULONG address)
{
    return &space->Directory[address >> (12 + ENTRY_BITS)];
}

static ENTRY *PageTableEntry(ULONG address)
{
    ENTRY *directoryEntry = PageDirectoryEntry(&Process, address);
    if (!*directoryEntry) {
        *directoryEntry = AllocatePages(1) | PRESENT_WRITABLE | USER_ACCESS;
    }
    return (ENTRY *)PAGE_BASE(*directoryEntry) + ((address >> 12) & (ENTRIES_PER_PAGE - 1));
}

static ENTRY ProtectionFor(ULONG address)
{
    return address < 0x80000000 ? PRESENT_WRITABLE | USER_ACCESS : PRESENT_WRITABLE;
}

/* Maps a range to new, physically contiguous pages; pages that are mapped already stay as they are. */
static void MapRange(ULONG address, ULONG size)
{
    ULONG end = address + size;
    for (ULONG page = PAGE_BASE(address); page != PAGE_BASE(end + PAGE_SIZE - 1); page += PAGE_SIZE) {
        (void)PageTableEntry(page); /* page tables first, so that the data pages lie side by side */
    }
    for (ULONG page = PAGE_BASE(address); page != PAGE_BASE(end + PAGE_SIZE - 1); page += PAGE_SIZE) {
        ENTRY *entry = PageTableEntry(page);
        if (!*entry) {
            *entry = AllocatePages(1) | ProtectionFor(page);
        }
    }
}

/* The physical (and, before paging is on, usable) address of a mapped byte. */
static UCHAR *Translate(ULONG address)
{
    ENTRY entry = *PageTableEntry(address);
    if (!(entry & 1)) {
        Fail("address is not mapped");
    }
    return (UCHAR *)(PAGE_BASE(entry) + (address & (PAGE_SIZE - 1)));
}

static void CreateAddressSpace(ADDRESS_SPACE *space)
{
    space->Directory = (ENTRY *)AllocatePages(DIRECTORY_PAGES);
#if LAYOUT_PAE
    ENTRY *pointerTable = (ENTRY *)AllocatePages(1);
    for (ULONG i = 0; i < DIRECTORY_PAGES; i++) {
        pointerTable[i] = ((ULONG)space->Directory + i * PAGE_SIZE) | 1;
    }
    space->Cr3 = (ULONG)pointerTable;
#else
    space->Cr3 = (ULONG)space->Directory;
#endif
}

/* The page directory pages are page tables of themselves at PAGE_TABLES_START. */
static void MapPageTablesToThemselves(ADDRESS_SPACE *space)
{
    ENTRY *entry = PageDirectoryEntry(space, PAGE_TABLES_START);
    for (ULONG i = 0; i < DIRECTORY_PAGES; i++) {
        entry[i] = ((ULONG)space->Directory + i * PAGE_SIZE) | PRESENT_WRITABLE;
    }
}

/* System has the kernel's half of the process's address space and nothing below it. */
static void ShareKernelHalf(void)
{
    ULONG first = 0x80000000u >> (12 + ENTRY_BITS);
    for (ULONG i = first; i < DIRECTORY_PAGES * ENTRIES_PER_PAGE; i++) {
        System.Directory[i] = Process.Directory[i];
    }
    MapPageTablesToThemselves(&System);
}

/* ---- PE images ------------------------------------------------------------------------------------------------- */

static USHORT FileWord(const UCHAR *file)
{
    return *(const USHORT *)file;
}

static ULONG FileDword(const UCHAR *file)
{
    return *(const ULONG *)file;
}

static void WriteBytes(ULONG address, const UCHAR *source, ULONG count)
{
    while (count--) {
        *Translate(address++) = *source++;
    }
}

static USHORT ReadWord(ULONG address)
{
    return (USHORT)(*Translate(address) | *Translate(address + 1) << 8);
}

static ULONG ReadDword(ULONG address)
{
    return ReadWord(address) | (ULONG)ReadWord(address + 2) << 16;
}

static void WriteDword(ULONG address, ULONG value)
{
    WriteBytes(address, (const UCHAR *)&value, sizeof value);
}

static BOOLEAN SameString(ULONG first, ULONG second)
{
    while (*Translate(first) && *Translate(first) == *Translate(second)) {
        first++;
        second++;
    }
    return *Translate(first) == *Translate(second);
}

static BOOLEAN SameName(ULONG address, const char *name)
{
    while (*name && *Translate(address) == (UCHAR)*name) {
        address++;
        name++;
    }
    return *Translate(address) == (UCHAR)*name;
}

/* A section PAGE... without data in the file stands for pageable code that is not in memory: it stays unmapped. */
static BOOLEAN IsNotResident(const UCHAR *section)
{
    BOOLEAN pageable = section[0] == 'P' && section[1] == 'A' && section[2] == 'G' && section[3] == 'E';
    return pageable && FileDword(section + 16) == 0;
}

static void LoadSections(const UCHAR *file, const UCHAR *header, ULONG base)
{
    ULONG count = FileWord(header + 6);
    const UCHAR *section = header + 0x18 + FileWord(header + 0x14);

    MapRange(base, FileDword(header + 0x54));
    WriteBytes(base, file, FileDword(header + 0x54));
    for (ULONG i = 0; i < count; i++, section += 40) {
        ULONG virtualSize = FileDword(section + 8);
        ULONG address = base + FileDword(section + 12);
        ULONG rawSize = FileDword(section + 16);
        if (IsNotResident(section)) {
            continue;
        }
        MapRange(address, virtualSize);
        WriteBytes(address, file + FileDword(section + 20), rawSize < virtualSize ? rawSize : virtualSize);
    }
}

static void RelocateBlock(ULONG base, ULONG block, ULONG delta)
{
    ULONG page = base + ReadDword(block);
    ULONG size = ReadDword(block + 4);
    for (ULONG i = 8; i < size; i += 2) {
        USHORT fixup = ReadWord(block + i);
        if (fixup >> 12 == 3) {
            ULONG address = page + (fixup & 0xfff);
            WriteDword(address, ReadDword(address) + delta);
        } else if (fixup >> 12) {
            Fail("unknown kind of relocation");
        }
    }
}

static void Relocate(const UCHAR *header, ULONG base)
{
    ULONG delta = base - FileDword(header + 0x34);
    ULONG block = base + FileDword(header + 0xa0);
    ULONG end = block + FileDword(header + 0xa4);
    if (!delta) {
        return;
    }
    if (block == end) {
        Fail("image has no relocations");
    }
    for (; block < end; block += ReadDword(block + 4)) {
        RelocateBlock(base, block, delta);
    }
}

static void LoadImage(const UCHAR *file, const MODULE_PLACE *place, LOADED_IMAGE *image)
{
    const UCHAR *header = file + FileDword(file + 0x3c);
    LoadSections(file, header, place->Base);
    Relocate(header, place->Base);
    image->Base = place->Base;
    image->Size = FileDword(header + 0x50);
    image->Entry = place->Base + FileDword(header + 0x28);
    image->TimeDateStamp = FileDword(header + 8);
    image->CheckSum = FileDword(header + 0x58);
    for (ULONG i = 0; place->Name[i]; i++) {
        image->Name[i] = place->Name[i];
    }
}

#if EXTENDED_KERNEL
static ULONG HexNumber(const char *text)
{
    ULONG value = 0;
    for (; *text; text++) {
        value = value << 4 | (ULONG)(*text <= '9' ? *text - '0' : *text - 'a' + 10);
    }
    return value;
}

static void FindModulePlaces(const ULONG *modules, ULONG count)
{
    if (count > MAXIMUM_IMAGES) {
        Fail("too many modules");
    }
    for (ULONG i = 0; i < count; i++) {
        char *text = (char *)modules[4 * i + 2];
        MODULE_PLACE *place = &ModulePlaces[i];
        for (place->Name = text; *text != ' '; text++) {
            if (*text == '/') {
                place->Name = text + 1;
            }
        }
        *text = 0;
        place->Base = HexNumber(text + 1);
    }
    ModuleCount = count;
}
#endif

static ULONG FindImage(ULONG name)
{
    for (ULONG i = 0; i < LoaderBlock.ImageCount; i++) {
        if (SameName(name, LoaderBlock.Images[i].Name)) {
            return LoaderBlock.Images[i].Base;
        }
    }
    Fail("imported image is missing");
    return 0;
}

static ULONG FindExport(ULONG base, ULONG name)
{
    ULONG exports = base + ReadDword(base + ReadDword(base + 0x3c) + 0x78);
    ULONG count = ReadDword(exports + 0x18);
    ULONG functions = base + ReadDword(exports + 0x1c);
    ULONG names = base + ReadDword(exports + 0x20);
    ULONG ordinals = base + ReadDword(exports + 0x24);
    for (ULONG i = 0; i < count; i++) {
        if (SameString(base + ReadDword(names + 4 * i), name)) {
            return base + ReadDword(functions + 4 * ReadWord(ordinals + 2 * i));
        }
    }
    Fail("imported function is missing");
    return 0;
}

static void BindImports(ULONG base)
{
    ULONG descriptor = ReadDword(base + ReadDword(base + 0x3c) + 0x80);
    if (!descriptor) {
        return;
    }
    for (descriptor += base; ReadDword(descriptor + 12); descriptor += 20) {
        ULONG exporter = FindImage(base + ReadDword(descriptor + 12));
        ULONG lookup = base + ReadDword(descriptor);
        ULONG slot = base + ReadDword(descriptor + 16);
        for (; ReadDword(lookup); lookup += 4, slot += 4) {
            WriteDword(slot, FindExport(exporter, base + ReadDword(lookup) + 2));
        }
    }
}

/* ---- the areas the kernel fills -------------------------------------------------------------------------------- */

static void MapProcessorAreas(void)
{
    MapRange(BOOT_PCR, PAGE_SIZE);
    MapRange(BOOT_GDT, PAGE_SIZE);
    MapRange(BOOT_TSS, 3 * PAGE_SIZE);
#ifdef PROCESSOR_BLOCK_1
    MapRange(PROCESSOR_BLOCK_1, BLOCK_SIZE);
#endif
#ifdef PROCESSOR_BLOCK_2
    MapRange(PROCESSOR_BLOCK_2, BLOCK_SIZE);
#endif
#ifdef PROCESSOR_BLOCK_3
    MapRange(PROCESSOR_BLOCK_3, BLOCK_SIZE);
#endif
}

static void MapDataAreas(void)
{
    MapRange(STACK_LIMIT, STACK_BASE - STACK_LIMIT); /* the page below stays unmapped: the guard page */
    MapRange(THREAD_ADDRESS, sizeof(ETHREAD));
    MapRange(PROCESS_ADDRESS, sizeof(EPROCESS));
    MapRange(FILE_OBJECT_ADDRESS, sizeof(FILE_OBJECT));
    MapRange(POOL_START, POOL_PAGES * PAGE_SIZE);
#if EXTENDED_KERNEL
    MapRange(SECOND_STACK_LIMIT, SECOND_STACK_BASE - SECOND_STACK_LIMIT);
    MapRange(SPARE_PAGES, SPARE_PAGE_COUNT * PAGE_SIZE);
    *PageTableEntry(LOCAL_APIC) = 0xfee00000 | PRESENT_WRITABLE | CACHE_DISABLED;
#endif
    MapRange(SHARED_USER_DATA, PAGE_SIZE);
    MapRange(USER_STACK_PAGE, PAGE_SIZE);
    MapRange(USER_TEB, PAGE_SIZE);
    MapRange(USER_PEB, PAGE_SIZE);
#if EXTENDED_KERNEL
    for (ULONG i = 0; i < CACHE_VIEW_PAGES; i++) {
        *PageTableEntry(CACHE_VIEW + i * PAGE_SIZE) = NOT_RESIDENT;
    }
#elif defined(CACHE_VIEW)
    *PageTableEntry(CACHE_VIEW) = NOT_RESIDENT_LOW | (ENTRY)NOT_RESIDENT_HIGH << 32;
#endif
}

/* ---- start ----------------------------------------------------------------------------------------------------- */

/* No device may interrupt: the kernel runs with interrupts enabled. */
static void MaskInterruptController(void)
{
    OutByte(0x21, 0xff);
    OutByte(0xa1, 0xff);
}

/* A third address space for the moment of turning paging on: the kernel's half plus the first 4 MiB one to one. */
static ULONG BuildTransition(void)
{
    ADDRESS_SPACE transition;
    CreateAddressSpace(&transition);
    for (ULONG i = 0; i < DIRECTORY_PAGES * ENTRIES_PER_PAGE; i++) {
        transition.Directory[i] = System.Directory[i];
    }
#if LAYOUT_PAE
    transition.Directory[0] = LARGE_PAGE;
    transition.Directory[1] = 0x200000 | LARGE_PAGE;
#else
    transition.Directory[0] = LARGE_PAGE;
#endif
    return transition.Cr3;
}

__attribute__((noreturn)) static void EnterKernel(ULONG transitionCr3, ULONG entry, ULONG loaderBlock)
{
    __asm__ volatile("movl %%cr4, %%ecx\n"
                     "orl %[features], %%ecx\n"
                     "movl %%ecx, %%cr4\n"
                     "movl %[root], %%cr3\n"
                     "movl %%cr0, %%ecx\n"
                     "orl $0x80010000, %%ecx\n" /* paging, write protection in ring 0 */
                     "movl %%ecx, %%cr0\n"
                     "jmp *%[entry]\n"
                     :
                     : [features] "i"(LAYOUT_PAE ? 0x20 : 0x10), [root] "b"(transitionCr3), [entry] "d"(entry),
                       "a"(loaderBlock)
                     : "ecx", "memory");
    __builtin_unreachable();
}

__attribute__((used)) void BootMain(const ULONG *multibootInfo)
{
    const ULONG *modules = (const ULONG *)multibootInfo[6];
#if EXTENDED_KERNEL
    FindModulePlaces(modules, multibootInfo[5]);
#endif
    if (multibootInfo[5] != MODULE_COUNT) {
        Fail("unexpected number of modules");
    }
    MaskInterruptController();
    CreateAddressSpace(&Process);
    CreateAddressSpace(&System);
    MapPageTablesToThemselves(&Process);
    for (ULONG i = 0; i < MODULE_COUNT; i++) {
        if (modules[4 * i + 1] > POOL_OF_PAGES) {
            Fail("a module lies where pages are handed out");
        }
        LoadImage((const UCHAR *)modules[4 * i], &ModulePlaces[i], &LoaderBlock.Images[i]);
        LoaderBlock.ImageCount++;
    }
    for (ULONG i = 0; i < MODULE_COUNT; i++) {
        BindImports(LoaderBlock.Images[i].Base);
    }
    MapProcessorAreas();
    MapDataAreas();
    ShareKernelHalf();
    LoaderBlock.SystemCr3 = System.Cr3;
    LoaderBlock.ProcessCr3 = Process.Cr3;
    WriteBytes(POOL_START, (const UCHAR *)&LoaderBlock, sizeof LoaderBlock);
    EnterKernel(BuildTransition(), LoaderBlock.Images[0].Entry, POOL_START);
}
