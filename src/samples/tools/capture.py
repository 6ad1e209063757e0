#!/usr/bin/env python3
"""Runs a sample in QEMU until its kernel halts; saves memory, registers and an instruction trace.

usage: capture.py DIRECTORY IMAGE...     (the images in the order the boot loader expects; boot.elf lies beside them;
                                          "NAME BASE" where the boot loader wants to be told the address)

Writes phys.bin, registers.txt and trace.log to DIRECTORY.
"""
import json
import os
import socket
import subprocess
import sys
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


def start_qemu(directory, images, monitor_path):
    modules = ",".join(os.path.join(directory, image) for image in images)
    return subprocess.Popen([
        "qemu-system-i386", "-accel", "tcg", "-cpu", "pentium3", "-m", str(MEMORY_MIB),
        "-nodefaults", "-display", "none", "-no-reboot", "-no-shutdown",
        "-kernel", os.path.join(directory, "boot.elf"), "-initrd", modules,
        "-debugcon", "file:" + os.path.join(directory, "messages.txt"),
        "-qmp", f"unix:{monitor_path},server=on,wait=off",
        # One log entry with all registers before every single instruction.
        "-singlestep", "-d", "cpu,nochain", "-dfilter", TRACED_RANGES,
        "-D", os.path.join(directory, "trace.log"),
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
    directory, images = os.path.abspath(sys.argv[1]), sys.argv[2:]
    monitor_path = os.path.join(directory, "monitor")
    if os.path.exists(monitor_path):
        os.unlink(monitor_path)
    qemu = start_qemu(directory, images, monitor_path)
    try:
        monitor = Monitor(monitor_path)
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
