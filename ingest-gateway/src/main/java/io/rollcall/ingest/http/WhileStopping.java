package io.rollcall.ingest.http;

import io.rollcall.access.Stopping;
import io.rollcall.ingest.Obstacle;
import io.rollcall.ingest.intake.Refusal;
import io.rollcall.ingest.intake.RefusalCode;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Takes no more events once this process is about to end. */
@Singleton
final class WhileStopping implements Obstacle {
    private static final Refusal REFUSAL = new Refusal(RefusalCode.STOPPING, Stopping.DETAIL, Stopping.RETRY_SECONDS);

    private final Stopping stopping;

    WhileStopping(Stopping stopping) {
        this.stopping = stopping;
    }

    @Override
    public Optional<Refusal> present() {
        return stopping.refuses() ? Optional.of(REFUSAL) : Optional.empty();
    }
}
