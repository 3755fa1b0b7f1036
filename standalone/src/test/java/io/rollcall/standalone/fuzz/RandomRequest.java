package io.rollcall.standalone.fuzz;

import static io.rollcall.event.testkit.RandomBody.bytes;
import static io.rollcall.event.testkit.RandomBody.joined;

import io.rollcall.event.testkit.RandomBody;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A request as it goes over the wire. */
final class RandomRequest {
    private static final List<String> PATHS = List.of(
            "/v1/metrics",
            "/v1/metrics/dau",
            "/v1/metrics/engagement",
            "/v1/metrics/mau",
            "/v1/metrics/retention",
            "/v1/metrics/funnel",
            "/v1/metrics/titles",
            "/v1/metrics/sessions",
            "/v1/metrics/hourly",
            "/v1/metrics/revenue",
            "/v1/metrics/segments",
            "/v1/metrics/",
            "/v1/metrics/%00",
            "/v1/metrics/..%2f..%2fq",
            "/v1/metrics/%ff%fe",
            "/v1/experiments",
            "/v1/experiments/a",
            "/v1/experiments/%F0%9F%98%80",
            "/v1/profiles/7/engagement",
            "/v1/profiles/-1/engagement",
            "/v1/profiles/99999999999999999999/engagement",
            "/v1/reconciliations",
            "/v1/reconciliations/status",
            "/v1/live/rebuilds/status",
            "/v1/live/rebuilds",
            "/v1/profiles/999999999999",
            "/v1/profiles/%2e%2e",
            "/v1/catalogue",
            "/v1/rejected",
            "/v1/rejected?reason=malformed_json&limit=3",
            "/v1/rejected/replays",
            "/v1/rejected/replays?reason=malformed_json&dry_run=true",
            "/v1/events/recent",
            "/v1/events/recent?outcome=rejected&limit=512",
            "/v1/sql",
            "/rollcall.js",
            "/v1/live",
            "/v1/events/",
            "/v1//events",
            "/q/health/ready",
            "/q/metrics",
            "/q/openapi",
            "/q/../v1/live",
            "/",
            "//",
            "/%",
            "/%zz",
            "/;a=b/..;/",
            "*",
            "http://elsewhere.example/v1/metrics/dau",
            "/index.html",
            "/favicon.ico");
    private static final List<String> NAMES = List.of(
            "from",
            "to",
            "region",
            "group_by",
            "as_of",
            "steps",
            "event_name",
            "days",
            "top",
            "segment",
            "%00",
            "",
            "within",
            "control",
            "weights",
            "first",
            "interval",
            "platform",
            "app_version",
            "property.a",
            "format",
            "ids",
            "outcome",
            "limit",
            "masked",
            "key",
            "from[]");
    private static final List<String> VALUES = List.of(
            "2026-11-22",
            "2026-02-30",
            "-999999999-01-01",
            "+999999999-12-31",
            "0000-01-01",
            "today",
            "US",
            "*",
            "US,US,US",
            "us",
            "%27%3BDROP",
            "none",
            "region",
            "",
            "%00",
            "%ED%A0%80",
            "9223372036854775808",
            "-1",
            "1e9",
            "play,search,browse",
            "play,play",
            "2026-11-22T00:00:00Z",
            "week",
            "csv",
            "total",
            "rejected",
            "false",
            "512",
            "roku",
            "%F0%9F%98%80",
            "a%0d%0aSet-Cookie:%20a");
    private static final List<String> ACCEPTS = List.of(
            "application/json",
            "text/csv",
            "text/event-stream",
            "*/*",
            "text/html",
            "a/b;q=nan",
            "",
            ",,,",
            "text",
            "/",
            "text/csv;;q",
            "a/b/c",
            "text/csv;q=0");
    private static final List<String> METHODS = List.of(
            "GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE", "CONNECT", "get", "BREW", "G T");

    private static final List<String> ADMIN_BODIES = List.of(
            "{}{}",
            "[]",
            "{\"from\": \"0000-01-01\", \"to\": \"9999-12-31\"}",
            "{\"from\": null, \"to\": {}}",
            "{\"dt\": \"2026-02-30\"}",
            "{\"dt\": \"-999999999-01-01\"}",
            "{\"dt\": [[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]}",
            "\ufeff{\"dt\": 1}",
            "{\"dt\": \"2026-11-22\", \"dt\": \"\\ud800\"}");
    private static final List<String> STATEMENTS = List.of(
            "SELECT 1",
            "SELECT * FROM dau_total LIMIT 3",
            "DESCRIBE dau_total",
            "SELECT 1; SELECT 2",
            "SELECT repeat('x', 1000000000)",
            "SELECT ".repeat(2_000),
            "(".repeat(20_000),
            "COPY (SELECT 1) TO '/tmp/stolen'",
            "ATTACH '/etc/passwd' AS a",
            "SELECT * FROM read_text('/etc/passwd')",
            "PRAGMA database_list",
            "SELECT '\u0000\ud83d\ude00'",
            "-- nothing",
            "");

