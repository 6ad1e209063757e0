/*
 * Page faults that are resolved, on the stack of the code that faulted. Compiled without frame pointers, as much of
 * later kernels is.
 */
#include "ke.h"

#define STATUS_ACCESS_VIOLATION ((NTSTATUS)0xc0000005)
#define PROTOTYPE_ENTRY 0x400
#define PRESENT_ENTRY 1

static ULONG NextSparePage = SPARE_PAGES;

static ULONG *MiPageTableEntry(ULONG address)
{
    return (ULONG *)PAGE_TABLES_START + (address >> 12);
}

static void MiSetEntry(ULONG address, ULONG entry)
{
    *MiPageTableEntry(address) = entry;
    __asm__ volatile("invlpg (%0)" : : "r"(address) : "memory");
}

/* The same entry for all pages of a range, or one that grows by step from page to page. */
void MiSetPages(ULONG start, ULONG size, ULONG entry, ULONG step)
{
    for (ULONG address = start; address < start + size; address += PAGE_SIZE) {
        MiSetEntry(address, entry);
        entry += step;
    }
}

/* Moves a page of physical memory that was put aside to the address. */
static void MiMakeResident(ULONG address)
{
    ULONG entry = *MiPageTableEntry(NextSparePage);
    MiSetEntry(NextSparePage, 0);
    NextSparePage += PAGE_SIZE;
    MiSetEntry(address & ~(PAGE_SIZE - 1u), entry);
}

NOINLINE NTSTATUS NTAPI MiDispatchFault(BOOLEAN store, ULONG address, ULONG *entry)
{
    IO_STATUS_BLOCK status;
    NTSTATUS result = 0;
    if (*entry & PROTOTYPE_ENTRY) {
        result = IoPageRead((PFILE_OBJECT)FILE_OBJECT_ADDRESS, address - CACHE_VIEW, &status);
    }
    if (result >= 0 && !(*entry & PRESENT_ENTRY)) {
        MiMakeResident(address);
    }
    return store && status.Information == 1 ? STATUS_ACCESS_VIOLATION : result;
}

NOINLINE NTSTATUS NTAPI MmAccessFault(BOOLEAN store, PVOID address, CHAR mode, PKTRAP_FRAME frame)
{
    ULONG *directory = MiPageTableEntry(PAGE_TABLES_START);
    ULONG *entry = MiPageTableEntry((ULONG)address);
    (void)frame;
    if (mode || !(directory[(ULONG)address >> 22] & PRESENT_ENTRY) || !*entry || *entry & PRESENT_ENTRY) {
        return STATUS_ACCESS_VIOLATION;
    }
    return MiDispatchFault(store, (ULONG)address, entry);
}
