package dev.gotstack.synth;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Writes small memory dumps, 32-bit and 64-bit, with or without data blocks.
public final class TriageWriter {
    private final boolean wide;
    private final ByteBuffer header;
    private final List<Piece> blocks = new ArrayList<>();
    private final List<Driver> drivers = new ArrayList<>();
    private final List<Driver> unloaded = new ArrayList<>();
    private Piece stack = new Piece(0, new byte[0]);
    private Piece debuggerData = new Piece(0, new byte[0]);
    private Piece dataPage = new Piece(0, new byte[0]);
    private boolean dataBlocks = true;

    private record Piece(long va, byte[] content) {}

    private record Driver(String name, long base, long size) {}

    /// @param bits 32 or 64
    public TriageWriter(int bits) {
        wide = bits == 64;
        header = ByteBuffer.allocate(wide ? 0x2000 : 0x1000).order(ByteOrder.LITTLE_ENDIAN);
        while (header.hasRemaining()) {
            header.put("PAGE".getBytes(StandardCharsets.US_ASCII));
        }
        header.put(4, (wide ? "DU64" : "DUMP").getBytes(StandardCharsets.US_ASCII));
        header.putInt(8, 15).putInt(0xc, wide ? 19041 : 2600);
        int machine = wide ? 0x30 : 0x20;
        header.putInt(machine, wide ? 0x8664 : 0x14c).putInt(machine + 4, 2).putInt(machine + 8, 0x1000007e);
        header.putInt(wide ? 0xf98 : 0xf88, 4);
        header.put(wide ? 0x104d : 0x5d, (byte) 0);
    }

    /// As old systems write it: memory of the stack and the debugger's data only.
    public TriageWriter withoutDataBlocks() {
        dataBlocks = false;
        return this;
    }

    public TriageWriter stack(long va, byte... content) {
        stack = new Piece(va, content);
        return this;
    }

    public TriageWriter debuggerData(long va, byte... content) {
        debuggerData = new Piece(va, content);
        return this;
    }

    public TriageWriter dataPage(long va, byte... content) {
        dataPage = new Piece(va, content);
        return this;
    }

    public TriageWriter block(long va, byte... content) {
        blocks.add(new Piece(va, content));
        return this;
    }

    public TriageWriter driver(String name, long base, long size) {
        drivers.add(new Driver(name, base, size));
        return this;
    }

    public TriageWriter unloaded(String name, long base, long size) {
        unloaded.add(new Driver(name, base, size));
        return this;
    }

    public byte[] write() {
        int start = header.capacity();
        var out = new Out().zeros(start + (wide ? 0x80 : 0x68)).align(16);
        int[] at = new int[26];
        at[6] = out.size();
        pointer(out, unloaded.size());
        for (var each : unloaded) {
            unloaded(out, each);
        }
        at[10] = put(out, stack);
        at[25] = put(out, debuggerData);
        at[24] = put(out, dataPage);
        int strings = out.size();
        var names = new int[drivers.size()];
        for (int i = 0; i < names.length; i++) {
            names[i] = out.align(8).size();
            out.u32(drivers.get(i).name().length()).wide(drivers.get(i).name());
        }
        at[12] = out.align(8).size();
        for (int i = 0; i < names.length; i++) {
            driver(out, names[i], drivers.get(i));
        }
        int table = out.align(8).size();
        int entry = wide ? 16 : 12;
        int content = table + blocks.size() * entry;
        for (var block : blocks) {
            pointer(out, block.va());
            out.u32(content).u32(block.content().length);
            content += block.content().length;
        }
        blocks.forEach(block -> out.raw(block.content()));
        at[2] = out.size();
        out.u32(0x44475254);
        var all = ByteBuffer.wrap(out.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(wide ? 0x1038 : 0xf8c, (dataBlocks ? 0xcff : 0x4ff) | (dataPage.va() == 0 ? 0 : 0x200));
        if (wide) {
            header.putLong(0x80, debuggerData.va());
        } else {
            header.putInt(0x60, (int) debuggerData.va());
        }
        all.put(0, header.array());
        all.putInt(start + 4, out.size()).putInt(start + 8, at[2]);
        all.putInt(start + 0xc, wide ? 0x348 : 0x320).putInt(start + 0x10, wide ? 0xf00 : 0x7d0);
        all.putInt(start + 0x18, unloaded.isEmpty() ? 0 : at[6]);
        all.putInt(start + 0x28, at[10]).putInt(start + 0x2c, stack.content().length);
        all.putInt(start + 0x30, at[12]).putInt(start + 0x34, names.length);
        all.putInt(start + 0x38, strings).putInt(start + 0x3c, at[12] - strings);
        all.putInt(start + 0x44, -1);
        if (wide) {
            all.putLong(start + 0x48, stack.va()).putLong(start + 0x60, dataPage.va());
        } else {
            all.putInt(start + 0x48, (int) stack.va()).putInt(start + 0x4c, (int) dataPage.va());
        }
        int late = start + (wide ? 0x68 : 0x50);
        all.putInt(late, at[24]).putInt(late + 4, dataPage.content().length);
        all.putInt(late + 8, at[25]).putInt(late + 0xc, debuggerData.content().length);
        if (dataBlocks) {
            all.putInt(late + 0x10, table).putInt(late + 0x14, blocks.size());
        } else {
            // What old systems did not know is filler.
            all.putInt(late + 0x10, 0x45474150).putInt(late + 0x14, 0x45474150);
        }
        return all.array();
    }

    private static int put(Out out, Piece piece) {
        out.align(16);
        int at = out.size();
        out.raw(piece.content());
        return piece.content().length == 0 ? 0 : at;
    }

    private void pointer(Out out, long value) {
        if (wide) {
            out.u64(value);
        } else {
            out.u32(value);
        }
    }

    private void driver(Out out, int name, Driver driver) {
        int start = out.size();
        int links = wide ? 8 : 4;
        out.u32(name).upTo(start + links + (wide ? 0x30 : 0x18));
        pointer(out, driver.base());
        pointer(out, driver.base() + 0x1234);
        out.u32(driver.size()).upTo(start + links + (wide ? 0x78 : 0x40)).u32(0xc5c5);
        out.upTo(start + links + (wide ? 0x80 : 0x44)).u32(0x3f00_0001).upTo(start + (wide ? 0x90 : 0x4c));
    }

    private void unloaded(Out out, Driver driver) {
        int start = out.size();
        int length = 2 * driver.name().length();
        out.u16(length).u16(length).upTo(start + (wide ? 0x10 : 8));
        out.raw(driver.name().getBytes(StandardCharsets.UTF_16LE)).upTo(start + (wide ? 0x28 : 0x20));
        pointer(out, driver.base());
        pointer(out, driver.base() + driver.size());
    }
}
