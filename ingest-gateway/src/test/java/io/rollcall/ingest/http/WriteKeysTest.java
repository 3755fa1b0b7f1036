package io.rollcall.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.ingest.IngestSettings.KeySettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class WriteKeysTest {
    @Test
    void secretThatIsBlankIsRefusedAtTheStart() {
        assertThatThrownBy(() -> WriteKeys.of(Map.of("web", new Key(" "))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rollcall.ingest.keys.web.secret");
    }

    @Test
    void oneSecretUnderTwoNamesIsRefusedWithoutRepeatingIt() {
        assertThatThrownBy(() -> WriteKeys.of(Map.of("web", new Key("hush"), "tv", new Key("hush"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("web")
                .hasMessageContaining("tv")
                .hasMessageNotContaining("hush");
    }

    @Test
    void keyIsFoundAmongMany() {
        WriteKeys keys = WriteKeys.of(Map.of("web", new Key("one"), "tv", new Key("two"), "import", new Key("three")));
        assertThat(keys.caller("Bearer two")).map(EventSender::name).contains("tv");
        assertThat(keys.caller("Bearer  three ")).map(EventSender::name).contains("import");
        assertThat(keys.caller("Bearer four")).isEmpty();
        assertThat(keys.caller(null)).isEmpty();
    }

    @Test
    void withoutKeysEverybodyIsLoopback() {
        assertThat(WriteKeys.of(Map.of()).caller(null)).contains(EventSender.LOOPBACK);
    }

    private record Key(String secret, boolean backfill, OptionalInt eventsPerSecond, Optional<List<String>> origins)
            implements KeySettings {
        Key(String secret) {
            this(secret, false, OptionalInt.empty(), Optional.empty());
        }
    }
}
