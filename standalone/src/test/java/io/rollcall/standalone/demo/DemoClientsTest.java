package io.rollcall.standalone.demo;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.standalone.FakeGateway;
import io.rollcall.standalone.FakeGateway.Reply;
import io.rollcall.standalone.FakeGateway.Request;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class DemoClientsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void nothingIsLostOrQueuedWhileTheGatewayIsAway() throws IOException {
        AtomicBoolean away = new AtomicBoolean(true);
        try (FakeGateway gateway =
                new FakeGateway(request -> away.get() ? Reply.of(503, "") : FakeGateway.accepted(events(request)))) {
            DemoClients clients = DemoClients.start(new Settings(), gateway.url(), "secret");
            await().until(() -> gateway.requests().size() >= 12);
            List<Request> refused = List.copyOf(gateway.requests());
            away.set(false);
            // A client may be in the longest of its pauses; then the request it could not get rid of comes first.
            List<String> heldBack =
                    refused.stream().map(DemoClientsTest::firstId).distinct().toList();
            await().atMost(30, SECONDS)
                    .until(() -> gateway.requests().stream()
                            .skip(refused.size())
                            .map(DemoClientsTest::firstId)
                            .toList()
                            .containsAll(heldBack));
            clients.stop();

            // Four clients, each with one.
            assertThat(heldBack).hasSizeLessThanOrEqualTo(4);
            assertThat(gateway.requests())
                    .allMatch(request -> request.authorization().equals("Bearer secret"));
        }
    }

    @Test
    void someRequestsAreSentTwice() throws IOException {
        try (FakeGateway gateway = new FakeGateway(request -> FakeGateway.accepted(events(request)))) {
            DemoClients clients = DemoClients.start(new Settings(), gateway.url(), null);
            await().atMost(30, SECONDS).until(() -> {
                List<String> ids = gateway.requests().stream()
                        .map(DemoClientsTest::firstId)
                        .toList();
                return ids.stream().distinct().count() < ids.size();
            });
            clients.stop();
        }
    }

    private record Settings() implements DemoSettings {
        @Override
        public boolean enabled() {
            return true;
        }

        @Override
        public int eventsPerSecond() {
            return 2_000;
        }

        @Override
        public int profiles() {
            return 1_000;
        }

        @Override
        public long seed() {
            return 1;
        }
    }

    private static long events(Request request) {
        return StreamSupport.stream(body(request).path("events").spliterator(), false)
                .count();
    }

    private static String firstId(Request request) {
        return body(request).path("events").path(0).path("event_id").asText();
    }

    private static JsonNode body(Request request) {
        try {
            return JSON.readTree(request.body());
        } catch (JsonProcessingException broken) {
            throw new AssertionError(request.body(), broken);
        }
    }
}
