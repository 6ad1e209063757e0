package dev.gotstack.ui;

import dev.gotstack.command.Context;
import dev.gotstack.memory.Hole;
import dev.gotstack.memory.Translation;
import dev.gotstack.ui.control.UiText;
import dev.gotstack.ui.control.Words;

/// What an address is: where it is mapped, or why it is not.
final class AddressText {
    private AddressText() {}

    /// `va b8ae5fe4 → no page: guard page`, `va b8ae6058 → pa 0012a058`.
    static String of(Context context, long va) {
        var hole = context.kernel().space().hole(va);
        var what = hole.map(found -> reason(context, va, found)).orElseGet(() -> mapped(context, va));
        return "va " + Words.address(va) + " → " + what;
    }

    /// More of it, for a tooltip.
    static String details(Context context, long va) {
        var hole = context.kernel().space().hole(va);
        long offset = context.kernel().space().fileOffset(va);
        var where = offset < 0 ? "" : "\n" + UiText.of("address.offset", Words.hex(offset));
        return of(context, va)
                + hole.map(found -> "\n" + found.detail().local()).orElse(where);
    }

    private static String reason(Context context, long va, Hole hole) {
        boolean guard = context.stack().filter(stack -> stack.inGuardPage(va)).isPresent();
        return guard ? UiText.of("address.guard") : hole.reason().words().local();
    }

    private static String mapped(Context context, long va) {
        return context.kernel()
                .space()
                .translate(va)
                .map(translation -> translation instanceof Translation.Mapped page
                        ? "pa " + Words.address(page.pa())
                        : UiText.of("address.not-mapped"))
                .orElse(UiText.of("address.in-dump"));
    }
}
