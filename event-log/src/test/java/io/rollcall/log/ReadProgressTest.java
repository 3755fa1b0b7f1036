package io.rollcall.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadProgressTest {
    private static final long SLACK = ReadProgress.RECEIPT_SLACK.toMillis();

    private static final long ON_ITS_WAY = ReadProgress.ON_ITS_WAY.toMillis();

    private final ReadProgress progress = new ReadProgress(10, 0);

    @Test
    void whatWasReadIsAsOfItsReceiptLessTheDisorderOfGateways() {
        progress.read(10, 50_000);
        assertThat(progress.next()).isEqualTo(11);
        assertThat(progress.asOfMillis()).isEqualTo(50_000 - SLACK);
    }

    @Test
    void atTheEndOfTheLogEverythingReceivedSoFarIsThereButWhatIsOnItsWay() {
        progress.sawEnd(10, 70_000);
        assertThat(progress.next()).isEqualTo(10);
        assertThat(progress.asOfMillis()).isEqualTo(70_000 - ON_ITS_WAY);
        progress.sawEnd(10, 71_000);
        assertThat(progress.asOfMillis()).isEqualTo(71_000 - ON_ITS_WAY);
    }

    @Test
    void underSteadyTrafficAnEarlierEndTellsTheTime() {
        progress.sawEnd(12, 70_000);
        progress.read(10, 1_000);
        progress.sawEnd(14, 71_000);
        assertThat(progress.asOfMillis()).isLessThan(70_000 - ON_ITS_WAY);
        progress.read(11, 2_000);
        assertThat(progress.asOfMillis()).isEqualTo(70_000 - ON_ITS_WAY);
        progress.sawEnd(15, 72_000);
        progress.read(12, 2_000);
        progress.read(13, 2_000);
        assertThat(progress.asOfMillis()).isEqualTo(70_000 - ON_ITS_WAY);
        progress.read(14, 2_000);
        assertThat(progress.asOfMillis()).isEqualTo(72_000 - ON_ITS_WAY);
    }

    /** What a gateway received a moment before the look, and has not written yet. */
    @Test
    void whatComesAfterALookWasReceivedAfterWhatThatLookPromised() {
        progress.sawEnd(10, 70_000);
        long promised = progress.asOfMillis();
        long receivedAt = 70_000 - ON_ITS_WAY / 2;
        progress.read(10, receivedAt);
        assertThat(receivedAt).isGreaterThan(promised);
        assertThat(progress.asOfMillis()).isEqualTo(promised);
    }

    @Test
    void timeNeverGoesBack() {
        progress.sawEnd(10, 70_000);
        progress.read(10, 1_000);
        progress.sawEnd(11, 60_000);
        assertThat(progress.next()).isEqualTo(11);
        assertThat(progress.asOfMillis()).isEqualTo(70_000 - ON_ITS_WAY);
    }

    @Test
    void goesOnFromWhatWasKnownBefore() {
        ReadProgress resumed = new ReadProgress(10, 40_000);
        resumed.read(10, 41_000);
        assertThat(resumed.asOfMillis()).isEqualTo(40_000);
    }
}
