/* reader.exe: sends a message to a window, or, where there are no windows, reads a file. */
#include "nt.h"

#define PEB_CALLBACK_DISPATCHER (*(PVOID *)(USER_PEB + 0x2c))

static ULONG Levels = NESTING_LEVELS;
static LARGE_INTEGER Offset;
static IO_STATUS_BLOCK Status;
static UCHAR Buffer[0x1000];

NOINLINE static NTSTATUS NTAPI CallService(ULONG number, const ULONG *arguments)
{
    NTSTATUS result;
    __asm__ volatile("int $0x2e" : "=a"(result) : "a"(number), "d"(arguments) : "ecx", "memory");
    return result;
}

NOINLINE static NTSTATUS NTAPI SendMessage(ULONG window, ULONG message, ULONG first, ULONG second)
{
    ULONG arguments[MESSAGE_CALL_ARGUMENT_BYTES / sizeof(ULONG)] = {window, message, first, second};
    return CallService(SERVICE_MESSAGE_CALL, arguments);
}

/* The window procedure: whatever comes, it sends something to the parent window. Called by the kernel. */
static void __cdecl WindowProcedure(ULONG number, ULONG window, ULONG message, ULONG first)
{
    SendMessage(window ^ 2, message + 1, first, number);
    for (;;) {
    }
}

void mainCRTStartup(void)
{
    ULONG arguments[READ_FILE_ARGUMENT_BYTES / sizeof(ULONG)] = {0x7e8};
    PEB_CALLBACK_DISPATCHER = (PVOID)WindowProcedure;
    SendMessage(0x10022, 0x400, 0, 0);
    arguments[4] = (ULONG)&Status;
    arguments[5] = (ULONG)Buffer;
    arguments[6] = sizeof Buffer;
    arguments[7] = (ULONG)&Offset;
    arguments[8] = (ULONG)&Levels;
    CallService(SERVICE_READ_FILE, arguments);
    __asm__ volatile("hlt"); /* not allowed here: if the stack has sufficed, the sample ends with another bug check */
}
