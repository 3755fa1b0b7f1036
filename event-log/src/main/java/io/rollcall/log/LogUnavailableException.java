package io.rollcall.log;

import io.rollcall.log.trouble.LogTrouble;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Kafka did not answer a question about the log. Asking again may help. */
public final class LogUnavailableException extends KafkaException {
    private static final long serialVersionUID = 1;

    LogUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    public LogUnavailableException(String message) {
        super(message);
    }

    /** Waits for the answer to a question. */
    static <T> T unlessAnswered(Future<T> answer) {
        return unlessAnswered(answer, LogClients.TIMEOUT);
    }

    /** Waits for the answer to a question about a topic, which a refusal of Kafka's does not always name. */
    static <T> T unlessAnswered(Future<T> answer, String topic) {
        return unlessAnswered(answer, LogClients.TIMEOUT, topic);
    }

    /** Waits for an answer no longer than that. */
    static <T> T unlessAnswered(Future<T> answer, Duration limit) {
        return unlessAnswered(answer, limit, null);
    }

    private static <T> T unlessAnswered(Future<T> answer, Duration limit, @Nullable String topic) {
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw new LogUnavailableException(explain(failed.getCause(), topic), failed);
        } catch (TimeoutException late) {
            throw new LogUnavailableException("Kafka did not answer in time", late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LogUnavailableException("interrupted while waiting for Kafka", interrupted);
        }
    }

    /** Says whether Kafka did answer, with that refusal. */
    boolean isBecauseOf(Class<? extends KafkaException> refusal) {
        return getCause() instanceof ExecutionException failed && refusal.isInstance(failed.getCause());
    }

    private static String explain(@Nullable Throwable cause, @Nullable String topic) {
        return cause == null
                ? "Kafka: no reason given"
                : LogTrouble.found(cause, topic).orElseGet(() -> "Kafka: " + LogTrouble.of(cause));
    }
}
