package io.rollcall.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits until the services take and answer requests, by asking them as a load balancer would. */
final class Readiness {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final long POLL_MILLIS = 50;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final int OK = 200;

    private Readiness() {}

    /** Returns when everything is ready, or after a minute, having said what is not. */
    static void await(String url) throws InterruptedException {
        HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
        HttpRequest question = HttpRequest.newBuilder(URI.create(url + "/q/health/ready"))
                .timeout(TIMEOUT)
                .build();
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        String answer = ask(http, question);
        while (!answer.isEmpty() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            answer = ask(http, question);
        }
        if (!answer.isEmpty()) {
            System.err.println("rollcall: started, but not ready: " + answer);
        }
    }

    /** Empty when ready, else what is not. */
    private static String ask(HttpClient http, HttpRequest question) throws InterruptedException {
        try {
            HttpResponse<String> answer = http.send(question, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == OK ? "" : answer.body();
        } catch (IOException unreachable) {
            return unreachable.toString();
        }
    }
}
