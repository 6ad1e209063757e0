/* stackhog.sys, the part that is compiled without frame pointers: here the stack goes. */
#include "hog.h"

NOINLINE ULONG __cdecl HogChecksum(const volatile UCHAR *bytes, ULONG count, ULONG seed)
{
    for (ULONG i = 0; i < count; i++) {
        seed = (seed << 5 | seed >> 27) ^ bytes[i];
    }
    return seed;
}

NOINLINE NTSTATUS NTAPI HogExpandStored(PHOG_REQUEST request, ULONG offset, ULONG length)
{
    volatile UCHAR header[0xc0];
    ULONG sum;
    HOG_PROFILE(HogExpandStored);
    for (ULONG i = 0; i < sizeof header; i += 2) {
        header[i] = (UCHAR)(request->Level + i);
        header[i + 1] = (UCHAR)offset;
    }
    sum = HogChecksum(header, sizeof header, request->Token);
    sum = (ULONG)HogReadParent(request, offset, length, sum);
    HOG_PROFILE_END();
    return (NTSTATUS)(sum | (header[1] & 0x100));
}

NOINLINE NTSTATUS NTAPI HogExpandPacked(PHOG_REQUEST request, ULONG offset, ULONG length)
{
    volatile ULONG codes[0x40];
    ULONG sum = request->Token;
    HOG_PROFILE(HogExpandPacked);
    for (ULONG i = 0; i < 0x40; i++) {
        codes[i] = (sum >> (i & 15)) + offset;
    }
    sum = HogChecksum((const volatile UCHAR *)codes, sizeof codes, sum);
    sum ^= (ULONG)HogReadParent(request, offset, length, sum) + codes[sum & 0x3f];
    HOG_PROFILE_END();
    return (NTSTATUS)(sum & 0xc0000000);
}
