package io.rollcall.ingest.log;

import io.rollcall.log.AppEventsLog;
import io.rollcall.log.LogClients;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;

/**
 * Asks the broker now and then whether it is there: a producer answers from what it knew, and one to which nobody sends
 * would not notice at all.
 */
final class LogPulse implements AutoCloseable {
    /** From the end of one question to the next. */
    static final Duration PAUSE = Duration.ofSeconds(1);

    private static final long MILLIS_PER_SECOND = 1_000;

    private final AppEventsLog log;
    private final InstantSource clock;
    private volatile long answeredAtMillis;
    private volatile String trouble = "the last question is still unanswered";

    /** Makes a pulse of a log that was reached a moment ago. */
    LogPulse(AppEventsLog log, InstantSource clock) {
        this.log = log;
        this.clock = clock;
        answeredAtMillis = clock.millis();
    }

    void beat() {
        try {
            log.topic();
            answeredAtMillis = clock.millis();
        } catch (KafkaException unanswered) {
            trouble = String.valueOf(unanswered.getMessage());
        }
    }

    /** Says what the trouble is with a log that has not answered for as long as it may take to answer. */
    Optional<String> silence() {
        long millis = clock.millis() - answeredAtMillis;
        return millis <= LogClients.TIMEOUT.toMillis()
                ? Optional.empty()
                : Optional.of("Kafka has not answered for " + millis / MILLIS_PER_SECOND + " s: " + trouble);
    }

    @Override
    public void close() {
        log.close();
    }
}
