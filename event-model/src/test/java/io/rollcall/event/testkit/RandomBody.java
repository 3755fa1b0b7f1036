package io.rollcall.event.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** Bodies of events as clients send them, and as none should. */
public final class RandomBody {
    private static final List<String> ODD = List.of(
            "null",
            "true",
            "-0",
            "1e999",
            "-1e-999",
            "9223372036854775808",
            "0.1",
            "NaN",
            "[]",
            "{}",
            "\"\"",
            "\"\\ud800\"",
            "\"\\udc00\\ud800\"",
            "\"\\u0000\"",
            "\"\u202e\ufeff\ud83d\ude00\"",
            "\"0000-00-00T99:99:99Z\"",
            "\"=1+1\"",
            "\"us\"",
            "{\"a\":{\"a\":[[[{}]]]}}");
    private static final List<String> NAMES = List.of(
            "event_id",
            "profile_id",
            "event_name",
            "event_time",
            "region",
            "duration_sec",
            "title_id",
            "properties",
            "sent_at",
            "platform",
            "\\u0000",
            "events");

    private final Random random;

    public RandomBody(Random random) {
        this.random = random;
    }

    /** A body in one of its forms, maybe damaged. */
    public byte[] any() {
        byte[] body = bytes(whole());
        if (random.nextInt(40) == 0) {
            body = bytes("[".repeat(random.nextInt(20_000)) + "{\"a\":".repeat(random.nextInt(5_000)));
        }
        int wounds = random.nextInt(3);
        for (int wound = 0; wound < wounds && body.length > 0; wound++) {
            body = wounded(body);
        }
        return body;
    }

    private String whole() {
        List<String> events = new ArrayList<>();
        for (int left = random.nextInt(6); left > 0; left--) {
            events.add(event());
        }
        String array = "[" + String.join(",", events) + "]";
        return switch (random.nextInt(4)) {
            case 0 -> String.join(random.nextBoolean() ? "\n" : "\r\n", events);
            case 1 -> array;
            case 2 ->
                "{\"sent_at\":" + (random.nextBoolean() ? "\"" + Instant.now() + "\"" : odd()) + ",\"events\":" + array
                        + "}";
            default -> (random.nextInt(5) == 0 ? "\ufeff" : "") + array + " ".repeat(random.nextInt(3));
        };
    }

    private String event() {
        StringBuilder event = new StringBuilder("{\"event_id\":\"f" + random.nextInt(100_000) + "\",\"profile_id\":"
                + (1 + random.nextInt(500)) + ",\"event_name\":\"play\",\"event_time\":\"" + Instant.now()
                + "\",\"region\":\"NZ\",\"duration_sec\":" + random.nextInt(100));
        for (int left = Math.max(0, random.nextInt(6) - 3); left > 0; left--) {
            event.append(",\"")
                    .append(NAMES.get(random.nextInt(NAMES.size())))
                    .append("\":")
                    .append(odd());
        }
        return event.append('}').toString();
    }

    private String odd() {
        return random.nextInt(20) == 0
                ? "\"" + "x".repeat(random.nextInt(40_000)) + "\""
                : ODD.get(random.nextInt(ODD.size()));
    }

    /** With one damage, anywhere. */
    public byte[] wounded(byte[] body) {
        int at = random.nextInt(body.length);
        byte[] wounded = body.clone();
        switch (random.nextInt(5)) {
            case 0 -> wounded[at] = (byte) random.nextInt(256);
            case 1 -> wounded[at] = (byte) "{}[]\",:\\0\n".charAt(random.nextInt(10));
            case 2 -> wounded = Arrays.copyOf(body, at);
            case 3 -> wounded = joined(body, Arrays.copyOfRange(body, at, body.length));
            // Not UTF-8: an overlong slash, a lone continuation, a surrogate.
            default ->
                wounded = joined(
                        Arrays.copyOf(body, at),
                        new byte[] {(byte) 0xC0, (byte) 0xAF, (byte) 0x80, (byte) 0xED, (byte) 0xA0, (byte) 0x80},
                        Arrays.copyOfRange(body, at, body.length));
        }
        return wounded;
    }

    /** Packed, in one member or several, maybe damaged. */
    public byte[] packed(byte[] body) {
        byte[] packed = switch (random.nextInt(6)) {
            case 0 -> {
                int at = random.nextInt(body.length + 1);
                yield joined(gzip(Arrays.copyOf(body, at)), gzip(Arrays.copyOfRange(body, at, body.length)));
            }
            case 1 -> emptyMembers(random.nextInt(random.nextInt(20) == 0 ? 3_000 : 30));
            case 2 -> gzip(new byte[random.nextInt(random.nextInt(40) == 0 ? 12 << 20 : 1 << 14)]);
            case 3 -> joined(gzip(body), body);
            default -> gzip(body);
        };
        return random.nextInt(4) == 0 && packed.length > 0 ? wounded(packed) : packed;
    }

    private static byte[] emptyMembers(int members) {
        byte[][] all = new byte[members][];
        Arrays.fill(all, gzip(new byte[0]));
        return joined(all);
    }

    private static byte[] gzip(byte[] body) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(body);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toByteArray();
    }

    /** All of them, one after the other. */
    public static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** As UTF-8. */
    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
