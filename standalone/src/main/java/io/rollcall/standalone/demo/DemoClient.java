package io.rollcall.standalone.demo;

import io.rollcall.standalone.client.EventsClient;
import io.rollcall.standalone.client.GatewayAnswer;
import io.rollcall.standalone.client.GatewayAnswer.Judged;
import io.rollcall.standalone.client.Pace;
import io.rollcall.standalone.client.RetryPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/**
 * Sends what a crowd does, one request at a time. While the gateway is away the crowd stands still: nothing is queued,
 * and the request that failed is the first to be sent again.
 */
final class DemoClient implements Runnable {
    private static final Logger LOG = Logger.getLogger(DemoClient.class);
    private static final double SENT_TWICE = 0.02;
    private static final RetryPolicy BACK_OFF = new RetryPolicy(1, Duration.ofMillis(200), Duration.ofSeconds(10));

    private final EventsClient endpoint;
    private final Crowd crowd;
    private final Pace pace;
    private final RandomGenerator random;
    private final CountDownLatch stopped;

    DemoClient(EventsClient endpoint, Crowd crowd, Pace pace, RandomGenerator random, CountDownLatch stopped) {
        this.endpoint = endpoint;
        this.crowd = crowd;
        this.pace = pace;
        this.random = random;
        this.stopped = stopped;
    }

    @Override
    public void run() {
        try {
            while (stopped.getCount() > 0) {
                sendNext();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void sendNext() throws InterruptedException {
        Shipment shipment = crowd.next(System.currentTimeMillis());
        deliver(shipment);
        // The answer got lost on its way, for example: the device sends the same again.
        if (random.nextDouble() < SENT_TWICE) {
            deliver(shipment);
        }
    }

    private void deliver(Shipment shipment) throws InterruptedException {
        long pauseNanos = pace.bookNanos(shipment.events().size(), System.nanoTime());
        for (int attempt = 1; !stoppedWithin(pauseNanos); attempt++) {
            GatewayAnswer answer = endpoint.post(EventsClient.JSON, shipment.body(System.currentTimeMillis()));
            if (answer instanceof Judged) {
                return;
            }
            LOG.debugf("demo clients back off: %s", answer);
            pauseNanos =
                    BACK_OFF.pause(attempt, asked(answer), random.nextDouble()).toNanos();
        }
    }

    private static Optional<Duration> asked(GatewayAnswer answer) {
        return answer instanceof GatewayAnswer.TryLater later ? later.after() : Optional.empty();
    }

    private boolean stoppedWithin(long nanos) throws InterruptedException {
        return stopped.await(nanos, TimeUnit.NANOSECONDS);
    }
}
