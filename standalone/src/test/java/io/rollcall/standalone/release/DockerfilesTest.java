package io.rollcall.standalone.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What can be said of a Dockerfile without an engine: what each of its steps does to an archive is tried by {@link ArchivesIT}.
 */
class DockerfilesTest {
    private static final Path DIRECTORY = Archive.ROOT.resolve("deploy").resolve("docker");
    private static final String NUMBERS = "10001:10001";

    /** A Dockerfile, by the instructions that an engine reads: comments are none, and a line that ends with \ goes on. */
    private record Dockerfile(String name, List<String> instructions) {
        static Dockerfile read(Path file) throws IOException {
            String text = Files.readAllLines(file).stream()
                    .filter(line -> !line.startsWith("#"))
                    .collect(Collectors.joining("\n"))
                    .replace("\\\n", " ");
            return new Dockerfile(
                    file.getFileName().toString(),
                    text.lines().filter(line -> !line.isBlank()).toList());
        }

        List<String> all(String instruction) {
            return instructions.stream()
                    .filter(line -> line.startsWith(instruction + " "))
                    .map(line -> line.substring(instruction.length()).strip())
                    .toList();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Dockerfile> files() throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            List<Dockerfile> read = new ArrayList<>();
            for (Path file : files.filter(path -> path.toString().endsWith("Dockerfile"))
                    .sorted()
                    .toList()) {
                read.add(Dockerfile.read(file));
            }
            return read;
        }
    }

    static List<Archive> archives() {
        return Archive.all();
    }

    @Test
    void everyServiceHasOneAndTheWorkerASecond() throws IOException {
        assertThat(files())
                .extracting(Dockerfile::name)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(Archive.all().stream().map(Archive::module), Stream.of("rollup-worker-native"))
                                .map(name -> name + ".Dockerfile")
                                .toList());
    }

    @ParameterizedTest
    @MethodSource("files")
    void itRunsAsANumberWithoutRightsAndNeverAsRoot(Dockerfile file) {
        List<String> users = file.all("USER");
        assertThat(users.get(users.size() - 1)).isEqualTo(NUMBERS);
        List<String> behind = file.instructions()
                .subList(
                        file.instructions().lastIndexOf("USER " + NUMBERS),
                        file.instructions().size());
        assertThat(behind).noneMatch(line -> line.matches("(RUN|ADD|COPY) .*"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void whatItIsBuiltFromHasAVersion(Dockerfile file) {
        assertThat(file.all("FROM"))
                .isNotEmpty()
                .allMatch(image -> image.matches("[a-z0-9./-]+:[a-z0-9.-]+( AS \\w+)?"))
                .noneMatch(image -> image.contains(":latest"));
        assertThat(file.instructions().get(0)).startsWith("FROM ");
    }

    @ParameterizedTest
    @MethodSource("files")
    void noSecretIsInItsLayersAndNothingIsFetched(Dockerfile file) {
        assertThat(file.instructions())
                .noneMatch(line -> line.matches("(?i)(ENV|ARG) .*(secret|passw|token|key).*"))
                .noneMatch(line -> line.matches("(ADD|COPY) https?:.*"))
                .noneMatch(line -> line.matches("RUN .*\\b(curl|wget|apt-get|sudo)\\b.*"));
    }

    /** In the form of a list: a shell between would not pass SIGTERM on, and a stop would wait for its end. */
    @ParameterizedTest
    @MethodSource("files")
    void theServiceIsTheProcessThatIsStopped(Dockerfile file) {
        assertThat(file.all("ENTRYPOINT")).hasSize(1).allMatch(words -> words.startsWith("[\"/opt/rollcall/"));
        assertThat(file.all("CMD")).allMatch(words -> words.startsWith("["));
    }

    /** The names that the engine copies, links and starts are those that lie in the archive. */
    @ParameterizedTest
    @MethodSource("archives")
    void itUnpacksTheArchiveAndStartsWhatIsInIt(Archive archive) throws IOException {
        Dockerfile file = Dockerfile.read(DIRECTORY.resolve(archive.module() + ".Dockerfile"));
        String name = "rollcall-" + archive.module() + "-*";
        String home = "/opt/rollcall/" + archive.module();
        String port = new ArchivedSettings(archive.module()).port();
        assertThat(file.all("ADD")).containsExactly(name + ".tar.gz /opt/rollcall/");
        assertThat(file.all("RUN")).hasSize(1).allMatch(run -> run.startsWith("ln -s " + name + " " + home));
        assertThat(file.all("ENTRYPOINT")).containsExactly("[\"" + home + "/bin/" + archive.command() + "\"]");
        assertThat(file.all("HEALTHCHECK"))
                .hasSize(1)
                .allMatch(check -> check.endsWith("[\"" + home + "/bin/ready\"]"));
        assertThat(file.all("EXPOSE")).containsExactly(port);
    }

    @Test
    void theNativeWorkerIsBuiltByTheLineOfItsReadme() throws IOException {
        Dockerfile file = Dockerfile.read(DIRECTORY.resolve("rollup-worker-native.Dockerfile"));
        String readme = Files.readString(Archive.ROOT.resolve("deploy/native/README.md"));
        String command = "-Pnative -DskipTests -pl rollup-worker -am package";
        assertThat(readme).contains("./mvnw " + command);
        assertThat(file.all("RUN")).containsExactly("./mvnw -B -ntp " + command);
    }
}
