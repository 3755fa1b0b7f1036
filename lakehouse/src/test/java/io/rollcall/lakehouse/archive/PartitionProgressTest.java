package io.rollcall.lakehouse.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.lake.bronze.ArchivePosition.Reached;
import io.rollcall.log.ReadProgress;
import org.junit.jupiter.api.Test;

class PartitionProgressTest {
    private static final long SLACK = ReadProgress.RECEIPT_SLACK.toMillis();

    private final PartitionProgress progress = new PartitionProgress(new Reached(10, 0));

    @Test
    void whatWasReadIsAsOfItsReceiptLessTheDisorderOfGateways() {
        progress.read(10, 50_000);
        assertThat(progress.reached()).isEqualTo(new Reached(11, 50_000 - SLACK));
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
