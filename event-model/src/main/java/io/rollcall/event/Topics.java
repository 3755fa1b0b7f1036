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

    /**
     * A header that is there where the door keeps only a share of such events: the share and what is kept as a whole, {@code 0.1
     * profile}.
     */
    public static final String SAMPLE_HEADER = "rollcall-sample";

    /** The header of a rejected record that carries its {@link Reason#code()}. */
    public static final String REASON_HEADER = "rollcall-reason";

    /** The header of a rejected record that carries the {@link Rejection#detail()}. */
    public static final String DETAIL_HEADER = "rollcall-detail";

    /**
     * The header that says how many bytes the whole has of which the value of a rejected record is only the beginning;
     * absent where it is whole.
     */
    public static final String SIZE_HEADER = "rollcall-size";

    /** The header of a rejected record that names the write key it came with; the name, never the key. */
    public static final String KEY_HEADER = "rollcall-key";

    /** The header of a rejected record with the id that its event has where it names none itself: that of its request and index. */
    public static final String EVENT_ID_HEADER = "rollcall-event-id";

    /** The header of a rejected record with the client's clock when it sent the request, in epoch milliseconds. */
    public static final String SENT_AT_HEADER = "rollcall-sent-at";

    /**
     * The header of a record on the topic of the rejected that is no event: it says of which records of its partition the
     * events have been accepted since, as offsets separated by blanks.
     */
    public static final String REPLAYED_HEADER = "rollcall-replayed";

    /**
     * The header of a record that a bridge has brought in from another topic: {@code TOPIC-PARTITION@OFFSET} of the
     * record there.
     */
    public static final String SOURCE_HEADER = "rollcall-source";

    private Topics() {}
}
