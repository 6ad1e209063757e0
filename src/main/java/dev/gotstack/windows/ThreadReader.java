package dev.gotstack.windows;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.layout.Struct;
import dev.gotstack.layout.TypeSource;
import dev.gotstack.memory.AddressSpace;
import dev.gotstack.memory.Hole;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Reads threads and processes.
final class ThreadReader {
    /// `KTHREAD.State`.
    private static final String[] STATES = {
        "INITIALIZED", "READY", "RUNNING", "STANDBY", "TERMINATED", "WAIT", "TRANSITION", "DEFERREDREADY", "GATEWAIT"
    };
    /// `KWAIT_REASON`, as far as it did not change between builds.
    private static final String[] WAIT_REASONS = {
        "Executive",
        "FreePage",
        "PageIn",
        "PoolAllocation",
        "DelayExecution",
        "Suspended",
        "UserRequest",
        "WrExecutive",
        "WrFreePage",
        "WrPageIn",
        "WrPoolAllocation",
        "WrDelayExecution",
        "WrSuspended",
        "WrUserRequest",
        "WrEventPair",
        "WrQueue",
        "WrLpcReceive",
        "WrLpcReply",
        "WrVirtualMemory",
        "WrPageOut",
        "WrRendezvous"
    };
    private static final long THREAD_OBJECT = 6;
    private static final long FILETIME_EPOCH = 116_444_736_000_000_000L;
    /// No kernel stack is larger; a larger difference means that the thread was read wrongly.
    private static final long MOST_STACK = 0x100000;

    private final AddressSpace space;
    private final TypeSource types;
    private final List<String> problems;
    /// By the address of a thread's list entry, the process in whose list it was met first.
    private final Map<Long, Long> owners = new ConcurrentHashMap<>();

    ThreadReader(AddressSpace space, TypeSource types, List<String> problems) {
        this.space = space;
        this.types = types;
        this.problems = problems;
    }

    /// The thread at `address`.
    ///
    /// @throws MalformedFileException if it cannot be read, or its stack limits make no sense
    KernelThread thread(long address) {
        var ethread = Struct.at(space::bytes, types, "_ETHREAD", address);
        var kthread = Struct.at(space::bytes, types, "_KTHREAD", address);
        long processAddress = kthread.get("ApcState.Process");
        return new KernelThread(
                address,
                ethread.get("Cid.UniqueProcess"),
                ethread.get("Cid.UniqueThread"),
                tryProcess(processAddress),
                named(STATES, kthread.get("State")),
                named(WAIT_REASONS, kthread.get("WaitReason")),
                (byte) kthread.get("Priority"),
                (byte) kthread.get("BasePriority"),
                kthread.get("Teb"),
                kthread.get("Win32Thread"),
                ethread.get("StartAddress"),
                ethread.get("Win32StartAddress"),
                kthread.get("WaitTime"),
                kthread.get("ContextSwitches"),
                kthread.get("KernelTime"),
                kthread.get("UserTime"),
                kthread.get("TrapFrame"),
                stack(kthread));
    }

    /// Whether `address` holds what a thread object begins with and its stack limits make sense under these layouts.
    boolean isThread(long address) {
        try {
            var kthread = Struct.at(space::bytes, types, "_KTHREAD", address);
            return kthread.get("Header.Type") == THREAD_OBJECT && stack(kthread).size() > 0;
        } catch (MalformedFileException e) {
            return false;
        }
    }

    private KernelStack stack(Struct kthread) {
        long base = kthread.get("StackBase");
        long limit = kthread.get("StackLimit");
        if (base % 0x1000 != 0 || limit % 0x1000 != 0 || limit >= base || base - limit > MOST_STACK) {
            throw new MalformedFileException(
                    space.name(),
                    -1,
                    "_KTHREAD.StackBase and StackLimit at " + Long.toHexString(kthread.address()),
                    "page-aligned limits of one stack",
                    Long.toHexString(base) + " and " + Long.toHexString(limit));
        }
        long below = limit - GuardPage.SIZE;
        var guard = space.hole(limit - 1)
                // A page that the dump merely leaves out may have been anything.
                .filter(hole -> hole.reason() != Hole.Reason.NOT_IN_DUMP)
                .map(hole -> new GuardPage(below, hole));
        long callback = kthread.has("CallbackStack") ? kthread.get("CallbackStack") : 0;
        return new KernelStack(base, limit, kthread.get("InitialStack"), kthread.get("KernelStack"), callback, guard);
    }

    Optional<KernelProcess> tryProcess(long address) {
        try {
            return Optional.of(process(address));
        } catch (MalformedFileException e) {
            problems.add("Process at " + Long.toHexString(address) + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private KernelProcess process(long address) {
        var process = Struct.at(space::bytes, types, "_EPROCESS", address);
        var kprocess = Struct.at(space::bytes, types, "_KPROCESS", address);
        long created = process.get("CreateTime");
        return new KernelProcess(
                address,
                process.get("UniqueProcessId"),
                process.get("InheritedFromUniqueProcessId"),
                process.text("ImageFileName"),
                kprocess.get("DirectoryTableBase"),
                process.get("Peb"),
                created > FILETIME_EPOCH
                        ? Optional.of(Instant.ofEpochSecond((created - FILETIME_EPOCH) / 10_000_000))
                        : Optional.empty());
    }

    /// Every process of the active list.
    List<KernelProcess> processes(long head) {
        var processes = new ArrayList<KernelProcess>();
        for (long entry : new ListWalk(space, problems).entries(head, "processes")) {
            tryProcess(entry - offset("_EPROCESS", "ActiveProcessLinks")).ifPresent(processes::add);
        }
        return processes;
    }

    /// Every thread of a process.
    List<KernelThread> threads(KernelProcess process) {
        var threads = new ArrayList<KernelThread>();
        long head = process.address() + offset("_EPROCESS", "ThreadListHead");
        for (long entry : new ListWalk(space, problems)
                .entries(head, "threads of " + process.imageName(), ListWalk.MOST, at -> owns(process, at))) {
            try {
                threads.add(thread(entry - offset("_ETHREAD", "ThreadListEntry")));
            } catch (MalformedFileException e) {
                problems.add("Thread: " + e.getMessage());
            }
        }
        return threads;
    }

    /// No thread is in the lists of two processes: a thousand damaged processes may share one list that is endless.
    private boolean owns(KernelProcess process, long entry) {
        var owner = owners.putIfAbsent(entry, process.address());
        return owner == null || owner == process.address();
    }

    private long offset(String type, String field) {
        return Struct.at(space::bytes, types, type, 0).addressOf(field);
    }

    private static String named(String[] names, long value) {
        return value >= 0 && value < names.length ? names[(int) value] : "0x" + Long.toHexString(value);
    }
}
