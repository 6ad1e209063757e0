/* hirules.sys: the rules themselves, and the driver. */
#include "hirules.h"

static const HI_OPERATIONS AllOperations = {HiPrepare, HiWeigh, HiEvaluateAll, HiCompareMasked, HiLog, HiFinish};
static const HI_OPERATIONS AnyOperations = {HiPrepare, HiWeigh, HiEvaluateAny, HiCompareMasked, HiLog, HiFinish};
static const HI_OPERATIONS NotOperations = {HiPrepare, HiWeigh, HiEvaluateNot, HiCompareMasked, HiLog, HiFinish};

HI_RULE HiRules[4] = {{&AllOperations, 1, 3}, {&AnyOperations, 2, 5}, {&NotOperations, 3, 1}, {&AnyOperations, 0, 2}};

/* All facts have to hold: the first that does not ends it, then the next rule has its turn. */
ULONG NTAPI HiEvaluateAll(HI_RULE *rule, HI_STATE *state, ULONG fact, ULONG limit)
{
    const HI_OPERATIONS *operations = rule->Operations;
    HI_RULE *next = state->Rules[rule->Next];
    ULONG weights[6];
    ULONG result = operations->Prepare(state);
    for (ULONG i = 0; i < rule->Facts; i++) {
        weights[i] = operations->Weigh(state, fact + i, limit);
        result += operations->Compare(weights[i], limit, 0xff);
    }
    result += next->Operations->Evaluate(next, state, fact + weights[0], limit + 1);
    operations->Log("all % %", result, weights[1]);
    operations->Finish(state, result);
    return result;
}

/* One fact is enough. The rule after the next is asked first, from inside the loop. */
ULONG NTAPI HiEvaluateAny(HI_RULE *rule, HI_STATE *state, ULONG fact, ULONG limit)
{
    const HI_OPERATIONS *operations = rule->Operations;
    ULONG result = operations->Log("any % % %", fact, limit, state->Depth);
    for (ULONG i = 0; i < rule->Facts; i++) {
        HI_RULE *next = state->Rules[(rule->Next + (i & 1)) & 3];
        if (operations->Compare(fact, i + 0x100, limit | 1)) {
            result += operations->Weigh(state, fact, i);
            result ^= next->Operations->Evaluate(next, state, fact ^ i, limit);
            next->Operations->Finish(state, result);
        }
        operations->Prepare(state);
    }
    operations->Finish(state, result);
    return result + operations->Weigh(state, fact, limit);
}

ULONG NTAPI HiEvaluateNot(HI_RULE *rule, HI_STATE *state, ULONG fact, ULONG limit)
{
    HI_RULE *next = state->Rules[rule->Next];
    rule->Operations->Finish(state, rule->Operations->Prepare(state));
    return !next->Operations->Evaluate(next, state, rule->Operations->Weigh(state, fact, 2), limit);
}

NTSTATUS NTAPI HiRead(PDEVICE_OBJECT device, PIRP irp)
{
    HI_STATE state;
    ULONG result;
    for (ULONG i = 0; i < 4; i++) {
        state.Rules[i] = &HiRules[i];
    }
    for (ULONG i = 0; i < 8; i++) {
        state.Facts[i] = i * 0x11;
    }
    state.Irp = irp;
    state.Depth = 0;
    result = HiRules[0].Operations->Evaluate(&HiRules[0], &state, 1, irp->CurrentStackLocation->Read.Length);
    return result ? (NTSTATUS)0xc0000022 : 0;
}

NTSTATUS NTAPI DriverEntry(PDRIVER_OBJECT driver, UNICODE_STRING *registryPath)
{
    driver->MajorFunction[IRP_MJ_READ] = HiRead;
    return 0;
}
