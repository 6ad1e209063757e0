package dev.gotstack.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gotstack.symbol.pe.PeImage;
import dev.gotstack.symbol.pe.RuntimeFunction;
import dev.gotstack.synth.MemoryBytes;
import dev.gotstack.windows.LoadedImages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Two ways back from every instruction that Microsoft's compiler made for a 64-bit library, that within JNA's jar: its
/// unwind data, and running its code forward. In prolog, body and epilog they must come to the same slot.
@Tag("realdata")
class PdataAgainstCodeTest {
    private static final String LIBRARY = "/com/sun/jna/win32-x86-64/jnidispatch.dll";
    private static final long STACK = 0xffff_8000_0010_0000L;
    private static final int STACK_SIZE = 0x4_0000;
    private static final long POINTER = STACK + 0x8000;

    private final List<String> disagreements = new ArrayList<>();
    private int agreed;

    @Test
    void unwindDataAndCodeAgree() throws IOException {
        var image = library();
        var space = new HandMadeSpace(8).image(image).put(STACK, new byte[STACK_SIZE]);
        var modules = LoadedImages.of(LoadedImages.image(image));
        var code = new CodeView(space, modules);
        var unwinder = new WideUnwinder(code, modules);
        int undescribed = 0;
        for (var entry : image.runtimeFunctions()) {
            var function = unwinder.tables().at(image.imageBase() + entry.begin());
            undescribed += function.isEmpty() ? 1 : 0;
            function.ifPresent(found -> compare(image, code, unwinder, entry, found));
        }
        assertEquals(0, undescribed, "functions without readable unwind data");
        var text = agreed + " instructions agree, " + disagreements.size() + " do not: "
                + disagreements.subList(0, Math.min(5, disagreements.size()));
        System.out.println("Unwind data against code: " + text);
        assertTrue(agreed > 25_000, text);
        // Two calls of abort() end their functions: run forward as if they returned, code goes on into the next one.
        assertTrue(disagreements.size() <= 4, text);
    }

    private void compare(
            PeImage image,
            CodeView code,
            WideUnwinder unwinder,
            RuntimeFunction entry,
            FunctionTables.Function function) {
        long va = function.start();
        while (va < image.imageBase() + entry.end()) {
            var instruction = code.at(va);
            if (instruction == null) {
                return;
            }
            compare(unwinder, function, va);
            va += instruction.length();
        }
    }

    private void compare(WideUnwinder unwinder, FunctionTables.Function function, long va) {
        int frame = function.unwind().frameRegister();
        var registers = WideRegisters.none().with(WideRegisters.RIP, va).with(WideRegisters.RSP, POINTER);
        if (frame != 0) {
            registers = registers.with(frame, POINTER + function.unwind().frameOffset());
        }
        var ways = unwinder.ways(registers, true);
        if (ways.described().isEmpty() || ways.simulated().isEmpty()) {
            return;
        }
        long described = ways.described().get().caller().slot();
        long simulated = ways.simulated().get().caller().slot();
        if (described == simulated) {
            agreed++;
        } else {
            disagreements.add("%x: %x by data, %x by code".formatted(va, described - POINTER, simulated - POINTER));
        }
    }

    private static PeImage library() throws IOException {
        try (var resource = PdataAgainstCodeTest.class.getResourceAsStream(LIBRARY)) {
            assumeTrue(resource != null, "JNA's jar is not here");
            assertNotNull(resource);
            var image = PeImage.file(MemoryBytes.of(resource.readAllBytes()));
            assertEquals(PeImage.MACHINE_X64, image.machine());
            return image;
        }
    }
}
