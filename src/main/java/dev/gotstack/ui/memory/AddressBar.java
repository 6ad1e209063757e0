package dev.gotstack.ui.memory;

import dev.gotstack.ui.control.UiText;
import javafx.geometry.Orientation;
import javafx.scene.control.ScrollBar;

/// A scroll bar over a whole address space. Its arrows and track move by rows and pages of the view, which on the
/// bar are far less than a pixel.
final class AddressBar extends ScrollBar {
    private final HexView view;
    private AddressScale scale = AddressScale.linear(0xffff_ffffL);
    private boolean following;

    AddressBar(HexView view) {
        this.view = view;
        setOrientation(Orientation.VERTICAL);
        setMin(0);
        setMax(1);
        setVisibleAmount(0.02);
        setAccessibleText(UiText.of("memory.position"));
        valueProperty().subscribe(value -> scrolled(value.doubleValue()));
        view.topProperty().subscribe(top -> follow());
    }

    void setScale(AddressScale newScale) {
        scale = newScale;
        follow();
    }

    private void follow() {
        following = true;
        setValue(scale.position(view.viewport().top()));
        following = false;
    }

    private void scrolled(double value) {
        if (!following) {
            view.viewport().scrollTo(scale.address(value));
        }
    }

    @Override
    public void increment() {
        view.viewport().scroll(1);
    }

    @Override
    public void decrement() {
        view.viewport().scroll(-1);
    }

    @Override
    public void adjustValue(double position) {
        int page = Math.max(1, view.viewport().rows() - 1);
        view.viewport().scroll(position > getValue() ? page : -page);
    }
}
