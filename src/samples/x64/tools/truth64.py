#!/usr/bin/env python3
"""Replays the instruction trace: the return addresses of all calls that were active when the double fault happened.

usage: truth64.py DIRECTORY DUMP OUTPUT LIMIT-BASE

As tools/truth.py: the trace has all registers before every instruction, and a call whose return slot is not below the
stack pointer is active. The trace ends for us where the stack pointer leaves the thread's stack for that of the double
fault.
"""
import json
import os
import struct
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../tools"))
from rewritedump import Memory, Source  # noqa: E402
from truth import indirect_call_length  # noqa: E402

PAGE = 0x1000


def instructions(path):
    """Yields (rip, rsp, cs) before each executed instruction."""
    rip = rsp = 0
    with open(path, encoding="ascii", errors="replace") as file:
        for line in file:
            if line.startswith("RSI="):
                rsp = int(line[line.index("RSP=") + 4:][:16], 16)
            elif line.startswith("RIP="):
                rip = int(line[4:20], 16)
            elif line.startswith("CS ="):
                yield rip, rsp, int(line[4:8], 16)


class Code:
    def __init__(self, memory):
        self.memory = memory
        self.known = {}

    def call_length(self, address):
        """0 when the instruction is no call."""
        if address not in self.known:
            code = self.memory.read(address, 9)
            prefix = 1 if code[0] & 0xF0 == 0x40 else 0
            code = code[prefix:]
            length = 0
            if code[0] == 0xE8:
                length = 5
            elif code[0] == 0xFF and code[1] >> 3 & 7 == 2:
                length = indirect_call_length(code)
            self.known[address] = length and length + prefix
        return self.known[address]


def main():
    directory, dump, output = sys.argv[1:4]
    limit, base = (int(part, 16) for part in sys.argv[4].split("-"))
    code = Code(Memory(Source(dump)))
    calls, previous, seen = [], None, False
    for rip, rsp, selector in instructions(os.path.join(directory, "trace.log")):
        on_stack = selector == 0x10 and limit - 2 * PAGE <= rsp < base
        if not on_stack:
            if seen:
                break
            previous = None
            continue
        seen = True
        while calls and calls[-1][0] < rsp:
            calls.pop()
        length = previous and rsp == previous[1] - 8 and code.call_length(previous[0])
        if length:
            calls.append((rsp, previous[0] + length, rip))
        previous = (rip, rsp)
    readable = [call for call in reversed(calls) if call[0] >= limit]
    with open(output, "w", encoding="ascii") as file:
        json.dump({
            "last_rip": f"{previous[0]:#x}", "last_rsp": f"{previous[1]:#x}",
            "frames": [{"slot": f"{slot:#x}", "ret": f"{ret:#x}", "callee": f"{callee:#x}"}
                       for slot, ret, callee in readable],
        }, file, indent=1)
        file.write("\n")
    print(f"{len(readable)} active calls; the last instruction before the double fault is at {previous[0]:x}, "
          f"rsp {previous[1]:x}")


if __name__ == "__main__":
    main()
