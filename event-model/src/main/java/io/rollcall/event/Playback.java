package io.rollcall.event;

/**
 * Says what an event tells of how a play began or ended, by the rules of the metric {@code playback}: a live count and
 * the nightly one call the same thing a failure.
 */
public enum Playback {
    /** The event says nothing: it is neither a {@code play} nor a {@code stop} with an error. */
    UNSAID,

    /** A {@code play} that started. */
    STARTED,

    /** A {@code play} that started, and says that an error ended it. */
    STARTED_AND_BROKEN_OFF,

    /** A {@code play} that an error ended before the first frame. */
    FAILED,

    /** A {@code play} that the viewer left before the first frame, with no error reported. */
    ABANDONED,

    /** A {@code stop} that says that an error ended the play before it. */
    STOPPED_BY_ERROR
}
