package io.rollcall.ingest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.zip.GZIPOutputStream;

/** Events for tests. */
final class Events {
    private Events() {}

    /** Now, as a client writes it. */
    static String now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /** A valid event of that profile. */
    static String play(long profileId) {
        return at(profileId, '"' + now() + '"');
    }

    /** An event whose time is that piece of JSON. */
    static String at(long profileId, String timeJson) {
        return "{\"profile_id\": " + profileId + ", \"event_name\": \"play\", \"event_time\": " + timeJson
                + ", \"region\": \"US\"}";
    }

    static String array(String... events) {
        return '[' + String.join(", ", events) + ']';
    }

    static String arrayOf(int count) {
        return '[' + String.join(",", Collections.nCopies(count, play(7))) + ']';
    }

    static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory does not fail", impossible);
        }
        return packed.toByteArray();
    }

    static byte[] gzip(String plain) {
        return gzip(plain.getBytes(StandardCharsets.UTF_8));
    }
}
