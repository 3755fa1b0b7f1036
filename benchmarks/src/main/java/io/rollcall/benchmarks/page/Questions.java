package io.rollcall.benchmarks.page;

import io.rollcall.benchmarks.machine.CannotMeasureException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** The page's questions without a page: what of a look's time is the system's. */
final class Questions {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int OK = 200;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    /** Asks all of them at once; the milliseconds until the last answer is there. */
    double ask(List<String> urls) {
        long began = System.nanoTime();
        List<CompletableFuture<HttpResponse<String>>> answers = urls.stream()
                .map(url -> HttpRequest.newBuilder(URI.create(url))
                        .timeout(TIMEOUT)
                        .header("Accept", "application/json")
                        .build())
                .map(question -> http.sendAsync(question, BodyHandlers.ofString()))
                .toList();
        try {
            for (CompletableFuture<HttpResponse<String>> answer : answers) {
                HttpResponse<String> response = answer.join();
                if (response.statusCode() != OK) {
                    throw new CannotMeasureException(response.uri() + " answered " + response.statusCode());
                }
            }
        } catch (CompletionException unanswered) {
            throw new CannotMeasureException("a question had no answer: " + unanswered.getCause(), unanswered);
        }
        return (System.nanoTime() - began) / (double) TimeUnit.MILLISECONDS.toNanos(1);
    }
}
