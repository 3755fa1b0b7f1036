package io.rollcall.query.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedTest {
    private static final int CROWD = 20;

    private final ExecutorService askers = Executors.newFixedThreadPool(CROWD);
    private final AtomicInteger readings = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void close() {
        askers.shutdownNow();
    }

    @Test
    void whoAsksWhileAFigureIsReadGetsThatOne() throws ExecutionException, InterruptedException {
        Shared<String, Integer> shared = new Shared<>(Duration.ZERO);
        List<Future<Integer>> crowd = ask(shared, () -> readings.incrementAndGet());
        for (Future<Integer> answer : crowd) {
            assertThat(answer.get()).isOne();
        }
        assertThat(shared.get("figure", key -> readings.incrementAndGet()))
                .as("afterwards it is read anew")
                .isEqualTo(2);
    }

    @Test
    void aFailureIsSharedByThoseWhoWaitAndIsNotKept() throws InterruptedException {
        Shared<String, Integer> shared = new Shared<>(Duration.ofHours(1));
        List<Future<Integer>> crowd = ask(shared, () -> {
            readings.incrementAndGet();
            throw new RedisUnavailableException("silent", new IllegalStateException());
        });
        for (Future<Integer> answer : crowd) {
            assertThatThrownBy(answer::get).hasCauseInstanceOf(RedisUnavailableException.class);
        }
        assertThat(readings).hasValue(1);
        assertThat(shared.get("figure", key -> 7)).isEqualTo(7);
    }

    private interface Reading {
        int figure();
    }

    /** All of them ask before the first has read. */
    private List<Future<Integer>> ask(Shared<String, Integer> shared, Reading reading) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        List<Future<Integer>> crowd = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < CROWD; i++) {
            crowd.add(askers.submit(() -> {
                synchronized (threads) {
                    threads.add(Thread.currentThread());
                }
                return shared.get("figure", key -> {
                    begun.countDown();
                    awaitEnd();
                    return reading.figure();
                });
            }));
        }
        begun.await();
        await().until(() -> {
            synchronized (threads) {
                return threads.size() == CROWD
                        && threads.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING);
            }
        });
        end.countDown();
        return crowd;
    }

    private void awaitEnd() {
        try {
            end.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
