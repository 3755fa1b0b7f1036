package io.rollcall.lakehouse.openday;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pauses here are longer than the time a test has. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class RefreshPauseTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final RefreshPause pause = new RefreshPause();

    @Test
    void aPauseEndsByItself() {
        assertThat(pause.isOver(Duration.ofMillis(1))).isTrue();
    }

    @Test
    void aReasonToCountEndsThePauseThatIsUnderWay() {
        CompletableFuture<Boolean> over = CompletableFuture.supplyAsync(() -> pause.isOver(LONG));
        pause.cutShort();
        assertThat(over.join()).isTrue();
    }

    @Test
    void severalReasonsCutOnePauseShort() {
        pause.cutShort();
        pause.cutShort();
        assertThat(pause.isOver(LONG)).isTrue();
        CompletableFuture<Boolean> next = CompletableFuture.supplyAsync(() -> pause.isOver(LONG));
        assertThat(next.completeOnTimeout(false, 200, TimeUnit.MILLISECONDS).join())
                .as("whether the next one was cut short, too")
                .isFalse();
        pause.stop();
    }

    @Test
    void nothingIsCountedAfterTheStop() {
        CompletableFuture<Boolean> over = CompletableFuture.supplyAsync(() -> pause.isOver(LONG));
        pause.stop();
        assertThat(over.join()).isFalse();
        assertThat(pause.isOver(Duration.ZERO)).isFalse();
        assertThat(pause.isStopped()).isTrue();
    }
}
