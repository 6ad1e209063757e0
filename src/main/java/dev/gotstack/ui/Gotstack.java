package dev.gotstack.ui;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javafx.application.Application;
import javafx.stage.Stage;

/// What the desktop knows the program's windows by: the only public way to give them a class of their own (`WM_CLASS`,
/// which docks group windows by) is to be launched as an application of that name. `packaging/linux/gotstack.desktop`
/// repeats it.
public final class Gotstack extends Application {
    /// JavaFX makes the application itself; what it is to do is laid down here.
    private static final BlockingQueue<Runnable> TO_DO = new LinkedBlockingQueue<>(1);

    /// Runs something on the windows' thread, once JavaFX goes by the program's name, and returns when JavaFX ends. Can
    /// be called once.
    static void launch(Runnable first) {
        if (!TO_DO.offer(first)) {
            throw new IllegalStateException();
        }
        launch(Gotstack.class);
    }

    @Override
    public void start(Stage unused) throws InterruptedException {
        TO_DO.take().run();
    }
}
