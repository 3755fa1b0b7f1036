package io.rollcall.standalone.faults;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The environment of a process for which it is another time, where libfaketime is installed. */
final class AnotherTime {
    private static final List<Path> LIBRARIES = List.of(
            Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1"),
            Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1"),
            Path.of("/usr/lib64/faketime/libfaketime.so.1"));

    private AnotherTime() {}

    static boolean isPossible() {
        return library().isPresent();
    }

    private static Optional<Path> library() {
        return LIBRARIES.stream().filter(Files::exists).findFirst();
    }

    /** So many seconds off. Time goes by as it does: time-outs stay what they are. */
    static Map<String, String> off(int seconds) {
        return Map.of(
                "LD_PRELOAD",
                library().orElseThrow().toString(),
                "FAKETIME",
                String.format(Locale.ROOT, "%+ds", seconds),
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1");
    }
}
