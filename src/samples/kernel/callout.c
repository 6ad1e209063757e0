/* Calls to user mode on the same stack, and calls on a second stack. */
#include "ke.h"

#define PEB_CALLBACK_DISPATCHER 0x2c /* KernelCallbackTable; here the address of the one routine */

/* As in Vista: at InitialStack of a second stack. XP has no such thing. */
typedef struct _KERNEL_STACK_CONTROL {
    EXCEPTION_REGISTRATION_RECORD *PreviousExceptionList;
    ULONG PreviousSegmentsPresent;
    ULONG PreviousStackBase;
    ULONG PreviousStackLimit;
    ULONG PreviousKernelStack;
    ULONG PreviousInitialStack;
    ULONG PreviousActualLimit;
} KERNEL_STACK_CONTROL;
CHECK_SIZE(KERNEL_STACK_CONTROL, 0x1c);

#define STACK_CONTROL_SPACE 0x20

void NTAPI KeAddSystemService(ULONG number, PVOID routine)
{
    KiServiceTable[number] = routine;
}

/* The user routine finds the number and the input on its stack. */
NOINLINE NTSTATUS NTAPI KeUserModeCallback(ULONG number, const ULONG *input, ULONG inputLength, PVOID *output,
                                           ULONG *outputLength)
{
    PKTHREAD thread = CURRENT_PCR->PrcbData.CurrentThread;
    ULONG *target = (ULONG *)((thread->TrapFrame->HardwareEsp & ~3u) - inputLength - 2 * sizeof(ULONG));
    NTSTATUS status;
    target[0] = 0; /* no return address */
    target[1] = number;
    for (ULONG i = 0; i < inputLength / sizeof(ULONG); i++) {
        target[2 + i] = input[i];
    }
    status = KiCallUserMode(output, *(ULONG *)(USER_PEB + PEB_CALLBACK_DISPATCHER), (ULONG)target);
    *outputLength = 0;
    return status;
}

/* The thread's limits are those of the second stack while the routine runs. */
NOINLINE NTSTATUS NTAPI KeExpandKernelStackAndCallout(PVOID routine, PVOID argument, ULONG size)
{
    PKTHREAD thread = CURRENT_PCR->PrcbData.CurrentThread;
    KERNEL_STACK_CONTROL *control = (KERNEL_STACK_CONTROL *)(SECOND_STACK_BASE - STACK_CONTROL_SPACE);
    NTSTATUS status;
    if (size > SECOND_STACK_BASE - SECOND_STACK_LIMIT || thread->StackBase != (PVOID)STACK_BASE) {
        return (NTSTATUS)0xc00000fd;
    }
    control->PreviousExceptionList = CURRENT_PCR->NtTib.ExceptionList;
    control->PreviousSegmentsPresent = 2;
    control->PreviousStackBase = (ULONG)thread->StackBase;
    control->PreviousStackLimit = (ULONG)thread->StackLimit;
    control->PreviousKernelStack = (ULONG)__builtin_frame_address(0);
    control->PreviousInitialStack = (ULONG)thread->InitialStack;
    control->PreviousActualLimit = (ULONG)thread->StackLimit;
    thread->StackBase = (PVOID)SECOND_STACK_BASE;
    thread->StackLimit = (PVOID)SECOND_STACK_LIMIT;
    thread->InitialStack = control;
    status = KiSwitchStackAndCall((ULONG)control, routine, argument);
    thread->StackBase = (PVOID)control->PreviousStackBase;
    thread->StackLimit = (PVOID)control->PreviousStackLimit;
    thread->InitialStack = (PVOID)control->PreviousInitialStack;
    return status;
}
