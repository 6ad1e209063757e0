#!/usr/bin/env python3
"""Prints how many bytes lie between a section of a PE image and an image offset.

usage: imagegap.py IMAGE SECTION OFFSET
"""
import struct
import sys


def section_addresses(image):
    """Maps each section's name to its image offset."""
    header = struct.unpack_from("<I", image, 0x3C)[0]
    count = struct.unpack_from("<H", image, header + 6)[0]
    first = header + 0x18 + struct.unpack_from("<H", image, header + 0x14)[0]
    result = {}
    for index in range(count):
        name, _, address = struct.unpack_from("<8sII", image, first + 40 * index)
        result[name.rstrip(b"\0").decode()] = address
    return result


def main():
    path, name, wanted = sys.argv[1], sys.argv[2], int(sys.argv[3], 16)
    with open(path, "rb") as file:
        addresses = section_addresses(file.read())
    gap = wanted - addresses[name]
    if gap <= 0:
        raise SystemExit(f"{path}: section {name} is already at {addresses[name]:x}")
    print(hex(gap))


if __name__ == "__main__":
    main()
