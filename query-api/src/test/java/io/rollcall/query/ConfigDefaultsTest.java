package io.rollcall.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** A default that changes is a change that operators notice: it is made here too. */
class ConfigDefaultsTest {
    @Test
    void theDefaultsAreTheDocumentedOnes() throws IOException {
        Properties defaults = new Properties();
        try (InputStream file =
                Files.newInputStream(Path.of("src/main/resources/META-INF/microprofile-config.properties"))) {
            defaults.load(file);
        }
        defaults.keySet()
                .removeIf(key -> key.toString().startsWith("quarkus.http.filter.")
                        || key.toString().startsWith("quarkus.log.category."));
        assertThat(defaults)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "rollcall.query.live-subscribers", "200",
                        "rollcall.query.share.day", "250ms",
                        "rollcall.query.share.total", "1s",
                        "rollcall.query.share.regions", "1m",
                        "rollcall.query.share.closed", "10m",
                        "quarkus.http.host", "127.0.0.1",
                        "quarkus.http.enable-compression", "true",
                        "quarkus.http.compress-media-types", "application/json,text/csv"));
    }
}
