package io.rollcall.standalone.release;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A service as the build has packed it. */
record Archive(String module, String command) {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Pattern VERSION =
            Pattern.compile("<artifactId>rollcall</artifactId>\\s*<version>([^<]+)</version>");

    /** In the order in which they start: the gateway makes the topics. */
    static final List<Archive> SERVICES = List.of(
            new Archive("ingest-gateway"),
            new Archive("rollup-worker"),
            new Archive("lakehouse"),
            new Archive("query-api"));

    static final Archive STANDALONE = new Archive("standalone", "rollcall");

    private Archive(String module) {
        this(module, module);
    }

    static List<Archive> all() {
        return Stream.concat(SERVICES.stream(), Stream.of(STANDALONE)).toList();
    }

    /** The version of the build, which the archives have in their names. */
    static String version() {
        try {
            Matcher version = VERSION.matcher(Files.readString(ROOT.resolve("pom.xml")));
            if (!version.find()) {
                throw new IllegalStateException("the project has no version");
            }
            return version.group(1);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    Path file() {
        Path target = ROOT.resolve(module).resolve("target");
        try (Stream<Path> files = Files.list(target)) {
            List<Path> archives = files.filter(
                            file -> file.getFileName().toString().matches("rollcall-" + module + "-.*\\.tar\\.gz"))
                    .toList();
            if (archives.size() != 1) {
                throw new IllegalStateException(
                        "not one archive but " + archives + " in " + target + ": run ./rollcall package first");
            }
            return archives.get(0);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public String toString() {
        return module;
    }
}
