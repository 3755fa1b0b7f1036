package io.rollcall.query.question;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** The clock that tells all questions which day it is. */
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

    /** The present time. */
    public Instant now() {
        return clock.instant();
    }

    /** The present day (UTC). */
    public LocalDate dt() {
        return LocalDate.ofInstant(now(), ZoneOffset.UTC);
    }
}
