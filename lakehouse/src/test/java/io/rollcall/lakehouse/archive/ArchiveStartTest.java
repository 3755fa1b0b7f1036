package io.rollcall.lakehouse.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.lake.bronze.ArchivePosition;
import io.rollcall.lake.bronze.ArchivePosition.Reached;
import io.rollcall.lake.bronze.ArchivePosition.Topic;
import io.rollcall.lakehouse.archive.ArchiveStart.Loss;
import io.rollcall.lakehouse.archive.ArchiveStart.Resume;
import io.rollcall.lakehouse.archive.ArchiveStart.Stop;
import io.rollcall.log.LogBounds;
import io.rollcall.log.StopReason;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArchiveStartTest {
    private static final Topic TOPIC = new Topic("t", 4);
    private static final Reached AT_FIFTY = new Reached(50, 1_000);

    @Test
    void aPartitionOfWhichNothingIsArchivedBeginsWhereItsLogBegins() {
        assertThat(plan(ArchivePosition.NONE, new LogBounds(7, 90))).isEqualTo(new Resume(new Reached(7, 0), 0));
        assertThat(plan(position(3, AT_FIFTY), new LogBounds(7, 90))).isEqualTo(new Resume(new Reached(7, 0), 0));
    }

    @Test
    void itGoesOnWhereBronzeStands() {
        assertThat(plan(position(0, AT_FIFTY), new LogBounds(0, 90))).isEqualTo(new Resume(AT_FIFTY, 0));
        assertThat(plan(position(0, AT_FIFTY), new LogBounds(50, 50))).isEqualTo(new Resume(AT_FIFTY, 0));
    }

    @Test
    void itStopsWhenTheLogNoLongerHoldsWhatComesNext() {
        assertThat(reason(position(0, AT_FIFTY), new LogBounds(51, 90))).isEqualTo(StopReason.LOG_GONE);
    }

    @Test
    void itGoesOnWithoutWhatIsGoneWhenThatIsAccepted() {
        assertThat(ArchiveStart.decide(position(0, AT_FIFTY), TOPIC, 0, new LogBounds(60, 90), Loss.ACCEPTED))
                .isEqualTo(new Resume(new Reached(60, 1_000), 10));
    }

    @Test
    void itStopsWhenTheLogEndsBeforeBronze() {
        assertThat(reason(position(0, AT_FIFTY), new LogBounds(0, 49))).isEqualTo(StopReason.BEYOND_LOG);
    }

    @Test
    void itStopsAtATopicMadeAnewUnderTheSameName() {
        ArchivePosition other = new ArchivePosition(new Topic("another", 4), Map.of());
        assertThat(reason(other, new LogBounds(0, 49))).isEqualTo(StopReason.OTHER_TOPIC);
    }

    private static ArchivePosition position(int partition, Reached reached) {
        return new ArchivePosition(TOPIC, Map.of(partition, reached));
    }

    private static ArchiveStart plan(ArchivePosition position, LogBounds bounds) {
        return ArchiveStart.decide(position, TOPIC, 0, bounds, Loss.STOPS);
    }

    private static StopReason reason(ArchivePosition position, LogBounds bounds) {
        return ((Stop) plan(position, bounds)).reason();
    }
}
