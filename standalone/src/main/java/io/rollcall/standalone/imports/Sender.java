package io.rollcall.standalone.imports;

import io.rollcall.standalone.client.EventsClient;
import io.rollcall.standalone.client.GatewayAnswer;
import io.rollcall.standalone.client.GatewayAnswer.TryLater;
import io.rollcall.standalone.client.RetryPolicy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Sends a batch until it is judged, refused, or the patience is used up. Patience counts the attempts in which no batch
 * got through: where a key may send so many events a second, one only waits for its turn.
 */
final class Sender {
    private final EventsClient endpoint;
    private final RetryPolicy policy;
    private final Consumer<String> waiting;
    private final AtomicLong delivered = new AtomicLong();
    private final CountDownLatch givenUp = new CountDownLatch(1);

    /**
     * @param waiting hears why a batch has to wait
     */
    Sender(EventsClient endpoint, RetryPolicy policy, Consumer<String> waiting) {
        this.endpoint = endpoint;
        this.policy = policy;
        this.waiting = waiting;
    }

    AnsweredBatch deliver(Batch batch) throws InterruptedException {
        byte[] body = batch.body();
        GatewayAnswer answer = endpoint.post(EventsClient.NDJSON, body);
        long progress = delivered.get();
        int attempt = 1;
        while (answer instanceof TryLater later && attempt < policy.attempts() && !givenUpWithin(later, attempt)) {
            answer = endpoint.post(EventsClient.NDJSON, body);
            attempt = delivered.get() == progress ? attempt + 1 : 1;
            progress = delivered.get();
        }
        if (!(answer instanceof TryLater)) {
            delivered.incrementAndGet();
        }
        return new AnsweredBatch(batch, answer);
    }

    /** Lets the batches that wait fail at once: one of them met what no patience helps against. */
    void giveUp() {
        givenUp.countDown();
    }

    private boolean givenUpWithin(TryLater later, int attempt) throws InterruptedException {
        waiting.accept(later.cause());
        double spread = ThreadLocalRandom.current().nextDouble();
        long pauseMillis = policy.pause(attempt, later.after(), spread).toMillis();
        return givenUp.await(pauseMillis, TimeUnit.MILLISECONDS);
    }
}
