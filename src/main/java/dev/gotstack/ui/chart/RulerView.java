package dev.gotstack.ui.chart;

import dev.gotstack.analysis.Analysis;
import dev.gotstack.stack.StackUsage;
import dev.gotstack.ui.theme.ModuleColours;
import dev.gotstack.ui.theme.Palette;

/// What the ruler shows.
///
/// @param guarded whether the page below the stack is a guard page
/// @param stackPointer ESP of the context in force
/// @param frame the selected frame, or -1
/// @param module the module to point out, or empty
record RulerView(
        Analysis analysis,
        StackUsage usage,
        ModuleColours colours,
        Palette palette,
        boolean guarded,
        long stackPointer,
        int frame,
        String module) {

    RulerView withFrame(int selected) {
        return new RulerView(analysis, usage, colours, palette, guarded, stackPointer, selected, module);
    }

    RulerView withModule(String name) {
        return new RulerView(analysis, usage, colours, palette, guarded, stackPointer, frame, name);
    }

    RulerView withPalette(Palette other) {
        return new RulerView(analysis, usage, colours, other, guarded, stackPointer, frame, module);
    }

    RulerView withStackPointer(long pointer) {
        return new RulerView(analysis, usage, colours, palette, guarded, pointer, frame, module);
    }

    /// Whether ESP lies below the stack, in its guard page.
    boolean overflowed() {
        long below = usage.limit() - stackPointer;
        return below > 0 && below <= dev.gotstack.windows.GuardPage.SIZE;
    }

    /// Whether ESP lies on this stack.
    boolean onStack() {
        return stackPointer >= usage.limit() && stackPointer < usage.base();
    }
}
