package dev.gotstack.ui.instance;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;

/// The screen that a program's windows appear on. A program on another one, over the network say, is another program.
record Display(String names) {

    static Display of(Map<String, String> environment) {
        return new Display(
                environment.getOrDefault("WAYLAND_DISPLAY", "") + "|" + environment.getOrDefault("DISPLAY", ""));
    }

    /// Short, and fit for a file name: the path of a socket has little room.
    String key() {
        var sum = new CRC32();
        sum.update(names.getBytes(StandardCharsets.UTF_8));
        return "desk-" + Long.toHexString(sum.getValue());
    }
}
