package io.rollcall.query.http;

import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/** A client of the live stream that reads as the page does. */
final class Listener implements AutoCloseable {
    /** An event's name and data. */
    record Event(String name, JsonPath data) {}

    private final HttpResponse<InputStream> response;
    private final BufferedReader lines;

    private Listener(HttpResponse<InputStream> response) {
        this.response = response;
        this.lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    static Listener open(String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + "/v1/live"));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return new Listener(
                    HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    int status() {
        return response.statusCode();
    }

    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    Event next() {
        try {
            String name = "message";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event:")) {
                    name = line.substring("event:".length()).strip();
                } else if (line.startsWith("data:")) {
                    return new Event(name, JsonPath.from(line.substring("data:".length())));
                }
            }
            throw new IllegalStateException("the stream has ended");
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The first of the next events for which something holds; the test's own timeout bounds the search. */
    Event until(Predicate<Event> holds) {
        Event event = next();
        while (!holds.test(event)) {
            event = next();
        }
        return event;
    }

    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
