package io.rollcall.benchmarks.gateway;

import io.rollcall.benchmarks.machine.CannotMeasureException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Posts bodies that were made before, over a few connections that are kept; each one sends its next request when it has the
 * answer to the last. One thread, because it shares the machine with what it measures.
 */
final class LoadGenerator implements AutoCloseable {
    private static final int ACCEPTED = 202;
    private static final long ANSWER_MILLIS = 30_000;

    private final Vertx vertx;
    private final HttpClient http;
    private final RequestOptions post;

    LoadGenerator(Vertx vertx, int port, int mostConnections) {
        this.vertx = vertx;
        this.http = vertx.createHttpClient(
                new HttpClientOptions().setKeepAlive(true).setTcpNoDelay(true),
                new PoolOptions().setHttp1MaxSize(mostConnections).setEventLoopSize(1));
        this.post = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost("127.0.0.1")
                .setPort(port)
                .setURI("/v1/events")
                .setTimeout(ANSWER_MILLIS)
                .putHeader("Content-Type", "application/x-ndjson");
    }

    /**
     * Sends bodies for a while.
     *
     * @param bodies taken in turn
     * @param eventsEach in each body; an answer that has not accepted as many ends the run
     * @param connections with one request under way on each
     * @return events acknowledged a second, until the last answer
     */
    double run(List<Buffer> bodies, int eventsEach, int connections, Duration length) {
        Run run = new Run(bodies, "{\"accepted\":" + eventsEach + ",", System.nanoTime() + length.toNanos());
        long started = System.nanoTime();
        await(Future.all(IntStream.range(0, connections)
                .mapToObj(connection -> run.connection())
                .toList()));
        double seconds = (System.nanoTime() - started) / (double) TimeUnit.SECONDS.toNanos(1);
        return run.answers.get() * (double) eventsEach / seconds;
    }

    @Override
    public void close() {
        await(http.close());
    }

    private static void await(Future<?> work) {
        try {
            work.toCompletionStage().toCompletableFuture().get(5, TimeUnit.MINUTES);
        } catch (ExecutionException failed) {
            throw new CannotMeasureException("the gateway failed under load: " + failed.getCause(), failed);
        } catch (TimeoutException stuck) {
            throw new CannotMeasureException("the load did not end", stuck);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CannotMeasureException("interrupted", interrupted);
        }
    }

    /** A stretch of load, with its answers counted. */
    private final class Run {
        private final List<Buffer> bodies;
        private final String wanted;
        private final long deadline;
        private final AtomicInteger taken = new AtomicInteger();
        private final AtomicLong answers = new AtomicLong();

        Run(List<Buffer> bodies, String wanted, long deadline) {
            this.bodies = bodies;
            this.wanted = wanted;
            this.deadline = deadline;
        }

        Future<Void> connection() {
            Promise<Void> done = Promise.promise();
            next(done);
            return done.future();
        }

        private void next(Promise<Void> done) {
            if (System.nanoTime() >= deadline) {
                done.complete();
                return;
            }
            Buffer body = bodies.get(Math.floorMod(taken.getAndIncrement(), bodies.size()));
            http.request(post)
                    .compose(request -> send(request, body))
                    .compose(this::check)
                    .onSuccess(answered -> {
                        answers.incrementAndGet();
                        // Not from here: a chain of answers would grow the stack.
                        vertx.getOrCreateContext().runOnContext(again -> next(done));
                    })
                    .onFailure(done::fail);
        }

        private Future<HttpClientResponse> send(HttpClientRequest request, Buffer body) {
            return request.send(body);
        }

        private Future<Void> check(HttpClientResponse response) {
            return response.body().compose(body -> {
                boolean accepted =
                        response.statusCode() == ACCEPTED && body.toString().startsWith(wanted);
                return accepted
                        ? Future.succeededFuture()
                        : Future.failedFuture("it answered " + response.statusCode() + ": " + body);
            });
        }
    }
}
