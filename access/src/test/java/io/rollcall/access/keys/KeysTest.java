package io.rollcall.access.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.rollcall.access.reread.Reading;
import io.rollcall.event.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {
    private static final String WEB = """
            {"keys": [{"name": "web", "scopes": ["ingest"], "origins": ["https://app.example.com"],
              "platforms": ["web", "tv"], "events_per_second": 5, "secrets": [
                {"sha256": "%s", "created_at": "2026-11-22T10:15:02Z"},
                {"sha256": "%s", "created_at": "2026-11-29T10:15:02Z"}]}]}
            """.formatted(
                    SecretDigest.of("before").hex(), SecretDigest.of("now").hex());

    @TempDir
    Path directory;

    private Path file = Path.of("");

    @BeforeEach
    void begin() throws IOException {
        file = directory.resolve("keys.json");
        Files.writeString(file, "{\"keys\": []}");
    }

    @Test
    void aFileIsTakenUpWhenItChangesAndNotBefore() throws IOException {
        Keys keys = keys();
        assertThat(keys.areLocking()).isFalse();
        assertThat(keys.readAgain()).isInstanceOf(Reading.Unchanged.class);

        Files.writeString(file, WEB);
        assertThat(keys.readAgain()).isInstanceOf(Reading.Taken.class);

        assertThat(keys.areLocking(KeyScope.INGEST)).isTrue();
        assertThat(keys.areLocking(KeyScope.READ)).isFalse();
        assertThat(keys.ring().holder("now", KeyScope.INGEST)).hasValueSatisfying(key -> {
            assertThat(key.name()).isEqualTo("web");
            assertThat(key.platforms()).containsExactlyInAnyOrder(Platform.WEB, Platform.TV);
            assertThat(key.eventsPerSecond()).hasValue(5);
            assertThat(key.origins().include("https://app.example.com")).isTrue();
        });
        assertThat(keys.ring().holder("before", KeyScope.INGEST))
                .map(AccessKey::name)
                .contains("web");
        assertThat(keys.readAgain()).isInstanceOf(Reading.Unchanged.class);
    }

    @Test
    void aRevokedKeyOpensNothingAndTheDoorStaysLocked() throws IOException {
        Files.writeString(file, WEB);
        Keys keys = keys();
        Files.writeString(file, "{\"keys\": []}");
        keys.readAgain();
        assertThat(keys.ring().holder("now", KeyScope.INGEST)).isEmpty();
        assertThat(keys.areLocking(KeyScope.INGEST)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "{\"keys\": 1}",
                "{\"keys\": [], \"more\": 1}",
                "{\"keys\": []} x",
                "{\"keys\": [{\"name\": \"a b\", \"scopes\": [\"ingest\"], \"secrets\": []}]}",
                "{\"keys\": [{\"name\": \"a\", \"scopes\": [\"ingest\"], \"secrets\": []}]}",
                "{\"keys\": [{\"name\": \"a\", \"scopes\": [], \"secrets\": [{\"sha256\": \"00\"}]}]}"
            })
    void aBrokenFileLeavesTheKeysOfBefore(String broken) throws IOException {
        Files.writeString(file, WEB);
        Keys keys = keys();
        Files.writeString(file, broken);
        assertThat(keys.readAgain())
                .isInstanceOfSatisfying(
                        Reading.Refused.class,
                        refused -> assertThat(refused.why()).contains("rollcall.keys.file", file.toString()));
        assertThat(keys.readAgain()).as("until it is mended").isInstanceOf(Reading.Refused.class);
        assertThat(keys.ring().holder("now", KeyScope.INGEST)).isPresent();

        Files.writeString(file, WEB);
        assertThat(keys.readAgain()).isInstanceOf(Reading.Taken.class);
    }

    @Test
    void soDoesOneThatIsGone() throws IOException {
        Files.writeString(file, WEB);
        Keys keys = keys();
        Files.delete(file);
        assertThat(keys.readAgain()).isInstanceOf(Reading.Refused.class);
        assertThat(keys.ring().holder("now", KeyScope.INGEST)).isPresent();
    }

    @Test
    void soDoesOneThatDoesNotGoWithTheSettings() throws IOException {
        Keys keys = new Keys(Map::of, () -> Map.of("grafana", "now"), Map::of, Optional.of(file));
        Files.writeString(file, WEB.replace("\"ingest\"", "\"ingest\", \"read\""));
        assertThat(keys.readAgain())
                .isInstanceOfSatisfying(
                        Reading.Refused.class,
                        refused -> assertThat(refused.why())
                                .contains("the same secret", "rollcall.query.read-tokens.grafana"));
    }

    @Test
    void atTheStartABrokenFileIsTheEnd() throws IOException {
        Files.writeString(file, "{");
        assertThatThrownBy(this::keys)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("keys.json");
        Files.delete(file);
        assertThatThrownBy(this::keys)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void aKeyOfTheProcessItselfLocksNothingAndStays() throws IOException {
        Keys keys = keys();
        String secret = keys.makeOwn("demo", Set.of(KeyScope.INGEST, KeyScope.ADMIN));
        assertThat(keys.areLocking()).isFalse();
        Files.writeString(file, WEB);
        keys.readAgain();
        assertThat(keys.ring().holder(secret, KeyScope.ADMIN))
                .map(AccessKey::name)
                .contains("demo");
        assertThat(keys.areLocking(KeyScope.ADMIN)).isFalse();
    }

    private Keys keys() {
        return new Keys(Map::of, Map::of, Map::of, Optional.of(file));
    }
}
