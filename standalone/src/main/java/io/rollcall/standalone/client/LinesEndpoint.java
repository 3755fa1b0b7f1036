package io.rollcall.standalone.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.event.Excerpt;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A client that reads an answer line by line, as it comes, for a caller with one key. */
public final class LinesEndpoint {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final int GOOD = 200;
    private static final int EXCERPT_CHARS = 200;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();

    private final URI base;
    private final @Nullable String key;

    private LinesEndpoint(URI base, @Nullable String key) {
        this.base = base;
        this.key = key;
    }

    /**
     * Makes an endpoint of a base and a key.
     *
     * @param base for example {@code http://localhost:8080}
     * @param key sent as bearer; null for none
     * @throws IllegalArgumentException when the base is not an http or https URL
     */
    public static LinesEndpoint of(String base, @Nullable String key) {
        return new LinesEndpoint(JsonEndpoint.base(base), key);
    }

    /**
     * Asks for what is at a path; the stream is to be closed.
     *
     * @param accept the type of the answer
     * @throws IOException when nobody answers, or with the reason why there is nothing to be read
     */
    public Stream<String> get(String path, String accept) throws IOException, InterruptedException {
        return send(request(path, accept).GET().build());
    }

    /** Asks for something to be done; otherwise as {@link #get}. */
    public Stream<String> post(String path, String accept) throws IOException, InterruptedException {
        return send(
                request(path, accept).POST(HttpRequest.BodyPublishers.noBody()).build());
    }

    private HttpRequest.Builder request(String path, String accept) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).header("Accept", accept);
        return key == null ? request : request.header("Authorization", "Bearer " + key);
    }

    private Stream<String> send(HttpRequest request) throws IOException, InterruptedException {
        try {
            HttpResponse<Stream<String>> response = http.send(request, HttpResponse.BodyHandlers.ofLines());
            if (response.statusCode() == GOOD) {
                return response.body();
            }
            try (Stream<String> problem = response.body()) {
                throw new IOException(
                        "HTTP " + response.statusCode() + detail(problem.collect(Collectors.joining(" "))));
            }
        } catch (ConnectException refused) {
            throw new IOException("nobody answers at " + base, refused);
        }
    }

    /** Something else than a problem, such as a proxy's page, is quoted in part. */
    private static String detail(String problem) {
        try {
            String detail = new ObjectMapper().readTree(problem).path("detail").asText();
            return detail.isBlank() ? "" : ": " + detail;
        } catch (IOException notOurs) {
            return ": " + Excerpt.of(problem, EXCERPT_CHARS);
        }
    }
}
