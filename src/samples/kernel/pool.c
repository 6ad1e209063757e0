/* Memory, lists and strings: the little a kernel cannot do without. */
#include "ke.h"

static ULONG PoolNext;
static ULONG PoolEnd;

void MiInitializePool(ULONG start, ULONG size)
{
    PoolNext = start;
    PoolEnd = start + size;
}

/* Memory is zero and never freed. */
PVOID NTAPI ExAllocatePool(ULONG size)
{
    ULONG block = PoolNext;
    PoolNext += (size + 7) & ~7u;
    if (PoolNext > PoolEnd) {
        KeBugCheckEx(0xc2, 0, size, 0, 0);
    }
    return (PVOID)block;
}

void InitializeListHead(PLIST_ENTRY head)
{
    head->Flink = head;
    head->Blink = head;
}

void InsertTailList(PLIST_ENTRY head, PLIST_ENTRY entry)
{
    entry->Flink = head;
    entry->Blink = head->Blink;
    head->Blink->Flink = entry;
    head->Blink = entry;
}

static ULONG Length(const CHAR *text)
{
    ULONG length = 0;
    while (text[length]) {
        length++;
    }
    return length;
}

/* The two texts one after the other, as a counted UTF-16 string in pool memory. */
void RtlInitString(UNICODE_STRING *string, const CHAR *first, const CHAR *second)
{
    ULONG firstLength = Length(first);
    ULONG length = firstLength + Length(second);
    string->Length = (USHORT)(2 * length);
    string->MaximumLength = (USHORT)(2 * length + 2);
    string->Buffer = ExAllocatePool(2 * length + 2);
    for (ULONG i = 0; i < length; i++) {
        string->Buffer[i] = (WCHAR)(i < firstLength ? first[i] : second[i - firstLength]);
    }
}

/* The compiler calls these two. */
void *memset(void *target, int value, unsigned count)
{
    UCHAR *byte = target;
    while (count--) {
        *byte++ = (UCHAR)value;
    }
    return target;
}

void *memcpy(void *target, const void *source, unsigned count)
{
    UCHAR *to = target;
    const UCHAR *from = source;
    while (count--) {
        *to++ = *from++;
    }
    return target;
}
