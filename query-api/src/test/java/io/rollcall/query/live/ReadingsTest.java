package io.rollcall.query.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rollcall.query.question.Refusal;
import io.rollcall.query.question.RefusalException;
import io.rollcall.rollup.RedisUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadingsTest {
    private static final int PLACES = 2;
    private static final int CROWD = 20;

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final ExecutorService askers = Executors.newFixedThreadPool(CROWD);
    private final CountDownLatch end = new CountDownLatch(1);
    private Readings readings = patientFor(Duration.ofMinutes(5));

    private record Two(int readings, long sketches) implements ReadingConfig {}

    private Readings patientFor(Duration patience) {
        return new Readings(new Two(PLACES, 1), patience, metrics);
    }

    @AfterEach
    void close() {
        end.countDown();
        askers.shutdownNow();
        readings.close();
    }

    @Test
    void whoWaitsForAPlaceFailsWithTheFirstAndAsksNobody() {
        AtomicInteger asked = new AtomicInteger();
        List<Future<Integer>> crowd = new ArrayList<>();
        for (int i = 0; i < CROWD; i++) {
            crowd.add(askers.submit(() -> readings.<Integer>one(() -> {
                asked.incrementAndGet();
                awaitEnd();
                throw new RedisUnavailableException("silent", new IllegalStateException());
            })));
        }
        await().until(() -> gauge("rollcall.query.live.readings.waiting") == CROWD - PLACES);
        assertThat(gauge("rollcall.query.live.readings")).isEqualTo(PLACES);
        end.countDown();
        for (Future<Integer> answer : crowd) {
            assertThatThrownBy(answer::get).hasCauseInstanceOf(RedisUnavailableException.class);
        }
        assertThat(asked).hasValue(PLACES);
        assertThat(readings.one(() -> 7)).as("the next one is asked again").isEqualTo(7);
    }

    @Test
    void whoGetsNoPlaceInTimeIsRefused() {
        readings.close();
        readings = patientFor(Duration.ofMillis(1));
        for (int i = 0; i < PLACES; i++) {
            askers.execute(() -> readings.one(() -> {
                awaitEnd();
                return 7;
            }));
        }
        await().untilAsserted(() -> assertThatThrownBy(() -> readings.one(() -> 7))
                .isInstanceOfSatisfying(
                        RefusalException.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Refusal.TOO_MANY_QUESTIONS)));
    }

    @Test
    void theDaysOfAQuestionAreReadSomeAtATimeAndComeInTheirOrder() throws ExecutionException, InterruptedException {
        List<Integer> keys = IntStream.range(0, CROWD).boxed().toList();
        CountDownLatch together = new CountDownLatch(PLACES);
        Future<List<Integer>> answer = askers.submit(() -> readings.each(
                keys,
                key -> readings.one(() -> {
                    together.countDown();
                    awaitUninterrupted(together);
                    return 2 * key;
                })));
        assertThat(answer.get()).isEqualTo(keys.stream().map(key -> 2 * key).toList());
        assertThatThrownBy(() -> readings.each(keys, key -> {
                    throw new RedisUnavailableException("silent", new IllegalStateException());
                }))
                .isInstanceOf(RedisUnavailableException.class);
    }

    private double gauge(String name) {
        return metrics.get(name).gauge().value();
    }

    private void awaitEnd() {
        awaitUninterrupted(end);
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
