#!/usr/bin/env python3
"""Writes a complete 64-bit crash dump from the memory and registers of a halted sample.

usage: writedump64.py DIRECTORY OUTPUT

Every page that one of the two address spaces maps, page tables included, except for pages full of zeros (those of the
thread's stack, of the kernel's image and the page tables stay). The halted kernel left the address of its DUMP_REQUEST (include/nt64.h) in rax.
"""
import os
import re
import struct
import sys

PAGE = 0x1000
HEADER_SIZE = 0x2000
CONTEXT_SIZE = 0x4D0
MACHINE = 0x8664
BUILD = 7601
STATUS_BREAKPOINT = 0x80000003
KEPT = (range(0xFFFFF8800651E000, 0xFFFFF88006524000), range(0xFFFFF80002A10000, 0xFFFFF80002A30000))


class Guest:
    """Physical memory, and virtual memory through the page tables."""

    def __init__(self, memory):
        self.memory = memory

    def walk(self, root):
        """Yields (address of a page or None for a page table, its physical address)."""
        def level(table, shift, base):
            yield None, table
            for index in range(512):
                entry = struct.unpack_from("<Q", self.memory, table + 8 * index)[0]
                if not entry & 1:
                    continue
                physical, address = entry & 0xFFFFFFFFFF000, base | index << shift
                if shift == 39 and index & 0x100:
                    address |= 0xFFFF << 48
                if shift == 12:
                    yield address, physical
                else:
                    yield from level(physical, shift - 9, address)
        yield from level(root, 39, 0)


class Memory:
    def __init__(self, guest, root):
        self.guest = guest
        self.pages = {address: physical for address, physical in guest.walk(root) if address is not None}

    def read(self, address, count):
        return bytes(self.guest.memory[(self.pages[at & ~0xFFF] | at & 0xFFF)] for at in range(address, address + count))


def frames_to_save(guest, roots):
    zeros, frames = bytes(PAGE), set()
    for root in roots:
        for address, physical in guest.walk(root):
            if address is None or any(address in kept for kept in KEPT) or guest.memory[physical:physical + PAGE] != zeros:
                frames.add(physical >> 12)
    return sorted(frames)


def runs_of(frames):
    runs = []
    for frame in frames:
        if runs and runs[-1][0] + runs[-1][1] == frame:
            runs[-1][1] += 1
        else:
            runs.append([frame, 1])
    return runs


def main():
    directory, output = sys.argv[1:3]
    with open(os.path.join(directory, "registers.txt"), encoding="ascii") as file:
        registers = file.read()
    with open(os.path.join(directory, "phys.bin"), "rb") as file:
        guest = Guest(file.read())

    def register(name):
        return int(re.search(name + r"\s*=([0-9a-f]+)", registers)[1], 16)

    memory = Memory(guest, register("CR3"))
    tag, bug_check, context, debugger, root, system_time, up_time = struct.unpack(
        "<8s6Q", memory.read(register("RAX"), 56))
    if tag.rstrip(b"\0") != b"DMRQ64":
        raise SystemExit("rax does not point to a dump request")
    code = struct.unpack("<5Q", memory.read(bug_check, 40))
    record = memory.read(context, CONTEXT_SIZE)
    lists = struct.unpack("<2Q", memory.read(debugger + 0x48, 16))
    system = struct.unpack("<Q", memory.read(struct.unpack("<Q", memory.read(lists[1], 8))[0] - 0x188 + 0x28, 8))[0]
    frames = frames_to_save(guest, (root, system))
    runs = runs_of(frames)
    size = HEADER_SIZE + PAGE * len(frames)
    header = bytearray(b"PAGE" * (HEADER_SIZE // 4))

    def put(offset, layout, *values):
        struct.pack_into("<" + layout, header, offset, *values)

    put(0x000, "8sII", b"PAGEDU64", 15, BUILD)
    put(0x010, "4Q", root, 0, *lists)
    put(0x030, "IIII4Q", MACHINE, 1, code[0], 0, *code[1:])
    put(0x060, "32sQ", b"", debugger)
    put(0x088, "IIQ", len(runs), 0, len(frames))
    for index, run in enumerate(runs):
        put(0x098 + 16 * index, "QQ", *run)
    put(0x348, f"{CONTEXT_SIZE}s", record)
    put(0xF00, "IIQQII", STATUS_BREAKPOINT, 1, 0, struct.unpack_from("<Q", record, 0xF8)[0], 0, 0)
    put(0xF20, "120s", b"")
    put(0xF98, "IIQQ", 1, 0, size, system_time)
    put(0xFB0, "128s", b"Sample dump made with QEMU; see SOURCES.md")
    put(0x1030, "QII", up_time, 0, 0)
    put(0x1040, "II", 1, 0x110)
    put(0x1048, "II", 0, 0)
    with open(output, "wb") as file:
        file.write(header)
        for frame in frames:
            file.write(guest.memory[frame * PAGE:(frame + 1) * PAGE])
    print(f"{os.path.basename(output)}: {size} bytes, {len(frames)} pages, {len(runs)} runs, bug check "
          + " ".join(f"{value:x}" for value in code))


if __name__ == "__main__":
    main()
