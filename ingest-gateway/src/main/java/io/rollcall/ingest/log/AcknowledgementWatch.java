package io.rollcall.ingest.log;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Says once when the broker stops acknowledging, and once when it does again: not once a request. */
final class AcknowledgementWatch implements BiConsumer<@Nullable Void, @Nullable Throwable> {
    private static final Logger LOG = Logger.getLogger(AcknowledgementWatch.class);

    private final AtomicBoolean failing = new AtomicBoolean();

    @Override
    public void accept(@Nullable Void done, @Nullable Throwable failure) {
        if (failure != null && failing.compareAndSet(false, true)) {
            LOG.warnf("The broker does not acknowledge; senders hear 503: %s", failure.getMessage());
        } else if (failure == null && failing.get() && failing.compareAndSet(true, false)) {
            LOG.info("The broker acknowledges again");
        }
    }
}
