#!/usr/bin/env python3
"""Writes a complete dump (type 1, 64-bit or 32-bit) again in another format.

usage: rewritedump.py SOURCE FORMAT OUTPUT

FORMAT: full, summary, bitmap-full, bitmap-kernel, active, live, ranges-kernel, ranges-active, ranges-full: physical
pages, for 64-bit sources (32-bit: full and summary). kernel formats leave out what only the user half maps.
triage, triage-old: a small memory dump, with data blocks or as old systems wrote it, of the current stack, the
debugger's data, the list heads, and what the stack's words point to.
"""
import struct
import sys

PAGE = 0x1000


class Source:
    """A complete dump: header fields, pages, and virtual memory through the page tables of its CR3."""

    def __init__(self, path):
        with open(path, "rb") as file:
            self.data = file.read()
        self.wide = self.data[:8] == b"PAGEDU64"
        if not self.wide and self.data[:8] != b"PAGEDUMP":
            raise SystemExit(f"{path} is no dump")
        self.size = 0x2000 if self.wide else 0x1000
        if self.number(0xF98 if self.wide else 0xF88, "I") != 1:
            raise SystemExit(f"{path} is no complete dump")
        self.root = self.number(0x10, "Q" if self.wide else "I")
        self.pages = self.read_pages()

    def number(self, offset, layout):
        return struct.unpack_from("<" + layout, self.data, offset)[0]

    def read_pages(self):
        runs, table, layout = (0x88, 0x98, "<QQ") if self.wide else (0x64, 0x6C, "<II")
        place, pages = self.size, {}
        for run in range(self.number(runs, "I")):
            first, count = struct.unpack_from(layout, self.data, table + struct.calcsize(layout) * run)
            for frame in range(first, first + count):
                pages[frame] = self.data[place:place + PAGE]
                place += PAGE
        return pages

    def levels(self):
        """(shift, entries, entry layout, root) of the tables, outermost first."""
        if self.wide:
            return [(39, 512), (30, 512), (21, 512), (12, 512)], "<Q", self.root & 0xFFFFFFFFFF000
        if self.data[0x5C] == 1:
            return [(30, 4), (21, 512), (12, 512)], "<Q", self.root & ~0x1F
        return [(22, 1024), (12, 1024)], "<I", self.root & ~0xFFF

    def mapping(self):
        """Yields (address, frame) of each mapped page, and (None, frame) of each table."""
        levels, layout, root = self.levels()
        size = struct.calcsize(layout)

        def walk(table, depth, base):
            yield None, table >> 12
            shift, entries = levels[depth]
            for index in range(entries):
                entry = struct.unpack_from(layout, self.pages[table >> 12], (table & 0xFFF) + size * index)[0]
                if not entry & 1:
                    continue
                address = base | index << shift
                if self.wide and depth == 0 and index & 0x100:
                    address |= 0xFFFF << 48
                physical = entry & 0xFFFFFFFFFF000
                if shift == 12:
                    yield address, physical >> 12
                elif physical >> 12 in self.pages:
                    yield from walk(physical, depth + 1, address)

        yield from walk(root, 0, 0)


class Memory:
    def __init__(self, source):
        self.source = source
        self.frames = {address: frame for address, frame in source.mapping() if address is not None}

    def read(self, address, count):
        """Bytes from an address up to the first that is missing."""
        result = b""
        while count:
            page = self.source.pages.get(self.frames.get(address & ~0xFFF))
            if page is None:
                break
            part = page[address & 0xFFF:(address & 0xFFF) + count]
            result += part
            address += len(part)
            count -= len(part)
        return result


def kernel_frames(source):
    """What kernel memory maps, and all tables."""
    half = 1 << 63 if source.wide else 0x80000000
    return {frame for address, frame in source.mapping() if address is None or address >= half}


def runs_of(frames):
    runs = []
    for frame in sorted(frames):
        if runs and runs[-1][0] + runs[-1][1] == frame:
            runs[-1][1] += 1
        else:
            runs.append([frame, 1])
    return runs


def padded(block, start):
    return block + bytes(-(start + len(block)) % PAGE)


