package io.rollcall.benchmarks.gateway;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Posts so many requests a second, whether the last are answered or not, and takes the time of each from the moment at which
 * it was to be sent: an answer that keeps the next request waiting is in that one's time too.
 */
final class PacedSender implements AutoCloseable {
    private static final int ACCEPTED = 202;
    private static final long TICK_MILLIS = 1;
    private static final long ANSWER_MILLIS = 30_000;
    private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Vertx vertx;
    private final Sender sender;
    private final List<HttpClient> clients;
    private final RequestOptions post;

    /**
     * Somebody who sends.
     *
     * @param addresses from which the requests come, in turn
     * @param bodies sent in turn
     * @param perSecond requests
     * @param mostUnderWay what would be more is not sent
     */
    record Sender(String secret, List<String> addresses, List<Buffer> bodies, int perSecond, int mostUnderWay) {}

    /**
     * The answers of a stretch.
     *
     * @param micros until each answer that took the events, and that of no other
     * @param others answers
     */
    record Answers(Histogram micros, long others) {
        long taken() {
            return micros.getTotalCount();
        }
    }

    PacedSender(Vertx vertx, int port, Sender sender) {
        this.vertx = vertx;
        this.sender = sender;
        this.clients = sender.addresses().stream()
                .map(address -> vertx.createHttpClient(
                        new HttpClientOptions().setLocalAddress(address).setTcpNoDelay(true),
                        new PoolOptions().setHttp1MaxSize(sender.mostUnderWay()).setEventLoopSize(1)))
                .toList();
        this.post = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost("127.0.0.1")
                .setPort(port)
                .setURI("/v1/events")
                .setTimeout(ANSWER_MILLIS)
                .putHeader("Authorization", "Bearer " + sender.secret())
                .putHeader("Content-Type", "application/x-ndjson");
    }

    /** Sends for a while; done when the last is answered. */
    Future<Answers> send(Duration length) {
        Stretch stretch = new Stretch(length);
        // On the one thread of all senders, which therefore need no locks.
        vertx.getOrCreateContext().runOnContext(begin -> stretch.begin());
        return stretch.done.future();
    }

    @Override
    public void close() {
        clients.forEach(HttpClient::close);
    }

    private final class Stretch {
        private final Histogram micros = new Histogram(TimeUnit.MILLISECONDS.toMicros(2 * ANSWER_MILLIS), 3);
        private final Promise<Answers> done = Promise.promise();
        private final long due;
        private long began;
        private long scheduled;
        private long sent;
        private long underWay;
        private long others;

        Stretch(Duration length) {
            due = length.toMillis() * sender.perSecond() / TimeUnit.SECONDS.toMillis(1);
        }

        void begin() {
            began = System.nanoTime();
            vertx.setPeriodic(TICK_MILLIS, this::tick);
        }

        private void tick(long timer) {
            long byNow = Math.min(due, (long) ((System.nanoTime() - began) / NANOS_PER_SECOND * sender.perSecond()));
            for (; scheduled < byNow; scheduled++) {
                if (underWay < sender.mostUnderWay()) {
                    post(began + (long) (scheduled * NANOS_PER_SECOND / sender.perSecond()));
                }
            }
            if (scheduled == due && underWay == 0) {
                vertx.cancelTimer(timer);
                done.complete(new Answers(micros, others));
            }
        }

        private void post(long atNanos) {
            underWay++;
            int turn = Math.toIntExact(sent++);
            clients.get(turn % clients.size())
                    .request(post)
                    .compose(request -> request.send(
                            sender.bodies().get(turn % sender.bodies().size())))
                    .compose(answer -> answer.body().map(answer.statusCode()))
                    .onComplete(answer -> {
                        underWay--;
                        if (answer.succeeded() && answer.result() == ACCEPTED) {
                            micros.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - atNanos));
                        } else {
                            others++;
                        }
                    });
        }
    }
}
