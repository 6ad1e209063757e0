#!/usr/bin/env python3
"""Rewrites a PDB with small pages, in place: the linker's pages of 4096 bytes are mostly empty in a small PDB.

usage: packpdb.py PDB...

The streams stay as they are; only the container (MSF 7.00) changes. 512 is the smallest page size it allows.
"""
import struct
import sys

MAGIC = b"Microsoft C/C++ MSF 7.00\r\n\x1aDS\0\0\0"
PAGE = 512
NO_STREAM = 0xFFFFFFFF
FIRST_DATA_PAGE = 3  # after the header and the two free page maps


def pages_for(size, page):
    return 0 if size == NO_STREAM else (size + page - 1) // page


def read_pages(data, page, numbers, size):
    return b"".join(data[number * page:(number + 1) * page] for number in numbers)[:size]


def read_streams(data):
    """The bytes of each stream; None for one that does not exist."""
    if data[:len(MAGIC)] != MAGIC:
        raise SystemExit("not an MSF 7.00 file")
    page, _, _, size, _, map_page = struct.unpack_from("<6I", data, len(MAGIC))
    numbers = struct.unpack_from(f"<{pages_for(size, page)}I", data, map_page * page)
    directory = read_pages(data, page, numbers, size)
    count = struct.unpack_from("<I", directory)[0]
    sizes = struct.unpack_from(f"<{count}I", directory, 4)
    place, streams = 4 + 4 * count, []
    for size in sizes:
        numbers = struct.unpack_from(f"<{pages_for(size, page)}I", directory, place)
        place += 4 * len(numbers)
        streams.append(None if size == NO_STREAM else read_pages(data, page, numbers, size))
    return streams


class Writer:
    def __init__(self):
        self.pages = [b""] * FIRST_DATA_PAGE

    def add(self, data):
        """Appends the data; the numbers of its pages."""
        first = len(self.pages)
        for place in range(0, len(data), PAGE):
            self.pages.append(data[place:place + PAGE])
        return list(range(first, len(self.pages)))

    def finish(self, streams):
        numbers = [self.add(stream or b"") for stream in streams]
        sizes = [NO_STREAM if stream is None else len(stream) for stream in streams]
        directory = struct.pack(f"<{1 + len(sizes)}I", len(sizes), *sizes)
        directory += b"".join(struct.pack(f"<{len(part)}I", *part) for part in numbers)
        directory_pages = self.add(directory)
        map_page = self.add(struct.pack(f"<{len(directory_pages)}I", *directory_pages))
        count = len(self.pages)
        if len(map_page) != 1 or count > PAGE:
            raise SystemExit("too large: it would need a second free page map")
        free = (1 << 8 * PAGE) - (1 << count)
        self.pages[0] = MAGIC + struct.pack("<6I", PAGE, 1, count, len(directory), 0, map_page[0])
        self.pages[1] = free.to_bytes(PAGE, "little")
        self.pages[2] = self.pages[1]
        return b"".join(page.ljust(PAGE, b"\0") for page in self.pages)


def main():
    for path in sys.argv[1:]:
        with open(path, "rb") as file:
            streams = read_streams(file.read())
        with open(path, "wb") as file:
            file.write(Writer().finish(streams))


if __name__ == "__main__":
    main()
