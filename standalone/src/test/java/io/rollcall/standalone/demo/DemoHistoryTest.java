package io.rollcall.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.standalone.FakeGateway;
import io.rollcall.standalone.FakeGateway.Reply;
import io.rollcall.standalone.client.EventsClient;
import io.rollcall.standalone.imports.Backfill;
import io.rollcall.standalone.imports.Backfill.Ended;
import io.rollcall.standalone.simulation.Simulation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoHistoryTest {
    private static final LocalDate OPENED = LocalDate.parse("2026-02-02");
    private static final Instant BEFORE = midnight(0).minusMillis(1);
    private static final Instant START = midnight(3).plus(Duration.ofHours(2)).plus(Duration.ofMinutes(30));
    private static final Simulation SIMULATION = new Simulation(1, 60, OPENED);

    @TempDir
    Path directory;

    private final List<Instant> notes = new ArrayList<>();

    @Test
    void theDaysAndTheHoursOfTheLastAreSentAsABackfillAndNoted() throws Exception {
        try (FakeGateway gateway = FakeGateway.accepting()) {
            Ended ended = history(gateway).send(BEFORE, START, notes::add);
            assertThat(ended.failure()).isNull();
            assertThat(ids(gateway)).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(expected(BEFORE));
            assertThat(ended.accepted()).isEqualTo(ids(gateway).size());
            assertThat(gateway.requests()).allSatisfy(request -> {
                assertThat(request.backfill()).isEqualTo("true");
                assertThat(request.authorization()).isEqualTo("Bearer secret");
            });
        }
        assertThat(notes)
                .startsWith(
                        midnight(1).minusMillis(1),
                        midnight(2).minusMillis(1),
                        midnight(3).minusMillis(1))
                .endsWith(START)
                .hasSize(3 + 3);
    }

    @Test
    void whatWasRefusedIsNotNotedAndGoesOnFromThere() throws Exception {
        try (FakeGateway gateway = new FakeGateway(request -> request.body().contains("2026-02-04T")
                ? Reply.of(403, "{\"detail\":\"this key may not backfill\"}")
                : FakeGateway.accepted(request.lines()))) {
            Ended ended = history(gateway).send(BEFORE, START, notes::add);
            assertThat(ended.failure()).contains("may not backfill");
        }
        assertThat(notes)
                .containsExactly(midnight(1).minusMillis(1), midnight(2).minusMillis(1));
        try (FakeGateway gateway = FakeGateway.accepting()) {
            history(gateway).send(notes.get(1), START, notes::add);
            assertThat(ids(gateway)).containsExactlyInAnyOrderElementsOf(expected(notes.get(1)));
        }
    }

    @Test
    void aMarkOutlivesTheProcess() throws IOException {
        assertThat(DemoMark.read(directory)).isEmpty();
        DemoMark mark = new DemoMark(7, 1_000, OPENED, BEFORE, OPENED.minusDays(1));
        mark.write(directory);
        mark.sentUpTo(START).countedUpTo(OPENED.plusDays(2)).write(directory);
        assertThat(DemoMark.read(directory)).contains(new DemoMark(7, 1_000, OPENED, START, OPENED.plusDays(2)));
    }

    private DemoHistory history(FakeGateway gateway) {
        return new DemoHistory(
                SIMULATION,
                new Backfill(EventsClient.of(gateway.url()).withKey("secret"), directory.resolve("rejected.ndjson")));
    }

    private static List<String> expected(Instant after) {
        return SIMULATION
                .shipments(after, START)
                .flatMap(shipment -> shipment.events().stream())
                .map(event -> event.path("event_id").asText())
                .toList();
    }

    private static List<String> ids(FakeGateway gateway) {
        return gateway.requests().stream()
                .flatMap(request -> request.body().lines())
                .map(DemoHistoryTest::id)
                .toList();
    }

    private static String id(String line) {
        try {
            return new ObjectMapper().readTree(line).path("event_id").asText();
        } catch (JsonProcessingException broken) {
            throw new AssertionError(line, broken);
        }
    }

    private static Instant midnight(int day) {
        return OPENED.plusDays(day).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
