/*
 * wtgui.sys, Wingtip Toys: a window manager. A message is sent to a window whose procedure is user code, which is
 * called back on the same kernel stack; it sends a message to the parent window, whose parent is the first. With ebp
 * frames.
 */
#include "driver.h"

typedef struct _WT_MESSAGE {
    ULONG Window;
    ULONG Message;
    ULONG First;
    ULONG Second;
} WT_MESSAGE;

ULONG WtSent;

NTSTATUS NTAPI WtCallProcedure(const ULONG *input, ULONG length, ULONG flags);

NOINLINE NTSTATUS FASTCALL WtDeliver(WT_MESSAGE *message, ULONG thread)
{
    volatile ULONG queue[0xc];
    for (ULONG i = 0; i < 0xc; i++) {
        queue[i] = message->Message + i;
    }
    WtSent += queue[thread & 7] & 1;
    return WtCallProcedure(&message->Window, sizeof *message, thread) + (NTSTATUS)(queue[1] & 0);
}

NTSTATUS NTAPI NtMessageCall(ULONG window, ULONG message, ULONG first, ULONG second)
{
    WT_MESSAGE copy = {window, message, first, second};
    return WtDeliver(&copy, window >> 16);
}

NTSTATUS NTAPI DriverEntry(PDRIVER_OBJECT driver, UNICODE_STRING *registryPath)
{
    KeAddSystemService(SERVICE_MESSAGE_CALL, (PVOID)NtMessageCall);
    return 0;
}
