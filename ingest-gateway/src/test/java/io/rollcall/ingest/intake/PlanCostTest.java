package io.rollcall.ingest.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.event.EventCatalogue;
import io.rollcall.event.Limits;
import io.rollcall.event.ProfileTexts;
import io.rollcall.ingest.intake.Circumstances.AgeLimit;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The same events through plans that they keep: all are accepted by each. {@code -Drollcall.plan.rounds=41} measures what
 * each costs, in turn, and prints the medians.
 */
class PlanCostTest {
    private static final int ROUNDS = Integer.getInteger("rollcall.plan.rounds", 1);
    private static final int REQUESTS = 200;
    private static final int EVENTS = 100;
    private static final long RECEIVED = Instant.parse("2026-11-22T12:00:00Z").toEpochMilli();

    private static final String BARE = "  watchlist_add: {active: true}\n";
    private static final String PLANNED = """
              watchlist_add:
                active: true
                required: [properties.source]
                check: enforce
                properties:
                  source: {type: string, enum: [home, search]}
                  position: {type: integer, minimum: 0}
                  row: {type: string, maxLength: 64}
            """;

    /** A plan by its name, and how often the file that holds it is another one. */
    private record Plan(String name, String events, boolean changes, List<Double> nanosAnEvent) {
        Plan(String name, String events, boolean changes) {
            this(name, events, changes, new ArrayList<>());
        }
    }

    private static List<Plan> plans() {
        return List.of(
                new Plan("no plan", BARE, false),
                new Plan("plans of 100 other types", BARE + others(), false),
                new Plan("a plan of three properties", PLANNED, false),
                new Plan("the same, of a new catalogue each request", PLANNED, true));
    }

    @Test
    void whatIsAsPlannedIsAcceptedByEachPlan() {
        Delivery delivery = new Delivery(
                new Body(events().getBytes(StandardCharsets.UTF_8)), Delivery.Form.JSON, Delivery.Encoding.PLAIN);
        List<Plan> plans = plans();
        for (int round = 0; round < ROUNDS; round++) {
            for (Plan plan : plans) {
                plan.nanosAnEvent().add(nanosAnEvent(plan, delivery));
            }
        }
        if (ROUNDS > 1) {
            plans.forEach(
                    plan -> System.out.printf("%-45s %6.0f ns an event%n", plan.name(), median(plan.nanosAnEvent())));
        }
    }

    private static double nanosAnEvent(Plan plan, Delivery delivery) {
        EventCatalogue one = catalogue(plan.events());
        EventCatalogue other = catalogue(plan.events());
        int[] asked = {0};
        Intake intake = new Intake(
                () -> plan.changes() && asked[0]++ % 2 == 0 ? other : one, Limits.DEFAULT, ProfileTexts.NONE);
        long started = System.nanoTime();
        for (int request = 0; request < REQUESTS; request++) {
            Judgement judgement = intake.judge(
                    (Splitting.Split) intake.split(delivery, bytes -> true),
                    new Circumstances(RECEIVED, OptionalLong.empty(), AgeLimit.ENFORCED));
            assertThat(judgement.accepted()).as(plan.name()).hasSize(EVENTS);
        }
        return (System.nanoTime() - started) / (double) (REQUESTS * EVENTS);
    }

    private static EventCatalogue catalogue(String events) {
        return EventCatalogue.withAdditions("plan.yaml", ("events:\n" + events).getBytes(StandardCharsets.UTF_8));
    }

    private static String others() {
        return IntStream.range(0, 100)
                .mapToObj(n -> PLANNED.replace("watchlist_add", "other_" + n))
                .collect(Collectors.joining());
    }

    private static String events() {
        List<String> events = IntStream.range(0, EVENTS)
                .mapToObj(n ->
                        "{\"event_id\":\"0f4e9d66-6a2f-4f0e-9d53-%012d\",\"profile_id\":%d,".formatted(n, 1_000 + n)
                                + "\"account_id\":77,\"event_name\":\"watchlist_add\",\"event_time\":\"2026-11-22T11:59:30Z\","
                                + "\"region\":\"US\",\"platform\":\"tv\",\"app_version\":\"5.12.0\",\"session_id\":\"s-%d\","
                                        .formatted(n)
                                + "\"properties\":{\"source\":\"home\",\"position\":%d,\"row\":\"because you watched\"}}"
                                        .formatted(n))
                .toList();
        return '[' + String.join(",", events) + ']';
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
