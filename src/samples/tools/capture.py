#!/usr/bin/env python3
"""Runs a sample in QEMU until its kernel halts; saves memory, registers and an instruction trace.

usage: capture.py [--flip-esp EIP:BIT] DIRECTORY IMAGE...
       (the images in the order the boot loader expects; boot.elf lies beside them; "NAME BASE" where the boot loader
       wants to be told the address)

With --flip-esp EIP:BIT the processor is stopped before the instruction at EIP is executed for the first time, and that
bit of its esp is changed: a hardware fault, made by the debugger's hand.

Writes phys.bin, registers.txt and trace.log to DIRECTORY.
"""
import argparse
import json
import os
import re
import socket
import struct
import subprocess
import time

MEMORY_MIB = 8
SECONDS_TO_WAIT = 300

# The kernel's half of the address space and the user program; the boot loader at 1 MiB and the firmware are not traced.
TRACED_RANGES = "0x80000000+0x7ff00000,0x400000+0x10000"


class Monitor:
    """QEMU's machine protocol over a local socket."""

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX)
        self.connect(path)
        self.stream = self.socket.makefile("rw")
        self.stream.readline()  # greeting
        self.command("qmp_capabilities")

    def connect(self, path):
        for _ in range(200):
            try:
                self.socket.connect(path)
                return
            except OSError:
                time.sleep(0.05)
        raise SystemExit("QEMU does not answer")

    def command(self, name, **arguments):
        self.stream.write(json.dumps({"execute": name, "arguments": arguments}) + "\n")
        self.stream.flush()
        while True:
            answer = json.loads(self.stream.readline())
            if "return" in answer:
                return answer["return"]
            if "error" in answer:
                raise SystemExit(f"QEMU: {answer['error']}")

    def text(self, line):
        return self.command("human-monitor-command", **{"command-line": line}).replace("\r", "")


class Debugger:
    """QEMU's gdb protocol over a local socket; the machine does not run before it says so."""

    ESP, EIP = 4, 8  # numbers of registers

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX)
        for _ in range(200):
            try:
                self.socket.connect(path)
                break
            except OSError:
                time.sleep(0.05)
        self.stream = self.socket.makefile("rwb", buffering=0)

    def command(self, text):
        self.stream.write(b"$%s#%02x" % (text.encode(), sum(text.encode()) & 0xFF))
        answer = b""
        while not re.search(rb"\$[^#]*#..$", answer):
            answer += self.stream.read(1)
        self.stream.write(b"+")
        return answer[answer.index(b"$") + 1:-3].decode()

    def flip_bit_of_esp(self, eip, bit):
        self.command(f"Z1,{eip:x},1")
        self.command("c")
        registers = bytearray.fromhex(self.command("g"))
        if struct.unpack_from("<I", registers, 4 * self.EIP)[0] != eip:
            raise SystemExit("the guest stopped somewhere else")
        esp = struct.unpack_from("<I", registers, 4 * self.ESP)[0]
        struct.pack_into("<I", registers, 4 * self.ESP, esp ^ 1 << bit)
        if self.command("G" + registers.hex()) != "OK":
            raise SystemExit("the registers cannot be changed")
        self.command(f"z1,{eip:x},1")
        self.command("D")


def start_qemu(directory, images, monitor_path, debugger_path):
    modules = ",".join(os.path.join(directory, image) for image in images)
    debugger = ["-S", "-gdb", f"unix:{debugger_path},server=on,wait=off"] if debugger_path else []
    return subprocess.Popen([
        "qemu-system-i386", "-accel", "tcg", "-cpu", "pentium3", "-m", str(MEMORY_MIB),
        "-nodefaults", "-display", "none", "-no-reboot", "-no-shutdown",
        "-kernel", os.path.join(directory, "boot.elf"), "-initrd", modules,
        "-debugcon", "file:" + os.path.join(directory, "messages.txt"),
        "-qmp", f"unix:{monitor_path},server=on,wait=off",
        # One log entry with all registers before every single instruction.
        "-singlestep", "-d", "cpu,nochain", "-dfilter", TRACED_RANGES,
        "-D", os.path.join(directory, "trace.log"), *debugger,
    ])


def wait_for_halt(monitor):
    end = time.time() + SECONDS_TO_WAIT
    while time.time() < end:
        registers = monitor.text("info registers")
        if "HLT=1" in registers:
            return registers
        time.sleep(0.2)
    raise SystemExit("the guest never halted\n" + registers)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--flip-esp")
    parser.add_argument("directory")
    parser.add_argument("images", nargs="+")
    options = parser.parse_args()
    directory = os.path.abspath(options.directory)
    monitor_path = os.path.join(directory, "monitor")
    debugger_path = os.path.join(directory, "debugger") if options.flip_esp else None
    for path in (monitor_path, debugger_path):
        if path and os.path.exists(path):
            os.unlink(path)
    qemu = start_qemu(directory, options.images, monitor_path, debugger_path)
    try:
        monitor = Monitor(monitor_path)
        if debugger_path:
            eip, bit = options.flip_esp.split(":")
            Debugger(debugger_path).flip_bit_of_esp(int(eip, 16), int(bit))
        registers = wait_for_halt(monitor)
        monitor.command("stop")
        with open(os.path.join(directory, "registers.txt"), "w", encoding="ascii") as file:
            file.write(registers)
        monitor.command("pmemsave", val=0, size=MEMORY_MIB << 20, filename=os.path.join(directory, "phys.bin"))
        monitor.command("quit")
        qemu.wait(20)
    finally:
        if qemu.poll() is None:
            qemu.kill()
        if os.path.exists(monitor_path):
            os.unlink(monitor_path)


if __name__ == "__main__":
    main()
