/*
 * hirules.sys, Humongous Insurance: an engine for file policies. Rules are objects with tables of functions in pool
 * memory; conditions and actions evaluate each other. No function has an ebp frame, most calls go through pointers, and
 * every calling convention occurs.
 */
#ifndef HIRULES_H
#define HIRULES_H

#include "driver.h"

struct _HI_RULE;

typedef struct _HI_STATE {
    struct _HI_RULE *Rules[4];
    PIRP Irp;
    ULONG Depth;
    ULONG Facts[8];
} HI_STATE;

typedef struct _HI_OPERATIONS {
    ULONG(NTAPI *Prepare)(HI_STATE *state);
    ULONG(NTAPI *Weigh)(HI_STATE *state, ULONG fact, ULONG weight);
    ULONG(NTAPI *Evaluate)(struct _HI_RULE *rule, HI_STATE *state, ULONG fact, ULONG limit);
    ULONG(FASTCALL *Compare)(ULONG left, ULONG right, ULONG mask);
    ULONG(__cdecl *Log)(const CHAR *format, ...);
    void(NTAPI *Finish)(HI_STATE *state, ULONG result);
} HI_OPERATIONS;

typedef struct _HI_RULE {
    const HI_OPERATIONS *Operations;
    ULONG Next;
    ULONG Facts;
} HI_RULE;

ULONG NTAPI HiPrepare(HI_STATE *state);
ULONG NTAPI HiWeigh(HI_STATE *state, ULONG fact, ULONG weight);
ULONG FASTCALL HiCompareMasked(ULONG left, ULONG right, ULONG mask);
ULONG __cdecl HiLog(const CHAR *format, ...);
void NTAPI HiFinish(HI_STATE *state, ULONG result);
ULONG NTAPI HiEvaluateAll(HI_RULE *rule, HI_STATE *state, ULONG fact, ULONG limit);
ULONG NTAPI HiEvaluateAny(HI_RULE *rule, HI_STATE *state, ULONG fact, ULONG limit);
ULONG NTAPI HiEvaluateNot(HI_RULE *rule, HI_STATE *state, ULONG fact, ULONG limit);

#endif
