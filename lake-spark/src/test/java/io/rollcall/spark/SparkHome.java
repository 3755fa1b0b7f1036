package io.rollcall.spark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;

/** What an installed Spark consists of, as links to the jars of the test's class path: {@code jars/} and {@code bin/spark-submit}. */
final class SparkHome {
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final String OPTIONS =
            "-Xmx512m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC " + JavaModuleOptions.defaultModuleOptions();

    private final Path directory;

    private SparkHome(Path directory) {
        this.directory = directory;
    }

    /**
     * Makes one.
     *
     * @param jobs jars that a job takes along, and that are therefore not Spark's; what was built beside them is not either
     */
    static SparkHome in(Path directory, Path jobs) throws IOException {
        Path jars = Files.createDirectories(directory.resolve("jars"));
        Path built = Objects.requireNonNull(jobs.getParent());
        Set<String> taken;
        try (Stream<Path> files = Files.list(jobs)) {
            taken = files.map(SparkHome::name).collect(Collectors.toSet());
        }
        for (Path jar : classPath(jar -> !jar.startsWith(built)
                && !taken.contains(name(jar))
                && !name(jar).startsWith("duckdb"))) {
            Files.createSymbolicLink(jars.resolve(name(jar)), jar);
        }
        Path submit = Files.createDirectories(directory.resolve("bin")).resolve("spark-submit");
        Files.writeString(submit, "#!/bin/sh\nexec " + java("org.apache.spark.deploy.SparkSubmit") + " \"$@\"\n");
        if (!submit.toFile().setExecutable(true)) {
            throw new IOException("cannot make executable: " + submit);
        }
        return new SparkHome(directory);
    }

    private static Iterable<Path> classPath(Predicate<Path> wanted) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(entry -> name(entry).endsWith(".jar") && wanted.test(entry))
                .toList();
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static String java(String main) {
        return JAVA + " " + OPTIONS + " -cp \"$SPARK_HOME/jars/*\" " + main;
    }

    /** Starts one of Spark's own programs. */
    Process daemon(Path log, String main, String arguments) throws IOException {
        return shell(log, Path.of(""), "exec " + java(main) + " " + arguments);
    }

    /** Starts a shell that has {@code spark-submit} on its path; both outputs go to the log. */
    Process shell(Path log, Path workingDirectory, String command) throws IOException {
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", command)
                .directory(workingDirectory.toAbsolutePath().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        shell.environment().put("SPARK_HOME", directory.toString());
        shell.environment().put("SPARK_SCALA_VERSION", "2.13");
        shell.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        shell.environment().put("SPARK_LOCAL_DIRS", directory.resolve("local").toString());
        shell.environment().put("JAVA_HOME", System.getProperty("java.home"));
        shell.environment().merge("PATH", directory.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
        return shell.start();
    }
}
