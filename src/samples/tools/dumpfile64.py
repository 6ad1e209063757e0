"""A small reader of 64-bit dumps for check.py: complete (type 1), bitmap (types 5 and 6) and small ones (type 4)."""
import gzip
import struct

PAGE = 0x1000


class DumpFile64:
    def __init__(self, path):
        opener = gzip.open if path.endswith(".gz") else open
        with opener(path, "rb") as file:
            self.data = file.read()
        if self.data[:8] != b"PAGEDU64":
            raise SystemExit(f"{path} is not a 64-bit dump")
        self.root = self.number(0x10) & 0xFFFFFFFFFF000
        self.dump_type = self.number(0xF98, "I")
        self.offsets, self.blocks = {}, []
        if self.dump_type == 1:
            self.full_offsets()
        elif self.dump_type in (5, 6):
            self.bitmap_offsets()
        elif self.dump_type == 4:
            self.data_blocks()
        else:
            raise SystemExit(f"{path}: type {self.dump_type} is not known here")

    def number(self, offset, layout="Q"):
        return struct.unpack_from("<" + layout, self.data, offset)[0]

    def full_offsets(self):
        place = 2 * PAGE
        for run in range(self.number(0x88, "I")):
            first, count = self.number(0x98 + 16 * run), self.number(0xA0 + 16 * run)
            for frame in range(first, first + count):
                self.offsets[frame] = place
                place += PAGE
        assert place == len(self.data), "pages and the file's size"

    def bitmap_offsets(self):
        assert self.data[0x2000:0x2008] in (b"SDMPDUMP", b"FDMPDUMP"), "signature of the bitmap"
        place, pages, bits = (self.number(0x2020 + 8 * field) for field in range(3))
        for frame in range(bits):
            if self.data[0x2038 + frame // 8] >> frame % 8 & 1:
                self.offsets[frame] = place
                place += PAGE
        assert len(self.offsets) == pages and place == len(self.data), "pages, bits and the file's size"

    def data_blocks(self):
        offset, count = self.number(0x2078, "I"), self.number(0x207C, "I")
        for block in range(count):
            address, place, size = struct.unpack_from("<QII", self.data, offset + 16 * block)
            assert place + size <= len(self.data), "a data block lies in the file"
            self.blocks.append((address, place, size))

    def page(self, frame):
        place = self.offsets.get(frame)
        return None if place is None else self.data[place:place + PAGE]

    def entry(self, address):
        """The page table entry of a 4 KB page; 0 where a table is not there."""
        table = self.root
        for shift in (39, 30, 21, 12):
            page = self.page(table >> 12)
            if page is None:
                return 0
            entry = struct.unpack_from("<Q", page, (address >> shift & 0x1FF) * 8)[0]
            if shift == 12 or not entry & 1:
                return entry
            table = entry & 0xFFFFFFFFFF000
        return 0

    def read(self, address, count):
        """Bytes of memory; None where one is missing."""
        if self.dump_type == 4:
            for start, place, size in self.blocks:
                if start <= address and address + count <= start + size:
                    return self.data[place + address - start:place + address - start + count]
            return None
        result = b""
        while count:
            entry = self.entry(address)
            page = self.page(entry >> 12 & 0xFFFFFFFFFF) if entry & 1 else None
            if page is None:
                return None
            part = page[address & 0xFFF:(address & 0xFFF) + count]
            result, address, count = result + part, address + len(part), count - len(part)
        return result

    def word(self, address, layout="Q"):
        found = self.read(address, struct.calcsize(layout))
        return None if found is None else struct.unpack("<" + layout, found)[0]
