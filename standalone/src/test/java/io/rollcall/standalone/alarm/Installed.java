package io.rollcall.standalone.alarm;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** The programs of Prometheus, where the machine has them. */
final class Installed {
    private static final Pattern SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));

    private Installed() {}

    /** The program's path; without it the test is skipped, and says so on the console, where the report of a build does not. */
    static Path program(String name) {
        return onPath(name).orElseGet(() -> {
            String why = name + " is not on the PATH (Debian: apt install prometheus)";
            System.out.println("The alarms are NOT tested: " + why);
            return abort(why);
        });
    }

    private static Optional<Path> onPath(String name) {
        return Arrays.stream(SEPARATOR.split(System.getenv().getOrDefault("PATH", "")))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
