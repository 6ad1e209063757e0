package dev.gotstack.x86;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.layout.Struct;
import dev.gotstack.layout.TypeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// All tasks of one processor: the running one first, then the chain of Backlinks, then every other TSS of its GDT.
public final class TaskStates {
    private final Struct.Bytes bytes;
    private final TypeSource types;
    private final DescriptorTable gdt;
    private final int tr;
    private final long cr2;
    private final List<String> problems;

    /// @param tr the task register's selector
    /// @param cr2 the page-fault address the processor kept last
    /// @param problems receives a line for each TSS that cannot be read
    public TaskStates(
            Struct.Bytes bytes, TypeSource types, DescriptorTable gdt, int tr, long cr2, List<String> problems) {
        this.bytes = bytes;
        this.types = types;
        this.gdt = gdt;
        this.tr = tr;
        this.cr2 = cr2;
        this.problems = problems;
    }

    /// Finds the tasks.
    public List<TaskState> find() {
        var states = new ArrayList<TaskState>();
        int selector = tr & ~7;
        var role = TaskState.Role.CURRENT;
        while (selector != 0 && !contains(states, selector)) {
            var next = task(selector, role);
            if (next.isEmpty()) {
                break;
            }
            states.add(next.get());
            selector = next.get().backlink() & ~7;
            role = TaskState.Role.INTERRUPTED;
        }
        for (var descriptor : gdt.taskStateSegments()) {
            if (!contains(states, descriptor.selector())) {
                task(descriptor.selector(), TaskState.Role.WAITING).ifPresent(states::add);
            }
        }
        return states;
    }

    private Optional<TaskState> task(int selector, TaskState.Role role) {
        var descriptor = gdt.descriptor(selector).filter(SegmentDescriptor::isTss);
        if (descriptor.isEmpty()) {
            problems.add("Selector 0x" + Integer.toHexString(selector) + " names no task-state segment");
            return Optional.empty();
        }
        try {
            var tss = Tss.read(bytes, types, descriptor.get().base());
            var registers = tss.registers().with("cr2", cr2).with("tr", tr);
            return Optional.of(new TaskState(descriptor.get(), tss, role, registers));
        } catch (MalformedFileException e) {
            problems.add(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static boolean contains(List<TaskState> states, int selector) {
        return states.stream().anyMatch(state -> state.selector() == selector);
    }
}
