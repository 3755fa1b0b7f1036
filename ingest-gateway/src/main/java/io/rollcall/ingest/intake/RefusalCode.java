package io.rollcall.ingest.intake;

import java.util.Locale;

/**
 * The closed list of the reasons why a whole request was refused. One value drives the HTTP status, the {@code code} of
 * the problem that the client reads, and its title.
 */
public enum RefusalCode {
    NO_EVENTS(400, "The request has no events"),
    NOTHING_ACCEPTED(400, "Every event was rejected"),
    CORRUPT_GZIP(400, "The body is not gzip"),
    INVALID_ENVELOPE(400, "The envelope is not valid"),
    INVALID_HEADER(400, "A header is not valid"),
    INVALID_PARAMETER(400, "A parameter is not valid"),
    UNKNOWN_KEY(401, "A write key is needed"),
    BACKFILL_FORBIDDEN(403, "This key may not backfill"),
    LOOPBACK_ONLY(403, "Only this machine may send"),
    ORIGIN_REFUSED(403, "Pages of this origin may not send"),
    METHOD_NOT_ALLOWED(405, "Events are sent with POST"),
    BODY_TIMEOUT(408, "The body took too long"),
    BODY_TOO_LARGE(413, "The body is too large"),
    UNPACKED_TOO_LARGE(413, "The unpacked body is too large"),
    TOO_MANY_EVENTS(413, "The request has too many events"),
    UNSUPPORTED_CONTENT_TYPE(415, "The content type is not supported"),
    UNSUPPORTED_CONTENT_ENCODING(415, "The content encoding is not supported"),
    RATE_LIMITED(429, "Too many events are sent"),
    TOO_BUSY(503, "Too much is in flight"),
    DISK_NEARLY_FULL(503, "The disk is nearly full"),
    STOPPING(503, "This process stops"),
    LOG_UNAVAILABLE(503, "The event log cannot be reached"),
    NOT_ACKNOWLEDGED(503, "The event log did not acknowledge the batch"),
    INTERNAL_ERROR(500, "Something broke in the gateway");

    private final int status;
    private final String title;

    RefusalCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** A short sentence that is the same every time. */
    public String title() {
        return title;
    }

    /** The name on the wire: lower case. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
