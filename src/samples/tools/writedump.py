#!/usr/bin/env python3
"""Writes a Windows crash dump from the memory and registers of a halted sample.

usage: writedump.py DIRECTORY full|kernel|lean OUTPUT

full: DumpType 1, every page that one of the two address spaces maps. kernel: DumpType 2, only pages mapped at
80000000 and above (page tables are among them: they map themselves). lean: as kernel, without pages full of zeros
(those of the thread's stack stay) and without the user half's page tables (build 2600 without PAE only). The halted
kernel left the address of its DUMP_REQUEST (include/nt.h) in eax.
"""
import os
import re
import struct
import sys

PAGE = 0x1000
KERNEL_START = 0x80000000
USER_PAGE_TABLES = range(0xC0000000, 0xC0200000)
HEADER_SIZE = 0x1000
CONTEXT_SIZE = 0x2CC
DUMP_TYPE_FULL = 1
DUMP_TYPE_SUMMARY = 2
STATUS_BREAKPOINT = 0x80000003
EFLAGS_RESUME = 0x10000
VECTOR_7F_DOUBLE_FAULT = (0x7F, 8)


class Guest:
    """Physical memory, and virtual memory through the page tables."""

    def __init__(self, memory, pae):
        self.memory = memory
        self.pae = pae

    def entry(self, address):
        return struct.unpack_from("<Q" if self.pae else "<I", self.memory, address)[0]

    def table(self, address):
        """Yields (index, physical address) of the present entries of a page table page."""
        size = 8 if self.pae else 4
        for index in range(PAGE // size):
            entry = self.entry(address + size * index)
            if entry & 1:
                yield index, entry & 0xFFFFFF000

    def directories(self, root):
        """Yields (first virtual address, physical address) of the page directory pages."""
        if not self.pae:
            yield 0, root & ~0xFFF
            return
        for index in range(4):
            entry = self.entry((root & ~0x1F) + 8 * index)
            if entry & 1:
                yield index << 30, entry & 0xFFFFFF000

    def mapping(self, root):
        """Maps the address of each mapped page to its physical address."""
        span_bits = 21 if self.pae else 22
        result = {}
        for base, directory in self.directories(root):
            for index, table in self.table(directory):
                for page, physical in self.table(table):
                    result[base | index << span_bits | page << 12] = physical
        return result


class Memory:
    """Reads virtual addresses of one address space."""

    def __init__(self, guest, root):
        self.guest = guest
        self.pages = guest.mapping(root)

    def physical(self, address):
        return self.pages[address & ~0xFFF] | address & 0xFFF

    def read(self, address, count):
        return bytes(self.guest.memory[self.physical(address + i)] for i in range(count))

    def dword(self, address):
        return struct.unpack("<I", self.read(address, 4))[0]

    def qword(self, address):
        return struct.unpack("<Q", self.read(address, 8))[0]

    def pointer64(self, address):
        """A sign-extended 64-bit pointer, as in KDDEBUGGER_DATA64."""
        return self.qword(address) & 0xFFFFFFFF


class Request:
    """The DUMP_REQUEST block."""

    def __init__(self, memory, address):
        fields = struct.unpack("<4sIIIIIIIQQ", memory.read(address, 0x30))
        (tag, bug_check, context, self.debugger_block, self.build, self.processors, self.root, self.pae,
         self.system_time, self.up_time) = fields
        if tag != b"DMRQ":
            raise SystemExit("eax does not point to a dump request")
        self.bug_check = struct.unpack("<5I", memory.read(bug_check, 20))
        self.context = memory.read(context, CONTEXT_SIZE)
        self.module_list = memory.pointer64(self.debugger_block + 0x48)
        self.process_list = memory.pointer64(self.debugger_block + 0x50)


def set_resume_flag(guest, memory, request):
    """RF in the EFlags of the interrupted task: processors set it in a fault's image, QEMU's task switch does not."""
    if request.bug_check[:2] != VECTOR_7F_DOUBLE_FAULT:
        return
    place = memory.physical(request.bug_check[2] + 0x24)
    flags = struct.unpack_from("<I", guest.memory, place)[0]
    struct.pack_into("<I", guest.memory, place, flags | EFLAGS_RESUME)


def stack_frames(memory, request):
    """The page frame numbers of the current thread's stack (structures of build 2600)."""
    thread = memory.dword(memory.dword(memory.pointer64(request.debugger_block + 0x218)) + 4)
    limit, base = memory.dword(thread + 0x1C), memory.dword(thread + 0x168)
    return {memory.physical(page) >> 12 for page in range(limit, base, PAGE)}


def without_zero_pages(guest, frames, wanted):
    zeros = bytes(PAGE)
    return [frame for frame in frames
            if frame in wanted or guest.memory[frame * PAGE:(frame + 1) * PAGE] not in (zeros, b"")]


def pages_to_save(guest, request, system_root, kind):
    """The page frame numbers, ascending."""
    frames = set()
    for root in (request.root, system_root):
        if guest.pae:
            frames.add(root >> 12)
        for address, physical in guest.mapping(root).items():
            if kind == "lean" and address in USER_PAGE_TABLES:
                continue
            if kind == "full" or address >= KERNEL_START:
                frames.add(physical >> 12)
    if kind == "lean":
        return without_zero_pages(guest, sorted(frames), stack_frames(Memory(guest, request.root), request))
    return sorted(frames)


def runs_of(frames):
    runs = []
    for frame in frames:
        if runs and runs[-1][0] + runs[-1][1] == frame:
            runs[-1][1] += 1
        else:
            runs.append([frame, 1])
    return runs


def machine_runs(frame_count):
    """A PC's memory: below 640 KB without page 0, and everything above 1 MB."""
    return [[1, 0x9E], [0x100, frame_count - 0x100]]


def build_header(request, dump_type, runs, file_size):
    header = bytearray(b"PAGE" * (HEADER_SIZE // 4))  # the pattern Windows leaves in unused space

    def put(offset, layout, *values):
        struct.pack_into("<" + layout, header, offset, *values)

    put(0x000, "8s", b"PAGEDUMP")
    put(0x008, "II", 15, request.build)
    put(0x010, "IIII", request.root, 0, request.module_list, request.process_list)
    put(0x020, "II", 0x14C, request.processors)
    put(0x028, "5I", *request.bug_check)
    put(0x03C, "32s", b"")
    put(0x05C, "BBH", request.pae, 0, 0)
    put(0x060, "I", request.debugger_block)
    put(0x064, "II", len(runs), sum(count for _, count in runs))
    for index, (first, count) in enumerate(runs):
        put(0x06C + 8 * index, "II", first, count)
    put(0x320, f"{CONTEXT_SIZE}s", request.context)
    eip = struct.unpack_from("<I", request.context, 0xB8)[0]
    put(0x7D0, "IIIII", STATUS_BREAKPOINT, 1, 0, eip, 0)
    put(0x7E4, "60s", b"")
    put(0x820, "128s", b"Sample dump made with QEMU; see SOURCES.md")
    put(0x8A0, "II", 0, 1)
    product = 3 if request.build == 3790 else 1
    put(0xF88, "6I", dump_type, 0, 0, product, 0x110 if product == 3 else 0x100, 0)
    put(0xFA0, "Q", file_size)
    put(0xFB8, "QQ", request.up_time, request.system_time)
    return header


def summary_block(frames, frame_count):
    """SUMMARY_DUMP32: which pages are in the file."""
    bitmap = bytearray((frame_count + 7) // 8)
    for frame in frames:
        bitmap[frame // 8] |= 1 << frame % 8
    length = (0x20 + len(bitmap) + PAGE - 1) // PAGE * PAGE
    block = struct.pack("<4s4sIIIIII", b"SDMP", b"DUMP", 1, HEADER_SIZE + length, frame_count, len(frames),
                        frame_count, 0)
    return (block + bitmap).ljust(length, b"\0")


def write_dump(path, guest, request, frames, kind):
    frame_count = len(guest.memory) // PAGE
    if kind == "full":
        dump_type, runs, extra = DUMP_TYPE_FULL, runs_of(frames), b""
    else:
        dump_type, runs, extra = DUMP_TYPE_SUMMARY, machine_runs(frame_count), summary_block(frames, frame_count)
    size = HEADER_SIZE + len(extra) + PAGE * len(frames)
    with open(path, "wb") as file:
        file.write(build_header(request, dump_type, runs, size))
        file.write(extra)
        for frame in frames:
            file.write(guest.memory[frame * PAGE:(frame + 1) * PAGE])
    print(f"{os.path.basename(path)}: {size} bytes, {len(frames)} pages, bug check "
          + " ".join(f"{value:x}" for value in request.bug_check))


def main():
    directory, kind, output = sys.argv[1:4]
    with open(os.path.join(directory, "registers.txt"), encoding="ascii") as file:
        registers = file.read()
    with open(os.path.join(directory, "phys.bin"), "rb") as file:
        physical = bytearray(file.read())

    def register(name):
        return int(re.search(name + r"\s*=([0-9a-f]+)", registers)[1], 16)

    system_root = register("CR3")  # the double-fault task runs on the System process's page tables
    guest = Guest(physical, bool(register("CR4") & 0x20))
    memory = Memory(guest, system_root)
    request = Request(memory, register("EAX"))
    set_resume_flag(guest, memory, request)
    write_dump(output, guest, request, pages_to_save(guest, request, system_root, kind), kind)


if __name__ == "__main__":
    main()
