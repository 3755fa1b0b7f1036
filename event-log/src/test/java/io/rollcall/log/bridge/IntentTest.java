package io.rollcall.log.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntentTest {
    private static final Map<TopicPartition, Long> ENDS = partitions("app-events", 2, 7L);

    private static Map<TopicPartition, Long> partitions(String topic, int count, long offset) {
        return IntStream.range(0, count)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .collect(Collectors.toMap(Function.identity(), partition -> offset + partition.partition()));
    }

    @Test
    void whatIsNotedDownIsReadBack() {
        Intent intent = new Intent(12, 1_700_000_000_000L, ENDS);
        assertThat(intent.text()).isEqualTo("1 12 1700000000000 app-events:0=7,1=8");
        assertThat(Intent.in(intent.text())).contains(intent);
    }

    @Test
    void aLargeLogFitsInAndOneThatDoesNotIsRefused() {
        Intent large =
                new Intent(Long.MAX_VALUE / 10, 1_700_000_000_000L, partitions("app-events", 128, 10_000_000_000_000L));
        assertThat(Intent.in(large.text())).contains(large);
        Intent tooLarge = new Intent(1, 1, partitions("app-events", 400, 10_000_000_000_000L));
        assertThatThrownBy(tooLarge::text).hasMessageContaining("400");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "by hand", "2 12 1 app-events:0=7", "1 12"})
    void whatSomebodyElseHasWrittenIsNoIntent(String text) {
        assertThat(Intent.in(text)).isEmpty();
    }

    @Test
    void aPositionIsReadBackFromTheHeaders() {
        RecordHeaders headers = new RecordHeaders();
        SourcePosition position = new SourcePosition(new TopicPartition("a-topic-7", 3), 41);
        position.addTo(headers);
        assertThat(new String(headers.lastHeader("rollcall-source").value(), StandardCharsets.UTF_8))
                .isEqualTo("a-topic-7-3@41");
        assertThat(SourcePosition.in(headers)).contains(position);
        assertThat(SourcePosition.in(new RecordHeaders())).isEmpty();
        assertThat(SourcePosition.in(new RecordHeaders().add("rollcall-source", new byte[] {1})))
                .isEmpty();
    }

    @Test
    void aBatchThatIsDoneLeavesNothingNotedDown() {
        PartitionBridge bridge = new PartitionBridge(Optional.empty(), Set.of());
        assertThat(bridge.before(5, 100, ENDS)).isEqualTo(new Intent(5, 100, ENDS));
        assertThat(bridge.after(5)).isEmpty();
        Map<TopicPartition, Long> later = partitions("app-events", 2, 70L);
        assertThat(bridge.before(9, 200, later)).isEqualTo(new Intent(9, 200, later));
    }

    /** The second life's batches are smaller: what the first has written further on is still looked for by a third. */
    @Test
    void theLogIsLookedAtFromTheFirstLifeOnUntilAllThatItHadInHandIsPassed() {
        PartitionBridge second = new PartitionBridge(Optional.of(new Intent(10, 100, ENDS)), Set.of(7L));
        assertThat(second.isWritten(7)).isTrue();
        assertThat(second.isWritten(6)).isFalse();
        Map<TopicPartition, Long> later = partitions("app-events", 2, 70L);
        assertThat(second.before(4, 200, later)).isEqualTo(new Intent(10, 200, ENDS));
        assertThat(second.after(4)).contains(new Intent(10, 200, ENDS));
        assertThat(second.before(12, 300, later)).isEqualTo(new Intent(12, 300, ENDS));
        assertThat(second.after(12)).isEmpty();
    }
}
