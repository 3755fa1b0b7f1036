package io.rollcall.ingest.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.event.EventCatalogue;
import io.rollcall.event.Limits;
import io.rollcall.event.Reason;
import io.rollcall.ingest.intake.Circumstances.AgeLimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events with properties against what a deployment plans for them. */
class TrackingPlanTest {
    private static final String PLAN = """
            version: 3
            events:
              %s:
                active: true
                required: [properties.source]
                properties:
                  source: {type: string, enum: [home, search]}
                  position: {type: integer, minimum: 0}
                check: %s
            """;
    private static final long RECEIVED = Instant.parse("2026-11-22T12:00:00Z").toEpochMilli();

    @TempDir
    Path directory = Path.of("");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"source": "home"}
            {"source": "search", "position": 0}
            {"source": "search", "position": null}
            {"source": "search", "other": {"a": [1]}}
            """)
    void whatIsAsPlannedIsAccepted(String properties) throws IOException {
        Judgement judgement = judge(intake("enforce"), properties);
        assertThat(judgement.accepted()).hasSize(1);
        assertThat(judgement.observed()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"source": "shop"}                  | source
            {"source": 5}                       | source
            {"source": "home", "position": -1}  | position
            {"source": "home", "position": "1"} | position
            """)
    void whatIsNotIsRejectedWhereThePlanIsEnforced(String properties, String named) throws IOException {
        Judgement judgement = judge(intake("enforce"), properties);
        assertThat(judgement.accepted()).isEmpty();
        assertThat(judgement.rejected()).singleElement().satisfies(rejected -> {
            assertThat(rejected.index()).isZero();
            assertThat(rejected.eventId()).isEqualTo("mine");
            assertThat(rejected.rejection().reason()).isEqualTo(Reason.SCHEMA_VIOLATION);
            assertThat(rejected.rejection().detail()).contains("properties." + named);
        });
    }

    @Test
    void whatIsNotIsAcceptedAndCountedWhereItIsObserved() throws IOException {
        Judgement judgement = judge(intake("observe"), "{\"source\": \"shop\"}");
        assertThat(judgement.accepted()).hasSize(1);
        assertThat(judgement.observed()).containsExactly("watchlist_add");
    }

    @Test
    void whatIsJudgedAgainIsHeldAgainstThePlanAgain() throws IOException {
        assertThat(judgedAgain(intake("enforce"), "{\"source\": \"shop\"}")).isInstanceOf(EventOutcome.Rejected.class);
        assertThat(judgedAgain(intake("enforce"), "{\"source\": \"home\"}")).isInstanceOf(EventOutcome.Accepted.class);
        assertThat(judgedAgain(intake("observe"), "{\"source\": \"shop\"}")).isInstanceOf(EventOutcome.Accepted.class);
    }

    @Test
    void whatIsRequiredIsMissingAndNoViolation() throws IOException {
        assertThat(judge(intake("enforce"), "{}").rejected())
                .singleElement()
                .satisfies(rejected -> assertThat(rejected.rejection().reason()).isEqualTo(Reason.MISSING_FIELD));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {type: strin}                              | x
            {minimum: low}                             | x
            {$ref: "https://elsewhere.example/schema"} | $ref
            {items: {$ref: "#/properties/x"}}          | $ref
            """)
    void aPlanThatIsNoneOrRefersToOthersStopsTheStart(String schema, String named) throws IOException {
        EventCatalogue catalogue = EventCatalogue.withAdditions(Files.writeString(
                directory.resolve("plan.yaml"), "events: {x: {active: true, properties: {p: " + schema + "}}}"));
        assertThatThrownBy(() -> new Intake(catalogue, Limits.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'x'")
                .hasMessageContaining(named);
    }

    private Intake intake(String check) throws IOException {
        Path file = Files.writeString(directory.resolve("plan.yaml"), PLAN.formatted("watchlist_add", check));
        return new Intake(EventCatalogue.withAdditions(file), Limits.DEFAULT);
    }

    private static EventOutcome judgedAgain(Intake intake, String properties) {
        return intake.judgeAgain(event(properties), received(), "derived");
    }

    private static Circumstances received() {
        return new Circumstances(RECEIVED, OptionalLong.empty(), AgeLimit.ENFORCED);
    }

    private static Body event(String properties) {
        return Body.ofText("{\"profile_id\": 1, \"event_name\": \"watchlist_add\", \"event_id\": \"mine\","
                + " \"event_time\": \"2026-11-22T11:00:00Z\", \"region\": \"US\", \"properties\": " + properties + "}");
    }

    private static Judgement judge(Intake intake, String properties) {
        Splitting splitting = intake.split(
                new Delivery(event(properties), Delivery.Form.JSON, Delivery.Encoding.PLAIN), bytes -> true);
        return intake.judge((Splitting.Split) splitting, received());
    }
}
