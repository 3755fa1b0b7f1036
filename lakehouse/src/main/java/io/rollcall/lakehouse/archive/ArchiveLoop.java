package io.rollcall.lakehouse.archive;

import io.rollcall.log.stop.Stopping;
import io.rollcall.log.trouble.LogTrouble;
import java.time.Duration;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Attempts at some work on the log, one after the other on a thread of its own, until it is told to stop. An attempt that fails is
 * followed by another after a pause, which grows until one gets under way.
 */
final class ArchiveLoop {
    /** Nothing is to be done, and nothing may be soon. */
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private static final Logger LOG = Logger.getLogger(ArchiveLoop.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration PASSING_PAUSE = Duration.ofSeconds(1);

    private final String name;
    private final Work work;
    private final Stopping stopping = new Stopping();
    private Duration pause = FIRST_PAUSE;
    private @Nullable Thread thread;

    /** Known to the loop's own thread only. */
    private @Nullable String warnedOf;

    /** Some work on the log, and who hears of it. */
    interface Work {
        /** Works until the loop is told to stop, or the place on the log has to be found anew. */
        void attempt(ArchiveLoop loop);

        /** An attempt has failed, and another follows. */
        void failed(String why);

        /** There is none any more: what was thrown is nothing that trying again would mend. */
        void broken(Throwable why);

        /** There is none any more, as it was told. */
        void ended();
    }

    /** @param name of the work, for people */
    ArchiveLoop(String name, Work work) {
        this.name = name;
        this.work = work;
    }

    void start(String threadName) {
        Thread started = new Thread(this::goOn, threadName);
        started.setUncaughtExceptionHandler((ended, broken) -> {
            work.broken(broken);
            LOG.errorf(broken, "%s has ended; restart the service", name);
        });
        started.start();
        thread = started;
    }

    private void goOn() {
        while (!isStopping()) {
            try {
                work.attempt(this);
            } catch (RuntimeException failed) {
                // Whatever it was: nothing is lost, because position and rows are committed together. Begin again.
                String why = failed instanceof KafkaException ? LogTrouble.of(failed) : failed.toString();
                work.failed(why);
                LOG.logf(level(why), "%s waits (%s); beginning again in %d ms", name, why, pause.toMillis());
                LOG.debugf(failed, "%s waits", name);
                pause(pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        }
        work.ended();
    }

    /** An attempt is under way: the next one that fails is the first again. */
    void underWay() {
        pause = FIRST_PAUSE;
        warnedOf = null;
    }

    /** Said once for each trouble that lasts, however often it is tried again. */
    private Logger.Level level(String why) {
        if (!isWorthAWarning()) {
            return Logger.Level.INFO;
        }
        boolean isNew = !why.equals(warnedOf);
        warnedOf = why;
        return isNew ? Logger.Level.WARN : Logger.Level.DEBUG;
    }

    /** A topic that is about to be made, and a lake that closes, heal by themselves: nobody has to look. */
    private boolean isWorthAWarning() {
        return !isStopping() && pause.compareTo(PASSING_PAUSE) > 0;
    }

    boolean isStopping() {
        return stopping.hasBegun();
    }

    /** Waits, unless it is told to stop. */
    void pause(Duration duration) {
        if (stopping.beginsWithin(duration)) {
            LOG.debugf("%s was told to end while it waited", name);
        }
    }

    /** Tells the work to end; returns at once. */
    void stop() {
        stopping.begin();
    }

    /** Waits for the end of the work that was told to. */
    void join(Duration atMost) throws InterruptedException {
        Thread running = thread;
        if (running != null) {
            running.join(atMost.toMillis());
            if (running.isAlive()) {
                LOG.warnf("%s did not end in time; what it had in hand is read again at the next start", name);
            }
        }
    }
}
