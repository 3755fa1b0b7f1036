package io.rollcall.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.event.testkit.Today;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A question of seventy bytes whose answer has some 900,000 rows, to {@code up} as it comes, with its 768 MB: alone, and two hundred
 * times at once. Each is answered whole or refused in so many words, and events are taken and counted meanwhile.
 */
@Tag("faults")
class LargeAnswersIT {
    private static final Duration WHOLE_TEST = Duration.ofMinutes(45);
    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final int DAYS = 399;
    private static final int AT_ONCE = 200;
    private static final int OK = 200;
    private static final int ACCEPTED = 202;
    private static final int UNAVAILABLE = 503;

    @TempDir
    Path directory = Path.of("");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final LocalDate today = Today.lasting(WHOLE_TEST);
    private final Map<Integer, AtomicInteger> answers = new ConcurrentSkipListMap<>();
    private final AtomicLong rows = new AtomicLong();

    @Test
    void twoHundredOfTheLargestQuestionsAtOnceLeaveTheRestAsItWas() throws Exception {
        try (RunningRollcall running = RunningRollcall.up(directory.resolve("data"))) {
            long redis = running.redis().pid();
            assertThat(Rollcall.execute("import", history().toString(), "--backfill", "--url", running.url()))
                    .isZero();
            assertThat(Rollcall.execute("reconcile", "--url", running.url()))
                    .as(running.said())
                    .isZero();

            ask(running);
            assertThat(answers).as("alone it is answered").containsOnlyKeys(OK);
            System.out.printf("%,d rows in one answer%n", rows.get());
            assertThat(rows.get()).isGreaterThan(800_000);

            int sent = askAtOnceAndSend(running);

            System.out.printf("%d at once were answered %s, %d events taken meanwhile%n", AT_ONCE, answers, sent);
            assertThat(answers.keySet()).isSubsetOf(OK, UNAVAILABLE);
            await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
                List<JsonNode> counted = running.rows("engagement?region=NZ&from=" + today + "&to=" + today);
                assertThat(counted).hasSize(1);
                assertThat(counted.get(0).path("events").asInt()).isEqualTo(sent);
            });
            assertThat(running.isAlive()).isTrue();
            assertThat(running.redis().pid()).isEqualTo(redis);
            assertThat(running.get("/q/health/ready").statusCode()).isEqualTo(OK);
            assertThat(running.said()).doesNotContain("OutOfMemoryError").doesNotContain("\tat ");
        }
    }

    /** Every region of every day, one event each, of a profile of its own. */
    private Path history() throws IOException {
        String[] regions = Locale.getISOCountries();
        Path file = directory.resolve("history.ndjson");
        try (BufferedWriter lines = Files.newBufferedWriter(file)) {
            for (int day = DAYS; day > 0; day--) {
                for (int region = 0; region < regions.length; region++) {
                    lines.write("""
                            {"profile_id":%d,"event_name":"browse","event_time":"%sT10:00:00Z","region":"%s",\
                            "event_id":"%d"}""".formatted(1_000 + region, today.minusDays(day), regions[region], day));
                    lines.newLine();
                }
            }
        }
        return file;
    }

    /** Returns how many events were taken while the questions were answered. */
    private int askAtOnceAndSend(RunningRollcall running) throws Exception {
        answers.clear();
        int sent = 0;
        ExecutorService askers = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<?>> asked = new ArrayList<>();
            for (int asker = 0; asker < AT_ONCE; asker++) {
                asked.add(askers.submit(() -> {
                    ask(running);
                    return null;
                }));
            }
            while (!asked.stream().allMatch(Future::isDone)) {
                assertThat(running.status(RunningRollcall.play(++sent, today)))
                        .as("an event is taken whatever is asked")
                        .isEqualTo(ACCEPTED);
                assertThat(running.isAlive()).as(running.said()).isTrue();
            }
            for (Future<?> one : asked) {
                one.get();
            }
        } finally {
            askers.shutdownNow();
        }
        return sent;
    }

    private void ask(RunningRollcall running) throws IOException, InterruptedException {
        URI question = URI.create(
                running.url() + "/v1/reconciliations?from=" + today.minusDays(DAYS) + "&to=" + today.minusDays(1));
        HttpResponse<InputStream> answer = http.send(
                HttpRequest.newBuilder(question)
                        .header("Accept", "text/csv")
                        .timeout(PATIENCE)
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
        answers.computeIfAbsent(answer.statusCode(), any -> new AtomicInteger()).incrementAndGet();
        Lines lines = new Lines();
        try (InputStream body = answer.body()) {
            body.transferTo(lines);
        }
        if (answer.statusCode() == OK) {
            rows.set(lines.count);
        }
    }

    /** Counts the lines that are written to it. */
    private static final class Lines extends OutputStream {
        private long count;

        @Override
        public void write(int one) {
            count += one == '\n' ? 1 : 0;
        }
    }
}
