package io.rollcall.standalone.imports;

import io.rollcall.standalone.client.Answer;
import io.rollcall.standalone.client.Answer.TryLater;
import io.rollcall.standalone.client.EventsEndpoint;
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
    private final EventsEndpoint endpoint;
    private final RetryPolicy policy;
    private final Consumer<String> waiting;
    private final AtomicLong delivered = new AtomicLong();
    private final CountDownLatch givenUp = new CountDownLatch(1);

    /**
     * @param waiting hears why a batch has to wait
     */
    Sender(EventsEndpoint endpoint, RetryPolicy policy, Consumer<String> waiting) {
        this.endpoint = endpoint;
        this.policy = policy;
        this.waiting = waiting;
    }

    Delivery deliver(Batch batch) throws InterruptedException {
        byte[] body = batch.body();
        Answer answer = endpoint.post(EventsEndpoint.NDJSON, body);
        long progress = delivered.get();
        int attempt = 1;
        while (answer instanceof TryLater later && attempt < policy.attempts() && !givenUpWithin(later, attempt)) {
            answer = endpoint.post(EventsEndpoint.NDJSON, body);
            attempt = delivered.get() == progress ? attempt + 1 : 1;
            progress = delivered.get();
        }
        if (!(answer instanceof TryLater)) {
            delivered.incrementAndGet();
        }
        return new Delivery(batch, answer);
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
