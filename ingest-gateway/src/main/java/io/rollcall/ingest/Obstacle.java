package io.rollcall.ingest;

import io.rollcall.ingest.intake.Refusal;
import java.util.Optional;

/**
 * Something around the gateway that may forbid to take events for a while, although the log is open: a bean of a deployment that
 * shares a disk with its broker. Asked at every request, so it answers from memory.
 */
public interface Obstacle {
    /** The refusal that senders are told while events are not taken. */
    Optional<Refusal> present();
}
