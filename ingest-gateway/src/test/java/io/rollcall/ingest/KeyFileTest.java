package io.rollcall.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.rollcall.access.keys.KeyFile;
import io.rollcall.access.keys.SecretDigest;
import io.rollcall.access.keys.StoredKeys;
import io.rollcall.access.keys.StoredKeys.StoredKey;
import io.rollcall.access.keys.StoredKeys.StoredSecret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.core.ThrowingRunnable;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Keys of a file, while the gateway runs. */
@QuarkusTest
@TestProfile(KeyFileTest.AFile.class)
@WithTestResource(KafkaResource.class)
class KeyFileTest {
    @ConfigProperty(name = "rollcall.keys.file")
    Path file = Path.of("");

    /** A file without keys, read again many times a second. */
    public static final class AFile implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            try {
                Path file = Files.createTempFile("keys", ".json");
                Files.write(file, KeyFile.format(StoredKeys.NONE));
                return Map.of("rollcall.keys.file", file.toString(), "rollcall.keys.poll", "100ms");
            } catch (IOException unwritable) {
                throw new UncheckedIOException("no place for the keys", unwritable);
            }
        }
    }

    @Test
    void keysComeAndGoWithoutARestart() throws IOException {
        assertThat(sent("new")).as("no keys: this machine").isEqualTo(202);

        write(key("web", "ingest", "old"));
        becomes("new", 401);
        assertThat(sent("old")).isEqualTo(202);

        write(key("web", "ingest", "old", "new"));
        becomes("new", 202);
        assertThat(sent("old")).as("both while clients change").isEqualTo(202);

        write(key("web", "ingest", "new"), key("grafana", "read", "reader"));
        becomes("old", 401);
        assertThat(sent("new")).isEqualTo(202);
        assertThat(sent("reader")).as("a key to read").isEqualTo(401);
        assertThat(recent("reader")).isEqualTo(200);
        assertThat(recent("new")).as("a key to send").isEqualTo(401);

        double refused = Series.value("rollcall_keys_file_readings_total{outcome=\"refused\"}");
        Files.writeString(file, "{\"keys\": [");
        within(() -> assertThat(Series.value("rollcall_keys_file_readings_total{outcome=\"refused\"}"))
                .isGreaterThan(refused));
        assertThat(Series.value("rollcall_keys_file_broken")).isEqualTo(1);
        assertThat(sent("new")).as("the keys of before").isEqualTo(202);

        write();
        becomes("new", 401);
        assertThat(Series.value("rollcall_keys_file_broken")).isZero();
    }

    private void write(StoredKey... keys) throws IOException {
        Path next = Files.createTempFile("keys", ".json");
        Files.write(next, KeyFile.format(new StoredKeys(List.of(keys))));
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static StoredKey key(String name, String scope, String... secrets) {
        return new StoredKey(
                name,
                List.of(scope),
                null,
                null,
                null,
                Stream.of(secrets)
                        .map(secret -> new StoredSecret(SecretDigest.of(secret).hex(), "2026-11-22T10:15:02Z"))
                        .toList());
    }

    private static void becomes(String secret, int status) {
        within(() -> assertThat(sent(secret)).isEqualTo(status));
    }

    private static void within(ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(assertion);
    }

    private static int sent(String secret) {
        return given().contentType(ContentType.JSON)
                .header("Authorization", "Bearer " + secret)
                .body(Events.play(1))
                .post("/v1/events")
                .statusCode();
    }

    private static int recent(String secret) {
        return given().header("Authorization", "Bearer " + secret)
                .get("/v1/events/recent")
                .statusCode();
    }
}
