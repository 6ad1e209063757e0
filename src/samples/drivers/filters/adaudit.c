/* adaudit.sys, A. Datum: writes an audit record for each read, in a buffer from alloca. */
#include "driver.h"

NOINLINE ULONG __cdecl AdFormat(CHAR *target, ULONG size, const CHAR *format, ...)
{
    __builtin_va_list arguments;
    ULONG length = 0;
    __builtin_va_start(arguments, format);
    for (; *format && length + 1 < size; format++) {
        if (*format == '%') {
            target[length++] = (CHAR)('0' + (__builtin_va_arg(arguments, ULONG) & 15));
        } else {
            target[length++] = *format;
        }
    }
    __builtin_va_end(arguments);
    target[length] = 0;
    return length;
}

NOINLINE NTSTATUS NTAPI AdRecordRead(PDEVICE_OBJECT device, PIRP irp, ULONG recordSize)
{
    CHAR *record = __builtin_alloca(recordSize);
    ULONG length = AdFormat(record, recordSize, "read %% of % by %", irp->CurrentStackLocation->Read.Length, 16, irp,
                            irp->Thread);
    NTSTATUS status = PassOn(device, irp);
    return record[length - 1] ? status : 1;
}

NTSTATUS NTAPI AdRead(PDEVICE_OBJECT device, PIRP irp)
{
    return AdRecordRead(device, irp, 0x2f0 + irp->CurrentStackLocation->FileObject->FileName.Length);
}

NTSTATUS NTAPI DriverEntry(PDRIVER_OBJECT driver, UNICODE_STRING *registryPath)
{
    driver->MajorFunction[IRP_MJ_READ] = AdRead;
    return 0;
}
