package io.rollcall.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.access.catalogue.CatalogueSettings;
import io.rollcall.access.keys.KeySettings;
import io.rollcall.access.keys.WriteKeySettings;
import io.rollcall.event.Limits;
import io.rollcall.event.Platform;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pins every key and its default: they are what operators write down. */
class SettingsTest {
    @Test
    void defaultsAreThoseOfTheContract() {
        IngestSettings ingest = config(Map.of()).getConfigMapping(IngestSettings.class);
        assertThat(new IngestBeans().limits(ingest).limits()).isEqualTo(Limits.DEFAULT);
        assertThat(config(Map.of()).getConfigMapping(WriteKeySettings.class).keys())
                .isEmpty();
        KeySettings file = config(Map.of()).getConfigMapping(KeySettings.class);
        assertThat(file.file()).isEmpty();
        assertThat(file.poll()).isEqualTo(Duration.ofSeconds(5));
        assertThat(ingest.ackTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(ingest.bodyTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(ingest.inFlight().size().asLongValue()).isEqualTo(64 << 20);
        assertThat(ingest.inFlight().requests()).isEqualTo(2_000);
        assertThat(ingest.cors().origins()).isEmpty();

        TopicConfig topics = config(Map.of()).getConfigMapping(TopicConfig.class);
        assertThat(topics.partitions()).isEqualTo(8);
        assertThat(topics.replicationFactor()).isEqualTo((short) 1);
        assertThat(topics.minInsyncReplicas()).isEqualTo((short) 1);
        assertThat(topics.retention()).isEqualTo(Duration.ofDays(7));
        assertThat(topics.rejectedRetention()).isEqualTo(Duration.ofDays(30));
        assertThat(config(Map.of()).getConfigMapping(CatalogueSettings.class).file())
                .isEmpty();
        assertThat(config(Map.of()).getConfigMapping(CatalogueSettings.class).poll())
                .isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void everyKeyIsReadUnderItsName() {
        SmallRyeConfig config = config(Map.ofEntries(
                Map.entry("rollcall.ingest.keys.web.secret", "s"),
                Map.entry("rollcall.ingest.keys.web.old-secret", "o"),
                Map.entry("rollcall.ingest.keys.web.platforms", "tv,web"),
                Map.entry("rollcall.ingest.keys.web.backfill", "true"),
                Map.entry("rollcall.ingest.keys.web.events-per-second", "10"),
                Map.entry("rollcall.ingest.keys.web.origins", "https://a.example,https://b.example"),
                Map.entry("rollcall.ingest.cors.origins", "null"),
                Map.entry("rollcall.ingest.limits.body-size", "2M"),
                Map.entry("rollcall.ingest.limits.unpacked-size", "16M"),
                Map.entry("rollcall.ingest.limits.events-per-request", "10"),
                Map.entry("rollcall.ingest.limits.event-size", "1K"),
                Map.entry("rollcall.ingest.limits.property-keys", "3"),
                Map.entry("rollcall.ingest.limits.max-age", "2d"),
                Map.entry("rollcall.ingest.limits.max-ahead", "2m"),
                Map.entry("rollcall.ingest.in-flight.size", "1M"),
                Map.entry("rollcall.ingest.in-flight.requests", "9"),
                Map.entry("rollcall.ingest.ack-timeout", "9s"),
                Map.entry("rollcall.ingest.body-timeout", "8s")));
        IngestSettings ingest = config.getConfigMapping(IngestSettings.class);
        assertThat(new IngestBeans().limits(ingest).limits())
                .isEqualTo(new Limits(2 << 20, 16 << 20, 10, 1 << 10, 3, Duration.ofDays(2), Duration.ofMinutes(2)));
        WriteKeySettings writing = config.getConfigMapping(WriteKeySettings.class);
        assertThat(writing.keys()).containsOnlyKeys("web");
        assertThat(writing.keys().values()).allSatisfy(key -> {
            assertThat(key.oldSecret()).contains("o");
            assertThat(key.platforms()).contains(List.of(Platform.TV, Platform.WEB));
            assertThat(key.eventsPerSecond()).hasValue(10);
            assertThat(key.backfill()).isTrue();
            assertThat(key.origins()).contains(List.of("https://a.example", "https://b.example"));
        });
        assertThat(ingest.cors().origins()).contains(List.of("null"));
        assertThat(ingest.inFlight().requests()).isEqualTo(9);
        assertThat(ingest.ackTimeout()).isEqualTo(Duration.ofSeconds(9));
        assertThat(ingest.bodyTimeout()).isEqualTo(Duration.ofSeconds(8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "::1", "127.3.2.1"})
    void loopbackNeedsNoKeys(String host) {
        assertThatCode(() -> LoopbackGuard.requireLoopback(host)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.168.1.5"})
    void hostThatOthersReachNeedsKeys(String host) {
        assertThatThrownBy(() -> LoopbackGuard.requireLoopback(host))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("rollcall.ingest.keys");
    }

    private static SmallRyeConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withDefaultValues(values)
                .withMapping(IngestSettings.class)
                .withMapping(WriteKeySettings.class)
                .withMapping(KeySettings.class)
                .withMapping(TopicConfig.class)
                .withMapping(CatalogueSettings.class)
                .build();
    }
}
