package io.rollcall.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveWindowTest {
    @ParameterizedTest
    @CsvSource({
        "2026-11-22, 2026-11-22T00:00:00Z, true",
        "2026-11-22, 2026-11-22T23:59:59.999Z, true",
        "2026-11-21, 2026-11-22T12:00:00Z, true",
        "2026-11-20, 2026-11-22T23:59:59.999Z, true",
        "2026-11-20, 2026-11-23T00:00:00Z, false",
        "2026-11-19, 2026-11-22T00:00:00Z, false",
        "2026-11-23, 2026-11-22T23:59:59.999Z, false",
        "2025-12-31, 2026-01-02T00:00:00Z, true",
    })
    void dayOfReceiptAndTheTwoBeforeAreLive(LocalDate dt, Instant receivedAt, boolean live) {
        assertThat(LiveWindow.covers(dt, receivedAt.toEpochMilli())).isEqualTo(live);
        assertThat(!dt.isBefore(LiveWindow.oldestDay(receivedAt.toEpochMilli()))
                        && !dt.isAfter(LiveWindow.dtOf(receivedAt.toEpochMilli())))
                .isEqualTo(live);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1970-01-01",
        "-1, 1969-12-31",
        "86399999, 1970-01-01",
        "86400000, 1970-01-02",
        "-86400001, 1969-12-30",
    })
    void dtIsTheUtcDate(long millis, LocalDate dt) {
        assertThat(LiveWindow.dtOf(millis)).isEqualTo(dt);
    }

    @Test
    void noEventIsAddedToADayOnceTheDaysInWhichItMayBeAreOver() {
        LocalDate dt = LocalDate.parse("2026-11-20");
        Instant lastTaken = start(dt.plusDays(LiveWindow.DAYS)).minusMillis(1);
        assertThat(LiveWindow.covers(dt, lastTaken.toEpochMilli())).isTrue();
        assertThat(LiveWindow.covers(dt, lastTaken.plusMillis(1).toEpochMilli()))
                .isFalse();
        assertThat(lastTaken.plus(LiveWindow.BACKLOG)).isBefore(start(dt.plusDays(LiveWindow.COUNTED_DAYS)));
        assertThat(lastTaken.plus(LiveWindow.BACKLOG)).isAfter(start(dt.plusDays(LiveWindow.COUNTED_DAYS - 1)));
    }

    @Test
    void aRecordBehindTheFencesIsOfTheFencedDays() {
        LocalDate over = LocalDate.parse("2026-11-20");
        Instant readAt = start(over.plusDays(1));
        LocalDate oldest = LiveWindow.oldestDay(readAt.minus(LiveWindow.BACKLOG).toEpochMilli());
        assertThat(oldest).isEqualTo(over.minusDays(LiveWindow.FENCED_DAYS - 1));
    }

    private static Instant start(LocalDate dt) {
        return dt.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
