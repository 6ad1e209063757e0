/* The cache manager's copy interface (the article's sample only). */
#include "ke.h"

BOOLEAN NTAPI CcMapData(PFILE_OBJECT file, LARGE_INTEGER *offset, ULONG length, ULONG flags, PVOID *bcb,
                        PVOID *buffer);

NOINLINE BOOLEAN NTAPI CcCopyRead(PFILE_OBJECT file, LARGE_INTEGER *offset, ULONG length, BOOLEAN wait, PVOID buffer,
                                  PIO_STATUS_BLOCK status)
{
    LARGE_INTEGER position = *offset;
    UCHAR *target = buffer;
    ULONG left = length;
    while (left) {
        ULONG part = left < PAGE_SIZE ? left : PAGE_SIZE;
        PVOID bcb;
        PVOID view;
        if (!CcMapData(file, &position, part, wait, &bcb, &view)) {
            return 0;
        }
        for (ULONG i = 0; i < part; i++) {
            target[i] = ((UCHAR *)view)[i];
        }
        position.LowPart += part;
        target += part;
        left -= part;
    }
    status->Status = 0;
    status->Information = length;
    return 1;
}
