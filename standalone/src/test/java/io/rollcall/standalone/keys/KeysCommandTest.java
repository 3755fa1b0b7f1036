package io.rollcall.standalone.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.access.keys.AccessKey;
import io.rollcall.access.keys.KeyScope;
import io.rollcall.access.keys.Keys;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class KeysCommandTest {
    @TempDir
    Path directory;

    private final StringWriter err = new StringWriter();

    @Test
    void aKeyIsShownOnceAndOpensWhatItWasMadeFor() throws IOException {
        String secret = run(
                0,
                "create",
                "web",
                "--scope",
                "ingest,backfill",
                "--origin",
                "https://a.example",
                "--platform",
                "web,tv",
                "--rate",
                "9");
        assertThat(secret).matches("rollcall_[A-Za-z0-9_-]{43}");
        assertThat(holder(secret, KeyScope.BACKFILL)).hasValueSatisfying(key -> {
            assertThat(key.name()).isEqualTo("web");
            assertThat(key.eventsPerSecond()).hasValue(9);
            assertThat(key.platformCodes()).containsExactly("tv", "web");
        });
        assertThat(Files.readString(file())).doesNotContain(secret, secret.substring("rollcall_".length()));
        assertThat(run(0, "list"))
                .contains("web  ingest,backfill  origins https://a.example  platforms web,tv  rate 9", "  secret ")
                .doesNotContain(secret);
    }

    @Test
    void aSecondSecretIsValidBesideTheFirstUntilThatIsRevoked() {
        String before = run(0, "create", "web", "--scope", "ingest");
        String now = run(0, "create", "web");
        assertThat(Stream.of(before, now))
                .allMatch(secret -> holder(secret, KeyScope.INGEST).isPresent());
        run(1, "create", "web");
        assertThat(err.toString()).contains("two secrets already");
        run(1, "create", "web", "--scope", "read");
        assertThat(err.toString()).contains("leave --scope");

        run(0, "revoke", "web", "--old");
        assertThat(holder(before, KeyScope.INGEST)).isEmpty();
        assertThat(holder(now, KeyScope.INGEST)).isPresent();
        run(1, "revoke", "web", "--old");

        run(0, "revoke", "web");
        assertThat(holder(now, KeyScope.INGEST)).isEmpty();
        run(1, "revoke", "web");
        assertThat(err.toString()).contains("there is no key 'web'");
        assertThat(run(0, "list")).startsWith("No keys in ");
    }

    @Test
    void whatIsNoKeyIsRefusedAndNothingIsWritten() {
        for (List<String> wrong : List.of(
                List.of("create", "a b", "--scope", "ingest"),
                List.of("create", "web", "--scope", "everything"),
                List.of("create", "web", "--scope", "read", "--rate", "5"),
                List.of("create", "web", "--scope", "ingest", "--rate", "0"),
                List.of("create", "web", "--scope", "ingest", "--platform", "ps5"),
                List.of("create", "web", "--scope", "backfill"),
                List.of("create", "web", "--scope", "ingest", "--origin", "https://a.example/path"))) {
            run(1, wrong.toArray(String[]::new));
        }
        run(2, "create", "web");
        run(2, "revoke");
        run(2, "forget", "web");
        assertThat(file()).doesNotExist();
    }

    @Test
    void whoMayReadTheFileStaysAsItWas() throws IOException {
        run(0, "create", "one", "--scope", "read");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r-----"));
        run(0, "create", "two", "--scope", "read");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-r-----");
    }

    @Test
    void changesAtOnceAreAllMade() {
        ExecutorService crowd = Executors.newFixedThreadPool(8);
        try {
            CompletableFuture.allOf(IntStream.range(0, 24)
                            .mapToObj(n -> CompletableFuture.runAsync(
                                    () -> new CommandLine(new KeysCommand())
                                            .setOut(new PrintWriter(new StringWriter()))
                                            .setErr(new PrintWriter(new StringWriter()))
                                            .execute(
                                                    "create",
                                                    "key" + n,
                                                    "--scope",
                                                    "read",
                                                    "--file",
                                                    file().toString()),
                                    crowd))
                            .toArray(CompletableFuture<?>[]::new))
                    .join();
        } finally {
            crowd.shutdown();
        }
        assertThat(keys().ring().names(KeyScope.READ)).hasSize(24);
    }

    private String run(int status, String... arguments) {
        StringWriter out = new StringWriter();
        int ended = new CommandLine(new KeysCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(Stream.concat(Stream.of(arguments), Stream.of("--file", file().toString()))
                        .toArray(String[]::new));
        assertThat(ended).as("%s: %s", List.of(arguments), err).isEqualTo(status);
        return out.toString().strip();
    }

    private Optional<AccessKey> holder(String secret, KeyScope scope) {
        return keys().ring().holder(secret, scope);
    }

    private Keys keys() {
        return new Keys(Map::of, Map::of, Map::of, Optional.of(file()));
    }

    private Path file() {
        return directory.resolve("keys.json");
    }
}
