package dev.gotstack.stack;

import dev.gotstack.io.LittleEndian;
import dev.gotstack.symbol.pe.PeImage;
import dev.gotstack.synth.Out;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// Stands in for the libraries an image imports from: every import leads to a `ret n` that removes as many arguments as
/// the documented function has. Functions not listed here stay unresolved.
final class ImportStubs {
    static final long BASE = 0x2000_0000L;
    static final int SIZE = 0x1000;
    private static final int STUB_SIZE = 16;

    /// Documented functions with the number of 32-bit words they take.
    private static final String FUNCTIONS = """
            EnumProcessModules 4 GetModuleFileNameW 3 GetShortPathNameW 3 GetLastError 0 SetLastError 1
            GetCurrentProcess 0 FreeLibrary 1 GetModuleHandleW 1 GetProcAddress 2 LoadLibraryExW 3 LocalFree 1
            FormatMessageW 7 WideCharToMultiByte 8 TlsAlloc 0 TlsGetValue 1 TlsSetValue 2 TlsFree 1 Sleep 1
            GetSystemInfo 1 VirtualAlloc 4 VirtualFree 3 VirtualQuery 3 UnhandledExceptionFilter 1
            SetUnhandledExceptionFilter 1 TerminateProcess 2 IsProcessorFeaturePresent 1
            QueryPerformanceCounter 1 GetCurrentProcessId 0 GetCurrentThreadId 0 GetSystemTimeAsFileTime 1
            InitializeSListHead 1 IsDebuggerPresent 0 GetStartupInfoW 1 WriteConsoleW 5 InterlockedFlushSList 1
            RtlUnwind 4 EnterCriticalSection 1 LeaveCriticalSection 1 DeleteCriticalSection 1
            InitializeCriticalSectionAndSpinCount 2 EncodePointer 1 RaiseException 4 GetModuleHandleExW 3
            DecodePointer 1 HeapAlloc 3 HeapFree 3 LCMapStringW 6 GetStdHandle 1 GetFileType 1 FindClose 1
            FindFirstFileExW 6 FindNextFileW 2 IsValidCodePage 1 GetACP 0 GetOEMCP 0 GetCPInfo 2
            GetCommandLineA 0 GetCommandLineW 0 MultiByteToWideChar 6 GetEnvironmentStringsW 0
            FreeEnvironmentStringsW 1 GetProcessHeap 0 FlushFileBuffers 1 WriteFile 5 GetConsoleOutputCP 0
            GetConsoleMode 2 SetStdHandle 2 GetFileSizeEx 2 SetFilePointerEx 5 GetStringTypeW 4 HeapSize 3
            HeapReAlloc 4 CloseHandle 1 CreateFileW 7
            """;

    private final PeImage image;
    private final Map<String, Integer> words = new HashMap<>();

    private ImportStubs(PeImage image) {
        this.image = image;
        var tokens = FUNCTIONS.strip().split("\\s+");
        for (int i = 0; i < tokens.length; i += 2) {
            words.put(tokens[i], Integer.valueOf(tokens[i + 1]));
        }
    }

    /// Puts the stubs into memory and their addresses into the image's import slots.
    static void resolve(PeImage image, HandMadeSpace space) {
        new ImportStubs(image).resolve(space);
    }

    private void resolve(HandMadeSpace space) {
        var stubs = new Out();
        long header = u32(0x3c);
        long descriptor = u32(header + 24 + 0x60 + 8);
        for (; u32(descriptor + 12) != 0; descriptor += 20) {
            long names = u32(descriptor);
            long slots = u32(descriptor + 16);
            for (int i = 0; u32(names + 4L * i) != 0; i++) {
                long hint = u32(names + 4L * i);
                var count = hint >>> 31 == 1 ? null : words.get(text(hint + 2));
                if (count != null) {
                    space.set(image.imageBase() + slots + 4L * i, BASE + stubs.size());
                    stubs.u8(0xc2).u16(4L * count).align(STUB_SIZE);
                }
            }
        }
        space.put(BASE, stubs.upTo(SIZE).bytes());
    }

    private long u32(long rva) {
        return LittleEndian.u32(image.bytes(rva, 4), 0);
    }

    private String text(long rva) {
        int length = 0;
        while (image.bytes(rva + length, 1)[0] != 0) {
            length++;
        }
        return new String(image.bytes(rva, length), StandardCharsets.US_ASCII);
    }
}
