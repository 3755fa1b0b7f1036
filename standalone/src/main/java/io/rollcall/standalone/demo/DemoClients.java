package io.rollcall.standalone.demo;

import io.rollcall.standalone.client.EventsClient;
import io.rollcall.standalone.client.Pace;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The demo's clients, from the start of the services to their end. */
public final class DemoClients {
    private static final Logger LOG = Logger.getLogger(DemoClients.class);
    private static final int CLIENTS = 4;
    private static final int SECONDS_BETWEEN_STEPS = 10;
    private static final long STOP_TIMEOUT_SECONDS = 5;

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);

    private DemoClients() {}

    /** Starts sending to that system, with a write key if it asks for one. */
    public static DemoClients start(DemoSettings settings, String url, @Nullable String key) {
        DemoClients clients = new DemoClients();
        EventsClient endpoint = EventsClient.of(url).withKey(key);
        Population population = new Population(settings.seed(), settings.profiles());
        // The people follow from the seed. What they do follows from the moment too, or a restart would repeat it.
        long scenario = settings.seed() + System.currentTimeMillis();
        int rate = Math.max(1, settings.eventsPerSecond() / CLIENTS);
        for (int client = 0; client < CLIENTS; client++) {
            Random random = new Random(scenario * CLIENTS + client);
            Crowd crowd = new Crowd(population, rate * SECONDS_BETWEEN_STEPS, random);
            Pace pace = Pace.of(rate, System.nanoTime());
            clients.threads.execute(new DemoClient(endpoint, crowd, pace, random, clients.stopped));
        }
        return clients;
    }

    /** Stops sending. Requests on their way are abandoned, as when a device is switched off. */
    public void stop() {
        stopped.countDown();
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(STOP_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                LOG.warnf("the demo's clients did not stop within %d s", STOP_TIMEOUT_SECONDS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