    private final byte[] head;
    private final byte[] body;
    private final boolean isWhole;
    private final boolean sendsEvents;

    /** Whether the client is gone before it can be answered. Never where events may be accepted: nobody would know which. */
    private boolean hangsUp;

    private RandomRequest(byte[] head, byte[] body, boolean isWhole, boolean sendsEvents) {
        this.head = head;
        this.body = body;
        this.isWhole = isWhole;
        this.sendsEvents = sendsEvents;
    }

    /** Its lines and headers, to the empty line. */
    byte[] head() {
        return head;
    }

    /** With its transfer coding. */
    byte[] body() {
        return body;
    }

    /** Whether the server can know where it ends; else the connection is closed for writing after it. */
    boolean isWhole() {
        return isWhole;
    }

    /** Whether its client resets the connection instead of waiting for an answer. */
    boolean hangsUp() {
        return hangsUp;
    }

    /** Whether events in it may be accepted. */
    boolean sendsEvents() {
        return sendsEvents;
    }

    /** Any request. */
    static RandomRequest any(Random random) {
        RandomRequest any =
                random.nextInt(3) > 0 ? events(random) : random.nextInt(60) == 0 ? sql(random) : question(random);
        any.hangsUp = !any.sendsEvents && random.nextInt(20) == 0;
        return any;
    }

    private static RandomRequest events(Random random) {
        RandomBody bodies = new RandomBody(random);
        List<String> headers = new ArrayList<>();
        byte[] body = bodies.any();
        headers.add("Content-Type: "
                + pick(
                        random,
                        List.of(
                                "application/json",
                                "application/json",
                                "application/x-ndjson",
                                "application/json; charset=utf-8",
                                "text/plain",
                                "application/json;;;",
                                "")));
        if (random.nextInt(3) == 0) {
            body = bodies.packed(body);
            headers.add("Content-Encoding: "
                    + (random.nextInt(10) == 0
                            ? pick(random, List.of("br", "gzip, gzip", "identity", "GZIP", ""))
                            : "gzip"));
        }
        if (random.nextInt(10) == 0) {
            headers.add(pick(
                    random,
                    List.of(
                            "Rollcall-Backfill: true",
                            "Rollcall-Backfill: maybe",
                            "Rollcall-Schema: 99",
                            "Authorization: Bearer ",
                            "Authorization: Basic \u00ff",
                            "Expect: 100-continue",
                            "Expect: nothing",
                            "X-Long: " + "y".repeat(random.nextInt(20_000)))));
        }
        return random.nextInt(12) == 0
                ? brokenOff(random, headers, body)
                : framed(random, "POST /v1/events HTTP/1.1", headers, body, true);
    }

    private static RandomRequest question(Random random) {
        StringBuilder target = new StringBuilder(pick(random, PATHS));
        for (int parameter = 0; parameter < random.nextInt(4); parameter++) {
            target.append(parameter == 0 ? '?' : '&')
                    .append(pick(random, NAMES))
                    .append(random.nextInt(10) == 0 ? "" : "=" + pick(random, VALUES));
        }
        List<String> headers = new ArrayList<>();
        headers.add("Accept: " + pick(random, ACCEPTS));
        if (random.nextInt(8) == 0) {
            headers.add("Content-Type: " + pick(random, ACCEPTS));
        }
        if (random.nextInt(8) == 0) {
            headers.add(pick(
                    random,
                    List.of(
                            "Last-Event-ID: \u00ff",
                            "Origin: http://evil.example",
                            "If-None-Match: *",
                            "Range: bytes=0-",
                            "Accept-Encoding: gzip;q=x",
                            "Upgrade: websocket\r\nConnection: Upgrade",
                            "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAAA",
                            "Cookie: " + "c".repeat(9_000),
                            "Sec-Fetch-Site: cross-site",
                            "X-Forwarded-For: 1.2.3.4")));
        }
        String method = random.nextInt(4) > 0 ? "GET" : pick(random, METHODS);
        // An erasure or a reconciliation that is really meant is no stranger's.
        byte[] body = method.equals("GET") ? new byte[0] : bytes(pick(random, ADMIN_BODIES));
        return framed(random, method + " " + target + " HTTP/1.1", headers, body, false);
    }

