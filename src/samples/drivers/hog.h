/*
 * Contoso StackHog: hogflt.sys looks at every read, stackhog.sys expands archives. An archive in an archive makes
 * stackhog.sys read again from the top of the device stack, so that the two call each other through IofCallDriver
 * once for every level.
 */
#ifndef HOG_H
#define HOG_H

#include "driver.h"

typedef struct _HOG_REQUEST {
    ULONG Level;
    ULONG Token;
    PDEVICE_OBJECT Device;
    PIRP Irp;
    PIO_STACK_LOCATION Location;
    ULONG Flags;
} HOG_REQUEST, *PHOG_REQUEST;

/* hogflt.sys */
NTSTATUS NTAPI HogFltRead(PDEVICE_OBJECT device, PIRP irp);                                /* frame pointer */
NTSTATUS NTAPI HogFltScanRequest(PHOG_REQUEST request, ULONG flags);                       /* no frame pointer */
NTSTATUS FASTCALL HogFltCallNext(PDEVICE_OBJECT device, PIRP irp, ULONG token);            /* no frame pointer */

/* stackhog.sys */
NTSTATUS NTAPI HogRead(PDEVICE_OBJECT device, PIRP irp);                                   /* frame pointer */
NTSTATUS NTAPI HogExpandStored(PHOG_REQUEST request, ULONG offset, ULONG length);          /* no frame pointer */
NTSTATUS NTAPI HogExpandPacked(PHOG_REQUEST request, ULONG offset, ULONG length);          /* no frame pointer */
NTSTATUS __cdecl HogReadParent(PHOG_REQUEST request, ULONG offset, ULONG length, ULONG sum); /* frame pointer */

/* exported by stackhog.sys to hogflt.sys */
#ifdef BUILDING_STACKHOG
#define HOG_API
#else
#define HOG_API IMPORT
#endif
HOG_API ULONG __cdecl HogChecksum(const volatile UCHAR *bytes, ULONG count, ULONG seed);

/*
 * The call profiler (overflow-x86-call only): every function keeps a copy of the most recent return addresses and
 * handlers in its frame, "for the support team". To a stack scanner these words look like frames.
 */
#if HOG_PROFILER
#define HOG_SNAPSHOT_WORDS 10
HOG_API void __cdecl HogProfileNote(PVOID address);
HOG_API void __cdecl HogProfileSnapshot(PVOID *snapshot, ULONG count);
HOG_API ULONG __cdecl HogTrace(const char *format, ...);
#define HOG_PROFILE(function)                              \
    PVOID snapshot[HOG_SNAPSHOT_WORDS];                    \
    HogProfileNote(__builtin_return_address(0));           \
    HogProfileNote((PVOID)function);                       \
    HogProfileSnapshot(snapshot, HOG_SNAPSHOT_WORDS);      \
    HogTrace("%p from %p", (PVOID)function, snapshot[0], snapshot[1])
#define HOG_PROFILE_END() HogProfileSnapshot(snapshot, HOG_SNAPSHOT_WORDS)
#else
#define HOG_PROFILE(function) (void)0
#define HOG_PROFILE_END() (void)0
#endif

#endif
