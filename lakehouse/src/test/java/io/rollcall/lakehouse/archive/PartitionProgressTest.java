package io.rollcall.lakehouse.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.lake.bronze.ArchivePosition.Reached;
import org.junit.jupiter.api.Test;

class PartitionProgressTest {
    private static final long SLACK = PartitionProgress.RECEIPT_SLACK.toMillis();

    private final PartitionProgress progress = new PartitionProgress(new Reached(10, 0));

    @Test
    void whatWasReadIsAsOfItsReceiptLessTheDisorderOfGateways() {
        progress.read(10, 50_000);
        assertThat(progress.reached()).isEqualTo(new Reached(11, 50_000 - SLACK));
    }

    @Test
    void atTheEndOfTheLogEverythingReceivedSoFarIsThere() {
        progress.sawEnd(10, 70_000);
        assertThat(progress.reached()).isEqualTo(new Reached(10, 70_000));
    }

    @Test
    void underSteadyTrafficAnEarlierEndTellsTheTime() {
        progress.sawEnd(12, 70_000);
        progress.read(10, 1_000);
        progress.sawEnd(14, 71_000);
        assertThat(progress.reached().asOfMillis()).isLessThan(70_000);
        progress.read(11, 2_000);
        assertThat(progress.reached()).isEqualTo(new Reached(12, 70_000));
    }

    @Test
    void timeNeverGoesBack() {
        progress.sawEnd(10, 70_000);
        progress.read(10, 1_000);
        assertThat(progress.reached()).isEqualTo(new Reached(11, 70_000));
    }

    @Test
    void theOldestRecordThatIsNotCommittedWaits() {
        assertThat(progress.waitingSinceMillis()).isEmpty();
        progress.read(10, 90_000);
        progress.read(11, 95_000);
        assertThat(progress.waitingSinceMillis()).hasValue(90_000);
        progress.committed();
        assertThat(progress.waitingSinceMillis()).isEmpty();
    }

    @Test
    void behindTheEndRecordsWaitSinceTheArchiveWasWhole() {
        PartitionProgress behind = new PartitionProgress(new Reached(10, 40_000));
        behind.sawEnd(20, 100_000);
        assertThat(behind.waitingSinceMillis()).hasValue(40_000);
    }
}