    /** A question in SQL, each of which starts a process: there are fewer of them. */
    private static RandomRequest sql(Random random) {
        RandomBody bodies = new RandomBody(random);
        boolean isText = random.nextBoolean();
        String statement = pick(random, STATEMENTS);
        byte[] body = bytes(isText ? statement : "{\"sql\": \"" + statement.replace('\u0000', ' ') + "\"}");
        List<String> headers = List.of(
                "Content-Type: " + (isText ? "text/plain" : "application/json"), "Accept: " + pick(random, ACCEPTS));
        return framed(
                random,
                "POST /v1/sql HTTP/1.1",
                headers,
                random.nextInt(4) == 0 && body.length > 0 ? bodies.wounded(body) : body,
                false);
    }

    private static RandomRequest framed(
            Random random, String line, List<String> headers, byte[] body, boolean sendsEvents) {
        List<String> all = new ArrayList<>(List.of("Host: 127.0.0.1"));
        all.addAll(headers);
        byte[] sent = body;
        if (body.length > 0 || line.startsWith("POST")) {
            if (random.nextInt(3) == 0) {
                all.add("Transfer-Encoding: chunked");
                sent = chunked(random, body);
            } else {
                all.add("Content-Length: " + body.length);
            }
        }
        if (random.nextInt(25) == 0) {
            return damaged(random, line, all, sent, sendsEvents);
        }
        return new RandomRequest(head(line, all), sent, true, sendsEvents);
    }

    private static byte[] head(String line, List<String> headers) {
        return (line + "\r\n" + String.join("\r\n", headers) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] chunked(Random random, byte[] body) {
        List<byte[]> chunks = new ArrayList<>();
        int largest = 1 + random.nextInt(random.nextInt(6) == 0 ? 3 : 8_000);
        for (int at = 0; at < body.length; ) {
            int size = Math.min(body.length - at, 1 + random.nextInt(largest));
            String extension = random.nextInt(30) == 0 ? ";a=b" : "";
            chunks.add(bytes(Integer.toHexString(size) + extension + "\r\n"));
            chunks.add(Arrays.copyOfRange(body, at, at + size));
            chunks.add(bytes("\r\n"));
            at += size;
        }
        chunks.add(bytes("0\r\n" + (random.nextInt(20) == 0 ? "Trailer: a\r\n" : "") + "\r\n"));
        return joined(chunks.toArray(byte[][]::new));
    }

    /** A head that is no head. */
    private static RandomRequest damaged(
            Random random, String line, List<String> headers, byte[] body, boolean sendsEvents) {
        List<String> all = new ArrayList<>(headers);
        String first = line;
        switch (random.nextInt(9)) {
            case 0 -> all.add("Content-Length: " + random.nextInt(100));
            case 1 -> all.add("Transfer-Encoding: gzip, chunked");
            case 2 -> all.remove(0);
            case 3 -> all.set(0, "Host: evil.example");
            case 4 -> first = line.replace("HTTP/1.1", pick(random, List.of("HTTP/1.0", "HTTP/9.9", "http/1.1", "")));
            case 5 -> all.add(" folded: header");
            case 6 -> all.add("No colon at all");
            case 7 -> all.add("Nul\u0000: \u0000");
            default -> {
                for (int header = 0; header < 300; header++) {
                    all.add("H" + header + ": " + header);
                }
            }
        }
        return new RandomRequest(head(first, all), body, false, sendsEvents);
    }

    /** A body of which not all comes: nothing in it may be accepted. */
    private static RandomRequest brokenOff(Random random, List<String> headers, byte[] body) {
        List<String> all = new ArrayList<>(List.of("Host: localhost"));
        all.addAll(headers);
        all.add("Content-Length: " + (body.length + 1 + random.nextInt(100)));
        return new RandomRequest(head("POST /v1/events HTTP/1.1", all), body, false, false);
    }

    private static String pick(Random random, List<String> of) {
        return of.get(random.nextInt(of.size()));
    }

    /** As text, for whoever looks at a violation. */
    String text() {
        return new String(head, StandardCharsets.ISO_8859_1)
                + new String(body, 0, Math.min(body.length, 2_000), StandardCharsets.ISO_8859_1);
    }
}
