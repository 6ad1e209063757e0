#!/usr/bin/env python3
"""Asserts what the sample dumps promise, from the dump files alone.

usage: check.py DIRECTORY SAMPLE...      (DIRECTORY holds one directory for each sample)

It has its own reader (tools/dumpfile.py) and knows nothing of the product or of the program that wrote the dumps.
"""
import json
import os
import re
import struct
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "tools"))
from dumpfile import DumpFile, NotReadable, PAGE  # noqa: E402
from dumpfile64 import DumpFile64  # noqa: E402

MAXIMUM_WIDE_SIZE = 1 << 20
MAXIMUM_TOTAL_SIZE = 39 * (1 << 20) // 10 + MAXIMUM_WIDE_SIZE
RESUME_FLAG = 0x10000
NPX_AND_V86_SIZE = 0x220

OFFSETS_2003 = {
    "InitialStack": 0x18, "StackLimit": 0x1C, "KernelStack": 0x20, "StackBase": 0x158, "ApcProcess": 0x38,
    "TrapFrame": 0x110, "State": 0x4C, "Teb": 0x74, "ThreadListEntry": 0x1A8, "Cid": 0x1E4, "EThreadList": 0x224,
    "ThreadsProcess": 0x218, "ProcessId": 0x94, "ProcessLinks": 0x98, "ImageFileName": 0x164, "ThreadListHead": 0x180,
    "KThreadListHead": 0x50, "IrpList": 0x208, "ThreadCreateTime": 0x1B8, "ProcessCreateTime": 0x80,
    "PcrSize": 0xFE0, "KdbgSize": 0x318,
}
OFFSETS_XP = {
    "InitialStack": 0x18, "StackLimit": 0x1C, "KernelStack": 0x28, "StackBase": 0x168, "ApcProcess": 0x44,
    "TrapFrame": 0x134, "State": 0x2D, "Teb": 0x20, "ThreadListEntry": 0x1B0, "Cid": 0x1EC, "EThreadList": 0x22C,
    "ThreadsProcess": 0x220, "ProcessId": 0x84, "ProcessLinks": 0x88, "ImageFileName": 0x174, "ThreadListHead": 0x190,
    "KThreadListHead": 0x50, "IrpList": 0x210, "ThreadCreateTime": 0x1C0, "ProcessCreateTime": 0x70,
    "PcrSize": 0xD70, "KdbgSize": 0x290,
}

# What differs between the samples.
EXPECTED = {
    "article-x86": {
        "dump_type": 2, "pae": True, "build": 3790, "product": 3, "processors": 4, "crash_processor": 3,
        "pcr": 0xF7737000, "gdt": 0xF773D400, "idt": 0xF773D800, "tss": 0xF7737FE0, "double_fault_tss": 0xF773A2E0,
        "double_fault_stack_top": 0xF773D3C0, "thread": 0x87D68438, "process": 0x874C6800,
        "stack": (0xB8AE6000, 0xB8AE9000), "kernel": ("ntkrpamp.exe", 0x80800000), "offsets": OFFSETS_2003,
        "modules": ["ntkrpamp.exe", "fabfs.sys", "stackhog.sys", "hogflt.sys"],
    },
    "overflow-x86-call": {
        "dump_type": 1, "pae": True, "build": 3790, "product": 3, "processors": 2, "crash_processor": 1,
        "pcr": 0xF78AF000, "gdt": 0xF78B5400, "idt": 0xF78B5800, "tss": 0xF78AFFE0, "double_fault_tss": 0xF78B22E0,
        "double_fault_stack_top": 0xF78B53C0, "thread": 0x8A1F4C20, "process": 0x8A03BD88,
        "stack": (0xF2C18000, 0xF2C1B000), "kernel": ("ntkrpamp.exe", 0x80A40000), "offsets": OFFSETS_2003,
        "modules": ["ntkrpamp.exe", "stackhog.sys", "hogflt.sys"],
    },
    "overflow-x86-store": {
        "dump_type": 1, "pae": False, "build": 2600, "product": 1, "processors": 1, "crash_processor": 0,
        "pcr": 0xFFDFF000, "gdt": 0x8003F000, "idt": 0x8003F400, "tss": 0x80042000, "double_fault_tss": None,
        "double_fault_stack_top": None, "thread": 0x8214FDA8, "process": 0x8206C3A0,
        "stack": (0xF8A3D000, 0xF8A40000), "kernel": ("ntoskrnl.exe", 0x804D7000), "offsets": OFFSETS_XP,
        "modules": ["ntoskrnl.exe", "stackhog.sys", "hogflt.sys"],
    },
}

COMPANIES = {
    "ntkrpamp.exe": ("Sample Kernel Project", "Sample Kernel"),
    "ntoskrnl.exe": ("Sample Kernel Project", "Sample Kernel"),
    "fabfs.sys": ("Fabrikam, Inc.", "Fabrikam File System"),
    "stackhog.sys": ("Contoso Ltd.", "Contoso StackHog"),
    "hogflt.sys": ("Contoso Ltd.", "Contoso StackHog"),
}

