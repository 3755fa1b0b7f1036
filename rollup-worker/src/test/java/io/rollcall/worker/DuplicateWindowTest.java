package io.rollcall.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DuplicateWindowTest {
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
    private static final long WINDOW = TEN_MINUTES.toMillis();

    private final DuplicateWindow window = new DuplicateWindow(TEN_MINUTES);

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
        assertThat(window.size()).isBetween(600, 900);
    }

    @Test
    void aWindowOfZeroRemembersNothing() {
        DuplicateWindow none = new DuplicateWindow(Duration.ZERO);
        none.seenBefore(1, "a", 0);
        assertThat(none.seenBefore(1, "a", 0)).isFalse();
        assertThat(none.size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void decidesAsTheDefinitionDoes(long seed) {
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        Map<String, Long> newest = new HashMap<>();
        long now = 0;
        for (int i = 0; i < 50_000; i++) {
            now += random.nextInt(2_000);
            long receivedAt = Math.max(0, now - random.nextInt(20_000));
            long profile = random.nextInt(50);
            String eventId = "e" + random.nextInt(40);
            Long before = newest.get(profile + eventId);
            boolean duplicate = before != null && before >= receivedAt - WINDOW;

            assertThat(window.seenBefore(profile, eventId, receivedAt)).isEqualTo(duplicate);

            newest.merge(profile + eventId, receivedAt, Math::max);
        }
    }
}
