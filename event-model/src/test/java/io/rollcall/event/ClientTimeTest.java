package io.rollcall.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientTimeTest {
    @ParameterizedTest
    @CsvSource({
        "2026-11-22T10:15:02Z, 2026-11-22T10:15:02Z",
        "2026-11-22T10:15:02.1Z, 2026-11-22T10:15:02.100Z",
        "2026-11-22T10:15:02.123Z, 2026-11-22T10:15:02.123Z",
        "2026-11-22T10:15:02.123999Z, 2026-11-22T10:15:02.123Z",
        "2026-11-22T10:15:02.123456789Z, 2026-11-22T10:15:02.123Z",
        "2026-11-22t10:15:02z, 2026-11-22T10:15:02Z",
        "2026-11-22T10:15:02+00:00, 2026-11-22T10:15:02Z",
        "2026-11-22T00:15:02+05:30, 2026-11-21T18:45:02Z",
        "2026-11-22T23:15:02-08:00, 2026-11-23T07:15:02Z",
        "2024-02-29T00:00:00Z, 2024-02-29T00:00:00Z",
        "1969-12-31T23:59:59.999Z, 1969-12-31T23:59:59.999Z",
        "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
    })
    void rfc3339IsRead(String text, Instant instant) {
        assertThat(ClientTime.ofText(text)).hasValue(instant.toEpochMilli());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "2026-11-22",
                "2026-11-22T10:15:02",
                "2026-11-22 10:15:02Z",
                "2026-02-29T00:00:00Z",
                "2026-00-10T00:00:00Z",
                "2026-11-31T00:00:00Z",
                "2026-11-22T24:00:01Z",
                "2026-11-22T10:60:00Z",
                "2026-11-22T10:15:99Z",
                "2026-11-22T10:15:02.12xZ",
                "2026x11-22T10:15:02Z",
                "+999999999-12-31T23:59:59Z",
                "1795342502000",
                "2026-11-22T10:15:02Zjunk",
                "-026-11-22T10:15:02Z"
            })
    void otherTextIsNoTime(String text) {
        assertThat(ClientTime.ofText(text)).isEmpty();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void quickWayAgreesWithTheFormatter(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            long millis = random.nextLong(-62_135_596_800_000L, 253_402_300_800_000L);
            Instant instant =
                    Instant.ofEpochMilli(random.nextBoolean() ? millis : millis - Math.floorMod(millis, 1_000));
            assertThat(ClientTime.ofText(instant.toString()))
                    .as("seed %d: %s", seed, instant)
                    .hasValue(instant.toEpochMilli());
            String elsewhere = OffsetDateTime.ofInstant(instant, ZoneOffset.ofHoursMinutes(5, 45))
                    .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
            if (elsewhere.length() < 40 && elsewhere.charAt(0) != '+') {
                assertThat(ClientTime.ofText(elsewhere)).hasValue(instant.toEpochMilli());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "-62135596800000, true",
        "-62135596800001, false",
        "0, true",
        "253402300799999, true",
        "253402300800000, false",
    })
    void rangeIsTheYears1To9999(long millis, boolean inRange) {
        assertThat(ClientTime.isInRange(millis)).isEqualTo(inRange);
    }
}
