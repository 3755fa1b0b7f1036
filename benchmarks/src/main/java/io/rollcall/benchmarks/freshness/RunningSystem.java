package io.rollcall.benchmarks.freshness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.benchmarks.machine.CannotMeasureException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.OptionalDouble;

/** A running Rollcall, as its clients see it. */
final class RunningSystem {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int OK = 200;
    private static final int ACCEPTED = 202;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final String url;
    private final String key;

    /** At that address; the write key may be empty. */
    RunningSystem(String url, String key) {
        this.url = url;
        this.key = key;
    }

    /** Sends one event of a profile and returns when it is acknowledged. */
    void send(long profileId, String region, Instant eventTime) {
        String event = String.format(
                Locale.ROOT,
                "{\"profile_id\":%d,\"event_name\":\"app_start\",\"event_time\":\"%s\",\"region\":\"%s\"}",
                profileId,
                eventTime,
                region);
        HttpRequest.Builder post = question("/v1/events")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(event));
        if (!key.isEmpty()) {
            post.header("Authorization", "Bearer " + key);
        }
        require(ACCEPTED, ask(post));
    }

    /** Today's active profiles of a region, by that day's date. */
    long dau(String region, Instant day) {
        LocalDate dt = LocalDate.ofInstant(day, ZoneOffset.UTC);
        HttpResponse<String> answer = ask(question("/v1/metrics/dau?from=" + dt + "&to=" + dt + "&region=" + region));
        require(OK, answer);
        return tree(answer.body()).path("rows").path(0).path("value").asLong(0);
    }

    /** The sum of a Prometheus counter over its labels; empty when it is not served here. */
    OptionalDouble counter(String name) {
        HttpResponse<String> answer = ask(question("/q/metrics"));
        require(OK, answer);
        double[] values = answer.body()
                .lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .toArray();
        return values.length == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(java.util.Arrays.stream(values).sum());
    }

    private HttpRequest.Builder question(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).timeout(TIMEOUT);
    }

    private HttpResponse<String> ask(HttpRequest.Builder question) {
        try {
            return http.send(question.build(), BodyHandlers.ofString());
        } catch (IOException unreachable) {
            throw new CannotMeasureException(
                    "nothing answers at " + url + " (" + unreachable + "); start it with ./rollcall up --demo",
                    unreachable);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CannotMeasureException("interrupted", interrupted);
        }
    }

    private void require(int status, HttpResponse<String> answer) {
        if (answer.statusCode() != status) {
            throw new CannotMeasureException(
                    answer.uri() + " answered " + answer.statusCode() + ", not " + status + ": " + answer.body());
        }
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException notJson) {
            throw new CannotMeasureException("not JSON: " + json, notJson);
        }
    }
}
