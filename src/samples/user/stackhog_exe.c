/* StackHog.exe: asks for a file inside many nested archives. */
#include "nt.h"

/* NtReadFile's arguments in the order the service expects. */
typedef struct _READ_FILE_ARGUMENTS {
    ULONG FileHandle;
    PVOID Event;
    PVOID ApcRoutine;
    PVOID ApcContext;
    PIO_STATUS_BLOCK IoStatusBlock;
    PVOID Buffer;
    ULONG Length;
    LARGE_INTEGER *ByteOffset;
    ULONG *Key;
} READ_FILE_ARGUMENTS;
CHECK_SIZE(READ_FILE_ARGUMENTS, READ_FILE_ARGUMENT_BYTES);

static ULONG NestingLevels = NESTING_LEVELS;
static LARGE_INTEGER Offset;
static IO_STATUS_BLOCK Status;
static UCHAR Buffer[0x1000];

NOINLINE NTSTATUS NTAPI NtReadFile(const READ_FILE_ARGUMENTS *arguments)
{
    NTSTATUS result;
    __asm__ volatile("int $0x2e"
                     : "=a"(result)
                     : "a"(SERVICE_READ_FILE), "d"(arguments)
                     : "ecx", "memory");
    return result;
}

NOINLINE NTSTATUS NTAPI ReadNestedFile(ULONG handle, ULONG length)
{
    READ_FILE_ARGUMENTS arguments = {0};
    arguments.FileHandle = handle;
    arguments.IoStatusBlock = &Status;
    arguments.Buffer = Buffer;
    arguments.Length = length;
    arguments.ByteOffset = &Offset;
    arguments.Key = &NestingLevels;
    return NtReadFile(&arguments);
}

void mainCRTStartup(void)
{
    ReadNestedFile(0x7e8, sizeof Buffer);
    for (;;) {
    }
}
