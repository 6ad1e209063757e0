/*
 * Boot loader stub: started by QEMU (multiboot) in 32-bit mode, it builds the page tables of two address spaces, loads
 * the PE images that came as multiboot modules (relocated, imports bound), turns on long mode and jumps to the kernel's
 * entry point with rdi = address of the LOADER_BLOCK.
 *
 * A module's text is "path/name base": where it is to be loaded.
 */
#include "nt64.h"

#define POOL_OF_PAGES 0x200000u /* physical: pages are handed out from here upwards */
#define PRESENT_WRITABLE 0x63
#define USER_ACCESS 4
#define LARGE_PAGE 0x83

__attribute__((section(".mb"), used)) static const ULONG MultibootHeader[] = {0x1badb002, 1, (ULONG)-0x1badb003};
__attribute__((used)) static UCHAR BootStack[8192] __attribute__((aligned(16)));

static ULONG NextFreePage = POOL_OF_PAGES;
static ULONG64 *Root;
static LOADER_BLOCK LoaderBlock;

__attribute__((naked, used)) void _start(void)
{
    __asm__("movl $BootStack + 8192, %esp\n"
            "pushl %ebx\n"
            "call BootMain\n");
}

static void Fail(const char *text)
{
    for (; *text; text++) {
        __asm__ volatile("outb %0, $0xe9" : : "a"(*text));
    }
    for (;;) {
        __asm__ volatile("cli\n hlt");
    }
}

static ULONG AllocatePage(void)
{
    ULONG page = NextFreePage, *words = (ULONG *)page;
    NextFreePage += PAGE_SIZE;
    for (ULONG i = 0; i < PAGE_SIZE / 4; i++) {
        words[i] = 0;
    }
    return page;
}

static ULONG64 *Entry(ULONG64 address)
{
    ULONG64 *table = Root;
    for (int shift = 39; shift > 12; shift -= 9) {
        ULONG64 *entry = &table[address >> shift & 511];
        if (!*entry) {
            *entry = AllocatePage() | PRESENT_WRITABLE | (address >> 63 ? 0 : USER_ACCESS);
        }
        table = (ULONG64 *)(ULONG)(*entry & ~0xfffull);
    }
    return &table[address >> 12 & 511];
}

static void Map(ULONG64 start, ULONG64 end)
{
    for (ULONG64 page = start; page < end; page += PAGE_SIZE) {
        ULONG64 *entry = Entry(page);
        if (!*entry) {
            *entry = AllocatePage() | PRESENT_WRITABLE | (page >> 63 ? 0 : USER_ACCESS);
        }
    }
}

static UCHAR *At(ULONG64 address)
{
    ULONG64 entry = *Entry(address);
    if (!entry) {
        Fail("boot loader: not mapped\n");
    }
    return (UCHAR *)((ULONG)(entry & ~0xfffull) + (ULONG)(address & 0xfff));
}

static ULONG64 Read(ULONG64 address, int size)
{
    ULONG64 value = 0;
    while (size--) {
        value = value << 8 | *At(address + size);
    }
    return value;
}

static void Write(ULONG64 address, ULONG64 value)
{
    for (int i = 0; i < 8; i++, value >>= 8) {
        *At(address + i) = (UCHAR)value;
    }
}

static ULONG Number(const UCHAR *at)
{
    return *(const ULONG *)at;
}

/* ---- images ------------------------------------------------------------------------------------------------------ */

static void Relocate(ULONG64 base, ULONG64 delta, ULONG table, ULONG size)
{
    ULONG64 block = base + table, end = block + size;
    while (delta && block < end) {
        ULONG64 page = base + Read(block, 4);
        ULONG length = (ULONG)Read(block + 4, 4);
        for (ULONG at = 8; at < length; at += 2) {
            ULONG entry = (ULONG)Read(block + at, 2);
            if (entry >> 12 == 10) {
                Write(page + (entry & 0xfff), Read(page + (entry & 0xfff), 8) + delta);
            }
        }
        block += length;
    }
}

static void Load(const UCHAR *file, ULONG64 base, BOOT_IMAGE *image, const char *name)
{
    const UCHAR *header = file + Number(file + 0x3c);
    const UCHAR *section = header + 0x18 + *(const USHORT *)(header + 0x14);
    ULONG64 preferred = *(const ULONG64 *)(header + 0x30);
    ULONG size = Number(header + 0x50), headers = Number(header + 0x54);
    Map(base, base + size);
    for (ULONG i = 0; i < headers; i++) {
        *At(base + i) = file[i];
    }
    for (ULONG i = 0; i < *(const USHORT *)(header + 6); i++, section += 40) {
        ULONG address = Number(section + 12), stored = Number(section + 16), wanted = Number(section + 8);
        for (ULONG k = 0; k < (stored < wanted ? stored : wanted); k++) {
            *At(base + address + k) = file[Number(section + 20) + k];
        }
    }
    Relocate(base, base - preferred, Number(header + 0xb0), Number(header + 0xb4));
    image->Base = base;
    image->Size = size;
    image->Entry = base + Number(header + 0x28);
    image->TimeDateStamp = Number(header + 8);
    image->CheckSum = Number(header + 0x58);
    for (int i = 0; name[i] && name[i] != ' '; i++) {
        image->Name[i] = name[i];
    }
}

static int SameName(ULONG64 one, ULONG64 other)
{
    while (*At(one) && *At(one) == *At(other)) {
        one++, other++;
    }
    return *At(one) == *At(other);
}

