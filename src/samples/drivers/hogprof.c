/* stackhog.sys, the call profiler of overflow-x86-call: keeps recent code addresses and copies them around. */
#include "hog.h"

#define HISTORY_WORDS 32

PVOID HogHistory[HISTORY_WORDS];
ULONG HogHistoryNext;
ULONG HogTraceSum;

NOINLINE void __cdecl HogProfileNote(PVOID address)
{
    HogHistory[HogHistoryNext % HISTORY_WORDS] = address;
    HogHistoryNext++;
}

/* The most recent addresses first. */
NOINLINE void __cdecl HogProfileSnapshot(PVOID *snapshot, ULONG count)
{
    for (ULONG i = 0; i < count; i++) {
        snapshot[i] = HogHistory[(HogHistoryNext - 1 - i) % HISTORY_WORDS];
    }
}

/* Takes code addresses as variable arguments: more such words on the stack, below the live frames too. */
NOINLINE ULONG __cdecl HogTrace(const char *format, ...)
{
    __builtin_va_list arguments;
    PVOID copy[8];
    ULONG count = 0;
    __builtin_va_start(arguments, format);
    for (; *format; format++) {
        if (*format == '%') {
            copy[count & 7] = __builtin_va_arg(arguments, PVOID);
            HogTraceSum += (ULONG)copy[count & 7];
            count++;
        }
    }
    __builtin_va_end(arguments);
    HogProfileSnapshot(copy, 8);
    return HogTraceSum + (ULONG)copy[count & 7];
}
