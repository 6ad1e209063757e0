package dev.gotstack.synth;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/// Writes a small image file, 32 or 64 bit: `.text` of 0x600 bytes at RVA 0x1000 (0x200 in the file), `.rdata` at
/// 0x2000 with exports, version and debug record, `.reloc` at 0x3000 with one place at RVA 0x1010.
public final class PeWriter {
    private static final int RDATA = 0x2000;
    private static final int RDATA_FILE = 0x600;
    private static final int RDATA_SIZE = 0x800;
    private static final int RELOC = 0x3000;
    private static final int RELOC_FILE = RDATA_FILE + RDATA_SIZE;

    private final boolean wide;
    private UUID guid = new UUID(0x1122334455667788L, 0x99aabbccddeeff00L);
    private String pdbPath = "C:\\build\\out\\sample.pdb";
    private List<String> exports = List.of("Alpha", "Beta");
    private boolean debug = true;
    private int age = 1;
    private boolean nb10;

    public PeWriter(boolean wide) {
        this.wide = wide;
    }

    public PeWriter guid(UUID value) {
        guid = value;
        return this;
    }

    public PeWriter age(int value) {
        age = value;
        return this;
    }

    /// The older debug record, which identifies the PDB by the time 0x5f5f5f5f.
    public PeWriter nb10() {
        nb10 = true;
        return this;
    }

    public PeWriter pdbPath(String value) {
        pdbPath = value;
        return this;
    }

    public PeWriter exports(List<String> names) {
        exports = names;
        return this;
    }

    public PeWriter withoutDebugDirectory() {
        debug = false;
        return this;
    }

    /// The image as a file.
    public byte[] file() {
        var rdata = new Out();
        byte[] exportTable = exportTable();
        rdata.raw(exportTable).align(16);
        int debugRva = RDATA + rdata.size();
        rdata.raw(debugDirectory(debugRva)).align(16);
        int resourceRva = RDATA + rdata.size();
        rdata.raw(resources(resourceRva)).align(16);
        if (rdata.size() > RDATA_SIZE) {
            throw new IllegalStateException("too much for .rdata");
        }
        var head = header(exportTable.length, debugRva, resourceRva, rdata.size() + RDATA - resourceRva);
        var text = new byte[0x200];
        Arrays.fill(text, (byte) 0x90);
        return head.upTo(0x400)
                .raw(text)
                .raw(rdata.bytes())
                .upTo(RELOC_FILE)
                .u32(0x1000)
                .u32(12)
                .u16((wide ? 10 : 3) << 12 | 0x10)
                .u16(0)
                .upTo(RELOC_FILE + 0x200)
                .bytes();
    }

    /// The image as loaded at its preferred address.
    public byte[] inMemory() {
        var file = file();
        var memory = new byte[0x4000];
        System.arraycopy(file, 0, memory, 0, 0x400);
        System.arraycopy(file, 0x400, memory, 0x1000, 0x200);
        System.arraycopy(file, RDATA_FILE, memory, RDATA, RDATA_SIZE);
        System.arraycopy(file, RELOC_FILE, memory, RELOC, 0x200);
        return memory;
    }

    private Out header(int exportSize, int debugRva, int resourceRva, int resourceSize) {
        int optionalSize = wide ? 0xf0 : 0xe0;
        var out = new Out().u16(0x5a4d).upTo(0x3c).u32(0x80).upTo(0x80).u32(0x4550);
        out.u16(wide ? 0x8664 : 0x14c)
                .u16(3)
                .u32(0x4a5b6c7d)
                .u32(0)
                .u32(0)
                .u16(optionalSize)
                .u16(0x102);
        int optional = out.size();
        out.u16(wide ? 0x20b : 0x10b).upTo(optional + 0x10).u32(0x1000).upTo(optional + (wide ? 0x18 : 0x1c));
        if (wide) {
            out.u64(0x1_4000_0000L);
        } else {
            out.u32(0x400000);
        }
        out.u32(0x1000).u32(0x200).upTo(optional + 0x38).u32(0x4000).u32(0x400).u32(0xabcd);
        out.upTo(optional + (wide ? 0x6c : 0x5c)).u32(16);
        out.u32(RDATA)
                .u32(exportSize)
                .zeros(8)
                .u32(resourceRva)
                .u32(resourceSize)
                .zeros(16);
        out.u32(RELOC).u32(12).u32(debug ? debugRva : 0).u32(debug ? 28 : 0);
        out.upTo(optional + optionalSize);
        section(out, ".text", 0x1000, 0x600, 0x400, 0x200, 0x60000020L);
        section(out, ".rdata", RDATA, RDATA_SIZE, RDATA_FILE, RDATA_SIZE, 0x40000040L);
        section(out, ".reloc", RELOC, 12, RELOC_FILE, 0x200, 0x42000040L);
        return out;
    }