# The hard cases share one kernel and one layout. "frames" is the number of true return addresses at least, "left_out"
# are files that equal those of stack-x86-filters (or that nobody has), "on_stack" the drivers with return addresses.
STACK_COMMON = {
    "dump_type": 2, "pae": False, "build": 2600, "product": 1, "processors": 1, "crash_processor": 0,
    "pcr": 0xFFDFF000, "gdt": 0x8003F000, "idt": 0x8003F400, "tss": 0x80042000, "double_fault_tss": None,
    "double_fault_stack_top": None, "thread": 0x8214FDA8, "process": 0x8214F028, "program": "reader.exe",
    "stack": (0xF8A3D000, 0xF8A40000), "kernel": ("ntoskrnl.exe", 0x804D7000), "offsets": OFFSETS_XP, "left_out": (),
    "unloaded": [],
}
EXPECTED["stack-x86-filters"] = STACK_COMMON | {
    "modules": ["ntoskrnl.exe", "nwfs.sys", "trvol.sys", "pwquota.sys", "lwcomp.sys", "adaudit.sys", "twsync.sys",
                "wgshield.sys", "cmback.sys"],
    "on_stack": {"nwfs.sys", "trvol.sys", "pwquota.sys", "lwcomp.sys", "adaudit.sys", "twsync.sys", "wgshield.sys",
                 "cmback.sys"},
    "frames": 26,
}
KERNEL_FILES = ("ntoskrnl.exe", "ntoskrnl.pdb")
EXPECTED["stack-x86-traps"] = STACK_COMMON | {
    "modules": ["ntoskrnl.exe", "lpnic.sys", "bycache.sys", "cwtrace.sys"],
    "on_stack": {"lpnic.sys", "bycache.sys", "cwtrace.sys"}, "frames": 90, "trap_frames": 16,
}
EXPECTED["stack-x86-pointers"] = STACK_COMMON | {
    "modules": ["ntoskrnl.exe", "hirules.sys"], "on_stack": {"hirules.sys"}, "frames": 200, "left_out": KERNEL_FILES,
}
EXPECTED["stack-x86-damage"] = STACK_COMMON | {
    "modules": ["ntoskrnl.exe", "wwfs.sys", "gdcodec.sys", "fcname.sys"],
    "on_stack": {"wwfs.sys", "gdcodec.sys", "fcname.sys"}, "frames": 70, "trap_frames": 2,
    "left_out": KERNEL_FILES, "unloaded": ["soutil.sys"],
}
EXPECTED["stack-x86-callback"] = STACK_COMMON | {
    "modules": ["ntoskrnl.exe", "wtgui.sys"], "on_stack": {"wtgui.sys"}, "frames": 50, "left_out": KERNEL_FILES,
    "reads": False,
}
EXPECTED["stack-x86-second"] = STACK_COMMON | {
    "modules": ["ntoskrnl.exe", "fdindex.sys"], "on_stack": {"fdindex.sys"}, "frames": 250, "left_out": KERNEL_FILES,
    "stack": (0xF8A4D000, 0xF8A50000), "initial_stack": 0xF8A4FFE0, "first_stack": (0xF8A3D000, 0xF8A40000),
}
EXPECTED["doublefault-x86-esp-bit"] = STACK_COMMON | {
    "gdt": 0x80036000, "idt": 0x80036400, "tss": 0x80474850, "thread": 0x853E7A60, "process": 0x85400680,
    "program": "waiter.exe", "stack": (0xF5D27000, 0xF5D2A000), "kernel": ("ntkrnlmp.exe", 0x80400000),
    "modules": ["ntkrnlmp.exe"], "reads": False, "cr2": 0xF5DA9944,
}
COMPANIES |= {
    "ntkrnlmp.exe": ("Sample Kernel Project", "Sample Kernel"),
    "nwfs.sys": ("Northwind Traders", "Northwind File System"),
    "trvol.sys": ("Trey Research", "Trey Volume Encryption"),
    "pwquota.sys": ("Proseware, Inc.", "Proseware Quota"),
    "lwcomp.sys": ("Litware, Inc.", "Litware Compressor"),
    "adaudit.sys": ("A. Datum Corporation", "A. Datum Audit"),
    "twsync.sys": ("Tailspin Toys", "Tailspin Sync"),
    "wgshield.sys": ("Woodgrove Bank", "Woodgrove Shield"),
    "cmback.sys": ("Consolidated Messenger", "Messenger Backup"),
    "lpnic.sys": ("Lucerne Publishing", "Lucerne Adapter"),
    "bycache.sys": ("Blue Yonder Airlines", "Blue Yonder Read Cache"),
    "cwtrace.sys": ("Coho Winery", "Coho Trace"),
    "hirules.sys": ("Humongous Insurance", "Humongous Policy Engine"),
    "fcname.sys": ("Fourth Coffee", "Fourth Coffee Names"),
    "gdcodec.sys": ("Graphic Design Institute", "GDI Codec"),
    "wwfs.sys": ("Wide World Importers", "Wide World Volume"),
    "wtgui.sys": ("Wingtip Toys", "Wingtip Windows"),
    "fdindex.sys": ("Fabrikam, Inc.", "Fabrikam Index"),
}

KERNEL_EXPORTS = {"IofCallDriver", "IoGetRemainingStackSize", "KeBugCheckEx", "NtBuildNumber", "PsLoadedModuleList",
                  "RtlCaptureContext"}

# The article prints f7737000 L0x54.
ARTICLE_PCR = """
b8ae60dc 00000000 00000000 f7737fe0 19d5c42c 00000008 7ff9c000 f7737000
f7737120 0000001f 00000000 00000000 ffffffff 00000000 f773d800 f773d400
f773a2e0 00010001 00000008 00000e56 08000300 00000000 00000000 00000000
00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000
00000000 00000000 00000000 00000000 00100000 00000003 09f15190 00000000
09f15190 dabc6620 00000000 334e730f 00000000 00000000 00000000 00000000
00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000
00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000
00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000
00010001 87d68438 00000000 f773a090 00000003 00000008 0401010f 00000000
00000000 00000000 00000000 00000000
"""


class Failure(Exception):
    pass


def require(condition, text):
    if not condition:
        raise Failure(text)


def equal(actual, wanted, what):
    def show(value):
        return f"{value:#x}" if isinstance(value, int) and not isinstance(value, bool) else repr(value)
    require(actual == wanted, f"{what} is {show(actual)}, not {show(wanted)}")


