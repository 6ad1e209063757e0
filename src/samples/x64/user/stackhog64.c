/* StackHog.exe: asks for a file inside many nested archives. */
#include "nt64.h"

static UCHAR Buffer[0x200];

NOINLINE NTSTATUS NtReadFile(ULONG64 handle, PVOID buffer, ULONG64 length, ULONG64 key)
{
    NTSTATUS status;
    register ULONG64 first __asm__("r10") = handle;
    register ULONG64 third __asm__("r8") = length;
    register ULONG64 fourth __asm__("r9") = key;
    __asm__ volatile("syscall"
                     : "=a"(status)
                     : "a"(0), "r"(first), "d"(buffer), "r"(third), "r"(fourth)
                     : "rcx", "r11", "memory");
    return status;
}

void mainCRTStartup(void)
{
    NtReadFile(0x7e8, Buffer, sizeof Buffer, 1);
    for (;;) {
    }
}
