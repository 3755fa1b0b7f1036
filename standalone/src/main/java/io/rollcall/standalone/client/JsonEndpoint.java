package io.rollcall.standalone.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.rollcall.event.Excerpt;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A client that reads what one Rollcall says, most of it in JSON, for a caller with one key. It asks once; whether to ask again is
 * the caller's to decide.
 */
public final class JsonEndpoint {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);
    private static final int EXCERPT_CHARS = 200;
    private static final String ACCEPT = "Accept";

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();

    private final URI base;
    private final @Nullable String key;

    private JsonEndpoint(URI base, @Nullable String key) {
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
    public static JsonEndpoint of(String base, @Nullable String key) {
        return new JsonEndpoint(base(base), key);
    }

    /**
     * A base as a URL that paths can be resolved against.
     *
     * @throws IllegalArgumentException when it is not an http or https URL
     */
    public static URI base(String base) {
        URI uri = URI.create(base.endsWith("/") ? base : base + '/');
        if (uri.getHost() == null || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
            throw new IllegalArgumentException("'" + base + "' is not a URL like http://localhost:8080");
        }
        return uri;
    }

    /** A reply: the status and the body. */
    public record Reply(int status, JsonNode body) {
        /** The status of what is answered. */
        public static final int OK = 200;

        private static final int ERRORS = 400;

        /** Tells whether it is what was asked for. */
        public boolean isGood() {
            return status < ERRORS && !body.isMissingNode();
        }

        /** The reason why it is not, in the server's words. */
        public String problem() {
            String detail = body.path("detail").asText(body.path("title").asText());
            return "HTTP " + status + (detail.isBlank() ? "" : ": " + detail);
        }
    }

    /**
     * Asks for what is at a path.
     *
     * @param path such as {@code v1/reconciliations/status}
     * @throws IOException when nobody answers; the message says who does not
     */
    public Reply get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    /** Sends a JSON body; otherwise as {@link #get}. */
    public Reply post(String path, JsonNode body) throws IOException, InterruptedException {
        return send(
                request(path).header("Content-Type", EventsClient.JSON).POST(BodyPublishers.ofString(body.toString())));
    }

    /** A reply as it came, which is JSON only where it says what went wrong. */
    public record Text(int status, String body) {
        /** The same, read as JSON. */
        public Reply read() {
            return new Reply(status, json(body));
        }
    }

    /** Asks for what is at a path, as a type; otherwise as {@link #get}. */
    public Text getText(String path, String type) throws IOException, InterruptedException {
        return text(request(path).setHeader(ACCEPT, type).GET());
    }

    /** Sends a text and asks for a type; otherwise as {@link #get}. */
    public Text postText(String path, String text, String type) throws IOException, InterruptedException {
        return text(request(path)
                .setHeader(ACCEPT, type)
                .header("Content-Type", "text/plain; charset=utf-8")
                .POST(BodyPublishers.ofString(text)));
    }

    /**
     * Asks for what is at a path, and reads it line by line, as it comes and for as long as it does. The stream is to be closed.
     *
     * @param type of the answer
     * @throws IOException when nobody answers, or with the reason why there is nothing to be read
     */
    public Stream<String> getLines(String path, String type) throws IOException, InterruptedException {
        return lines(request(path, type).GET());
    }

    /** Asks for something to be done; otherwise as {@link #getLines}. */
    public Stream<String> postLines(String path, String type) throws IOException, InterruptedException {
        return lines(request(path, type).POST(BodyPublishers.noBody()));
    }

    private Stream<String> lines(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<Stream<String>> response = exchange(request, HttpResponse.BodyHandlers.ofLines());
        if (response.statusCode() == Reply.OK) {
            return response.body();
        }
        try (Stream<String> problem = response.body()) {
            throw new IOException(
                    new Reply(response.statusCode(), json(problem.collect(Collectors.joining(" ")))).problem());
        }
    }

    private HttpRequest.Builder request(String path) {
        return request(path, EventsClient.JSON).timeout(ANSWER_TIMEOUT);
    }

    private HttpRequest.Builder request(String path, String type) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).header(ACCEPT, type);
        return key == null ? request : request.header("Authorization", "Bearer " + key);
    }

    private Reply send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return text(request).read();
    }

    private Text text(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = exchange(request, HttpResponse.BodyHandlers.ofString());
        return new Text(response.statusCode(), response.body());
    }

    private <T> HttpResponse<T> exchange(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body)
            throws IOException, InterruptedException {
        try {
            return http.send(request.build(), body);
        } catch (ConnectException refused) {
            throw new IOException("nobody answers at " + base, refused);
        } catch (IOException failed) {
            throw new IOException("the connection to " + base + " failed: " + failed, failed);
        }
    }

    /** Something else than JSON, such as a proxy's page, is quoted in part. */
    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException notOurs) {
            return body.isBlank()
                    ? MissingNode.getInstance()
                    : JSON.createObjectNode().put("detail", Excerpt.of(body, EXCERPT_CHARS));
        }
    }
}
