package dev.gotstack.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gotstack.disasm.Decoder;
import dev.gotstack.disasm.Mode;
import dev.gotstack.memory.AddressSpace;
import dev.gotstack.memory.Hole;
import dev.gotstack.memory.Translation;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What single instructions do to the simulated machine.
class MachineTest {
    private static final int STACK = 0x1000;

    /// Memory in which every word holds its own address.
    private static final AddressSpace MEMORY = new AddressSpace() {
        @Override
        public String name() {
            return "test";
        }

        @Override
        public int pointerSize() {
            return 4;
        }

        @Override
        public int read(long va, byte[] target, int at, int length) {
            for (int i = 0; i < length; i++) {
                long word = va + i & ~3L;
                target[at + i] = (byte) (word >>> 8 * ((va + i) & 3));
            }
            return length;
        }

        @Override
        public Optional<Hole> hole(long va) {
            return Optional.empty();
        }

        @Override
        public Optional<Translation> translate(long va) {
            return Optional.empty();
        }

        @Override
        public long fileOffset(long va) {
            return -1;
        }

        @Override
        public long nextMapped(long va, long limit) {
            return va;
        }
    };

    private static Machine run(String hex) {
        var registers = new long[8];
        Arrays.setAll(registers, i -> 0x100L * i);
        registers[Machine.ESP] = STACK;
        registers[Machine.ECX] = Machine.UNKNOWN;
        var machine = new Machine(MEMORY, registers, null);
        var code = HexFormat.of().parseHex(hex);
        for (int at = 0; at < code.length; ) {
            var instruction = new Decoder().decode(code, at, code.length - at, Mode.BITS32);
            Semantics.apply(instruction, machine);
            at += instruction.length();
        }
        return machine;
    }

    @ParameterizedTest
    @CsvSource({
        // bytes, register number, value (-1: unknown)
        "55, 4, 0xffc", // push ebp
        "55 5b, 3, 0x500", // push ebp; pop ebx
        "58, 0, 0x1000", // pop eax: what memory holds
        "8b ec, 5, 0x1000", // mov ebp,esp
        "83 ec 10, 4, 0xff0", // sub esp,10h
        "81 ec 00 01 00 00, 4, 0xf00", // sub esp,100h
        "83 e4 f0, 4, 0x1000", // and esp,0FFFFFFF0h
        "8d 65 f4, 4, 0x4f4", // lea esp,[ebp-0Ch]
        "c9, 4, 0x504", // leave
        "c9, 5, 0x500", // leave: the saved frame pointer from memory
        "c8 20 00 00, 4, 0xfdc", // enter 20h,0
        "c8 20 00 00, 5, 0xffc",
        "60, 4, 0xfe0", // pushad
        "60 61, 5, 0x500", // pushad; popad
        "33 c0, 0, 0", // xor eax,eax
        "33 c9, 1, 0", // xor ecx,ecx although ecx is unknown
        "83 c9 ff, 1, 0xffffffff", // or ecx,0FFFFFFFFh
        "03 d9, 3, -1", // add ebx,ecx
        "b3 05, 3, -1", // mov bl,5: a part makes the whole unknown
        "8b 44 24 08, 0, 0x1008", // mov eax,[esp+8]
        "64 a1 00 00 00 00, 0, -1", // mov eax,fs:[0]: another segment
        "89 5c 24 04 8b 44 24 04, 0, 0x300", // a store is seen by the load after it
        "88 5c 24 05 8b 44 24 04, 0, -1", // a byte store makes its word unknown
        "f7 db, 3, 0xfffffd00", // neg ebx
        "43, 3, 0x301", // inc ebx
        "93, 0, 0x300", // xchg ebx,eax
        "0f b6 c3, 0, -1", // movzx eax,bl
        "66 50, 4, 0xffe", // push ax
        "9c, 4, 0xffc", // pushfd
    })
    void instructionsDoWhatTheProcessorDoes(String hex, int register, String value) {
        assertEquals(Long.decode(value), run(hex.replace(" ", "")).register(register));
    }
}
