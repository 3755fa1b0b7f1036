package io.rollcall.standalone.demo;

import io.rollcall.standalone.client.EventsClient;
import io.rollcall.standalone.client.JsonEndpoint;
import io.rollcall.standalone.imports.Backfill;
import io.rollcall.standalone.imports.Backfill.Ended;
import io.rollcall.standalone.lake.RangeReconciliation;
import io.rollcall.standalone.simulation.Simulation;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * The demo from the start of the services to their end: clients that send as time goes by, and beside them, where the data directory
 * does not have it yet, what was before.
 */
public final class Demo {
    private static final Logger LOG = Logger.getLogger(Demo.class);

    /** The days before today on which the service of the demo was open when it is started for the first time; no longer gap is filled. */
    private static final int DAYS = 60;

    private static final int THREADS = 2;
    private static final long STOP_TIMEOUT_SECONDS = 5;
    private static final long BETWEEN_NOTES_SECONDS = 30;

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final InstantSource clock = InstantSource.system();
    private final DemoSettings settings;
    private final Path directory;
    private final String key;
    private final String url;
    private final PrintStream out;

    private Demo(DemoSettings settings, Path directory, String key, String url, PrintStream out) {
        this.settings = settings;
        this.directory = directory;
        this.key = key;
        this.url = url;
        this.out = out;
    }

    /**
     * Starts sending to that system, and says on {@code out} how far it is.
     *
     * @param key with which it sends, backfills, and asks that the history is counted
     */
    public static Demo start(DemoSettings settings, Path directory, String key, String url, PrintStream out) {
        Demo demo = new Demo(settings, directory, key, url, out);
        try {
            demo.start();
        } catch (IOException unreadable) {
            demo.say("nothing is sent: %s. Without that file it begins anew.", String.valueOf(unreadable.getMessage()));
        }
        return demo;
    }

    private void start() throws IOException {
        Instant now = clock.instant();
        LocalDate opened = today(now).minusDays(DAYS);
        DemoMark mark = DemoMark.read(directory)
                .orElseGet(() -> new DemoMark(
                        settings.seed(), settings.profiles(), opened, beginning(opened), opened.minusDays(1)));
        Simulation simulation = new Simulation(mark.seed(), mark.profiles(), mark.opened());
        LiveClients clients =
                new LiveClients(EventsClient.of(url).withKey(key), simulation, now, clock, new Random(), stopped);
        say("simulated profiles come and go as time goes by, about %,d a day.", mark.profiles());
        threads.execute(clients);
        threads.execute(() -> tell(simulation, mark, now, clients));
    }

    private void tell(Simulation simulation, DemoMark found, Instant start, LiveClients clients) {
        try {
            Optional<DemoMark> mark = settings.history() ? caughtUp(simulation, found, start) : Optional.of(found);
            boolean goesOn = mark.isPresent();
            while (goesOn) {
                // The first note is written at once: a kill just after the counting does not make it twice.
                mark.get().sentUpTo(clients.sent()).write(directory);
                goesOn = !stopped.await(BETWEEN_NOTES_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException failed) {
            LOG.warnf(failed, "the demo does not note how far it is; the clients go on");
        }
    }

    /** Sends and counts what is missing before the start; empty when that failed, and the next start tries again. */
    private Optional<DemoMark> caughtUp(Simulation simulation, DemoMark found, Instant start)
            throws IOException, InterruptedException {
        LocalDate yesterday = today(start).minusDays(1);
        LocalDate earliest = today(start).minusDays(DAYS);
        LocalDate from = later(found.counted().plusDays(1), earliest);
        boolean daysAreMissing = !from.isAfter(yesterday);
        if (daysAreMissing) {
            say("their history follows, %s to %s.", from, yesterday);
        }
        long began = System.nanoTime();
        Backfill backfill = new Backfill(EventsClient.of(url).withKey(key), directory.resolve("demo.rejected.ndjson"));
        Ended ended = new DemoHistory(simulation, backfill)
                .send(
                        later(found.sent(), beginning(earliest)),
                        start,
                        moment -> found.sentUpTo(moment).write(directory));
        if (stopped.getCount() == 0) {
            return Optional.empty();
        }
        if (ended.failure() != null) {
            say("the history stopped (%s). It goes on from there at the next start.", ended.failure());
            return Optional.empty();
        }
        DemoMark sent = found.sentUpTo(start);
        return daysAreMissing ? counted(sent, from, yesterday, ended, began) : Optional.of(sent);
    }

    private Optional<DemoMark> counted(DemoMark sent, LocalDate from, LocalDate to, Ended ended, long began)
            throws IOException, InterruptedException {
        say("%,d events of history sent in %d s; now they are counted.", ended.accepted(), secondsSince(began));
        Optional<String> missing = new RangeReconciliation(JsonEndpoint.of(url, key)).run(from, to);
        if (missing.isPresent()) {
            say(
                    "the history is not counted yet (%s). The next night counts it, or ./rollcall reconcile.",
                    missing.get());
            return Optional.of(sent);
        }
        long days = from.datesUntil(to.plusDays(1)).count();
        say("%d days of history counted, %d s after the start.", days, secondsSince(began));
        return Optional.of(sent.countedUpTo(to));
    }

    /** The last moment of the day before. */
    private static Instant beginning(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant().minusMillis(1);
    }

    private static <T extends Comparable<? super T>> T later(T one, T other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static long secondsSince(long began) {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
    }

    private static LocalDate today(Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC);
    }

    private void say(String what, Object... values) {
        out.println("Demo: " + String.format(Locale.ROOT, what, values));
        out.flush();
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
