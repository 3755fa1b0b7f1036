package io.rollcall.standalone.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * Somebody who asks the query API all the time, whatever is away: each question is answered in time, by figures or by a 503 that the
 * interface names.
 */
final class Curiosity implements Runnable {
    private static final Pattern DAYS_AGO = Pattern.compile("\\{(\\d)}");

    /** Days are named by how long ago they are. */
    private static final List<String> QUESTIONS = List.of(
            "metrics/dau",
            "metrics/dau?group_by=none&from={6}",
            "metrics/engagement?from={2}",
            "metrics/mau?group_by=none",
            "metrics/wau",
            "metrics/stickiness",
            "metrics/retention?from={9}&to={3}",
            "metrics/sessions?from={3}",
            "profiles/7/engagement",
            "live");

    private static final Set<String> DOCUMENTED = Set.of(
            "live_counters_unavailable",
            "live_counters_refused",
            "live_counters_behind",
            "published_figures_unavailable",
            "too_many_questions",
            "too_many_subscribers");
    private static final Duration IN_TIME = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final int MOST_FAULTS = 20;
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final ObjectMapper json = new ObjectMapper();
    private final URI address;
    private final Random random;
    private final Map<String, AtomicLong> answers = new ConcurrentSkipListMap<>();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private volatile boolean stopped;

    Curiosity(URI address, long seed) {
        this.address = address;
        this.random = new Random(seed);
    }

    void stop() {
        stopped = true;
    }

    /** What was answered as nothing should be. */
    Queue<String> faults() {
        return faults;
    }

    /** How many of each. */
    Map<String, AtomicLong> answers() {
        return answers;
    }

    @Override
    public void run() {
        while (!stopped && faults.size() < MOST_FAULTS) {
            ask(dated(QUESTIONS.get(random.nextInt(QUESTIONS.size()))));
            Fault.pass(PAUSE);
        }
    }

    private static String dated(String question) {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        return DAYS_AGO.matcher(question)
                .replaceAll(ago -> today.minusDays(Long.parseLong(ago.group(1))).toString());
    }

    private void ask(String question) {
        HttpRequest request = HttpRequest.newBuilder(address.resolve(question))
                .timeout(IN_TIME)
                .header("Accept", question.equals("live") ? "text/event-stream" : "application/json")
                .build();
        try {
            if (question.equals("live")) {
                // The beginning of a stream, and then its listener is gone.
                HttpResponse<InputStream> stream = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
                try (InputStream frames = stream.body()) {
                    judge(question, stream.statusCode(), new String(frames.readNBytes(64), StandardCharsets.UTF_8));
                }
                return;
            }
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            judge(question, answer.statusCode(), answer.body());
        } catch (HttpTimeoutException late) {
            faults.add("no answer to " + question + " within " + IN_TIME);
        } catch (IOException broken) {
            faults.add("no answer to " + question + ": " + broken);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private void judge(String question, int status, String body) throws IOException {
        if (status == OK) {
            count("200");
            return;
        }
        JsonNode code = status == UNAVAILABLE ? json.readTree(body).path("code") : json.nullNode();
        count(status + " " + code.asText(""));
        if (!DOCUMENTED.contains(code.asText(""))) {
            faults.add(question + " was answered " + status + ": " + body);
        }
    }

    private void count(String answer) {
        answers.computeIfAbsent(answer, any -> new AtomicLong()).incrementAndGet();
    }
}
