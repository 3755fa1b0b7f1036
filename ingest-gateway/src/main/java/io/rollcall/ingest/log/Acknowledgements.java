package io.rollcall.ingest.log;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Waits for all records of a batch: done when the last is acknowledged, failed as soon as one is not. */
final class Acknowledgements implements Callback {
    private final CompletableFuture<Void> all = new CompletableFuture<>();
    private final AtomicInteger outstanding;

    Acknowledgements(int records) {
        outstanding = new AtomicInteger(records);
    }

    CompletableFuture<Void> all() {
        return all;
    }

    boolean haveFailed() {
        return all.isCompletedExceptionally();
    }

    void fail(Throwable cause) {
        all.completeExceptionally(new NotAcknowledgedException(cause));
    }

    @Override
    public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
        if (failure != null) {
            fail(failure);
        } else if (outstanding.decrementAndGet() == 0) {
            all.complete(null);
        }
    }
}
