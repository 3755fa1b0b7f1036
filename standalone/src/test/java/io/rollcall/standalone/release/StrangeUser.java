package io.rollcall.standalone.release;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who runs what was unpacked: where the tests are root's, a number that no user of the machine has, as in a container. Elsewhere
 * the user of the tests, for whom a read-only tree is read-only.
 */
final class StrangeUser {
    private static final String NUMBER = "10001";
    private static final String PROGRAM = "setpriv";

    private StrangeUser() {}

    /** The command, run by that user. */
    static List<String> runs(List<String> command) {
        List<String> words = new ArrayList<>();
        if (isAnother()) {
            words.addAll(List.of(
                    PROGRAM,
                    "--reuid=" + NUMBER,
                    "--regid=" + NUMBER,
                    "--clear-groups",
                    "--bounding-set=-all",
                    "--no-new-privs",
                    "--"));
        }
        words.addAll(command);
        return words;
    }

    static boolean isAnother() {
        return "root".equals(System.getProperty("user.name"))
                && Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .anyMatch(directory -> Files.isExecutable(Path.of(directory, PROGRAM)));
    }

    /** Makes a directory that the user may write to, and nobody else. */
    static Path home(Path directory) throws IOException {
        Files.createDirectory(directory);
        if (isAnother()) {
            Files.setAttribute(directory, "unix:uid", Integer.valueOf(NUMBER));
        }
        return directory;
    }
}
