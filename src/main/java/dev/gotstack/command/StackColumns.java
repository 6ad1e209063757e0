package dev.gotstack.command;

import dev.gotstack.stack.Frame;
import dev.gotstack.x86.Architecture;

/// The columns of the `k` family: what stands for a frame's place, and how arguments are set off.
enum StackColumns {
    /// A frame is named by where its saved frame pointer lies.
    X86("ChildEBP RetAddr  ", "Args to Child              ", "", 3, " ", " ", "") {
        @Override
        long base(Frame frame) {
            return frame.base();
        }
    },
    /// A frame is named by its stack pointer; register arguments are not on the stack, only their home slots are.
    X64(
            "Child-SP          RetAddr               ",
            ": Args to Child                                                           : Call Site",
            "Call Site",
            4,
            "     ",
            " : ",
            ": ") {
        @Override
        long base(Frame frame) {
            return frame.stackPointer();
        }
    };

    private final String title;
    private final String argumentsTitle;
    private final String plainTitle;
    private final int arguments;
    private final String gap;
    private final String before;
    private final String after;

    StackColumns(
            String title,
            String argumentsTitle,
            String plainTitle,
            int arguments,
            String gap,
            String before,
            String after) {
        this.title = title;
        this.argumentsTitle = argumentsTitle;
        this.plainTitle = plainTitle;
        this.arguments = arguments;
        this.gap = gap;
        this.before = before;
        this.after = after;
    }

    static StackColumns of(Architecture architecture) {
        return architecture.pointerSize() == 8 ? X64 : X86;
    }

    /// What a frame is named by.
    abstract long base(Frame frame);

    /// The line above the frames.
    String header(boolean withArguments) {
        return title + (withArguments ? argumentsTitle : plainTitle);
    }

    int arguments() {
        return arguments;
    }

    /// What stands between the return address and the name where no arguments do.
    String gap() {
        return gap;
    }

    /// What stands before and after the arguments.
    String before() {
        return before;
    }

    String after() {
        return after;
    }
}
