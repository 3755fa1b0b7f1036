package io.rollcall.event;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Names the events of a request that came without an {@code event_id}: a hash of all the request's events (not of
 * {@code sent_at}) and the index. A resent request gets the same names, and two equal events in one request stay two.
 */
public final class RequestDigest {
    private static final int BYTES_KEPT = 16;

    private final MessageDigest digest = Sha256.begin();

    /** Takes the next event's bytes; its length goes in first, so that moving a boundary changes the hash. */
    public void add(byte[] body, int offset, int length) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
        digest.update(body, offset, length);
    }

    /** Closes the digest. Call it once, after the last event. */
    public EventIds ids() {
        return new EventIds(HexFormat.of().formatHex(digest.digest(), 0, BYTES_KEPT));
    }

    /** Event ids of one request. */
    public record EventIds(String request) {
        /** The id of the event at that index, as the contract counts them: from 0. */
        public String at(int index) {
            return request + '-' + index;
        }
    }
}
