/* pwquota.sys, Proseware: counts what users read. No ebp frames, mixed calling conventions. */
#include "driver.h"

typedef struct _PW_ACCOUNT {
    ULONG User;
    ULONG Bytes[0x60];
} PW_ACCOUNT;

static ULONG PwTotal;

NOINLINE ULONG __cdecl PwCharge(PW_ACCOUNT *account, ULONG day, ULONG bytes)
{
    account->Bytes[day] += bytes;
    PwTotal += bytes;
    return account->Bytes[day];
}

NOINLINE NTSTATUS FASTCALL PwReadCharged(PW_ACCOUNT *account, PDEVICE_OBJECT device, PIRP irp)
{
    ULONG used = PwCharge(account, account->User & 7, irp->CurrentStackLocation->Read.Length);
    NTSTATUS status;
    if (used > 0x40000000) {
        return (NTSTATUS)0xc0000044;
    }
    status = PassOn(device, irp);
    PwCharge(account, 8, (ULONG)status & 1);
    return status;
}

NTSTATUS NTAPI PwRead(PDEVICE_OBJECT device, PIRP irp)
{
    PW_ACCOUNT account = {0};
    account.User = (ULONG)irp->Thread->Cid.UniqueProcess >> 2;
    return PwReadCharged(&account, device, irp) + (NTSTATUS)(account.Bytes[9] & 1);
}

NTSTATUS NTAPI DriverEntry(PDRIVER_OBJECT driver, UNICODE_STRING *registryPath)
{
    driver->MajorFunction[IRP_MJ_READ] = PwRead;
    return 0;
}
