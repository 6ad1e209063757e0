/* Breakpoints, the debugger's print service, and the interrupt of the one device. */
#include "ke.h"

#define STATUS_BREAKPOINT ((NTSTATUS)0x80000003)

#define APIC_END_OF_INTERRUPT 0x0b0
#define APIC_SPURIOUS_VECTOR 0x0f0
#define APIC_COMMAND 0x300
#define APIC_TO_SELF 0x00040000
#define APIC_REGISTER(offset) (*(volatile ULONG *)(LOCAL_APIC + (offset)))

PKD_HOOK KiDebugRoutine;
KINTERRUPT KiDeviceInterrupt;

/* ---- exceptions ------------------------------------------------------------------------------------------------ */

static void KeContextFromKframes(PKTRAP_FRAME frame, PCONTEXT context)
{
    context->ContextFlags = CONTEXT_FULL;
    context->Eip = frame->Eip;
    context->Ebp = frame->Ebp;
    context->Esp = (ULONG)&frame->HardwareEsp;
    context->SegCs = frame->SegCs;
    context->EFlags = frame->EFlags;
    context->Eax = frame->Eax;
    context->Ebx = frame->Ebx;
    context->Ecx = frame->Ecx;
    context->Edx = frame->Edx;
    context->Esi = frame->Esi;
    context->Edi = frame->Edi;
}

NOINLINE BOOLEAN NTAPI KdpTrap(PKTRAP_FRAME frame, PEXCEPTION_RECORD record, PCONTEXT context, CHAR mode)
{
    PKD_HOOK hook = KiDebugRoutine;
    if (record->ExceptionCode != STATUS_BREAKPOINT || !hook) {
        return 0;
    }
    return hook(record->ExceptionInformation[0], (const CHAR *)record->ExceptionInformation[1]) && context->Eip && !mode
           && frame->Eip;
}

/* The whole CONTEXT is a local, as in the original: 716 bytes of stack for every exception. */
NOINLINE void NTAPI KiDispatchException(PEXCEPTION_RECORD record, PVOID exceptionFrame, PKTRAP_FRAME frame, CHAR mode,
                                        BOOLEAN firstChance)
{
    CONTEXT context;
    (void)exceptionFrame;
    KeContextFromKframes(frame, &context);
    if (!firstChance || !KdpTrap(frame, record, &context, mode)) {
        KeBugCheckEx(0x8e, (ULONG_PTR)record->ExceptionCode, frame->Eip, (ULONG_PTR)frame, 0);
    }
    frame->Eip = context.Eip + (record->NumberParameters ? 0 : 1);
}

void NTAPI KdSetHook(PKD_HOOK hook)
{
    KiDebugRoutine = hook;
}

/* Formats nothing: the text goes to whoever listens. */
NOINLINE ULONG __cdecl DbgPrint(const CHAR *format, ...)
{
    CHAR text[0x80];
    __builtin_va_list arguments;
    ULONG length = 0;
    __builtin_va_start(arguments, format);
    for (; format[length] && length < sizeof text - 1; length++) {
        text[length] = format[length] == '%' ? (CHAR)__builtin_va_arg(arguments, ULONG) : format[length];
    }
    text[length] = 0;
    __builtin_va_end(arguments);
    return DebugService(BREAKPOINT_PRINT, text, length);
}

/* ---- the interrupt --------------------------------------------------------------------------------------------- */

void HalInitializeInterrupts(void)
{
    APIC_REGISTER(APIC_SPURIOUS_VECTOR) = 0x1ff;
}

void NTAPI IoConnectInterrupt(PKSERVICE_ROUTINE routine, PVOID context)
{
    KiDeviceInterrupt.ServiceRoutine = routine;
    KiDeviceInterrupt.ServiceContext = context;
    KiDeviceInterrupt.Vector = DEVICE_VECTOR;
}

/* Makes the device raise its interrupt, by a message of the local APIC to its own processor. */
NOINLINE void FASTCALL HalRequestDeviceInterrupt(UCHAR vector)
{
    APIC_REGISTER(APIC_COMMAND) = APIC_TO_SELF | vector;
}

NOINLINE void NTAPI KiInterruptDispatch(PKINTERRUPT interrupt, PKTRAP_FRAME frame)
{
    UCHAR irql = CURRENT_PCR->Irql;
    CURRENT_PCR->Irql = DEVICE_IRQL;
    interrupt->TrapFrame = frame;
    interrupt->ServiceRoutine(interrupt, interrupt->ServiceContext);
    APIC_REGISTER(APIC_END_OF_INTERRUPT) = 0;
    CURRENT_PCR->Irql = irql;
}
