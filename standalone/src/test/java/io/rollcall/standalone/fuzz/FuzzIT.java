package io.rollcall.standalone.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.access.ClosedLabels;
import io.rollcall.standalone.RunningRollcall;
import io.rollcall.standalone.fuzz.Exchange.Answer;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Seeded strangers send anything to every door at once: each request is answered or its connection ends, no answer says 5xx but
 * those that the interface names, what was accepted is what is counted, and threads, files, series and memory stay where they
 * were. A short run in each build; {@code -Drollcall.fuzz.seconds=600} for longer, {@code -Drollcall.fuzz.seed=7} repeats one.
 */
class FuzzIT {
    private static final long SEED = Long.getLong("rollcall.fuzz.seed", System.nanoTime());
    private static final Duration TIME = Duration.ofSeconds(Long.getLong("rollcall.fuzz.seconds", 15));
    private static final int STRANGERS = 6;
    private static final int WARM_UP = 300;
    private static final int MOST_VIOLATIONS = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int ACCEPTED = 202;
    private static final int UNAVAILABLE = 503;
    private static final int FIRST_OF_OURS = 500;

    /** The 503s that docs/reference/api.md names. */
    private static final Set<String> DOCUMENTED = Set.of(
            "too_busy",
            "log_unavailable",
            "disk_nearly_full",
            "not_acknowledged",
            "live_counters_unavailable",
            "live_counters_refused",
            "published_figures_unavailable",
            "too_many_questions",
            "too_many_subscribers");

    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, AtomicLong> answers = new ConcurrentSkipListMap<>();
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong requests = new AtomicLong();

    /** Requests with events that nobody knows the answer of. */
    private final AtomicLong unknown = new AtomicLong();

    @TempDir
    Path directory = Path.of("");

    @Test
    void whateverIsSentTheSystemAnswersAndAccountsForIt() throws Exception {
        System.out.printf("rollcall.fuzz.seed=%d seconds=%d%n", SEED, TIME.toSeconds());
        try (RunningRollcall running = RunningRollcall.up(directory.resolve("data"))) {
            Random warmUp = new Random(SEED);
            for (int request = 0; request < WARM_UP; request++) {
                send(running.port(), RandomRequest.any(warmUp));
            }
            awaitCounted(running);
            Footprint before = Footprint.of(running.get("/q/metrics").body());
            List<Thread> strangers = new ArrayList<>();
            long end = System.nanoTime() + TIME.toNanos();
            for (int number = 1; number <= STRANGERS; number++) {
                Random random = new Random(SEED + number);
                strangers.add(new Thread(() -> bother(running.port(), random, end), "stranger " + number));
            }
            strangers.forEach(Thread::start);
            for (Thread stranger : strangers) {
                stranger.join();
            }
            assertThat(violations).isEmpty();
            awaitCounted(running);
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> Footprint.of(running.get("/q/metrics").body()).requireLike(before));
            System.out.printf(
                    "%d requests, %d events accepted, %d of unknown answer, before %s, after %s, answers %s%n",
                    requests.get(),
                    accepted.get(),
                    unknown.get(),
                    before,
                    Footprint.of(running.get("/q/metrics").body()),
                    answers);
            assertThat(Footprint.addresses(running.get("/q/metrics").body()))
                    .isNotEmpty()
                    .isSubsetOf(ClosedLabels.ADDRESSES);
            assertThat(running.get("/q/health/ready").statusCode()).isEqualTo(200);
            assertThat(running.said()).doesNotContain("ERROR").doesNotContain("\tat ");
        }
    }

    private void bother(int port, Random random, long endNanos) {
        while (System.nanoTime() < endNanos && violations.size() < MOST_VIOLATIONS) {
            send(port, RandomRequest.any(random));
        }
    }

    private void send(int port, RandomRequest request) {
        requests.incrementAndGet();
        try {
            if (request.hangsUp()) {
                Exchange.hangUp(port, request);
                answers.computeIfAbsent("hung up", any -> new AtomicLong()).incrementAndGet();
                return;
            }
            Optional<Answer> answer = Exchange.of(port, request);
            if (answer.isPresent()) {
                judge(answer.get()).ifPresent(wrong -> violate(wrong, request));
            } else if (request.sendsEvents()) {
                unknown.incrementAndGet();
            }
            answers.computeIfAbsent(
                            answer.map(one -> Integer.toString(one.status())).orElse("closed"), any -> new AtomicLong())
                    .incrementAndGet();
        } catch (SocketTimeoutException hangs) {
            violate("neither an answer nor an end", request);
        } catch (IOException | RuntimeException broken) {
            violate("not an answer of HTTP: " + broken, request);
        }
    }

    private void violate(String what, RandomRequest request) {
        violations.add(what + " to\n" + request.text());
    }

    /** What is wrong with an answer. */
    private Optional<String> judge(Answer answer) throws IOException {
        if (answer.status() == ACCEPTED && answer.body().contains("\"accepted\"")) {
            accepted.addAndGet(json.readTree(answer.body()).path("accepted").asLong());
        }
        if (answer.status() < FIRST_OF_OURS) {
            return Optional.empty();
        }
        JsonNode code =
                answer.status() == UNAVAILABLE ? json.readTree(answer.body()).path("code") : json.nullNode();
        return DOCUMENTED.contains(code.asText("")) && answer.says("retry-after")
                ? Optional.empty()
                : Optional.of("the answer is " + answer);
    }

    /** Until as many records are accounted for as events were accepted. */
    private void awaitCounted(RunningRollcall running) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            long records = Footprint.sum(
                    running.get("/q/metrics").body(),
                    Set.of(
                            "rollcall_rollup_events_total",
                            "rollcall_rollup_duplicates_total",
                            "rollcall_rollup_late_total",
                            "rollcall_rollup_erased_total",
                            "rollcall_rollup_unreadable_total"));
            assertThat(records).isBetween(accepted.get(), accepted.get() + unknown.get() * 1_000);
            if (unknown.get() == 0) {
                assertThat(records).isEqualTo(accepted.get());
            }
        });
    }
}