class Tss:
    def __init__(self, dump, address):
        words = dump.dwords(address, 0x68 // 4)
        self.address = address
        self.backlink = words[0] & 0xFFFF
        self.esp0 = words[1]
        self.cr3 = words[7]
        self.eip, self.eflags = words[8:10]
        self.eax, self.ecx, self.edx, self.ebx, self.esp, self.ebp, self.esi, self.edi = words[10:18]
        self.es, self.cs, self.ss, self.ds, self.fs, self.gs = (word & 0xFFFF for word in words[18:24])


def descriptor(dump, gdt, selector):
    """Base address and type byte of a descriptor."""
    raw = dump.read(gdt + (selector & ~7), 8)
    return raw[2] | raw[3] << 8 | raw[4] << 16 | raw[7] << 24, raw[5]


# ---- PE images in memory and on disk -------------------------------------------------------------------------------

class Image:
    def __init__(self, dump, base):
        self.dump = dump
        self.base = base
        self.header = base + dump.dword(base + 0x3C)
        require(dump.read(base, 2) == b"MZ" and dump.read(self.header, 4) == b"PE\0\0", f"no image at {base:08x}")
        self.size = dump.dword(self.header + 0x50)
        self.time_stamp = dump.dword(self.header + 8)

    def directory(self, index):
        address, size = self.dump.dwords(self.header + 0x78 + 8 * index, 2)
        return self.base + address, size

    def sections(self):
        """(name, first address, end) of each section."""
        first = self.header + 0x18 + self.dump.word(self.header + 0x14)
        for index in range(self.dump.word(self.header + 6)):
            name, size, address = struct.unpack("<8sII", self.dump.read(first + 40 * index, 16))
            yield name.rstrip(b"\0").decode(), self.base + address, self.base + address + size

    def code_ranges(self):
        first = self.header + 0x18 + self.dump.word(self.header + 0x14)
        for index, (_, start, end) in enumerate(self.sections()):
            if self.dump.dword(first + 40 * index + 36) & 0x20000000:
                yield start, end

    def exports(self):
        address, _ = self.directory(0)
        count, names = self.dump.dword(address + 0x18), self.base + self.dump.dword(address + 0x20)
        found = set()
        for index in range(count):
            text = self.dump.read(self.base + self.dump.dword(names + 4 * index), 64)
            found.add(text.split(b"\0")[0].decode())
        return found

    def pdb_record(self):
        """(GUID, age, file name) of the RSDS record in the debug directory."""
        address, size = self.directory(6)
        for entry in range(address, address + size, 28):
            if self.dump.dword(entry + 12) == 2:
                length, offset = self.dump.dwords(entry + 16, 2)
                record = self.dump.read(self.base + offset, length)
                require(record[:4] == b"RSDS", "no RSDS record")
                return record[4:20], struct.unpack_from("<I", record, 20)[0], record[24:].split(b"\0")[0].decode()
        raise Failure("no debug directory")

    def resource_text(self):
        address, size = self.directory(2)
        return self.dump.read(address, size).decode("utf-16le", "replace")


def check_image(dump, directory, name, base, left_out):
    image = Image(dump, base)
    if name in left_out:
        directory = os.path.join(directory, "..", "stack-x86-filters")  # equal files lie there
    with open(os.path.join(directory, name), "rb") as file:
        on_disk = file.read()
    header = struct.unpack_from("<I", on_disk, 0x3C)[0]
    equal(struct.unpack_from("<I", on_disk, header + 8)[0], image.time_stamp, f"{name}: time stamp")
    guid, age, pdb = image.pdb_record()
    require(os.sep not in pdb and ":" not in pdb, f"{name}: PDB path {pdb}")
    with open(os.path.join(directory, pdb), "rb") as file:
        symbols = file.read()
    require(struct.pack("<I", age) + guid in symbols, f"{pdb} does not belong to {name}")
    for text in COMPANIES[name]:
        require(text in image.resource_text(), f"{name}: no '{text}' in its version resource")
    for field in ("CompanyName", "ProductName", "FileDescription", "FileVersion", "ProductVersion"):
        require(field in image.resource_text(), f"{name}: no {field}")
    return image, symbols


# ---- the parts of every sample -------------------------------------------------------------------------------------

def check_header(dump, sample):
    data = dump.data
    equal(dump.dump_type, sample["dump_type"], "DumpType")
    equal(dump.header(0x08), 15, "MajorVersion")
    equal(dump.header(0x0C), sample["build"], "MinorVersion")
    equal(dump.pae, sample["pae"], "PaeEnabled")
    equal(dump.header(0x20), 0x14C, "MachineImageType")
    equal(dump.header(0x24), sample["processors"], "NumberProcessors")
    bug_check = struct.unpack_from("<5I", data, 0x28)
    equal(bug_check, (0x7F, 8, sample["tss"], 0, 0), "bug check")
    equal(dump.header(0xF94), sample["product"], "ProductType")
    equal(struct.unpack_from("<Q", data, 0xFA0)[0], len(data), "RequiredDumpSpace")
    require(len(data) % PAGE == 0, "file size")


def check_debugger_block(dump, sample):
    block = dump.header(0x60)
    require(dump.read(block + 0x10, 4) == b"KDBG", "no KDBG tag")
    equal(dump.dword(block + 0x14), sample["offsets"]["KdbgSize"], "KDBG size")
    equal(dump.pointer64(block + 0x18), sample["kernel"][1], "KernBase")
    equal(dump.word(block + 0x36) & 1, int(sample["pae"]), "KDBG PaeEnabled")
    equal(dump.pointer64(block + 0x48), dump.header(0x18), "PsLoadedModuleList")
    equal(dump.pointer64(block + 0x50), dump.header(0x1C), "PsActiveProcessHead")
    equal(dump.dwords(dump.pointer64(block + 0x88), 5), [0x7F, 8, sample["tss"], 0, 0], "KiBugCheckData")
    processors = dump.dwords(dump.pointer64(block + 0x218), 32)
    equal(processors[sample["crash_processor"]], sample["pcr"] + 0x120, "KiProcessorBlock entry")
    for number in range(32):
        if number >= sample["processors"]:
            equal(processors[number], 0, "unused KiProcessorBlock entry")
            continue
        prcb = processors[number]
        equal(dump.byte(prcb + 0x10), number, "KPRCB.Number")
        equal(dump.dword(prcb - 0x120 + 0x1C), prcb - 0x120, "SelfPcr")
        require(dump.is_mapped(dump.dword(prcb + 4)), "current thread of a processor")
    if sample["build"] == 3790:
        offsets = sample["offsets"]
        equal(dump.word(block + 0x29C), offsets["KernelStack"], "OffsetKThreadKernelStack")
        equal(dump.word(block + 0x2A0), offsets["ApcProcess"], "OffsetKThreadApcProcess")
        equal([dump.word(block + 0x2F8), dump.word(block + 0x302)], [0x30, 0x28], "GDT selectors")


def check_unloaded_drivers(dump, sample):
    block = dump.header(0x60)
    table, last = dump.dword(dump.pointer64(block + 0x220)), dump.dword(dump.pointer64(block + 0x228))
    names = [dump.unicode_string(table + 0x18 * index) for index in range(last)]
    equal(names, ["fabscan.sys", "hogtrace.sys"] + sample.get("unloaded", []), "unloaded drivers")


def unloaded_ranges(dump):
    block = dump.header(0x60)
    table, count = dump.dword(dump.pointer64(block + 0x220)), dump.dword(dump.pointer64(block + 0x228))
    return [tuple(dump.dwords(table + 0x18 * index + 8, 2)) for index in range(count)]


def check_modules(dump, sample, directory):
    modules, symbols = {}, {}
    for entry in dump.list_entries(dump.header(0x18)):
        base, _, size = dump.dwords(entry + 0x18, 3)
        full, name = dump.unicode_string(entry + 0x24), dump.unicode_string(entry + 0x2C)
        image, symbols[name] = check_image(dump, directory, name, base, sample.get("left_out", ()))
        equal(size, image.size, f"{name}: SizeOfImage")
        equal(dump.dword(entry + 0x44), image.time_stamp, f"{name}: TimeDateStamp")
        kernel = name == sample["kernel"][0]
        equal(full, ("\\WINDOWS\\system32\\" if kernel else "\\SystemRoot\\System32\\Drivers\\") + name, "FullDllName")
        modules[name] = image
    equal(list(modules), sample["modules"], "modules")
    name, base = sample["kernel"]
    equal(modules[name].base, base, "kernel base")
    require(KERNEL_EXPORTS <= modules[name].exports(), "kernel exports")
    for public in (b"\0__KiTrap0E\0", b"\0__KiTrap08\0", b"\0__KiSystemService\0"):
        require(not symbols[name] or public[1:] in symbols[name], f"no public {public}")
    return modules


def initial_stack(dump, sample):
    """Where the stack starts for the system service that runs: deeper than its base inside a call to user mode."""
    initial = sample.get("initial_stack", sample["stack"][1])
    if sample is EXPECTED["stack-x86-callback"]:
        return callback_frames(dump, sample)[0]
    return initial


def service_stack(dump, sample):
    """The top of the stack on which the system service started."""
    return sample["first_stack"][1] if "first_stack" in sample else initial_stack(dump, sample)


def callback_frames(dump, sample):
    """Follows the KCALLOUT_FRAMEs outward; the InitialStack of each level, newest first."""
    limit, base = sample["stack"]
    frame = dump.dword(sample["thread"] + 0x12C)
    levels = [dump.dword(sample["thread"] + 0x18)]
    while frame:
        require(limit < frame < base, "KCALLOUT_FRAME")
        require(levels[-1] == frame & ~0xF, "InitialStack above a KCALLOUT_FRAME")
        levels.append(dump.dword(frame))
        require(dump.dword(dump.dword(frame + 4) + 8) == 0xBADB0D00, "trap frame of a KCALLOUT_FRAME")
        frame = dump.dword(frame + 8)
    equal(levels[-1], base, "outermost InitialStack")
    return levels


def check_thread(dump, sample):
    offsets, thread = sample["offsets"], sample["thread"]
    limit, base = sample["stack"]
    equal(dump.byte(thread), 6, "thread type")
    equal(dump.dword(thread + offsets["StackLimit"]), limit, "StackLimit")
    equal(dump.dword(thread + offsets["StackBase"]), base, "StackBase")
    equal(dump.dword(thread + offsets["InitialStack"]), initial_stack(dump, sample), "InitialStack")
    equal(dump.dword(thread + offsets["ApcProcess"]), sample["process"], "ApcState.Process")
    equal(dump.byte(thread + offsets["State"]), 2, "thread state")
    equal(dump.dword(thread + offsets["ThreadsProcess"]), sample["process"], "ThreadsProcess")
    equal(dump.dwords(thread + offsets["Cid"], 2), [0x7F8, 0x7FC], "Cid")
    for page in range(limit, base, PAGE):
        dump.read(page, PAGE)
    equal(dump.page_table_entry(limit - PAGE), 0, "page table entry of the guard page")
    equal(bool(dump.list_entries(thread + offsets["IrpList"])), sample.get("reads", True), "IRPs")


def check_processes(dump, sample):
    offsets = sample["offsets"]
    names = {}
    for link in dump.list_entries(dump.header(0x1C)):
        process = link - offsets["ProcessLinks"]
        name = dump.read(process + offsets["ImageFileName"], 16).split(b"\0")[0].decode()
        outer = [entry - offsets["EThreadList"] for entry in dump.list_entries(process + offsets["ThreadListHead"])]
        inner = [entry - offsets["ThreadListEntry"]
                 for entry in dump.list_entries(process + offsets["KThreadListHead"])]
        equal(outer, inner, f"{name}: thread lists")
        for thread in outer:
            equal(dump.dword(thread + offsets["ApcProcess"]), process, f"{name}: process of a thread")
        names[name] = (process, dump.dword(process + offsets["ProcessId"]), outer)
    program = sample.get("program", "StackHog.exe")
    equal(set(names), {"System", program}, "processes")
    equal(names[program][:2], (sample["process"], 0x7F8), program)
    require(sample["thread"] in names[program][2], "the thread is not in its process's list")
    equal(dump.dword(sample["process"] + 0x18), dump.root, "DirectoryTableBase")
    system_root = dump.dword(names["System"][0] + 0x18)
    require(dump.is_mapped(sample["kernel"][1], system_root), "System's page tables")
    require(not dump.is_mapped(0x401000, system_root), "System has user pages")


def check_processor(dump, sample):
    """The chain of the article: fs -> GDT -> PCR -> TSS -> Backlink -> GDT -> TSS; and the saved special registers."""
    pcr, gdt = sample["pcr"], sample["gdt"]
    base, kind = descriptor(dump, gdt, 0x30)
    equal(base, pcr, "base of selector 30")
    equal(dump.dword(pcr + 0x1C), pcr, "SelfPcr")
    equal(dump.dword(pcr + 0x20), pcr + 0x120, "Prcb")
    equal(dump.dwords(pcr + 0x38, 2), [sample["idt"], gdt], "IDT and GDT")
    equal(dump.dword(pcr + 0x124), sample["thread"], "CurrentThread")
    double_fault_tss, kind = descriptor(dump, gdt, 0x50)
    equal(dump.dword(pcr + 0x40), double_fault_tss, "KPCR.TSS")
    equal(kind, 0x89, "type of descriptor 50")
    if sample["double_fault_tss"]:
        equal(double_fault_tss, sample["double_fault_tss"], "double-fault TSS")
    normal_tss, kind = descriptor(dump, gdt, 0x28)
    equal((normal_tss, kind), (sample["tss"], 0x8B), "descriptor 28")
    if sample["build"] == 3790:
        equal(dump.dword(pcr + 0x0C), normal_tss, "TssCopy")
    handler = Tss(dump, double_fault_tss)
    equal(handler.backlink, 0x28, "Backlink")
    check_handler(dump, sample, handler)
    check_special_registers(dump, sample)
    task = Tss(dump, normal_tss)
    require(task.eflags & RESUME_FLAG, "RF is not set")
    equal(task.cr3, dump.root, "CR3 of the interrupted task")
    equal(task.esp0, service_stack(dump, sample) - NPX_AND_V86_SIZE, "Esp0")
    idt = sample["idt"]
    equal(dump.word(idt + 8 * 8 + 2), 0x50, "selector of the double-fault gate")
    equal(dump.byte(idt + 8 * 8 + 5), 0x85, "type of the double-fault gate")
    return task, handler


def check_handler(dump, sample, handler):
    """The double-fault task's prepared state, and its live stack: KiTrap08 has called KeBugCheckEx."""
    equal([handler.eax, handler.ebx, handler.ecx, handler.edx, handler.esi, handler.edi, handler.ebp,
           handler.eflags], [0] * 8, "registers of task 50")
    equal([handler.cs, handler.ss, handler.ds, handler.es, handler.fs, handler.gs],
          [0x08, 0x10, 0x23, 0x23, 0x30, 0], "selectors of task 50")
    equal(dump.byte(handler.eip), 0xFA, "first byte of KiTrap08")
    top = handler.esp
    if sample["double_fault_stack_top"]:
        equal(top, sample["double_fault_stack_top"], "double-fault stack")
    error_code, d, c, b, a, code, back = reversed(dump.dwords(top - 0x1C, 7))
    equal([error_code, code, a, b, c, d], [0, 0x7F, 8, sample["tss"], 0, 0], "KeBugCheckEx's arguments")
    require(handler.eip < back < handler.eip + 0x80, "KeBugCheckEx's return address")


def check_special_registers(dump, sample):
    state = sample["pcr"] + 0x13C
    special = state + 0x2CC
    cr2 = dump.dword(special + 4)
    limit = sample["stack"][0]
    require(cr2 == sample["cr2"] if "cr2" in sample else limit - 0x400 <= cr2 < limit, f"cr2 is {cr2:08x}")
    require(dump.dword(special) & 0x80000008 == 0x80000008, "cr0: paging, task switched")
    equal(bool(dump.dword(special + 0xC) & 0x20), sample["pae"], "cr4.PAE")
    equal(dump.word(special + 0x2A), 0x3FF, "GDT limit")
    equal(dump.dword(special + 0x2C), sample["gdt"], "GDT base")
    equal(dump.word(special + 0x32), 0x7FF, "IDT limit")
    equal(dump.dword(special + 0x34), sample["idt"], "IDT base")
    equal(dump.word(special + 0x38), 0x50, "tr")
    header_context = dump.data[0x320:0x320 + 0x2CC]
    equal(dump.read(state + 4, 0x2C8), header_context[4:], "ProcessorState.ContextFrame")
    equal(struct.unpack_from("<I", header_context)[0], 0x10007, "ContextFlags of the header's context")


def check_user_frame(dump, sample):
    thread, offsets = sample["thread"], sample["offsets"]
    frame = dump.dword(thread + offsets["TrapFrame"])
    equal(frame + 0x7C, service_stack(dump, sample) - NPX_AND_V86_SIZE, "place of the user trap frame")
    equal(dump.dword(frame + 8), 0xBADB0D00, "DbgArgMark")
    equal(dump.dword(frame + 0x6C), 0x1B, "user cs")
    equal(dump.dword(frame + 0x78), 0x23, "user ss")
    equal(dump.dword(frame + 0x50), 0x3B, "user fs")
    require(0x401000 <= dump.dword(frame + 0x68) < 0x402000, "user eip")
    require(0x12F000 <= dump.dword(frame + 0x74) < 0x130000, "user esp")


def check_truth(dump, directory, sample, modules):
    with open(os.path.join(directory, "truth.json"), encoding="ascii") as file:
        frames = json.load(file)["frames"]
    stacks = [sample[key] for key in ("stack", "first_stack") if key in sample]
    slots = [int(frame["slot"], 16) for frame in frames]
    returns = {int(frame["slot"], 16): int(frame["ret"], 16) for frame in frames}
    parts = [[slot for slot in slots if limit <= slot < base] for limit, base in stacks]
    equal(slots, [slot for part in parts for slot in sorted(part)], "order of the slots")
    for slot, wanted in returns.items():
        equal(dump.dword(slot), wanted, f"return address at {slot:08x}")
    limit, base = stacks[0]
    ranges = [pair for image in modules.values() for pair in image.code_ranges()]
    ranges += unloaded_ranges(dump) if sample.get("unloaded") else []

    def is_code(value):
        return any(start <= value < end for start, end in ranges)

    words = sum(is_code(dump.dword(address)) for address in range(limit, base, 4))
    require(all(is_code(value) for value in returns.values()), "a return address outside of the images")
    print(f"  {len(frames)} true frames; {words} words on the stack look like code")
    return frames, words


def check_no_traces(directory):
    """Nothing of the machine that built it."""
    pattern = re.compile(rb"/work|/tmp/|/root|/home|C:\\users", re.IGNORECASE)
    for name in sorted(os.listdir(directory)):
        with open(os.path.join(directory, name), "rb") as file:
            match = pattern.search(file.read())
        require(not match, f"{name} contains {match and match[0]}")


# ---- what only one sample has --------------------------------------------------------------------------------------

def check_article(dump, task, handler, frames):
    wanted = {"eax": 0xB8AE0023, "ebx": 0xB8AE60EC, "ecx": 0x87D68438, "edx": 0x87758BD8, "esi": 0xB8AE6068,
              "edi": 0x808813D8, "eip": 0x8088C718, "esp": 0xB8AE5FE4, "ebp": 0xB8AE5FE4, "eflags": 0x00010046,
              "cs": 8, "ss": 0x10, "ds": 0x23, "es": 0x23, "fs": 0x30, "gs": 0}
    for name, value in wanted.items():
        equal(getattr(task, name), value, f"task 28, {name}")
    for index, word in enumerate(ARTICLE_PCR.split()):
        equal(dump.dword(0xF7737000 + 4 * index), int(word, 16), f"KPCR+{4 * index:x}")
    equal((handler.eip, handler.esp), (0x8088B702, 0xF773D3C0), "task 50, eip and esp")
    equal(descriptor(dump, 0xF773D400, 0x58)[0], 0xF773A348, "NMI TSS")
    equal(dump.dword(0xF773740C), 0xB8AE5FE0, "cr2")
    equal(dump.word(0xF773D800 + 8 * 14) | dump.word(0xF773D800 + 8 * 14 + 6) << 16, 0x8088C6BC, "KiTrap0E")
    equal(dump.read(0x8088C718, 3), bytes.fromhex("89550c"), "store in KiTrap0E")
    for address in range(0xB8AE5FE0, 0xB8AE6000, 4):
        require(not dump.is_mapped(address), f"{address:08x} is mapped")
    equal(dump.dwords(0xB8AE6000, 8), [0, 0, 0, 0, 0, 0xB8AE0000, 0xB8AE0023, 0x23], "dd b8ae6000 L8")
    equal(dump.dword(0xB8AE6030), 0xB8AE60DC, "ExceptionList in the frame")
    equal(dump.dword(0xB8AE6044), 0xB8AE60EC, "Ebp in the frame")
    equal(dump.dwords(0xB8AE604C, 2), [0x808813D8, 8], "Eip and Cs in the frame")
    equal(dump.dword(0xB8AE60DC), 0xFFFFFFFF, "end of the exception list")
    equal(dump.dword(0xB8AE60E0) & 0xFFFFF000, 0x80881000, "exception handler")
    equal(int(frames[0]["slot"], 16), 0xB8AE60F0, "newest frame")
    touched = dump.dword(0xB8AE6038)
    require(not dump.is_mapped(touched) and dump.page_table_entry(touched) & 0x400, "the pageable page")
    try:
        dump.read(0x401000, 4)
    except NotReadable:
        return
    raise Failure("user pages are in the kernel dump")


def check_call(dump, task, frames, words):
    code = dump.read(task.eip, 2)
    require(code[0] == 0xE8 or (code[0] == 0xFF and code[1] >> 3 & 7 == 2), "the interrupted instruction is no call")
    equal(task.esp, 0xF2C18000, "esp")
    require(words > 3 * len(frames), "too few code-like words")


def check_store(dump, task, modules):
    code = dump.read(task.eip, 2)
    require(code[0] == 0x89 and code[1] >> 6 != 3, "the interrupted instruction is no mov [memory], register")
    drivers = [image for name, image in modules.items() if name.endswith(".sys")]
    require(any(start <= task.eip < end for image in drivers for start, end in image.code_ranges()),
            "the store is not a driver's")
    require(task.esp < 0xF8A3D000, "esp")


def check_bit(dump, task, frames):
    """The register block, and the stack, of KB 842465."""
    wanted = {"eax": 0xFFDFF4DC, "ebx": 0xF5D299DC, "ecx": 0x8046F1C0, "edx": 0, "esi": 0x853E7A60, "edi": 0x102,
              "eip": 0x8046A86C, "esp": 0xF5DA9948, "ebp": 0xF5D2997C, "eflags": 0x00010246,
              "cs": 8, "ss": 0x10, "ds": 0x23, "es": 0x23, "fs": 0x30, "gs": 0}
    for name, value in wanted.items():
        equal(getattr(task, name), value, f"task 28, {name}")
    equal(dump.byte(task.eip), 0x59, "the instruction (pop ecx)")
    require(not dump.is_mapped(task.esp) and dump.is_mapped(task.esp ^ 0x80000), "the bit in esp")
    equal([int(frame["ret"], 16) for frame in frames][1:], [0x80450BB3, 0x80466389], "return addresses")
    equal(dump.dwords(0xF5D2997C, 2), [0xF5D29D48, 0x80450BB3], "frame of KeWaitForMultipleObjects")
    equal(dump.dwords(0xF5D29984, 3)[:2], [3, 0xF5D299F8], "its parameters")
    equal(dump.dword(0xFFDFF000), 0xF5D29D38, "ExceptionList")


def check_stack_sample(dump, sample, modules, frames):
    """The promised number of frames, and of which drivers."""
    require(len(frames) >= sample["frames"], "too few frames")

    def owner(value):
        return next((name for name, image in modules.items() if image.base <= value < image.base + image.size), None)

    owners = {owner(int(frame["ret"], 16)) for frame in frames}
    equal(owners - {None, sample["kernel"][0]}, sample["on_stack"], "drivers on the stack")
    equal(None in owners, bool(sample.get("unloaded")), "return addresses into an unloaded driver")
    limit, base = sample["stack"]
    marks = sum(dump.dword(address) == 0xBADB0D00 for address in range(limit, base, 4))
    require(marks >= sample.get("trap_frames", 1 if "first_stack" not in sample else 0), f"{marks} trap frames")
    print(f"  {marks} trap frames, {len(owners - {None})} images on the stack")
    if sample is EXPECTED["stack-x86-damage"]:
        check_damage(dump, modules, frames)


def check_damage(dump, modules, frames):
    """gdcodec.sys's code is paged out, soutil.sys is gone, and a saved ebp in the middle is text."""
    code = next(start for start, _ in modules["gdcodec.sys"].code_ranges())
    entry = dump.page_table_entry(code)
    require(entry and not entry & 0xC01, "the page table entry of paged-out code")
    start, end = unloaded_ranges(dump)[-1]
    require(all(not dump.page_table_entry(page) for page in range(start, end, PAGE)), "pages of the unloaded driver")
    require(any(start <= int(frame["ret"], 16) < end for frame in frames), "no return address into soutil.sys")
    text = [frame for frame in frames if 0x00200020 <= dump.dword(int(frame["slot"], 16) - 4) < 0x007F007F
            and dump.dword(int(frame["slot"], 16) - 4) & 0xFF80FF80 == 0]
    require(text, "no saved ebp is overwritten with text")


# ---- 64-bit code ---------------------------------------------------------------------------------------------------

# Offsets of Windows 7 SP1 x64, from the public structure tables.
WIDE = {
    "build": 7601, "pcr": 0xFFFFF80002A14600, "thread": 0xFFFFFA800A3B1210, "process": 0xFFFFFA800A3B0D30,
    "stack": (0xFFFFF8800651E000, 0xFFFFF88006524000), "list": 0xFFFFF80002A1A480, "frames": 161,
    "modules": ["ntoskrnl.exe", "fabfs.sys", "hogflt.sys", "stackhog.sys"], "interrupt_stack": 0xFFFFF80000B9E000,
}
WIDE_FILES = ("active.dmp.gz", "bitmap-full.dmp.gz", "bitmap-kernel.dmp.gz", "triage.dmp.gz")


def check_wide_header(dump):
    equal(dump.number(0x30, "I"), 0x8664, "machine")
    equal(dump.number(0xC, "I"), WIDE["build"], "build")
    equal(dump.number(0x38, "I"), 0x7F, "bug check")
    equal(dump.number(0x40), 8, "the trap")


def check_wide_processor(dump, truth):
    pcr, (limit, base) = WIDE["pcr"], WIDE["stack"]
    equal(dump.word(pcr + 0x18), pcr, "KPCR.Self")
    equal(dump.word(pcr + 0x20), pcr + 0x180, "KPCR.CurrentPrcb")
    equal(dump.word(pcr + 0x188), WIDE["thread"], "KPRCB.CurrentThread")
    thread = WIDE["thread"]
    equal(dump.word(thread + 0x30), limit, "KTHREAD.StackLimit")
    equal(dump.word(thread + 0x278), base, "KTHREAD.StackBase")
    equal(dump.word(thread + 0x70), WIDE["process"], "KTHREAD.ApcState.Process")
    equal(dump.read(WIDE["process"] + 0x2E0, 12), b"StackHog.exe", "EPROCESS.ImageFileName")
    equal(dump.entry(limit - 1) & 1, 0, "the guard page's valid bit")
    tss = dump.word(pcr + 8)
    gate = dump.read(dump.word(pcr + 0x38) + 8 * 16, 16)
    equal(gate[4] & 7, 1, "interrupt stack of the double fault")
    top = dump.word(tss + 0x24)
    equal(top, WIDE["interrupt_stack"], "TSS.Ist1")
    equal(dump.word(top - 0x28), int(truth["last_rip"], 16), "rip that the processor pushed")
    equal(dump.word(top - 0x10), int(truth["last_rsp"], 16), "rsp that the processor pushed")


def check_wide_modules(dump, directory):
    entry, modules = dump.word(WIDE["list"]), []
    while entry != WIDE["list"]:
        length, address = dump.word(entry + 0x58, "H"), dump.word(entry + 0x60)
        name = dump.read(address, length).decode("utf-16le")
        base, size = dump.word(entry + 0x30), dump.word(entry + 0x40, "I")
        with open(os.path.join(directory, name), "rb") as file:
            image = file.read()
        header = struct.unpack_from("<I", image, 0x3C)[0]
        equal(dump.word(entry + 0x80, "I"), struct.unpack_from("<I", image, header + 8)[0], name + "'s time")
        equal(size, struct.unpack_from("<I", image, header + 0x50)[0], name + "'s size")
        modules.append((name, base, size))
        entry = dump.word(entry)
    equal(sorted(name for name, _, _ in modules), sorted(WIDE["modules"]), "modules")
    return modules


def check_wide_truth(dump, truth, modules):
    limit, base = WIDE["stack"]
    equal(len(truth["frames"]), WIDE["frames"], "true frames")
    last = 0
    for frame in truth["frames"]:
        slot, value = int(frame["slot"], 16), int(frame["ret"], 16)
        require(limit <= slot < base and slot > last, f"slot {slot:x} is on the stack, above the one before")
        equal(dump.word(slot), value, f"return address at {slot:x}")
        require(any(start <= value < start + size for _, start, size in modules), f"{value:x} is in a module")
        code = dump.read(value - 7, 7)
        call = code[2] == 0xE8 or any(code[at] == 0xFF and code[at + 1] >> 3 & 7 == 2 for at in range(6))
        require(call, f"a call ends at {value:x}")
        last = slot


def check_wide_sample(root):
    directory = os.path.join(root, "overflow-x64")
    dump = DumpFile64(os.path.join(directory, "overflow-x64.dmp"))
    print(f"overflow-x64: {len(dump.data)} bytes, {len(dump.offsets)} pages")
    with open(os.path.join(directory, "truth.json"), encoding="ascii") as file:
        truth = json.load(file)
    check_wide_header(dump)
    check_wide_processor(dump, truth)
    check_wide_truth(dump, truth, check_wide_modules(dump, directory))
    check_no_traces(directory)


def check_wide_formats(root):
    whole = DumpFile64(os.path.join(root, "overflow-x64", "overflow-x64.dmp"))
    directory = os.path.join(root, "overflow-x64-formats")
    equal(sorted(name for name in os.listdir(directory) if name.endswith(".gz")), sorted(WIDE_FILES), "files")
    for name in WIDE_FILES:
        dump = DumpFile64(os.path.join(directory, name))
        print(f"overflow-x64-formats/{name}: {len(dump.data)} bytes, {len(dump.offsets)} pages,"
              f" {len(dump.blocks)} data blocks")
        check_wide_header(dump)
        for frame in dump.offsets:
            require(dump.page(frame) == whole.page(frame), f"{name}: page {frame:x} is that of the complete dump")
        for address, _, size in dump.blocks:
            equal(dump.read(address, size), whole.read(address, size), f"{name}: data block {address:x}")
        limit, base = WIDE["stack"]
        for address in range(limit, base, 8):
            equal(dump.word(address), whole.word(address), f"{name}: {address:x}")


# ---- all of it -----------------------------------------------------------------------------------------------------

def check_sample(root, name):
    if name == "overflow-x64":
        check_wide_sample(root)
        return
    if name == "overflow-x64-formats":
        check_wide_formats(root)
        return
    sample = EXPECTED[name]
    directory = os.path.join(root, name)
    dumps = [file for file in os.listdir(directory) if file.endswith(".dmp")]
    equal(dumps, [name + ".dmp"], "dumps in the directory")
    dump = DumpFile(os.path.join(directory, dumps[0]))
    print(f"{name}: {len(dump.data)} bytes, {len(dump.offsets)} pages")
    check_header(dump, sample)
    check_debugger_block(dump, sample)
    check_unloaded_drivers(dump, sample)
    modules = check_modules(dump, sample, directory)
    check_thread(dump, sample)
    check_processes(dump, sample)
    task, handler = check_processor(dump, sample)
    check_user_frame(dump, sample)
    frames, words = check_truth(dump, directory, sample, modules)
    if name == "article-x86":
        check_article(dump, task, handler, frames)
    elif name == "overflow-x86-call":
        check_call(dump, task, frames, words)
    elif name == "overflow-x86-store":
        check_store(dump, task, modules)
    elif name == "doublefault-x86-esp-bit":
        check_bit(dump, task, frames)
    else:
        check_stack_sample(dump, sample, modules, frames)
    check_no_traces(directory)


def total_size(root):
    return sum(os.path.getsize(os.path.join(path, name)) for path, _, names in os.walk(root) for name in names)


def main():
    root, names = sys.argv[1], sys.argv[2:] or list(EXPECTED) + ["overflow-x64", "overflow-x64-formats"]
    failed = False
    for name in names:
        try:
            check_sample(root, name)
        except (Failure, NotReadable, AssertionError) as problem:
            print(f"{name}: FAILED: {problem}")
            failed = True
    wide = sum(total_size(os.path.join(root, name)) for name in ("overflow-x64", "overflow-x64-formats"))
    if wide >= MAXIMUM_WIDE_SIZE:
        print(f"FAILED: {wide} bytes of 64-bit samples are too many")
        failed = True
    size = total_size(root)
    print(f"total size {size} bytes")
    if size >= MAXIMUM_TOTAL_SIZE:
        print("FAILED: too large")
        failed = True
    if failed:
        raise SystemExit(1)
    print("all checks passed")


if __name__ == "__main__":
    main()
