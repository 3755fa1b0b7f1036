package io.rollcall.event;

/** The names of the topics on the log, and of the headers of their records. */
public final class Topics {
    /** Accepted events: the value is the event's bytes as they came, the header {@link #STAMP_HEADER} what the gateway decided. */
    public static final String APP_EVENTS = "app-events";

    /** Refused events and unreadable records: the value is the bytes as they came. */
    public static final String APP_EVENTS_REJECTED = "app-events-rejected";

    /** Erased profiles: compacted, one {@link Tombstone} a profile. Whoever counts or keeps events reads it before them. */
    public static final String APP_PROFILE_TOMBSTONES = "app-profile-tombstones";

    /** The header that carries the {@link Stamp} of an accepted event. */
    public static final String STAMP_HEADER = "rollcall-stamp";

    /** A header that is there where an event came in as a backfill: history, which is not somebody who is there now. */
    public static final String BACKFILL_HEADER = "rollcall-backfill";

    /** The header of a rejected record that carries its {@link Reason#code()}. */
    public static final String REASON_HEADER = "rollcall-reason";

    /** The header of a rejected record that carries the {@link Rejection#detail()}. */
    public static final String DETAIL_HEADER = "rollcall-detail";

    /**
     * The header that says how many bytes the whole has of which the value of a rejected record is only the beginning;
     * absent where it is whole.
     */
    public static final String SIZE_HEADER = "rollcall-size";

    private Topics() {}
}
