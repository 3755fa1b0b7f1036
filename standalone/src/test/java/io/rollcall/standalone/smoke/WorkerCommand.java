package io.rollcall.standalone.smoke;

import io.rollcall.standalone.faults.Deployment;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The command line that starts a worker, as it is typed in the repository's root directory. */
record WorkerCommand(List<String> words) {
    private static final String GIVEN = "rollcall.worker.command";
    private static final String OWN_GROUP = "setsid";

    WorkerCommand {
        words = List.copyOf(words);
    }

    /** What {@code -Drollcall.worker.command="..."} names, or the jar that the build has made. */
    static WorkerCommand given() {
        String given = System.getProperty(GIVEN, "").strip();
        return given.isEmpty() ? jar() : new WorkerCommand(List.of(given.split("\\s+")));
    }

    private static WorkerCommand jar() {
        return new WorkerCommand(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-jar",
                Path.of(Deployment.service("rollup-worker"))
                        .toAbsolutePath()
                        .normalize()
                        .toString()));
    }

    /**
     * The same in a process group of its own, whose number is the worker's: it shows what a worker leaves behind. As it is
     * where the machine cannot do that.
     */
    WorkerCommand inGroupOfItsOwn() {
        if (!groupsAreSeen()) {
            return this;
        }
        List<String> prefixed = new ArrayList<>(List.of(OWN_GROUP));
        prefixed.addAll(words);
        return new WorkerCommand(prefixed);
    }

    /** Whether this machine can put a process into a group of its own: Linux can, macOS cannot. */
    static boolean groupsAreSeen() {
        String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
        return Stream.of(path.split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, OWN_GROUP)));
    }

    @Override
    public String toString() {
        return String.join(" ", words);
    }
}
