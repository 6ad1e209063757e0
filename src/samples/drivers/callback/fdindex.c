/*
 * fdindex.sys, Fabrikam: an indexer. When the stack gets short it goes on on a second one, and wastes that as well.
 * No ebp frames.
 */
#include "driver.h"

typedef struct _FD_JOB {
    PIRP Irp;
    ULONG Level;
    ULONG Words;
} FD_JOB;

NTSTATUS NTAPI FdIndexPart(FD_JOB *job);
ULONG NTAPI FdTokenize(FD_JOB *job, volatile UCHAR *text, ULONG length);

NOINLINE ULONG FASTCALL FdHash(volatile UCHAR *text, ULONG length, ULONG seed)
{
    while (length--) {
        seed = seed * 33 + text[length];
    }
    return seed;
}

NOINLINE ULONG NTAPI FdReadWord(FD_JOB *job, ULONG hash)
{
    volatile UCHAR word[0x70];
    job->Level++;
    for (ULONG i = 0; i < sizeof word; i++) {
        word[i] = (UCHAR)(hash >> (i & 15));
    }
    return FdTokenize(job, word, sizeof word) + FdHash(word, 8, hash);
}

/* Documents contain documents. */
NOINLINE NTSTATUS NTAPI FdIndexPart(FD_JOB *job)
{
    ULONG left = (ULONG)IoGetRemainingStackSize();
    job->Words += FdReadWord(job, left);
    return job->Words == 7;
}

NTSTATUS NTAPI FdRead(PDEVICE_OBJECT device, PIRP irp)
{
    FD_JOB job = {irp, 0, 0};
    return FdIndexPart(&job) & 0xc0000000;
}

NTSTATUS NTAPI DriverEntry(PDRIVER_OBJECT driver, UNICODE_STRING *registryPath)
{
    driver->MajorFunction[IRP_MJ_READ] = FdRead;
    return 0;
}
