#!/usr/bin/env python3
"""Makes PDBs small, in place: what is published as "public" or "stripped" symbols, in a container of small pages.

usage: packpdb.py PDB...

Stripped are the symbols and line numbers of the object files and the index of global symbols. Public symbols, frame
descriptions and section headers stay. The linker's pages of 4096 bytes would be mostly empty; 512 is the smallest page
size the container (MSF 7.00) allows.
"""
import struct
import sys

MAGIC = b"Microsoft C/C++ MSF 7.00\r\n\x1aDS\0\0\0"
PAGE = 512
NO_STREAM = 0xFFFFFFFF
DEBUG_STREAM = 3  # DBI
DEBUG_HEADER_SIZE = 64
MODULE_HEADER_SIZE = 64
NO_STREAM_INDEX = 0xFFFF
EMPTY_INDEX = struct.pack("<4I", 0xFFFFFFFF, 0xEFFE0000 + 19990810, 0, 0)
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


def end_of_string(data, place):
    return data.index(b"\0", place) + 1


def strip(streams):
    """Empties the object files' streams and the index of global symbols."""
    debug = bytearray(streams[DEBUG_STREAM])
    global_stream = struct.unpack_from("<H", debug, 12)[0]
    streams[global_stream] = EMPTY_INDEX
    place = DEBUG_HEADER_SIZE
    end = place + struct.unpack_from("<I", debug, 24)[0]
    while place < end:
        stream = struct.unpack_from("<H", debug, place + 34)[0]
        if stream != NO_STREAM_INDEX:
            streams[stream] = b""
        struct.pack_into("<HIII", debug, place + 34, NO_STREAM_INDEX, 0, 0, 0)
        place = end_of_string(debug, end_of_string(debug, place + MODULE_HEADER_SIZE))
        place = (place + 3) & ~3
    struct.pack_into("<H", debug, 56, struct.unpack_from("<H", debug, 56)[0] | 2)  # flag: stripped
    streams[DEBUG_STREAM] = bytes(debug)


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
        strip(streams)
        with open(path, "wb") as file:
            file.write(Writer().finish(streams))


if __name__ == "__main__":
    main()
