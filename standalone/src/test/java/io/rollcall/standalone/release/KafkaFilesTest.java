package io.rollcall.standalone.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.event.Limits;
import io.rollcall.log.TopicPlan;
import io.rollcall.log.TopicSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * deploy/kafka/topics makes the topics as a gateway would with its defaults, and with the copies that production needs.
 */
class KafkaFilesTest {
    private static final TopicSettings PRODUCTION =
            new TopicSettings(8, (short) 3, (short) 2, Duration.ofDays(7), Duration.ofDays(30), 256L << 20);

    @Test
    void theTopicsAreThoseThatAGatewayMakes() throws IOException {
        List<String> made = Files.readAllLines(Path.of("..", "deploy", "kafka", "topics")).stream()
                .filter(line -> !line.startsWith("#"))
                .map(KafkaFilesTest::sorted)
                .toList();
        assertThat(made)
                .containsExactlyElementsOf(TopicPlan.of(PRODUCTION, Limits.DEFAULT).stream()
                        .map(KafkaFilesTest::arguments)
                        .map(KafkaFilesTest::sorted)
                        .toList());
    }

    private static String arguments(TopicPlan plan) {
        StringBuilder arguments = new StringBuilder("--create --if-not-exists --topic " + plan.name() + " --partitions "
                + plan.partitions() + " --replication-factor " + plan.replicationFactor());
        new TreeMap<>(plan.config())
                .forEach((name, value) ->
                        arguments.append(" --config ").append(name).append('=').append(value));
        return arguments.toString();
    }

    /** In which order the settings of a topic are written says nothing. */
    private static String sorted(String line) {
        List<String> words = new ArrayList<>(List.of(line.split(" ")));
        words.sort(null);
        return String.join(" ", words);
    }
}
