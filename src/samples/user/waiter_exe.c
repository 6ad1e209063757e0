/* waiter.exe: waits for three objects, for no time at all. */
#include "nt.h"

static PVOID Handles[3] = {(PVOID)0x1c0, (PVOID)0x1c4, (PVOID)0x1e8};
static LARGE_INTEGER NoTime;

NOINLINE NTSTATUS NTAPI WaitForObjects(ULONG count, PVOID *handles)
{
    ULONG arguments[WAIT_ARGUMENT_BYTES / sizeof(ULONG)] = {count, (ULONG)handles, 1, 0, (ULONG)&NoTime};
    NTSTATUS result;
    __asm__ volatile("int $0x2e" : "=a"(result) : "a"(1), "d"(arguments) : "ecx", "memory");
    return result;
}

void mainCRTStartup(void)
{
    WaitForObjects(3, Handles);
    __asm__ volatile("hlt"); /* not allowed here: without the wrong bit, the sample ends with another bug check */
}
