#!/usr/bin/env python3
"""Replays the instruction trace: the return addresses of all calls that were active when the overflow happened.

usage: truth.py DIRECTORY DUMP OUTPUT [--stacks LIMIT-BASE,...] [--images NAME:BASE,...]

The trace has all registers before every instruction. A call whose return slot is not below the stack pointer is
active. The trace ends for us at the first instruction of the double-fault task (TR = 50). The dump is only used
for the bytes of the code; where it lacks them (code paged out, driver unloaded), those of the image files are used.

A thread may have more than one stack: calls on a stack that is not in use at the moment stay active, and a stack
pointer outside of all stacks ends nothing.
"""
import argparse
import json
import os
import struct
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from dumpfile import DumpFile, NotReadable, PAGE  # noqa: E402

DOUBLE_FAULT_TASK = 0x50
KERNEL_CODE = 0x08
KERNEL_START = 0x80000000
ANY_STACK = (KERNEL_START, 0x100000000)


def instructions(path):
    """Yields (eip, esp, cs, tr) before each executed instruction."""
    esp = eip = cs = 0
    with open(path, encoding="ascii", errors="replace") as file:
        for line in file:
            if line.startswith("ESI="):
                esp = int(line[line.index("ESP=") + 4:][:8], 16)
            elif line.startswith("EIP="):
                eip = int(line[4:12], 16)
            elif line.startswith("CS ="):
                cs = int(line[4:8], 16)
            elif line.startswith("TR ="):
                yield eip, esp, cs, int(line[4:8], 16)


def indirect_call_length(code):
    """Length of FF /2 with its ModRM, SIB and displacement bytes."""
    mode, base = code[1] >> 6, code[1] & 7
    length = 2
    if mode != 3 and base == 4:
        length += 1
        if mode == 0 and code[2] & 7 == 5:
            length += 4
    if mode == 1:
        length += 1
    elif mode == 2 or (mode == 0 and base == 5):
        length += 4
    return length


class ImageFile:
    """An image as the loader lays it out, but not relocated."""

    def __init__(self, path, base):
        with open(path, "rb") as file:
            data = file.read()
        header = struct.unpack_from("<I", data, 0x3C)[0]
        self.base = base
        self.bytes = bytearray(struct.unpack_from("<I", data, header + 0x50)[0])
        section = header + 0x18 + struct.unpack_from("<H", data, header + 0x14)[0]
        for _ in range(struct.unpack_from("<H", data, header + 6)[0]):
            address, size, place = struct.unpack_from("<III", data, section + 12)
            self.bytes[address:address + size] = data[place:place + size]
            section += 40

    def holds(self, address):
        return self.base <= address < self.base + len(self.bytes)

    def read(self, address, count):
        return bytes(self.bytes[address - self.base:address - self.base + count])


class CodeBytes:
    """What the instruction at an address is."""

    def __init__(self, dump, images):
        self.dump = dump
        self.images = images
        self.known = {}
        self.returns = {}

    def read(self, address, count):
        try:
            return self.dump.read(address, count)
        except NotReadable:
            image = next(image for image in self.images if image.holds(address))
            return image.read(address, count)

    def is_return(self, address):
        if address not in self.returns:
            self.returns[address] = self.read(address, 1)[0] in (0xC2, 0xC3)
        return self.returns[address]

    def call_length(self, address):
        """0 when the instruction is no call."""
        if address not in self.known:
            code = self.read(address, 7)
            if code[0] == 0xE8:
                self.known[address] = 5
            elif code[0] == 0xFF and code[1] >> 3 & 7 == 2:
                self.known[address] = indirect_call_length(code)
            else:
                self.known[address] = 0
        return self.known[address]


class Stack:
    """One memory area for stacks and the calls (slot, return address, callee) that are active on it, oldest first."""

    def __init__(self, limit, base):
        self.limit = limit
        self.base = base
        self.calls = []

    def holds(self, esp):
        return self.limit - PAGE <= esp < self.base  # an overflow reaches into the page below

    def return_to(self, eip):
        """A return ends its call even if esp does not say so: helpers that make a frame for their caller."""
        if self.calls and self.calls[-1][1] == eip:
            self.calls.pop()

    def unwind(self, esp):
        while self.calls and self.calls[-1][0] < esp:
            self.calls.pop()


def replay(trace, code, stacks):
    """Runs the trace over the stacks; the last (eip, esp) of the interrupted task."""
    previous = None
    for eip, esp, selector, task in trace:
        if task == DOUBLE_FAULT_TASK:
            return previous
        if selector != KERNEL_CODE or eip < KERNEL_START:
            previous = None
            continue
        stack = next((stack for stack in stacks if stack.holds(esp)), None)
        if stack:
            if previous and code.is_return(previous[0]):
                stack.return_to(eip)
            stack.unwind(esp)
            length = previous and esp == previous[1] - 4 and code.call_length(previous[0])
            if length:
                stack.calls.append((esp, previous[0] + length, eip))
        previous = (eip, esp)
    raise SystemExit("the trace has no double fault")


def stack_ranges(text):
    for part in text.split(","):
        limit, base = part.split("-")
        yield int(limit, 16), int(base, 16)


def image_files(directory, text):
    for part in text.split(","):
        name, base = part.split(":")
        yield ImageFile(os.path.join(directory, name), int(base, 16))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("directory")
    parser.add_argument("dump")
    parser.add_argument("output")
    parser.add_argument("--stacks")
    parser.add_argument("--images")
    options = parser.parse_args()
    ranges = list(stack_ranges(options.stacks)) if options.stacks else [ANY_STACK]
    images = list(image_files(options.directory, options.images)) if options.images else []
    stacks = [Stack(limit, base) for limit, base in ranges]
    code = CodeBytes(DumpFile(options.dump), images)
    last = replay(instructions(os.path.join(options.directory, "trace.log")), code, stacks)
    stacks = [stack for stack in stacks if stack.calls]
    stacks.sort(key=lambda stack: not stack.holds(last[1]))  # the one in use first: its calls are newer
    frames = [{"slot": f"{slot:#x}", "ret": f"{ret:#x}", "callee": f"{callee:#x}"}
              for stack in stacks for slot, ret, callee in reversed(stack.calls)]
    truth = {"last_eip": f"{last[0]:#x}", "last_esp": f"{last[1]:#x}", "frames": frames}
    if len(stacks) > 1:
        truth["stacks"] = [{"limit": f"{stack.limit:#x}", "base": f"{stack.base:#x}", "frames": len(stack.calls)}
                           for stack in stacks]
    with open(options.output, "w", encoding="ascii") as file:
        json.dump(truth, file, indent=1)
        file.write("\n")
    print(f"{len(frames)} active calls; the last instruction before the double fault is at {last[0]:08x}, "
          f"esp {last[1]:08x}")


if __name__ == "__main__":
    main()
