package io.rollcall.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./rollcall} itself, on what the build just made. */
class StartScriptIT {
    private static final Path SCRIPT =
            Path.of("..", "rollcall").toAbsolutePath().normalize();
    private static final String HELP = "standalone/src/main/help";

    private record Outcome(int exitCode, String output) {}

    @TempDir
    Path elsewhere;

    @Test
    void helpListsTheCommandsFromEveryDirectory() throws Exception {
        assertThat(run(Map.of(), "--help"))
                .satisfies(help -> assertThat(help.exitCode()).isZero())
                .satisfies(help -> assertThat(help.output())
                        .contains("up")
                        .contains("import")
                        .contains("test"));
        assertThat(run(Map.of(), "up", "--help").output()).contains("--demo").contains("(default:");
    }

    @Test
    void helpIsThereInAFreshCloneBeforeAnythingIsBuilt() throws Exception {
        Path clone = Files.createDirectory(elsewhere.resolve("clone"));
        Path texts = Files.createDirectories(clone.resolve(HELP));
        try (Stream<Path> files = Files.list(SCRIPT.resolveSibling(HELP))) {
            for (Path file : files.toList()) {
                Files.copy(file, texts.resolve(file.getFileName()));
            }
        }
        Path script = Files.copy(SCRIPT, clone.resolve("rollcall"), StandardCopyOption.COPY_ATTRIBUTES);
        for (String command : List.of(
                "up",
                "import",
                "tail",
                "replay",
                "reconcile",
                "rebuild-live",
                "sql",
                "ask",
                "doctor",
                "package",
                "test")) {
            assertThat(runScript(script, Map.of("ROLLCALL_BUILD", ""), command, "--help"))
                    .isEqualTo(new Outcome(0, Files.readString(texts.resolve(command + ".txt"))));
        }
        assertThat(runScript(script, Map.of("ROLLCALL_BUILD", ""), "--help"))
                .isEqualTo(new Outcome(0, Files.readString(texts.resolve("rollcall.txt"))));
    }

    @Test
    void anUnknownCommandIsExitCodeTwo() throws Exception {
        Outcome outcome = run(Map.of(), "down");
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.output()).contains("'down'");
    }

    @Test
    void aJavaHomeThatIsTooOldIsPassedOver() throws Exception {
        Path old = Files.createDirectories(elsewhere.resolve("old"));
        Path javac = Files.createFile(Files.createDirectory(old.resolve("bin")).resolve("javac"));
        assertThat(javac.toFile().setExecutable(true)).isTrue();
        Files.writeString(old.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");
        Outcome outcome = run(
                Map.of("JAVA_HOME", old.toString(), "PATH", System.getProperty("java.home") + "/bin:" + path()),
                "--version");
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.output()).contains("is not a JDK 17 or newer");
    }

    private static String path() {
        return System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
    }

    private Outcome run(Map<String, String> environment, String... arguments) throws Exception {
        return runScript(SCRIPT, environment, arguments);
    }

    private Outcome runScript(Path script, Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(elsewhere, "output", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(elsewhere.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("ROLLCALL_BUILD", "never");
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Outcome(process.exitValue(), Files.readString(output, UTF_8));
    }
}
