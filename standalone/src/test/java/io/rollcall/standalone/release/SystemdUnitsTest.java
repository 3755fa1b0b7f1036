package io.rollcall.standalone.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The units of systemd: a service each, that starts what its archive has, and may do little else. */
class SystemdUnitsTest {
    private static final Path DIRECTORY = Archive.ROOT.resolve("deploy").resolve("systemd");
    private static final String PROGRAM = "systemd-analyze";

    /** What systemd-analyze says of a unit: 0 for the least it could do, 10 for everything; in tenths. */
    private static final int MOST_EXPOSED = 20;

    @TempDir
    Path dir = Path.of("");

    static List<Archive> archives() {
        return Archive.all();
    }

    @Test
    void everyServiceHasOne() throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Archive.all().stream()
                            .map(archive -> "rollcall-" + archive.module() + ".service")
                            .toList());
        }
    }

    @ParameterizedTest
    @MethodSource("archives")
    void itStartsWhatTheArchiveHasAsAUserThatItInvents(Archive archive) throws IOException {
        List<String> unit = Files.readAllLines(unit(archive));
        assertThat(unit)
                .anyMatch(line -> line.matches("ExecStart=/opt/rollcall/" + archive.module() + "/bin/"
                        + archive.command() + "( up --data .*)?"))
                .contains("DynamicUser=yes", "ProtectSystem=strict", "NoNewPrivileges=yes", "CapabilityBoundingSet=")
                .contains("EnvironmentFile=-/etc/rollcall/" + archive.module() + ".env")
                // A JVM that was told to stop says 128 and the signal's number.
                .contains("SuccessExitStatus=143");
    }

    /** What lies on the disk lies in the directory that systemd makes for it. */
    @Test
    void whereTheSettingsKeepDataSystemdMakesADirectory() throws IOException {
        for (String module : List.of("lakehouse", "query-api")) {
            String lake = new ArchivedSettings(module).set().getOrDefault("rollcall.lake.directory", "");
            assertThat(lake).isEqualTo("/var/lib/rollcall/lake");
            assertThat(Files.readAllLines(DIRECTORY.resolve("rollcall-" + module + ".service")))
                    .contains("StateDirectory=rollcall", "User=rollcall-lake");
        }
        assertThat(Files.readAllLines(unit(Archive.STANDALONE)))
                .contains("StateDirectory=rollcall-standalone")
                .contains("ExecStart=/opt/rollcall/standalone/bin/rollcall up --data /var/lib/rollcall-standalone");
    }

    @ParameterizedTest
    @MethodSource("archives")
    void systemdUnderstandsItAndFindsLittleToExploit(Archive archive) throws Exception {
        assumeTrue(isInstalled(), PROGRAM + " is not on the PATH: the units are not verified");
        // What it would start lies elsewhere on this machine, and is asked about by ArchivesIT.
        String unit = Files.readString(unit(archive)).replaceAll("(?m)^ExecStart=\\S+", "ExecStart=/bin/true");
        Path copy = Files.writeString(dir.resolve(unit(archive).getFileName()), unit);
        Said verified = analyze("verify", "--man=no", copy.toString());
        assertThat(verified.words()
                        .lines()
                        .filter(line -> line.contains(copy.getFileName().toString())))
                .isEmpty();
        assertThat(verified.exitCode()).as(verified.words()).isZero();
        Said secured = analyze("security", "--offline=yes", "--threshold=" + MOST_EXPOSED, copy.toString());
        assertThat(secured.exitCode()).as(secured.words()).isZero();
    }

    private static Path unit(Archive archive) {
        return DIRECTORY.resolve("rollcall-" + archive.module() + ".service");
    }

    private static boolean isInstalled() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, PROGRAM)));
    }

    private record Said(int exitCode, String words) {}

    private static Said analyze(String... arguments) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Stream.concat(Stream.of(PROGRAM), Stream.of(arguments)).toList())
                .redirectErrorStream(true)
                .start();
        String words = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Said(process.waitFor(), words);
    }
}
