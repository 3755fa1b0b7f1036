package io.rollcall.ingest.body;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyPaceTest {
    private static final BodyPace PACE = new BodyPace(Duration.ofSeconds(30), 1_024);

    @ParameterizedTest(name = "{0} bytes after {1} ms")
    @CsvSource({
        "1, 9999, false",
        "1, 10000, false",
        "1, 10500, true",
        "1024, 11000, false",
        "1023, 11000, true",
        "10240, 20000, false",
        "10239, 20000, true",
        "999999, 29999, false",
        "999999, 30000, true",
    })
    void bodyIsTooSlow(long bytes, long elapsedMillis, boolean isTooSlow) {
        assertThat(PACE.isTooSlow(bytes, Duration.ofMillis(elapsedMillis))).isEqualTo(isTooSlow);
    }

    @ParameterizedTest(name = "after {0} ms in {1} ms")
    @CsvSource({"0, 10000", "4000, 6000", "10000, 1000", "12000, 1000", "29500, 500"})
    void isLookedAtAgain(long elapsedMillis, long nextMillis) {
        assertThat(PACE.untilNextCheck(Duration.ofMillis(elapsedMillis))).isEqualTo(Duration.ofMillis(nextMillis));
    }

    @ParameterizedTest(name = "a deadline of {0} s")
    @CsvSource({"2", "5"})
    void deadlineBeforeTheGraceIsOverCounts(long seconds) {
        BodyPace pace = new BodyPace(Duration.ofSeconds(seconds), 1_024);
        assertThat(pace.untilNextCheck(Duration.ZERO)).isEqualTo(Duration.ofSeconds(seconds));
        assertThat(pace.isTooSlow(1, Duration.ofSeconds(seconds))).isTrue();
    }
}
