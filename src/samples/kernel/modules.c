/* The list of loaded modules and the record of unloaded ones. */
#include "ke.h"

#define LDRP_ENTRY_PROCESSED 0x00004000

LIST_ENTRY PsLoadedModuleList;
PUNLOADED_DRIVERS MmUnloadedDrivers;
ULONG MmLastUnloadedDriver;

#if EXTENDED_KERNEL
/* Software PTE: in paging file 0 at page 1a37, protection 3 (executable, readable). */
#define MI_PAGE_FILE_ENTRY 0x01a37060
#endif

static void AddModule(const LOADED_IMAGE *image, const CHAR *directory)
{
    PLDR_DATA_TABLE_ENTRY module = ExAllocatePool(sizeof(LDR_DATA_TABLE_ENTRY));
    module->DllBase = (PVOID)image->Base;
    module->EntryPoint = (PVOID)image->Entry;
    module->SizeOfImage = image->Size;
    module->TimeDateStamp = image->TimeDateStamp;
    module->CheckSum = image->CheckSum;
    module->Flags = LDRP_ENTRY_PROCESSED;
    module->LoadCount = 1;
    RtlInitString(&module->FullDllName, directory, image->Name);
    RtlInitString(&module->BaseDllName, "", image->Name);
    InsertTailList(&PsLoadedModuleList, &module->InLoadOrderLinks);
}

static void AddUnloadedDriver(const CHAR *name, ULONG start, ULONG size, ULONG secondsAfterBoot)
{
    PUNLOADED_DRIVERS entry = &MmUnloadedDrivers[MmLastUnloadedDriver++];
    RtlInitString(&entry->Name, "", name);
    entry->StartAddress = (PVOID)start;
    entry->EndAddress = (PVOID)(start + size);
    entry->CurrentTime.QuadPart = BOOT_TIME + SECONDS(secondsAfterBoot);
}

PLDR_DATA_TABLE_ENTRY MiFindModule(const CHAR *name)
{
    for (PLIST_ENTRY link = PsLoadedModuleList.Flink; link != &PsLoadedModuleList; link = link->Flink) {
        PLDR_DATA_TABLE_ENTRY module = (PLDR_DATA_TABLE_ENTRY)link;
        ULONG i = 0;
        while (name[i] && module->BaseDllName.Buffer[i] == (WCHAR)name[i]) {
            i++;
        }
        if (!name[i] && module->BaseDllName.Length == 2 * i) {
            return module;
        }
    }
    return NULL;
}

/* Image 0 is the kernel, the last one is the user program, which does not belong here. */
void MiInitializeModules(PLOADER_BLOCK loaderBlock)
{
    InitializeListHead(&PsLoadedModuleList);
    for (ULONG i = 0; i + 1 < loaderBlock->ImageCount; i++) {
        AddModule(&loaderBlock->Images[i], i ? "\\SystemRoot\\System32\\Drivers\\" : "\\WINDOWS\\system32\\");
    }
    MmUnloadedDrivers = ExAllocatePool(MAXIMUM_UNLOADED_DRIVERS * sizeof(UNLOADED_DRIVERS));
    AddUnloadedDriver("fabscan.sys", 0xf7862000, 0x4000, 31);
    AddUnloadedDriver("hogtrace.sys", 0xf786a000, 0x3000, 250412);
}

#if EXTENDED_KERNEL
/*
 * Takes a driver out of memory: out of the list, into the record, and its pages away. As in life, nobody asks whether
 * some thread is still inside.
 */
void NTAPI MmUnloadSystemImage(const CHAR *name)
{
    PLDR_DATA_TABLE_ENTRY module = MiFindModule(name);
    AddUnloadedDriver(name, (ULONG)module->DllBase, module->SizeOfImage, 267121);
    module->InLoadOrderLinks.Blink->Flink = module->InLoadOrderLinks.Flink;
    module->InLoadOrderLinks.Flink->Blink = module->InLoadOrderLinks.Blink;
    MiSetPages((ULONG)module->DllBase, module->SizeOfImage, 0, 0);
}

/* Sends a driver's code to the paging file; its headers and data stay. */
void NTAPI MmPageOutDriver(const CHAR *name)
{
    PLDR_DATA_TABLE_ENTRY module = MiFindModule(name);
    MiSetPages((ULONG)module->DllBase + PAGE_SIZE, PAGE_SIZE, MI_PAGE_FILE_ENTRY, PAGE_SIZE);
}
#endif
