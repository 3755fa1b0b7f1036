package io.rollcall.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {
    @TempDir
    Path dataDir;

    @Test
    void recordsAreThereAfterARestartOnAnotherPort() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(dataDir)) {
            new KafkaTopic(kafka.bootstrapServers(), "kept").create().write("hello".getBytes(UTF_8));
        }
        try (EmbeddedKafka kafka = EmbeddedKafka.start(dataDir)) {
            KafkaTopic topic = new KafkaTopic(kafka.bootstrapServers(), "kept");
            topic.write("again".getBytes(UTF_8));
            assertThat(topic.read())
                    .extracting(value -> new String(value, UTF_8))
                    .containsExactly("hello", "again");
        }
    }

    @Test
    void aRecordOfEightMebibytesFitsAndAnUnknownTopicIsNotCreated() throws Exception {
        byte[] large = new byte[8 << 20];
        new Random(1).nextBytes(large);
        try (EmbeddedKafka kafka = EmbeddedKafka.start(dataDir)) {
            KafkaTopic topic = new KafkaTopic(kafka.bootstrapServers(), "large").create();
            topic.write(large);
            assertThat(topic.read()).containsExactly(large);
            assertThatThrownBy(() -> new KafkaTopic(kafka.bootstrapServers(), "unknown").write(large))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(TimeoutException.class);
        }
    }

    @Test
    void aTakenPortIsNamed() {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(dataDir.resolve("first"))) {
            String bootstrap = kafka.bootstrapServers();
            int port = Integer.parseInt(bootstrap.substring(bootstrap.indexOf(':') + 1));
            assertThatThrownBy(() -> EmbeddedKafka.start(dataDir.resolve("second"), port))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("port " + port);
        }
    }
}
