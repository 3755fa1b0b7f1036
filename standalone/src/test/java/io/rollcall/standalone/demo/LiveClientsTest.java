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
import io.rollcall.standalone.client.EventsClient;
import io.rollcall.standalone.simulation.Shipment;
import io.rollcall.standalone.simulation.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class LiveClientsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final LocalDate OPENED = LocalDate.parse("2026-02-02");
    private static final Instant FROM =
            OPENED.plusDays(9).atTime(20, 0).atZone(ZoneOffset.UTC).toInstant();

    /** An hour of which everything is due already. */
    private static final Instant NOW = FROM.plus(Duration.ofHours(1));

    private static final Simulation SIMULATION = new Simulation(1, 500, OPENED);

    private final CountDownLatch stopped = new CountDownLatch(1);

    @Test
    void whatIsDueIsSentInItsOrderAndNothingIsLostWhileTheGatewayIsAway() throws Exception {
        AtomicBoolean away = new AtomicBoolean(true);
        try (FakeGateway gateway =
                new FakeGateway(request -> away.get() ? Reply.of(503, "") : FakeGateway.accepted(events(request)))) {
            LiveClients clients = clients(gateway);
            Thread thread = new Thread(clients);
            thread.start();
            await().until(() -> gateway.requests().size() >= 3);
            int refused = gateway.requests().size();
            assertThat(clients.sent()).isBefore(due().get(0).moment());
            away.set(false);
            await().atMost(60, SECONDS).until(() -> !clients.sent().isBefore(NOW));
            stopped.countDown();
            thread.join();

            assertThat(gateway.requests().subList(0, refused))
                    .extracting(LiveClientsTest::firstId)
                    .containsOnly(due().get(0).firstId());
            List<String> taken = firstIds(gateway, refused).stream().distinct().toList();
            assertThat(taken).startsWith(due().get(0).firstId(), due().get(1).firstId());
            assertThat(taken).containsAll(due().stream().map(Due::firstId).toList());
            assertThat(firstIds(gateway, refused)).as("some are sent twice").hasSizeGreaterThan(taken.size());
            assertThat(gateway.requests())
                    .allMatch(request -> request.authorization().equals("Bearer secret"))
                    .allMatch(request -> request.backfill().isEmpty());
        }
    }

    private LiveClients clients(FakeGateway gateway) {
        return new LiveClients(
                EventsClient.of(gateway.url()).withKey("secret"),
                SIMULATION,
                FROM,
                InstantSource.fixed(NOW),
                new Random(1),
                stopped);
    }

    private record Due(Instant moment, String firstId) {}

    private static List<Due> due() {
        return SIMULATION
                .shipments(FROM, NOW)
                .sorted(Comparator.comparingLong(Shipment::dueMillis))
                .map(shipment -> new Due(
                        Instant.ofEpochMilli(shipment.dueMillis()),
                        shipment.events().get(0).path("event_id").asText()))
                .toList();
    }

    private static List<String> firstIds(FakeGateway gateway, int after) {
        return gateway.requests().stream()
                .skip(after)
                .map(LiveClientsTest::firstId)
                .toList();
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
