/* hirules.sys: what the rules' tables point to besides the evaluation. */
#include "hirules.h"

ULONG HiLogSum;

ULONG NTAPI HiPrepare(HI_STATE *state)
{
    state->Depth++;
    return state->Facts[state->Depth & 7];
}

ULONG NTAPI HiWeigh(HI_STATE *state, ULONG fact, ULONG weight)
{
    return state->Facts[fact & 7] * (weight & 3) + 1;
}

ULONG FASTCALL HiCompareMasked(ULONG left, ULONG right, ULONG mask)
{
    return (left & mask) != (right & mask);
}

ULONG __cdecl HiLog(const CHAR *format, ...)
{
    __builtin_va_list arguments;
    __builtin_va_start(arguments, format);
    for (; *format; format++) {
        if (*format == '%') {
            HiLogSum += __builtin_va_arg(arguments, ULONG);
        }
    }
    __builtin_va_end(arguments);
    return HiLogSum & 0xff;
}

void NTAPI HiFinish(HI_STATE *state, ULONG result)
{
    state->Facts[result & 7] ^= result;
}
