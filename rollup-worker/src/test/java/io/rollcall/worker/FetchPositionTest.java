package io.rollcall.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With Kafka's own consumer that needs no broker, and a connector that pauses and resumes all of it. */
class FetchPositionTest {
    private static final TopicPartition ONE = new TopicPartition("app-events", 1);
    private static final TopicPartition TWO = new TopicPartition("app-events", 2);
    private static final long END = 100;

    private final MockConsumer<byte[], byte[]> kafka = new MockConsumer<>("none");
    private final FetchPosition position = new FetchPosition();

    @BeforeEach
    void assign() {
        kafka.assign(List.of(ONE, TWO));
        kafka.updateEndOffsets(Map.of(ONE, END, TWO, END));
        kafka.seek(ONE, 1);
        kafka.seek(TWO, 2);
    }

    @Test
    void aSeekResumesWhatNobodyWantedBefore() {
        position.leave(kafka, ONE);
        assertThat(kafka.paused()).containsExactly(ONE);
        assertThat(kafka.position(ONE)).isEqualTo(END);

        position.seek(kafka, ONE, 7);

        assertThat(kafka.paused()).isEmpty();
        assertThat(kafka.position(ONE)).isEqualTo(7);
    }

    /** Else the queue of the connector, which is full, would take one batch after the other. */
    @Test
    void aSeekLeavesThePauseOfAConnectorThatHasNoRoom() {
        position.pause(kafka, ONE);
        connectorPauses();

        position.seek(kafka, ONE, 7);
        position.seek(kafka, TWO, 8);

        assertThat(kafka.paused()).containsExactlyInAnyOrder(ONE, TWO);
        connectorResumes();
        assertThat(kafka.paused()).isEmpty();
        assertThat(kafka.position(ONE)).isEqualTo(7);
        assertThat(kafka.position(TWO)).isEqualTo(8);
    }

    @Test
    void whatIsWhereItShouldBeIsNotFetchedAnew() {
        position.ensure(kafka, ONE, 1);
        assertThat(kafka.position(ONE)).isEqualTo(1);
        position.ensure(kafka, ONE, 5);
        assertThat(kafka.position(ONE)).isEqualTo(5);

        position.pause(kafka, ONE);
        position.ensure(kafka, ONE, 5);
        assertThat(kafka.paused()).isEmpty();
    }

    @Test
    void whatWasTakenAwayIsForgotten() {
        position.pause(kafka, ONE);
        kafka.assign(List.of(TWO));
        connectorPauses();

        position.seek(kafka, TWO, 5);

        assertThat(kafka.paused()).contains(TWO);
    }

    private void connectorPauses() {
        kafka.pause(kafka.assignment());
    }

    private void connectorResumes() {
        kafka.resume(kafka.paused());
    }
}
