package io.rollcall.lakehouse.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ArchiveMetricsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ArchiveMetrics metrics = new ArchiveMetrics(registry);

    /** A lag of 0 would be good news, and there are none yet. */
    @Test
    void theLagIsNotKnownBeforeTheLogWasLookedAt() {
        assertThat(gauge("rollcall.archive.lag.seconds")).isNaN();

        metrics.waitingSince(OptionalLong.empty(), Optional.of(Instant.now()));

        assertThat(gauge("rollcall.archive.lag.seconds")).isZero();
    }

    @Test
    void theLagIsThatOfTheOldestRecordThatWaits() {
        metrics.waitingSince(OptionalLong.of(Instant.now().minusSeconds(90).toEpochMilli()), Optional.empty());

        assertThat(gauge("rollcall.archive.lag.seconds")).isGreaterThanOrEqualTo(90);
    }

    @Test
    void stoppedPartitionsAreNotKnownBeforeThePlaceOnTheLogIsFound() {
        assertThat(gauge("rollcall.archive.stopped.partitions")).isNaN();

        metrics.stopped(0);

        assertThat(gauge("rollcall.archive.stopped.partitions")).isZero();
    }

    private double gauge(String name) {
        return registry.get(name).gauge().value();
    }
}