    private static void section(Out out, String name, int rva, int size, int file, int fileSize, long flags) {
        out.raw(Arrays.copyOf(name.getBytes(StandardCharsets.US_ASCII), 8));
        out.u32(size).u32(rva).u32(fileSize).u32(file).zeros(12).u32(flags);
    }

    /// Ordinals from 5; the function of ordinal 5 + n lies at 0x1000 + 0x20 × n.
    private byte[] exportTable() {
        int count = exports.size();
        int functions = RDATA + 40;
        int names = functions + 4 * count;
        int ordinals = names + 4 * count;
        int text = ordinals + 2 * count;
        var out = new Out()
                .zeros(12)
                .u32(0)
                .u32(5)
                .u32(count)
                .u32(count)
                .u32(functions)
                .u32(names)
                .u32(ordinals);
        var strings = new Out();
        for (int i = 0; i < count; i++) {
            out.u32(0x1000 + 0x20 * i);
        }
        for (var name : exports) {
            out.u32(text + strings.size());
            strings.text(name);
        }
        for (int i = 0; i < count; i++) {
            out.u16(i);
        }
        return out.raw(strings.bytes()).bytes();
    }

    private byte[] debugDirectory(int rva) {
        long high = guid.getMostSignificantBits();
        var record = new Out().u32(0x53445352).u32(high >>> 32).u16(high >>> 16).u16(high);
        record.u64(Long.reverseBytes(guid.getLeastSignificantBits())).u32(age).text(pdbPath);
        if (nb10) {
            record = new Out().u32(0x3031424e).u32(0).u32(0x5f5f5f5f).u32(age).text(pdbPath);
        }
        var out = new Out().zeros(12).u32(2).u32(record.size()).u32(rva + 28);
        return out.u32(rva + 28 - RDATA + RDATA_FILE).raw(record.bytes()).bytes();
    }

    private static byte[] resources(int rva) {
        var version = version();
        var out = new Out();
        directory(out, 16, 0x8000_0000L | 24);
        directory(out, 1, 0x8000_0000L | 48);
        directory(out, 0x409, 72);
        return out.u32(rva + 88).u32(version.length).u32(0).u32(0).raw(version).bytes();
    }

    private static void directory(Out out, int id, long offset) {
        out.zeros(12).u16(0).u16(1).u32(id).u32(offset);
    }

    private static byte[] version() {
        var fixed = new Out()
                .u32(0xfeef04bdL)
                .u32(0x10000)
                .u32(0x50002)
                .u32(0x0ece0f77)
                .zeros(36)
                .bytes();
        var company = block("CompanyName", new Out().wide("Example GmbH").bytes(), 13);
        var name = block("OriginalFilename", new Out().wide("sample.sys").bytes(), 11);
        var table = block("040904B0", new byte[0], 0, company, name);
        return block("VS_VERSION_INFO", fixed, fixed.length, block("StringFileInfo", new byte[0], 0, table));
    }

    private static byte[] block(String key, byte[] value, int valueLength, byte[]... children) {
        var body = new Out().u16(0).u16(valueLength).u16(1).wide(key).align(4).raw(value);
        for (var child : children) {
            body.align(4).raw(child);
        }
        var bytes = body.bytes();
        bytes[0] = (byte) bytes.length;
        bytes[1] = (byte) (bytes.length >> 8);
        return bytes;
    }
}
