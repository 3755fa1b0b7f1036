package io.rollcall.benchmarks.gateway;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.stream.IntStream;

/** Requests, made before they are needed. */
final class Bodies {
    private Bodies() {}

    /** NDJSON bodies of so many events each. */
    static List<Buffer> of(List<String> events, int eventsEach) {
        return IntStream.range(0, events.size() / eventsEach)
                .mapToObj(body -> events.subList(body * eventsEach, (body + 1) * eventsEach))
                .map(lines -> Buffer.buffer(String.join("\n", lines) + "\n"))
                .toList();
    }
}