static ULONG64 Export(ULONG64 base, ULONG64 name)
{
    ULONG64 table = base + Read(base + Read(base + 0x3c, 4) + 0x88, 4);
    ULONG64 names = base + Read(table + 0x20, 4);
    for (ULONG i = 0; i < Read(table + 0x18, 4); i++) {
        if (SameName(base + Read(names + 4 * i, 4), name)) {
            ULONG64 ordinal = Read(base + Read(table + 0x24, 4) + 2 * i, 2);
            return base + Read(base + Read(table + 0x1c, 4) + 4 * ordinal, 4);
        }
    }
    return 0;
}

static void BindImports(ULONG64 base)
{
    ULONG rva = (ULONG)Read(base + Read(base + 0x3c, 4) + 0x90, 4);
    for (ULONG64 library = base + rva; rva && Read(library + 12, 4); library += 20) {
        ULONG64 lookup = base + Read(library, 4), slot = base + Read(library + 16, 4);
        for (; Read(lookup, 8); lookup += 8, slot += 8) {
            ULONG64 found = 0;
            for (ULONG i = 0; i < LoaderBlock.Count && !found; i++) {
                ULONG64 from = LoaderBlock.Image[i].Base;
                found = from >> 63 ? Export(from, base + Read(lookup, 8) + 2) : 0;
            }
            if (!found) {
                Fail("boot loader: an import is missing\n");
            }
            Write(slot, found);
        }
    }
}

static ULONG64 Hexadecimal(const char *text)
{
    ULONG64 value = 0;
    for (; *text; text++) {
        value = value << 4 | (*text <= '9' ? *text - '0' : *text - 'a' + 10);
    }
    return value;
}

static void LoadModule(ULONG start, const char *text)
{
    const char *name = text, *base = text;
    while (*base && *base != ' ') {
        if (*base++ == '/') {
            name = base;
        }
    }
    Load((const UCHAR *)start, Hexadecimal(base + 1), &LoaderBlock.Image[LoaderBlock.Count++], name);
}

/* ---- the way into long mode -------------------------------------------------------------------------------------- */

static ULONG64 *CopyOfKernelHalf(void)
{
    ULONG64 *copy = (ULONG64 *)AllocatePage();
    for (int i = 256; i < 512; i++) {
        copy[i] = Root[i];
    }
    return copy;
}

static void EnterLongMode(void)
{
    static ULONG64 gdt[3] = {0, 0x00209b0000000000ull, 0x00cf93000000ffffull};
    static struct __attribute__((packed)) {
        USHORT Limit;
        ULONG Base;
    } gdtr = {sizeof gdt - 1, 0};
    static ULONG64 start[2];
    ULONG64 *root = CopyOfKernelHalf(), *pointers = (ULONG64 *)AllocatePage(), *directory = (ULONG64 *)AllocatePage();
    gdtr.Base = (ULONG)gdt;
    start[0] = LoaderBlock.Image[0].Entry;
    start[1] = LOADER_AREA;
    root[0] = (ULONG)pointers | 3;
    pointers[0] = (ULONG)directory | 3;
    directory[0] = LARGE_PAGE;
    __asm__ volatile("lgdt %1\n"
                     "movl %%cr4, %%eax\n orl $0x6a0, %%eax\n movl %%eax, %%cr4\n"
                     "movl %0, %%cr3\n"
                     "movl $0xc0000080, %%ecx\n rdmsr\n orl $0x901, %%eax\n wrmsr\n"
                     "movl %%cr0, %%eax\n orl $0x80050031, %%eax\n movl %%eax, %%cr0\n"
                     "ljmp $8, $1f\n"
                     "1:\n"
                     ".byte 0x48, 0x8b, 0x7e, 0x08\n" /* mov rdi, [rsi+8] */
                     ".byte 0xff, 0x26\n"             /* jmp [rsi] */
                     :
                     : "b"(root), "m"(gdtr), "S"(start)
                     : "eax", "ecx", "edx", "edi", "memory");
}

__attribute__((used)) void BootMain(const ULONG *multiboot)
{
    const ULONG *module = (const ULONG *)multiboot[6];
    /* No timer: its interrupt would come at the double fault's vector. */
    __asm__ volatile("outb %0, $0x21\n outb %0, $0xa1" : : "a"((UCHAR)0xff));
    Root = (ULONG64 *)AllocatePage();
    LoaderBlock.ProcessRoot = (ULONG)Root;
    for (ULONG i = 0; i < multiboot[5]; i++, module += 4) {
        LoadModule(module[0], (const char *)module[2]);
    }
    for (ULONG i = 0; i < LoaderBlock.Count; i++) {
        BindImports(LoaderBlock.Image[i].Base);
    }
    Map(GDT_BASE, TABLES_END);
    Map(DOUBLE_FAULT_STACK - DOUBLE_FAULT_STACK_SIZE, DOUBLE_FAULT_STACK);
    Map(STACK_LIMIT, STACK_BASE);
    Map(POOL_BASE, POOL_BASE + POOL_SIZE);
    Map(LOADER_AREA, LOADER_AREA + PAGE_SIZE);
    Map(USER_STACK - PAGE_SIZE, USER_STACK);
    Map(TEB_BASE, TEB_BASE + PAGE_SIZE);
    Map(PEB_BASE, PEB_BASE + PAGE_SIZE);
    LoaderBlock.SystemRoot = (ULONG)CopyOfKernelHalf();
    for (ULONG i = 0; i < sizeof LoaderBlock; i++) {
        *At(LOADER_AREA + i) = ((const UCHAR *)&LoaderBlock)[i];
    }
    EnterLongMode();
}
