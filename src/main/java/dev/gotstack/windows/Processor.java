package dev.gotstack.windows;

import dev.gotstack.x86.DescriptorTable;
import dev.gotstack.x86.RegisterSet;
import dev.gotstack.x86.TaskState;
import java.util.List;
import java.util.Optional;

/// One processor as its control region (`_KPCR`) and control block (`_KPRCB`) describe it.
///
/// @param number processor number
/// @param tss what the control region names as its TSS; a double-fault handler changes it
/// @param tr selector in the task register when the state was saved; 0 if it was not
/// @param special control registers saved at the crash: `cr0 cr2 cr3 cr4`
/// @param context the context saved at the crash: where the bug check ran
/// @param tasks task states, the running one first; 64-bit processors have none
/// @param interrupts interrupt stacks that hold something, of 64-bit processors
/// @param stacks all stacks of its own whose place is known, of 64-bit processors
public record Processor(
        int number,
        long kpcr,
        long kprcb,
        long currentThread,
        long nextThread,
        long idleThread,
        int irql,
        DescriptorTable gdt,
        long idt,
        long tss,
        int tr,
        RegisterSet special,
        RegisterSet context,
        List<TaskState> tasks,
        List<InterruptStack> interrupts,
        List<StackRange> stacks) {

    /// The task that TR names.
    public Optional<TaskState> currentTask() {
        return tasks.stream()
                .filter(task -> task.role() == TaskState.Role.CURRENT)
                .findFirst();
    }

    /// The task that the current one interrupted, if it did.
    public Optional<TaskState> interruptedTask() {
        return tasks.stream()
                .filter(task -> task.role() == TaskState.Role.INTERRUPTED)
                .findFirst();
    }

    /// The same with its stacks.
    Processor with(List<InterruptStack> used, List<StackRange> all) {
        return new Processor(
                number,
                kpcr,
                kprcb,
                currentThread,
                nextThread,
                idleThread,
                irql,
                gdt,
                idt,
                tss,
                tr,
                special,
                context,
                tasks,
                List.copyOf(used),
                List.copyOf(all));
    }

    public Optional<TaskState> task(int selector) {
        return tasks.stream().filter(task -> task.selector() == (selector & ~7)).findFirst();
    }
}
