package io.rollcall.standalone.faults;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A client that sends random events until it is told to stop, and each batch until it hears 202. */
public final class Traffic implements Runnable {
    private static final List<String> REGIONS = List.of("US", "US", "US", "BR", "IN", "DE", "ZZ");
    private static final List<String> NAMES = List.of("play", "search", "browse", "browse", "heartbeat", "app_start");
    private static final int BATCH = 50;

    /** Leaves the machine room to recover: the suite is about faults, not about load. */
    private static final Duration PAUSE = Duration.ofMillis(150);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI events;
    private final Random random;
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final List<String> recent = new ArrayList<>();
    private volatile boolean stopped;
    private volatile boolean gaveUp;
    private final AtomicLong retries = new AtomicLong();
    private long number;

    public Traffic(URI events, long seed) {
        this.events = events;
        this.random = new Random(seed);
    }

    public void stop() {
        stopped = true;
    }

    /** {@code profile/event_id} of every event that the gateway has acknowledged. */
    public Set<String> acknowledged() {
        return acknowledged;
    }

    public long retries() {
        return retries.get();
    }

    /** Whether it heard something that no client should, and sends nothing more. */
    boolean hasGivenUp() {
        return gaveUp;
    }

    @Override
    public void run() {
        while (!stopped) {
            List<String> keys = new ArrayList<>();
            StringBuilder body = new StringBuilder();
            for (int i = 0; i < BATCH; i++) {
                body.append(event(keys)).append('\n');
            }
            send(body.toString());
            acknowledged.addAll(keys);
            Fault.pass(PAUSE);
        }
    }

    private String event(List<String> keys) {
        if (!recent.isEmpty() && random.nextInt(20) == 0) {
            return recent.get(random.nextInt(recent.size())); // a client that did not hear its 202
        }
        long profile = random.nextLong(1, 2_001);
        String id = "e" + number++;
        Instant now = Instant.now();
        Instant at = random.nextInt(30) == 0 ? now.minus(random.nextInt(100), ChronoUnit.HOURS) : now;
        String name = NAMES.get(random.nextInt(NAMES.size()));
        String event = "{\"event_id\":\"" + id + "\",\"profile_id\":" + profile + ",\"event_name\":\"" + name
                + "\",\"event_time\":\"" + at + "\",\"region\":\"" + REGIONS.get(random.nextInt(REGIONS.size()))
                + "\",\"duration_sec\":" + random.nextInt(100) + "}";
        keys.add(profile + "/" + id);
        if (recent.size() > 500) {
            recent.clear();
        }
        recent.add(event);
        return event;
    }

    private void send(String body) {
        while (true) {
            try {
                int status = http.send(
                                HttpRequest.newBuilder(events)
                                        .timeout(Duration.ofSeconds(15))
                                        .header("Content-Type", "application/x-ndjson")
                                        .POST(HttpRequest.BodyPublishers.ofString(body))
                                        .build(),
                                HttpResponse.BodyHandlers.discarding())
                        .statusCode();
                if (status == 202) {
                    return;
                }
                if (status != 503) {
                    gaveUp = true;
                    throw new IllegalStateException("the gateway answered " + status);
                }
                retries.incrementAndGet();
            } catch (IOException away) {
                retries.incrementAndGet();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
            Fault.pass(Duration.ofMillis(200));
        }
    }
}