def bit_array(frames, bits):
    bitmap = bytearray((bits + 7) // 8)
    for frame in frames:
        bitmap[frame // 8] |= 1 << frame % 8
    return bytes(bitmap)


def physical_format(source, kind):
    """(dump type, attributes, table, frames) of a format with pages."""
    whole = set(source.pages)
    bits = max(whole) + 1
    if kind == "full":
        return 1, 0, b"", whole
    frames = whole if kind.endswith("full") else kernel_frames(source) & whole
    if kind == "summary":
        size = 0x28 if source.wide else 0x20
        first = source.size + len(padded(bytes(size) + bit_array(frames, bits), source.size))
        table = struct.pack("<4s4sIIIII", b"SDMP", b"DUMP", 1, first, bits, len(frames), bits).ljust(size, b"\0")
        return 2, 0, padded(table + bit_array(frames, bits), source.size), frames
    if kind.startswith("ranges"):
        runs = runs_of(frames)
        listed = b"".join(struct.pack("<QQ", *run) for run in runs) + bytes(16)
        first = source.size + len(padded(bytes(0x30) + listed, source.size))
        counts = struct.pack("<IHHQ", len(runs), 0, 0, len(frames)) if kind == "ranges-full" else bytes(16)
        table = struct.pack("<I4s4sIQQ", 0x40, b"RDMP", b"DUMP", 0, first - 0x2020, first) + counts + listed
        return {"kernel": 8, "active": 9, "full": 10}[kind[7:]], 0, padded(table, source.size), frames
    dump_type, attributes, signature = {
        "bitmap-full": (5, 0, b"FDMP"), "bitmap-kernel": (6, 0, b"SDMP"),
        "active": (6, 1 << 6, b"SDMP"), "live": (6, 1 << 4, b"SDMP")}[kind]
    first = source.size + len(padded(bytes(0x38) + bit_array(frames, bits), source.size))
    table = struct.pack("<4s4s24xQQQ", signature, b"DUMP", first, len(frames), bits)
    return dump_type, attributes, padded(table + bit_array(frames, bits), source.size), frames


def header_of(source, dump_type, attributes, file_size):
    header = bytearray(source.data[:source.size])
    put = lambda offset, layout, value: struct.pack_into("<" + layout, header, offset, value)
    put(0xF98 if source.wide else 0xF88, "I", dump_type)
    put(0xFA0, "Q", file_size)
    put(0x1050 if source.wide else 0x8A0, "I", attributes)
    if dump_type != 1:
        start = 0x88 if source.wide else 0x64
        header[start:start + 700] = b"PAGE" * 175
    return header


def write_physical(source, kind, path):
    dump_type, attributes, table, frames = physical_format(source, kind)
    size = source.size + len(table) + PAGE * len(frames)
    header = header_of(source, dump_type, attributes, size)
    if dump_type == 1:
        header[:] = source.data[:source.size]
    with open(path, "wb") as file:
        file.write(header)
        file.write(table)
        for frame in sorted(frames):
            file.write(source.pages[frame])


def saved_blocks(source, memory, stack, pointer):
    """What the stack's words point to: 64 bytes around each, one block for each piece that is mapped."""
    size = struct.calcsize(pointer)
    wanted = set()
    for at in range(0, len(stack) - size + 1, size):
        address = struct.unpack_from(pointer, stack, at)[0] & ~0x3F
        if address & ~0xFFF in memory.frames:
            wanted.add(address)
    heads = (0x20, 0x28) if source.wide else (0x18, 0x1C)
    for offset in heads:
        wanted.add(source.number(offset, "Q" if source.wide else "I") & ~0x3F)
    return [(address, memory.read(address, 0x40)) for address in sorted(wanted) if memory.read(address, 0x40)]


class KernelObjects:
    """What a small dump of 64-bit code has besides stack and blocks: copies of the processor's block, the current
    thread and its process, and the list of drivers. Where they are the debugger's data says."""

    DRIVER_ENTRY = 0x90  # up to the link time of a KLDR_DATA_TABLE_ENTRY, with the name's offset before

    def __init__(self, source, memory, data):
        self.copies, self.drivers, self.stack = [b""] * 3, [], b""
        number = lambda offset, layout: struct.unpack_from("<" + layout, data, offset)[0]
        pointer = lambda address: struct.unpack("<Q", memory.read(address, 8))[0]
        if not source.wide or len(data) < 0x340 or not number(0x2B0, "H"):
            return
        block = pointer(number(0x218, "Q"))
        thread = pointer(block + number(0x2B4, "H"))
        process = pointer(thread + number(0x2A0, "H"))
        self.copies = [memory.read(block, number(0x2B0, "H")), memory.read(process, number(0x2A8, "H")),
                       memory.read(thread, number(0x2C0, "H"))]
        self.limit = pointer(thread + 0x30)  # KTHREAD.StackLimit of all 64-bit builds
        top = self.limit
        while memory.read(top, PAGE) and top - self.limit < 0x18000:
            top += PAGE
        self.stack = memory.read(self.limit, top - self.limit)
        head = entry = number(0x48, "Q")
        while pointer(entry) != head:
            entry = pointer(entry)
            length = struct.unpack("<H", memory.read(entry + 0x58, 2))[0]
            name = memory.read(pointer(entry + 0x60), length)
            self.drivers.append((name, memory.read(entry, self.DRIVER_ENTRY - 8)))

    def list_at(self, place):
        """The names and the list, to lie at a place, and where the list begins."""
        names, offsets = b"", []
        for name, _ in self.drivers:
            offsets.append(place + len(names))
            names += struct.pack("<I", len(name) // 2) + name + b"\0\0"
            names += bytes(-len(names) % 8)
        entries = b"".join(struct.pack("<II", offset, 0) + entry for offset, (_, entry) in zip(offsets, self.drivers))
        return names + entries, place + len(names)


def write_triage(source, old, path):
    memory = Memory(source)
    pointer, wide = ("<Q" if source.wide else "<I"), source.wide
    context = 0x348 if wide else 0x320
    top = source.number(context + (0x98 if wide else 0xC4), "Q" if wide else "I")
    stack = memory.read(top, 0x4000)
    debugger = source.number(0x80 if wide else 0x60, "Q" if wide else "I")
    data = memory.read(debugger, 0x340)
    objects = KernelObjects(source, memory, data)
    blocks = [] if old else saved_blocks(source, memory, stack + objects.stack, pointer)
    if objects.stack and not old:
        # The interrupted thread's stack, if the context is on another one, is a block too.
        blocks = [block for block in blocks if not 0 <= block[0] - objects.limit < len(objects.stack)]
        blocks.append((objects.limit, objects.stack))
    triage = source.size
    place = triage + (0x80 if wide else 0x68)
    stack_at, data_at = place, place + len(stack)
    copies_at = [data_at + len(data)]
    for copy in objects.copies:
        copies_at.append(copies_at[-1] + len(copy))
    listed, drivers_at = objects.list_at(copies_at[-1] + -copies_at[-1] % 8)
    listed = bytes(-copies_at[-1] % 8) + listed
    table_at = copies_at[-1] + len(listed) * bool(objects.drivers)
    content = table_at + len(blocks) * (16 if wide else 12)
    table, body = b"", b""
    for address, block in blocks:
        table += struct.pack("<QII" if wide else "<III", address, content + len(body), len(block))
        body += block
    end = content + len(body)
    known = bool(objects.drivers)
    fields = [0, end + 4, end, context, 0xF00 if wide else 0x7D0, 0, 0, *(at * known for at in copies_at[:3]), stack_at,
              len(stack), drivers_at * known, len(objects.drivers), 0, 0, 0, 0xFFFFFFFF]
    late = struct.pack("<Q16xQII" if wide else "<4I", top, 0, 0, 0)
    late += struct.pack("<IIII", data_at, len(data), *((0x45474150,) * 2 if old else (table_at, len(blocks))))
    header = header_of(source, 4, 0, end + 4)
    struct.pack_into("<I", header, 0x1038 if wide else 0xF8C, 0x4FF if old else 0xCFF)
    with open(path, "wb") as file:
        file.write(header)
        file.write(struct.pack("<18I", *fields) + late)
        file.write(stack + data + b"".join(objects.copies) + listed * known + table + body + b"TRGD")


def main():
    source = Source(sys.argv[1])
    kind, path = sys.argv[2:4]
    if kind.startswith("triage"):
        write_triage(source, kind == "triage-old", path)
    else:
        write_physical(source, kind, path)


if __name__ == "__main__":
    main()
