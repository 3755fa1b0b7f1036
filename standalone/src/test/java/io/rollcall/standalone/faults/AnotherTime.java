package io.rollcall.standalone.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The clock of a process that steps while it runs, where libfaketime is installed. Time-outs stay what they are. */
final class AnotherTime {
    private static final List<Path> LIBRARIES = List.of(
            Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1"),
            Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1"),
            Path.of("/usr/lib64/faketime/libfaketime.so.1"));

    /** How many seconds the clock is off, as libfaketime reads it again every second. */
    private final Path offset;

    private AnotherTime(Path offset) {
        this.offset = offset;
    }

    static boolean isPossible() {
        return library().isPresent();
    }

    private static Optional<Path> library() {
        return LIBRARIES.stream().filter(Files::exists).findFirst();
    }

    /** A clock that is right until it steps. */
    static AnotherTime in(Path directory) throws IOException {
        AnotherTime time = new AnotherTime(directory.resolve("clock"));
        time.stepTo(0);
        return time;
    }

    /** So many seconds off, from one moment to the next. */
    void stepTo(int seconds) throws IOException {
        Path next = offset.resolveSibling("clock.next");
        Files.writeString(next, String.format(Locale.ROOT, "%+ds%n", seconds));
        Files.move(next, offset, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Of a process that goes by this clock. */
    Map<String, String> environment() {
        return Map.of(
                "LD_PRELOAD",
                library().orElseThrow().toString(),
                "FAKETIME_TIMESTAMP_FILE",
                offset.toString(),
                "FAKETIME_CACHE_DURATION",
                "1",
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1");
    }
}
