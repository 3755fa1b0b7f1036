package io.rollcall.standalone.client;

import io.rollcall.standalone.client.GatewayAnswer.TryLater;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The door of one Rollcall. Sends a request once; whether to send it again is the caller's to decide. */
public final class EventsClient {
    /** The content type of a body with one event a line. */
    public static final String NDJSON = "application/x-ndjson";

    /** One event, an array of them, or an envelope. */
    public static final String JSON = "application/json";

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);

    // HTTP/1.1: an upgrade to HTTP/2 in the clear would cost the first request of every connection a detour.
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();

    private final URI events;
    private final Map<String, String> headers;

    private EventsClient(URI events, Map<String, String> headers) {
        this.events = events;
        this.headers = headers;
    }

    /**
     * An endpoint without a key.
     *
     * @param base for example {@code http://localhost:8080}
     * @throws IllegalArgumentException when it is not an http or https URL
     */
    public static EventsClient of(String base) {
        URI uri = URI.create(base.endsWith("/") ? base : base + '/');
        if (uri.getHost() == null || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
            throw new IllegalArgumentException("'" + base + "' is not a URL like http://localhost:8080");
        }
        return new EventsClient(uri.resolve("v1/events"), Map.of());
    }

    /** The same endpoint with a write key; without one when {@code key} is null. */
    public EventsClient withKey(@Nullable String key) {
        return key == null ? this : with("Authorization", "Bearer " + key);
    }

    /** The same endpoint, asked not to check how old events are. */
    public EventsClient forBackfill() {
        return with("Rollcall-Backfill", "true");
    }

    /** The address that requests go to. */
    public URI uri() {
        return events;
    }

    /** Sends one request and reads the answer. A connection that fails is an answer too: {@link TryLater}. */
    public GatewayAnswer post(String contentType, byte[] body) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(events)
                .timeout(ANSWER_TIMEOUT)
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return AnswerReader.read(
                    response.statusCode(),
                    response.headers().firstValue("Retry-After"),
                    response.body(),
                    Instant.now());
        } catch (IOException unreachable) {
            return new TryLater(Optional.empty(), cause(unreachable));
        }
    }

    /**
     * The reason why nothing can be sent now: nobody answers there. It is empty when somebody does, whatever they say.
     */
    public Optional<String> absence() throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(events.resolve("/"))
                .timeout(ANSWER_TIMEOUT)
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            http.send(request, HttpResponse.BodyHandlers.discarding());
            return Optional.empty();
        } catch (ConnectException | HttpConnectTimeoutException nobody) {
            return Optional.of("nobody answers at " + events);
        } catch (IOException brokenOff) {
            // Somebody was there. What is sent next says what is wrong, with the patience it needs.
            return Optional.empty();
        }
    }

    private EventsClient with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new EventsClient(events, Map.copyOf(more));
    }

    private String cause(IOException unreachable) {
        if (unreachable instanceof ConnectException) {
            return "nobody answers at " + events;
        }
        String message = unreachable.getMessage();
        return "the connection to " + events + " failed: "
                + (message == null ? unreachable.getClass().getSimpleName() : message);
    }
}
