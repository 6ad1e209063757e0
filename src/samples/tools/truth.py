#!/usr/bin/env python3
"""Replays the instruction trace: the return addresses of all calls that were active when the overflow happened.

usage: truth.py DIRECTORY DUMP OUTPUT

The trace has all registers before every instruction. A call whose return slot is not below the stack pointer is
active. The trace ends for us at the first instruction of the double-fault task (TR = 50). The dump is only used
for the bytes of the code.
"""
import json
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from dumpfile import DumpFile  # noqa: E402

DOUBLE_FAULT_TASK = 0x50
KERNEL_CODE = 0x08
KERNEL_START = 0x80000000


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


class CodeBytes:
    """Length of the call at an address, or 0 when the instruction there is no call."""

    def __init__(self, dump):
        self.dump = dump
        self.known = {}

    def call_length(self, address):
        if address not in self.known:
            code = self.dump.read(address, 7)
            if code[0] == 0xE8:
                self.known[address] = 5
            elif code[0] == 0xFF and code[1] >> 3 & 7 == 2:
                self.known[address] = indirect_call_length(code)
            else:
                self.known[address] = 0
        return self.known[address]


def active_calls(trace, code):
    """The calls (slot, return address, callee), oldest first, and the last (eip, esp) of the interrupted task."""
    calls = []
    previous = None
    for eip, esp, selector, task in trace:
        if task == DOUBLE_FAULT_TASK:
            return calls, previous
        if selector != KERNEL_CODE or eip < KERNEL_START:
            calls = []  # user mode: the next kernel instruction starts with an empty stack
            previous = None
            continue
        while calls and calls[-1][0] < esp:
            calls.pop()
        if previous:
            length = code.call_length(previous[0])
            if length and esp == previous[1] - 4:
                calls.append((esp, previous[0] + length, eip))
        previous = (eip, esp)
    raise SystemExit("the trace has no double fault")


def main():
    directory, dump_path, output = sys.argv[1:4]
    code = CodeBytes(DumpFile(dump_path))
    calls, last = active_calls(instructions(os.path.join(directory, "trace.log")), code)
    frames = [{"slot": f"{slot:#x}", "ret": f"{ret:#x}", "callee": f"{callee:#x}"}
              for slot, ret, callee in reversed(calls)]
    truth = {"last_eip": f"{last[0]:#x}", "last_esp": f"{last[1]:#x}", "frames": frames}
    with open(output, "w", encoding="ascii") as file:
        json.dump(truth, file, indent=1)
        file.write("\n")
    print(f"{len(frames)} active calls; the last instruction before the double fault is at {last[0]:08x}, "
          f"esp {last[1]:08x}")


if __name__ == "__main__":
    main()
