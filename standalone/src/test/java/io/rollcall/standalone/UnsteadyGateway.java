package io.rollcall.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The gateway as a page meets it on a bad day: stands before the real one, and fails, stalls or hands on. */
final class UnsteadyGateway implements AutoCloseable {
    /** What becomes of a request for events. */
    enum Mood {
        WELL,
        /** It is refused for now, and the real gateway does not hear of it. */
        FAILING,
        /** The real gateway takes it, and the answer never comes. */
        STALLING,
        /** The real gateway takes it, and the connection breaks before the answer. */
        BREAKING
    }

    /** A request for events that came. */
    record Arrival(String uri, String body, long nanos) {}

    /** What the real gateway answered to one. */
    record Said(int status, String type, String body) {}

    static final int RETRY_AFTER_SECONDS = 2;

    /** What is said of a connection, and what would make answers unreadable here. */
    private static final Set<String> NOT_HANDED_ON = Set.of(
            "accept-encoding",
            "connection",
            "content-length",
            "host",
            "transfer-encoding",
            "upgrade",
            "http2-settings",
            ":status");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Arrival> arrivals = new CopyOnWriteArrayList<>();
    private final List<Said> answers = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final HttpServer server;
    private volatile Mood mood = Mood.WELL;
    private volatile String target;

    UnsteadyGateway(String target) throws IOException {
        this.target = target;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void is(Mood now) {
        mood = now;
    }

    /** The real gateway is there from now on. */
    void standBefore(String url) {
        target = url;
    }

    /** The requests for events that came so far, preflights not counted. */
    List<Arrival> arrivals() {
        return List.copyOf(arrivals);
    }

    /** What the real gateway answered to them, whether the browser lets a page read it or not. */
    List<Said> answers() {
        return List.copyOf(answers);
    }

    void forgetArrivals() {
        arrivals.clear();
        answers.clear();
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        boolean brings = exchange.getRequestMethod().equals("POST");
        Mood now = brings ? mood : Mood.WELL;
        if (brings) {
            arrivals.add(new Arrival(exchange.getRequestURI().toString(), new String(body, UTF_8), System.nanoTime()));
        }
        try (exchange) {
            if (now == Mood.FAILING) {
                refuse(exchange);
                return;
            }
            HttpResponse<byte[]> answer = handOn(exchange, body);
            if (brings) {
                answers.add(said(answer));
            }
            if (now == Mood.WELL) {
                pass(exchange, answer);
            } else if (now == Mood.STALLING) {
                end.await();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /** As the real gateway does while it has no log. */
    private static void refuse(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
        exchange.getResponseHeaders().set("Access-Control-Expose-Headers", "Retry-After");
        exchange.getResponseHeaders().set("Retry-After", Integer.toString(RETRY_AFTER_SECONDS));
        exchange.sendResponseHeaders(503, -1);
    }

    private HttpResponse<byte[]> handOn(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(target + exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!NOT_HANDED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static Said said(HttpResponse<byte[]> answer) {
        return new Said(
                answer.statusCode(),
                answer.headers().firstValue("Content-Type").orElse(""),
                new String(answer.body(), UTF_8));
    }

    private static void pass(HttpExchange exchange, HttpResponse<byte[]> answer) throws IOException {
        Set<String> names = new TreeSet<>(answer.headers().map().keySet());
        names.removeAll(NOT_HANDED_ON);
        names.forEach(
                name -> exchange.getResponseHeaders().put(name, answer.headers().allValues(name)));
        boolean isEmpty = answer.body().length == 0;
        exchange.sendResponseHeaders(answer.statusCode(), isEmpty ? -1 : answer.body().length);
        if (!isEmpty) {
            exchange.getResponseBody().write(answer.body());
        }
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
