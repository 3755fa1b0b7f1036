package io.rollcall.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.event.Limits;
import io.rollcall.event.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicPlanTest {
    private static final TopicSettings DEFAULTS = settings(8, 1, 1, Duration.ofDays(7));

    @Test
    void rejectedTopicHasABoundInBytesThatItsSegmentsLetItKeep() {
        assertThat(plan(Topics.APP_EVENTS_REJECTED).config())
                .containsEntry("retention.bytes", Long.toString(256L << 20))
                .containsEntry("segment.bytes", Long.toString(64L << 20));
        assertThat(plan(Topics.APP_EVENTS).config()).doesNotContainKey("retention.bytes");
    }

    @Test
    void rejectedTopicHoldsAnUnpackedBody() {
        TopicPlan rejected = plan(Topics.APP_EVENTS_REJECTED);
        assertThat(rejected.maxMessageBytes()).isGreaterThan(Limits.DEFAULT.unpackedBytes());
        assertThat(rejected.config()).containsEntry("max.message.bytes", Integer.toString(rejected.maxMessageBytes()));
    }

    @Test
    void acceptedEventsKeepTheGatewaysTimestampForAWeek() {
        assertThat(plan(Topics.APP_EVENTS).config())
                .containsEntry("message.timestamp.type", "CreateTime")
                .containsEntry("cleanup.policy", "delete")
                .containsEntry("retention.ms", "604800000");
    }

    @Test
    void erasedProfilesAreKeptForGoodInOnePartition() {
        TopicPlan tombstones = plan(Topics.APP_PROFILE_TOMBSTONES);
        assertThat(tombstones.partitions()).isOne();
        assertThat(tombstones.config())
                .containsEntry("cleanup.policy", "compact")
                .doesNotContainKey("retention.ms");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 3, 6, 10, 63, 65, 128})
    void partitionsMustDivideTheShards(int partitions) {
        assertThatThrownBy(() -> TopicPlan.of(settings(partitions, 1, 1, Duration.ofDays(7)), Limits.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("64");
    }

    @Test
    void retentionMustOutlastTheLiveWindow() {
        assertThatThrownBy(() -> TopicPlan.of(settings(8, 1, 1, Duration.ofDays(3)), Limits.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("4 days");
    }

    @Test
    void replicasInSyncCannotOutnumberTheReplicas() {
        assertThatThrownBy(() -> TopicPlan.of(settings(8, 1, 2, Duration.ofDays(7)), Limits.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("min-insync-replicas");
    }

    @ParameterizedTest
    @CsvSource({
        "max.message.bytes, 1000",
        "retention.ms, 259200000",
        "message.timestamp.type, LogAppendTime",
        "cleanup.policy, compact",
    })
    void topicThatIsThereAndDoesNotFitSaysWhatToChange(String key, String value) {
        TopicPlan plan = plan(Topics.APP_EVENTS);
        Map<String, String> actual = new HashMap<>(plan.config());
        assertThat(plan.trouble(8, actual)).isEmpty();
        actual.put(key, value);
        assertThat(plan.trouble(8, actual))
                .hasValueSatisfying(trouble ->
                        assertThat(trouble).contains(key + '=' + value).contains("kafka-configs"));
    }

    @Test
    void topicThatIsThereNeedsADivisorOf64() {
        TopicPlan plan = plan(Topics.APP_EVENTS);
        assertThat(plan.trouble(12, plan.config()))
                .hasValueSatisfying(trouble -> assertThat(trouble).contains("12 partitions"));
        assertThat(plan.trouble(16, plan.config())).isEmpty();
    }

    @Test
    void endlessRetentionIsEnough() {
        TopicPlan plan = plan(Topics.APP_EVENTS);
        Map<String, String> actual = new HashMap<>(plan.config());
        actual.put("retention.ms", "-1");
        assertThat(plan.trouble(8, actual)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "segment.ms, 604800000",
        "segment.ms, -1",
        "retention.bytes, -1",
        "retention.bytes, 1000000000",
        "min.insync.replicas, 1",
    })
    void topicThatIsThereAndIsLooserThanTheSettingsSaysWhatToChange(String key, String value) {
        TopicPlan plan = TopicPlan.of(settings(8, 3, 2, Duration.ofDays(7)), Limits.DEFAULT)
                .get(1);
        Map<String, String> actual = new HashMap<>(plan.config());
        actual.put("segment.ms", "604800000");
        assertThat(plan.advice(3, actual)).as("what a month allows").isEmpty();
        actual.put(key, value.equals("604800000") ? "604800001" : value);
        assertThat(plan.advice(3, actual))
                .singleElement()
                .asString()
                .contains(key + '=' + actual.get(key))
                .contains("kafka-configs")
                .endsWith(key + '=' + plan.config().get(key));
    }

    @Test
    void topicThatIsThereWithFewerCopiesSaysSo() {
        TopicPlan plan = TopicPlan.of(settings(8, 3, 2, Duration.ofDays(7)), Limits.DEFAULT)
                .get(0);
        assertThat(plan.advice(1, plan.config()))
                .singleElement()
                .asString()
                .contains("1 copies")
                .contains("rollcall.topics.replication-factor is 3");
    }

    @Test
    void whatIsToBeForgottenStaysNoMoreThanAQuarterLonger() {
        assertThat(plan(Topics.APP_EVENTS).config())
                .containsEntry("segment.ms", Long.toString(Duration.ofHours(42).toMillis()));
        assertThat(plan(Topics.APP_EVENTS_REJECTED).config())
                .containsEntry("segment.ms", Long.toString(Duration.ofDays(7).toMillis()));
    }

    private static TopicPlan plan(String name) {
        List<TopicPlan> plans = TopicPlan.of(DEFAULTS, Limits.DEFAULT);
        return plans.stream()
                .filter(plan -> plan.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static TopicSettings settings(
            int partitions, int replicationFactor, int minInsyncReplicas, Duration retention) {
        return new TopicSettings(
                partitions,
                (short) replicationFactor,
                (short) minInsyncReplicas,
                retention,
                Duration.ofDays(30),
                256L << 20);
    }
}
