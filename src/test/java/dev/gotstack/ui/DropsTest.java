package dev.gotstack.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.Test;

/// What is dragged and dropped, without the window system, which says so in events that cannot be made up.
class DropsTest {
    private final Region target = new Region();
    private final List<Path> opened = new ArrayList<>();
    private final Drops drops = new Drops(target, opened::add);
    private final Optional<File> dump = Optional.of(new File("a.dmp"));

    private boolean isMarked() {
        return target.getPseudoClassStates().contains(PseudoClass.getPseudoClass("drop"));
    }

    @Test
    void aDumpIsTaken() {
        assertTrue(drops.over(() -> dump));
        assertTrue(isMarked());
        assertTrue(drops.dropped(dump));
        assertFalse(isMarked());
        assertEquals(List.of(Path.of("a.dmp")), opened);
    }

    @Test
    void whatIsNoFileIsNot() {
        assertFalse(drops.over(Optional::empty));
        assertFalse(isMarked());
        assertFalse(drops.dropped(Optional.empty()));
        assertEquals(List.of(), opened);
    }

    /// Under X11 the drop may come while it is still asked what is dragged.
    @Test
    void theMarkGoesWhenTheDropComesWhileAsking() {
        drops.over(() -> {
            drops.dropped(dump);
            return dump;
        });
        assertFalse(isMarked());
        assertEquals(1, opened.size());
    }
}
