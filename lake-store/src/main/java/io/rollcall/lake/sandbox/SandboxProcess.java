package io.rollcall.lake.sandbox;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Starts the other process: the same Java, with the engine's driver and these classes and nothing else on its class path, an empty
 * environment, a directory of its own, and bounds that the system keeps.
 */
final class SandboxProcess {
    /**
     * The system ends what has more address space than this beyond the engine's memory. Java and the driver take 700 MiB of it before
     * the first row, most of which they never touch.
     */
    private static final long OWN_KIBIBYTES = 900L << 10;

    /**
     * Not every system has every bound: on Linux there is no question without one for its memory. When memory is short the system ends
     * this process first, and when processors are it waits.
     */
    private static final String BOUNDED = "ulimit -c 0; ulimit -v \"$0\" || [ \"$(uname)\" != Linux ] || exit 71;"
            + " (echo 1000 > /proc/self/oom_score_adj) 2> /dev/null; exec nice -n 10 \"$@\"";

    /** From this version on Java wants leave for libraries of the system's own kind. */
    private static final int ASKS_FOR_LEAVE = 22;

    private SandboxProcess() {}

    /**
     * Starts one.
     *
     * @param directory that there is nothing in
     */
    static Process start(SandboxSettings settings, Path directory) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "/bin/sh", "-c", BOUNDED, Long.toString((settings.memoryBytes() >> 10) + OWN_KIBIBYTES), java()));
        if (Runtime.version().feature() >= ASKS_FOR_LEAVE) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of(
                "-Djava.io.tmpdir=" + directory,
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:CompressedClassSpaceSize=16m",
                "-XX:ReservedCodeCacheSize=24m",
                "-XX:-UsePerfData",
                "-cp",
                classPath(),
                SandboxMain.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(directory.resolve("errors").toFile());
        builder.environment().clear();
        // An arena for each thread would take more address space than all the rest.
        builder.environment().putAll(Map.of("PATH", "/usr/bin:/bin", "MALLOC_ARENA_MAX", "2"));
        return builder.start();
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static String classPath() {
        Set<String> places = new LinkedHashSet<>();
        try {
            for (Class<?> type : List.of(SandboxMain.class, Class.forName("org.duckdb.DuckDBDriver"))) {
                places.add(place(type).toString());
            }
        } catch (ClassNotFoundException missing) {
            throw new IllegalStateException("the DuckDB driver is not on the class path", missing);
        }
        return String.join(File.pathSeparator, places);
    }

    private static Path place(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            throw new IllegalStateException(type + " comes out of no file that another process could read it from");
        }
        try {
            Path place = Path.of(source.getLocation().toURI());
            if (!Files.exists(place)) {
                throw new IllegalStateException(type + " is not at " + place + " any more");
            }
            return place.toAbsolutePath();
        } catch (URISyntaxException odd) {
            throw new IllegalStateException(type + " is at " + source.getLocation(), odd);
        }
    }
}
