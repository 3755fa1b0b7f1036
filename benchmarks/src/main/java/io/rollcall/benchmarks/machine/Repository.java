package io.rollcall.benchmarks.machine;

import java.nio.file.Files;
import java.nio.file.Path;

/** The repository, in which the built services are found. */
public record Repository(Path root) {
    private static final String QUARKUS_JAR = "target/quarkus-app/quarkus-run.jar";

    /** The repository that {@code benchmarks/run} names, else the directory one is in. */
    public static Repository here() {
        return new Repository(Path.of(System.getProperty("rollcall.home", ""))
                .toAbsolutePath()
                .normalize());
    }

    public Path gatewayJar() {
        return present(root.resolve("ingest-gateway").resolve(QUARKUS_JAR));
    }

    public Path queryApiJar() {
        return present(root.resolve("query-api").resolve(QUARKUS_JAR));
    }

    /** The command of the whole system. */
    public Path rollcall() {
        return present(root.resolve("rollcall"));
    }

    /** The class path for processes that run classes of this module. */
    public String classPath() {
        String classPath = System.getProperty("java.class.path");
        if (classPath == null || classPath.isEmpty()) {
            throw new CannotMeasureException("there is no class path; start with benchmarks/run");
        }
        return classPath;
    }

    /** The Java that runs this. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static Path present(Path file) {
        if (Files.notExists(file)) {
            throw new CannotMeasureException(file + " is not there; start with benchmarks/run, which builds it");
        }
        return file;
    }
}
