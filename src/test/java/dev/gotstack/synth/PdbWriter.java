package dev.gotstack.synth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/// Writes small PDBs with what a test asks for.
public final class PdbWriter {
    private static final int BLOCK = 512;

    private final Out publics = new Out();
    private final Out module = new Out().u32(4);
    private final Out types = new Out();
    private final Out fpo = new Out();
    private final Out frameData = new Out();
    private final Out names = new Out().u8(0);
    private final Out sections = new Out();
    private final Out originalSections = new Out();
    private final Out omapToSource = new Out();
    private final Out omapFromSource = new Out();
    private UUID guid = new UUID(0x1122334455667788L, 0x99aabbccddeeff00L);
    private int dbiAge = 1;
    private int infoAge = 1;
    private int machine = 0x14c;
    private int typeCount;

    public PdbWriter guid(UUID value) {
        guid = value;
        return this;
    }

    public PdbWriter ages(int dbi, int info) {
        dbiAge = dbi;
        infoAge = info;
        return this;
    }

    public PdbWriter machine(int value) {
        machine = value;
        return this;
    }

    public PdbWriter section(String name, int rva, int size, long flags) {
        addSection(sections, name, rva, size, flags);
        return this;
    }

    public PdbWriter originalSection(String name, int rva, int size, long flags) {
        addSection(originalSections, name, rva, size, flags);
        return this;
    }

    private static void addSection(Out out, String name, int rva, int size, long flags) {
        out.raw(Arrays.copyOf(name.getBytes(java.nio.charset.StandardCharsets.US_ASCII), 8))
                .u32(size)
                .u32(rva)
                .u32(size)
                .u32(rva)
                .zeros(12)
                .u32(flags);
    }

    public PdbWriter publicSymbol(int segment, int offset, int flags, String name) {
        record(publics, 0x110e, new Out().u32(flags).u32(offset).u16(segment).text(name));
        return this;
    }

    /// A public as written before 2002.
    public PdbWriter oldPublicSymbol(int segment, int offset, int flags, String name) {
        var text = name.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        record(
                publics,
                0x1009,
                new Out().u32(flags).u32(offset).u16(segment).u8(text.length).raw(text));
        return this;
    }

    public PdbWriter procedure(int segment, int offset, int size, String name) {
        var data = new Out()
                .zeros(12)
                .u32(size)
                .zeros(8)
                .u32(0x1000)
                .u32(offset)
                .u16(segment)
                .u8(0)
                .text(name);
        record(module, 0x1110, data);
        record(module, 6, new Out());
        return this;
    }

    /// Adds a type record.
    ///
    /// @return its index
    public int type(int leaf, Out data) {
        record(types, leaf, data);
        return 0x1000 + typeCount++;
    }

    /// A structure with these members, or only an announcement if `fieldList` is 0.
    public int structure(String name, int size, int fieldList) {
        var data = new Out()
                .u16(1)
                .u16(fieldList == 0 ? 0x80 : 0)
                .u32(fieldList)
                .u32(0)
                .u32(0)
                .u16(size)
                .text(name);
        return type(0x1505, data);
    }

    /// Adds a member to a field list; lists start at a multiple of 4.
    public static Out member(Out list, String name, int type, int offset) {
        list.u16(0x150d).u16(3).u32(type).u16(offset).text(name);
        while (list.size() % 4 != 0) {
            list.u8(0xf0 | (4 - list.size() % 4));
        }
        return list;
    }

    public PdbWriter fpo(int start, int size, int locals, int parameters, int flags) {
        fpo.u32(start).u32(size).u32(locals).u16(parameters).u16(flags);
        return this;
    }

    public PdbWriter frameData(int start, int size, int prolog, boolean functionStart, String program) {
        int name = names.size();
        names.text(program);
        frameData
                .u32(start)
                .u32(size)
                .u32(8)
                .u32(4)
                .u32(0)
                .u32(name)
                .u16(prolog)
                .u16(4)
                .u32(functionStart ? 4 : 0);
        return this;
    }

    public PdbWriter omap(int linked, int running) {
        omapFromSource.u32(linked).u32(running);
        omapToSource.u32(running).u32(linked);
        return this;
    }

    private static void record(Out out, int kind, Out data) {
        var body = new Out().u16(kind).raw(data.bytes());
        while ((body.size() + 2) % 4 != 0) {
            body.u8(
                    kind >= 0x1000 && kind < 0x1600 && kind != 0x110e && kind != 0x1110
                            ? 0xf0 | (4 - (body.size() + 2) % 4)
                            : 0);
        }
        out.u16(body.size()).raw(body.bytes());
    }

