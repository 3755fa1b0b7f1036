package io.rollcall.standalone;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Says what it is told to, and remembers what it was sent: for answers that a healthy gateway gives rarely. */
public final class FakeGateway implements AutoCloseable {
    /** One answer. */
    public record Reply(int status, String retryAfter, String body) {
        public static Reply of(int status, String body) {
            return new Reply(status, "", body);
        }
    }

    /** One request. */
    public record Request(
            String method, String path, String contentType, String authorization, String backfill, String body) {
        public long lines() {
            return body.lines().count();
        }
    }

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Reply> first = new ConcurrentLinkedQueue<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Function<Request, Reply> otherwise;
    private final HttpServer server;

    public FakeGateway(Function<Request, Reply> otherwise) throws IOException {
        this.otherwise = otherwise;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/v1/", this::answer);
        server.start();
    }

    /** A gateway that accepts every line. */
    public static FakeGateway accepting() throws IOException {
        return new FakeGateway(request -> accepted(request.lines()));
    }

    public static Reply accepted(long events) {
        return Reply.of(202, "{\"accepted\":" + events + ",\"rejected\":[]}");
    }

    /** What to say to the next requests, before everything else. */
    public FakeGateway saying(Reply... replies) {
        first.addAll(List.of(replies));
        return this;
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public List<Request> requests() {
        return requests;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        Request request = new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                header(exchange, "Content-Type"),
                header(exchange, "Authorization"),
                header(exchange, "Rollcall-Backfill"),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        requests.add(request);
        Reply told = first.poll();
        Reply reply = told == null ? otherwise.apply(request) : told;
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        if (!reply.retryAfter().isEmpty()) {
            exchange.getResponseHeaders().set("Retry-After", reply.retryAfter());
        }
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }
}
