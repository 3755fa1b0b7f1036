package io.rollcall.worker;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Kafka did not answer a question about the log. */
final class LogUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    LogUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    LogUnavailableException(String message) {
        super(message);
    }

    /** A question that waits for its answer. */
    interface Question<T> {
        T ask() throws ExecutionException, TimeoutException, InterruptedException;
    }

    /** The answer. */
    static <T> T unless(Question<T> question) {
        try {
            return question.ask();
        } catch (ExecutionException failed) {
            throw new LogUnavailableException("Kafka: " + failed.getCause(), failed);
        } catch (TimeoutException late) {
            throw new LogUnavailableException("Kafka did not answer in time", late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LogUnavailableException("interrupted while waiting for Kafka", interrupted);
        }
    }
}
