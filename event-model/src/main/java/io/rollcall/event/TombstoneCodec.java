package io.rollcall.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * Writes and reads a tombstone on {@link Topics#APP_PROFILE_TOMBSTONES}: the key is the profile_id in digits, so that
 * compaction keeps one a profile; the value is {@code {"requested_at":"2026-11-22T10:15:02Z"}}.
 */
public final class TombstoneCodec {
    private static final String REQUESTED_AT = "requested_at";
    private static final JsonFactory JSON = new JsonFactory();

    private TombstoneCodec() {}

    public static byte[] key(long profileId) {
        return Long.toString(profileId).getBytes(StandardCharsets.UTF_8);
    }

    public static byte[] value(Tombstone tombstone) {
        return ("{\"" + REQUESTED_AT + "\":\"" + tombstone.requestedAt() + "\"}").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Says whose tombstone it is. Needs no value, so that whoever only drops events needs no JSON.
     *
     * @throws IllegalArgumentException when the bytes are not the key of a tombstone
     */
    public static long profileId(byte[] key) {
        String text = new String(key, StandardCharsets.UTF_8);
        try {
            long profileId = Long.parseLong(text);
            if (profileId > 0) {
                return profileId;
            }
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("'" + text + "' is no profile_id", notANumber);
        }
        throw new IllegalArgumentException("'" + text + "' is no profile_id");
    }

    /**
     * Reads a tombstone.
     *
     * @throws IllegalArgumentException when the bytes are not a tombstone
     */
    public static Tombstone decode(byte[] key, byte[] value) {
        try (JsonParser json = JSON.createParser(value)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = json.currentName().equals(REQUESTED_AT);
                json.nextToken();
                if (wanted) {
                    return new Tombstone(profileId(key), Instant.parse(json.getText()));
                }
                json.skipChildren();
            }
        } catch (IOException | DateTimeException unreadable) {
            throw new IllegalArgumentException("not a tombstone: " + unreadable.getMessage(), unreadable);
        }
        throw new IllegalArgumentException("not a tombstone: it has no " + REQUESTED_AT);
    }
}