    /// The file.
    public byte[] bytes() {
        var streams = new ArrayList<byte[]>(List.of(new byte[0], info(), tpi(), new byte[0], new byte[0]));
        var debug = new Out();
        int symbols = add(streams, publics);
        int moduleStream = add(streams, module);
        // In the order of the optional debug header.
        for (var part : new Out[] {
            fpo, null, null, omapToSource, omapFromSource, sections, null, null, null, frameData, originalSections
        }) {
            debug.u16(part == null || part.size() == 0 ? 0xffff : add(streams, part));
        }
        streams.set(3, dbi(symbols, moduleStream, debug.bytes()));
        streams.add(stringTable());
        streams.set(1, info(streams.size() - 1));
        return msf(streams);
    }

    private static int add(List<byte[]> streams, Out out) {
        streams.add(out.bytes());
        return streams.size() - 1;
    }

    private byte[] info() {
        return info(0);
    }

    private byte[] info(int namesStream) {
        long high = guid.getMostSignificantBits();
        var out = new Out().u32(20000404).u32(0x5f5f5f5f).u32(infoAge);
        out.u32(high >>> 32).u16(high >>> 16).u16(high);
        out.u64(Long.reverseBytes(guid.getLeastSignificantBits()));
        out.u32(7).text("/names").u32(1).u32(1).u32(1).u32(1).u32(0);
        return out.u32(0).u32(namesStream).u32(0).bytes();
    }

    private byte[] tpi() {
        return new Out()
                .u32(20040203)
                .u32(56)
                .u32(0x1000)
                .u32(0x1000 + typeCount)
                .u32(types.size())
                .zeros(36)
                .raw(types.bytes())
                .bytes();
    }

    private byte[] dbi(int symbols, int moduleStream, byte[] debugHeader) {
        var modules = new Out()
                .zeros(32)
                .u16(0)
                .u16(moduleStream)
                .u32(module.size())
                .zeros(24)
                .text("a.obj")
                .text("a.lib")
                .align(4);
        return new Out()
                .u32(-1)
                .u32(19990903)
                .u32(dbiAge)
                .u16(0xffff)
                .u16(0)
                .u16(0xffff)
                .u16(0)
                .u16(symbols)
                .u16(0)
                .u32(modules.size())
                .zeros(20)
                .u32(debugHeader.length)
                .u32(0)
                .u16(0)
                .u16(machine)
                .u32(0)
                .raw(modules.bytes())
                .raw(debugHeader)
                .bytes();
    }

    private byte[] stringTable() {
        return new Out()
                .u32(0xeffeeffeL)
                .u32(1)
                .u32(names.size())
                .raw(names.bytes())
                .zeros(8)
                .bytes();
    }

    /// Superblock, two free block maps, streams, directory, block map. Streams lie backwards, so that block order
    /// matters.
    private static byte[] msf(List<byte[]> streams) {
        var body = new Out();
        var directory = new Out().u32(streams.size());
        var lists = new Out();
        int next = 3;
        for (var stream : streams) {
            directory.u32(stream.length);
            int blocks = (stream.length + BLOCK - 1) / BLOCK;
            for (int i = 0; i < blocks; i++) {
                lists.u32(next + blocks - 1 - i);
                int from = (blocks - 1 - i) * BLOCK;
                body.raw(Arrays.copyOf(Arrays.copyOfRange(stream, from, Math.min(stream.length, from + BLOCK)), BLOCK));
            }
            next += blocks;
        }
        directory.raw(lists.bytes());
        int directoryBlocks = (directory.size() + BLOCK - 1) / BLOCK;
        var map = new Out();
        for (int i = 0; i < directoryBlocks; i++) {
            map.u32(next + i);
        }
        var head = new Out()
                .raw("Microsoft C/C++ MSF 7.00\r\n\u001aDS\0\0\0".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                .u32(BLOCK)
                .u32(1)
                .u32(next + directoryBlocks + 1)
                .u32(directory.size())
                .u32(0)
                .u32(next + directoryBlocks);
        return head.align(BLOCK)
                .zeros(2 * BLOCK)
                .raw(body.bytes())
                .raw(directory.bytes())
                .align(BLOCK)
                .raw(map.bytes())
                .align(BLOCK)
                .bytes();
    }
}
