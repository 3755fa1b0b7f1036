package io.rollcall.standalone.demo;

import io.rollcall.standalone.client.EventsClient;
import io.rollcall.standalone.client.GatewayAnswer;
import io.rollcall.standalone.client.GatewayAnswer.Judged;
import io.rollcall.standalone.client.RetryPolicy;
import io.rollcall.standalone.simulation.Shipment;
import io.rollcall.standalone.simulation.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/**
 * Sends what devices send, when they do, one request at a time. While the gateway is away nothing is queued: the request that
 * failed is the first to be sent again, and then what has become due meanwhile.
 */
final class LiveClients implements Runnable {
    private static final Logger LOG = Logger.getLogger(LiveClients.class);
    private static final Duration AHEAD = Duration.ofMinutes(10);
    private static final double SENT_TWICE = 0.02;
    private static final RetryPolicy BACK_OFF = new RetryPolicy(1, Duration.ofMillis(200), Duration.ofSeconds(10));

    private final EventsClient endpoint;
    private final Simulation simulation;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final CountDownLatch stopped;
    private volatile Instant sent;

    /**
     * @param from what devices send after that moment is sent
     */
    LiveClients(
            EventsClient endpoint,
            Simulation simulation,
            Instant from,
            InstantSource clock,
            RandomGenerator random,
            CountDownLatch stopped) {
        this.endpoint = endpoint;
        this.simulation = simulation;
        this.sent = from;
        this.clock = clock;
        this.random = random;
        this.stopped = stopped;
    }

    /** Everything that devices send up to then was sent. */
    Instant sent() {
        return sent;
    }

    @Override
    public void run() {
        try {
            while (stopped.getCount() > 0) {
                sendUpTo(sent.plus(AHEAD));
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void sendUpTo(Instant end) throws InterruptedException {
        List<Shipment> shipments = simulation
                .shipments(sent, end)
                .sorted(Comparator.comparingLong(Shipment::dueMillis))
                .toList();
        for (Shipment shipment : shipments) {
            Instant due = Instant.ofEpochMilli(shipment.dueMillis());
            // What is due before it was sent; of several that are due at once the others are not.
            sent = due.minusMillis(1);
            if (stoppedWithin(Duration.between(clock.instant(), due))) {
                return;
            }
            deliver(shipment);
            // The answer got lost on its way, for example: the device sends the same again.
            if (random.nextDouble() < SENT_TWICE) {
                deliver(shipment);
            }
        }
        if (!stoppedWithin(Duration.between(clock.instant(), end))) {
            sent = end;
        }
    }

    private void deliver(Shipment shipment) throws InterruptedException {
        Duration pause = Duration.ZERO;
        for (int attempt = 1; !stoppedWithin(pause); attempt++) {
            GatewayAnswer answer = endpoint.post(
                    EventsClient.JSON, shipment.body(clock.instant().toEpochMilli()));
            if (answer instanceof Judged) {
                return;
            }
            LOG.debugf("demo clients back off: %s", answer);
            pause = BACK_OFF.pause(attempt, asked(answer), random.nextDouble());
        }
    }

    private static Optional<Duration> asked(GatewayAnswer answer) {
        return answer instanceof GatewayAnswer.TryLater later ? later.after() : Optional.empty();
    }

    private boolean stoppedWithin(Duration pause) throws InterruptedException {
        return stopped.await(Math.max(0, pause.toNanos()), TimeUnit.NANOSECONDS);
    }
}
