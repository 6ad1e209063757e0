#!/usr/bin/env python3
"""Lists every page that volatility3 finds mapped in a 64-bit dump: address, physical address, a hash of its bytes.

usage: volatility_pages.py DUMP PAGE-TABLE-ROOT

Exits with 9 where volatility3 is not installed (PYTHONPATH may name a copy of it).
"""
import hashlib
import os
import pathlib
import sys

try:
    from volatility3.framework import contexts
    from volatility3.framework.layers import crash, intel, physical
except ImportError:
    sys.exit(9)

PAGE = 0x1000


def main():
    path, root = os.path.abspath(sys.argv[1]), int(sys.argv[2], 16)
    context = contexts.Context()
    context.config["file.location"] = pathlib.Path(path).as_uri()
    context.add_layer(physical.FileLayer(context, "file", "file"))
    context.config["crash.base_layer"] = "file"
    context.add_layer(crash.WindowsCrashDump64Layer(context, "crash", "crash"))
    context.config["virtual.memory_layer"] = "crash"
    context.config["virtual.page_map_offset"] = root
    context.add_layer(intel.WindowsIntel32e(context, "virtual", "virtual"))
    memory = context.layers["virtual"]
    for start, size, target, _, _ in memory.mapping(0, 1 << 48, ignore_errors=True):
        for at in range(0, size, PAGE):
            address = start + at
            address |= -(address >> 47 & 1) << 48 & (1 << 64) - 1
            content = memory.read(start + at, PAGE)
            print(f"{address:016x} {target + at:x} {hashlib.sha256(content).hexdigest()}")


main()
