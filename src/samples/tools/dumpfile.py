"""A small reader of 32-bit full (type 1) and kernel summary (type 2) dumps, for truth.py and check.py."""
import struct

PAGE = 0x1000


class NotReadable(Exception):
    """An address that is not mapped, or whose page is not in the file."""


class DumpFile:
    def __init__(self, path):
        with open(path, "rb") as file:
            self.data = file.read()
        if self.data[:8] != b"PAGEDUMP":
            raise SystemExit(f"{path} is not a 32-bit dump")
        self.root = self.header(0x10)
        self.pae = self.data[0x5C] == 1
        self.dump_type = self.header(0xF88)
        self.offsets = self.full_offsets() if self.dump_type == 1 else self.summary_offsets()

    def header(self, offset):
        return struct.unpack_from("<I", self.data, offset)[0]

    def full_offsets(self):
        offsets, place = {}, PAGE
        for run in range(self.header(0x64)):
            first, count = struct.unpack_from("<II", self.data, 0x6C + 8 * run)
            for frame in range(first, first + count):
                offsets[frame] = place
                place += PAGE
        assert place == len(self.data)
        return offsets

    def summary_offsets(self):
        assert self.data[0x1000:0x1008] == b"SDMPDUMP"
        place, bits, pages = struct.unpack_from("<III", self.data, 0x100C)
        offsets = {}
        for frame in range(bits):
            if self.data[0x1020 + frame // 8] >> frame % 8 & 1:
                offsets[frame] = place
                place += PAGE
        assert len(offsets) == pages and place == len(self.data)
        return offsets

    def physical_entry(self, address):
        offset = self.offsets.get(address >> 12)
        if offset is None:
            raise NotReadable(f"physical page {address >> 12:x} is not in the file")
        return struct.unpack_from("<Q" if self.pae else "<I", self.data, offset + (address & 0xFFF))[0]

    def page_table_entry(self, address, root=None):
        """The last page table entry of the walk; 0 when a table is missing."""
        root = self.root if root is None else root
        if self.pae:
            entry = self.physical_entry((root & ~0x1F) + 8 * (address >> 30))
            steps = ((21, 0x1FF, 8), (12, 0x1FF, 8))
        else:
            entry = root | 1
            steps = ((22, 0x3FF, 4), (12, 0x3FF, 4))
        for shift, mask, size in steps:
            if not entry & 1:
                return 0
            entry = self.physical_entry((entry & 0xFFFFFF000) + size * (address >> shift & mask))
        return entry

    def translate(self, address, root=None):
        entry = self.page_table_entry(address, root)
        if not entry & 1:
            raise NotReadable(f"{address:08x} is not mapped")
        return (entry & 0xFFFFFF000) | address & 0xFFF

    def is_mapped(self, address, root=None):
        try:
            return bool(self.page_table_entry(address, root) & 1)
        except NotReadable:
            return False

    def read(self, address, count, root=None):
        result = b""
        while count:
            part = min(count, PAGE - (address & 0xFFF))
            physical = self.translate(address, root)
            offset = self.offsets.get(physical >> 12)
            if offset is None:
                raise NotReadable(f"{address:08x} is mapped, but its page is not in the file")
            offset += physical & 0xFFF
            result += self.data[offset:offset + part]
            address += part
            count -= part
        return result

    def byte(self, address):
        return self.read(address, 1)[0]

    def word(self, address):
        return struct.unpack("<H", self.read(address, 2))[0]

    def dword(self, address):
        return struct.unpack("<I", self.read(address, 4))[0]

    def dwords(self, address, count):
        return list(struct.unpack(f"<{count}I", self.read(address, 4 * count)))

    def pointer64(self, address):
        low, high = struct.unpack("<II", self.read(address, 8))
        assert high == (0xFFFFFFFF if low & 0x80000000 else 0)
        return low

    def unicode_string(self, address):
        length, _, buffer = struct.unpack("<HHI", self.read(address, 8))
        return self.read(buffer, length).decode("utf-16le")

    def list_entries(self, head):
        """The addresses of a doubly linked list's entries; checks the back links."""
        entries, previous, entry = [], head, self.dword(head)
        while entry != head:
            assert self.dword(entry + 4) == previous
            entries.append(entry)
            previous, entry = entry, self.dword(entry)
        assert self.dword(head + 4) == previous
        return entries
