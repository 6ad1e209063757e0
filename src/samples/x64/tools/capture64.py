#!/usr/bin/env python3
"""Runs the 64-bit sample in QEMU until its kernel halts; saves memory, registers and an instruction trace.

usage: capture64.py DIRECTORY "IMAGE BASE"...
       (in the order of the device stack, the kernel first and the user program last; boot.elf lies beside them)
"""
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../tools"))
from capture import MEMORY_MIB, Monitor, wait_for_halt  # noqa: E402

KERNEL_CODE = "0xfffff80002a10000+0x10000,0xfffff88000000000+0x10000000"


def main():
    directory = os.path.abspath(sys.argv[1])
    monitor_path = os.path.join(directory, "monitor")
    qemu = subprocess.Popen([
        "qemu-system-x86_64", "-accel", "tcg", "-cpu", "Nehalem", "-m", str(MEMORY_MIB),
        "-nodefaults", "-display", "none", "-no-reboot", "-no-shutdown",
        "-kernel", os.path.join(directory, "boot.elf"),
        "-initrd", ",".join(os.path.join(directory, image) for image in sys.argv[2:]),
        "-debugcon", "file:" + os.path.join(directory, "messages.txt"),
        "-qmp", f"unix:{monitor_path},server=on,wait=off",
        "-singlestep", "-d", "cpu,nochain", "-dfilter", KERNEL_CODE, "-D", os.path.join(directory, "trace.log"),
    ])
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
