package io.rollcall.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.worker.DuplicateWindow.Bounds;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DuplicateWindowTest {
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
    private static final long WINDOW = TEN_MINUTES.toMillis();

    private static final int MANY = 10_000_000;

    private final DuplicateWindow window = new DuplicateWindow(new Bounds(TEN_MINUTES, MANY));

    @Test
    void theSecondOfTwoIsADuplicate() {
        assertThat(window.seenBefore(1, "a", 0)).isFalse();
        assertThat(window.seenBefore(1, "a", 5)).isTrue();
    }

    @Test
    void anEventIsItsProfileAndItsId() {
        window.seenBefore(1, "a", 0);
        assertThat(window.seenBefore(2, "a", 0)).isFalse();
        assertThat(window.seenBefore(1, "b", 0)).isFalse();
    }

    @Test
    void exactlyTheWindowLaterIsStillADuplicateAndAMillisecondMoreIsNot() {
        window.seenBefore(1, "a", 0);
        window.seenBefore(1, "b", 0);
        assertThat(window.seenBefore(1, "a", WINDOW)).isTrue();
        assertThat(window.seenBefore(1, "b", WINDOW + 1)).isFalse();
    }

    @Test
    void aDuplicateProlongsWhatIsRemembered() {
        window.seenBefore(1, "a", 0);
        window.seenBefore(1, "a", WINDOW);
        assertThat(window.seenBefore(1, "a", 2 * WINDOW)).isTrue();
    }

    @Test
    void anEarlierTimestampDoesNotMakeItForget() {
        window.seenBefore(1, "a", WINDOW);
        window.seenBefore(1, "a", 0);
        assertThat(window.seenBefore(1, "a", 2 * WINDOW)).isTrue();
    }

    @Test
    void whatIsOutOfTheWindowIsForgotten() {
        for (int i = 0; i < 10_000; i++) {
            window.seenBefore(1, "event " + i, i * 1_000L);
        }
        assertThat(window.size()).isBetween(900, 1_200);
    }

    @Test
    void aWindowOfZeroRemembersNothing() {
        DuplicateWindow none = new DuplicateWindow(new Bounds(Duration.ZERO, MANY));
        none.seenBefore(1, "a", 0);
        assertThat(none.seenBefore(1, "a", 0)).isFalse();
        assertThat(none.size()).isZero();
    }

    /** The clocks of the gateways that write to a partition are up to five minutes apart. */
    @ParameterizedTest(name = "seed {0}, skew {1} s")
    @CsvSource({"11, 0", "12, 0", "13, 60", "14, 300", "15, 300"})
    void decidesAsTheDefinitionDoes(long seed, long skewSeconds) {
        Random random = new Random(seed);
        Map<String, Long> newest = new HashMap<>();
        long now = 0;
        for (int i = 0; i < 50_000; i++) {
            now += random.nextInt(2_000);
            boolean ofTheSlowOne = random.nextBoolean();
            long receivedAt = Math.max(0, now - random.nextInt(20_000) - (ofTheSlowOne ? skewSeconds * 1_000 : 0));
            long profile = random.nextInt(50);
            String eventId = "e" + random.nextInt(40);
            Long before = newest.get(profile + eventId);
            boolean duplicate = before != null && before >= receivedAt - WINDOW;

            assertThat(window.seenBefore(profile, eventId, receivedAt)).isEqualTo(duplicate);

            newest.merge(profile + eventId, receivedAt, Math::max);
        }
    }

    /** 2,000 events a second of one partition for a quarter of an hour: what an import at full speed brings. */
    @Test
    void anEventTakesAtMostTwelveBytes() {
        for (int i = 0; i < 1_800_000; i++) {
            window.seenBefore(i % 50_000, "event " + i, i / 2);
        }
        assertThat(window.size()).isGreaterThan(1_200_000);
        assertThat((double) window.bytes() / window.size()).isLessThan(DuplicateWindow.BYTES_PER_EVENT);
        assertThat(window.forgotten()).isZero();
    }

    @Test
    void moreEventsThanThereIsMemoryForShortenTheWindow() {
        DuplicateWindow small = new DuplicateWindow(Bounds.within(TEN_MINUTES, 1_200_000));
        int events = 500_000;
        for (int i = 0; i < events; i++) {
            assertThat(small.seenBefore(1, "event " + i, i)).isFalse();
            assertThat(small.size()).isLessThanOrEqualTo(100_000);
        }
        assertThat(small.forgotten()).isPositive();
        assertThat(small.bytes()).isLessThan(1_500_000);
        // A slice is a minute; that long at least the newest are remembered.
        assertThat(small.seenBefore(1, "event " + (events - 1), events)).isTrue();
        assertThat(small.seenBefore(1, "event " + (events - 20_000), events)).isTrue();
        assertThat(small.seenBefore(1, "event 1", events)).isFalse();
    }

    @Test
    void evenASliceOfItsOwnIsBounded() {
        DuplicateWindow tiny = new DuplicateWindow(new Bounds(TEN_MINUTES, 1_000));
        for (int i = 0; i < 10_000; i++) {
            tiny.seenBefore(1, "event " + i, 0);
            assertThat(tiny.size()).isLessThanOrEqualTo(1_000);
        }
    }
}
