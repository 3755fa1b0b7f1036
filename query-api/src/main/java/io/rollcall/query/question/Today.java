package io.rollcall.query.question;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Which day it is, for all questions. */
@Singleton
public class Today {
    private final InstantSource clock;

    @Inject
    Today() {
        this(InstantSource.system());
    }

    public Today(InstantSource clock) {
        this.clock = clock;
    }

    /** The time. */
    public Instant now() {
        return clock.instant();
    }

    /** The day (UTC). */
    public LocalDate dt() {
        return LocalDate.ofInstant(now(), ZoneOffset.UTC);
    }
}
