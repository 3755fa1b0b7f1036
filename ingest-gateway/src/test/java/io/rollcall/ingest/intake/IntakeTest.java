package io.rollcall.ingest.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.event.EventCatalogue;
import io.rollcall.event.Limits;
import io.rollcall.event.Reason;
import io.rollcall.event.Rejection;
import io.rollcall.event.Stamp;
import io.rollcall.event.TimeQuality;
import io.rollcall.ingest.intake.Circumstances.AgeLimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is decided about an event, as tables of cases. The gateway's clock says noon of 22 November 2026. */
class IntakeTest {
    private static final long RECEIVED = Instant.parse("2026-11-22T12:00:00Z").toEpochMilli();
    private static final Intake INTAKE = new Intake(EventCatalogue.builtIn(), Limits.DEFAULT);

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            # event_time,             sent_at,                  corrected,                 quality
            2026-11-22T11:59:00Z,     -,                        2026-11-22T11:59:00Z,      OK
            2026-11-22T11:59:00Z,     2026-11-22T12:00:00Z,     2026-11-22T11:59:00Z,      OK
            2026-11-22T11:59:00Z,     2026-11-22T11:59:00Z,     2026-11-22T11:59:00Z,      OK
            2026-11-22T11:58:00Z,     2026-11-22T11:58:59.999Z, 2026-11-22T11:59:00.001Z,  CORRECTED
            1970-01-01T00:00:10Z,     1970-01-01T00:00:40Z,     2026-11-22T11:59:30Z,      CORRECTED
            2031-01-01T00:00:00Z,     2031-01-01T00:00:30Z,     2026-11-22T11:59:30Z,      CORRECTED
            2026-11-22T12:00:00.001Z, -,                        2026-11-22T12:00:00Z,      CLAMPED
            2026-11-22T13:00:00Z,     -,                        2026-11-22T12:00:00Z,      CLAMPED
            2031-01-01T00:00:30Z,     2031-01-01T00:00:00Z,     2026-11-22T12:00:00Z,      CLAMPED
            2026-11-15T12:00:00Z,     -,                        2026-11-15T12:00:00Z,      OK
            2026-11-21T23:59:59.999Z, -,                        2026-11-21T23:59:59.999Z,  OK
            """)
    void timeIsDecidedOnce(Instant eventTime, Instant sentAt, Instant corrected, TimeQuality quality) {
        Stamp stamp = accepted(event(eventTime.toString()), circumstances(sentAt, AgeLimit.ENFORCED));
        assertThat(stamp.eventTimeMillis()).isEqualTo(corrected.toEpochMilli());
        assertThat(stamp.quality()).isEqualTo(quality);
        assertThat(stamp.dt()).isEqualTo(LocalDate.parse(corrected.toString().substring(0, 10)));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            2026-11-15T11:59:59.999Z, -,                    EVENT_TOO_OLD
            1970-01-01T00:00:00Z,     -,                    EVENT_TOO_OLD
            2026-11-22T11:00:00Z,     2026-12-22T11:00:00Z, EVENT_TOO_OLD
            2026-11-22T13:00:00.001Z, -,                    EVENT_IN_FUTURE
            2100-01-01T00:00:00Z,     -,                    EVENT_IN_FUTURE
            2026-11-22T11:00:00Z,     2026-11-22T09:00:00Z, EVENT_IN_FUTURE
            """)
    void ageIsThatOfTheCorrectedTime(Instant eventTime, Instant sentAt, Reason reason) {
        assertThat(rejected(event(eventTime.toString()), circumstances(sentAt, AgeLimit.ENFORCED)))
                .isEqualTo(reason);
    }

    @Test
    void backfillWaivesTheAgeAndNothingElse() {
        Circumstances backfill = circumstances(null, AgeLimit.WAIVED);
        assertThat(accepted(event("1970-01-01T00:00:00Z"), backfill).dt()).isEqualTo(LocalDate.EPOCH);
        assertThat(accepted(event("2026-11-22T13:00:00Z"), backfill).quality()).isEqualTo(TimeQuality.CLAMPED);
        assertThat(rejected(event("2026-11-22T13:00:00.001Z"), backfill)).isEqualTo(Reason.EVENT_IN_FUTURE);
        assertThat(rejected(event("2099-01-01T00:00:00Z"), backfill)).isEqualTo(Reason.EVENT_IN_FUTURE);
        assertThat(rejected(event("1970-01-01T00:00:00Z").replace("US", "XX"), backfill))
                .isEqualTo(Reason.UNKNOWN_REGION);
    }

    /** A stored request, sent again as it was days later, must not count on another day, nor slip in under the age limit. */
    @Test
    void requestOfAnEarlierSendingKeepsItsDay() {
        Stamp first = accepted(event("2026-11-18T10:00:00Z"), circumstances(null, AgeLimit.ENFORCED));
        Stamp again = accepted(
                event("2026-11-18T10:00:00Z"), circumstances(Instant.parse("2026-11-19T12:35:00Z"), AgeLimit.ENFORCED));
        assertThat(again.dt()).isEqualTo(first.dt()).isEqualTo(LocalDate.parse("2026-11-18"));
        assertThat(again.quality()).isEqualTo(TimeQuality.OK);
        assertThat(again.sentAtMillis())
                .hasValue(Instant.parse("2026-11-19T12:35:00Z").toEpochMilli());
        assertThat(rejected(
                        event("2026-11-01T10:00:00Z"),
                        circumstances(Instant.parse("2026-11-01T10:00:01Z"), AgeLimit.ENFORCED)))
                .isEqualTo(Reason.EVENT_TOO_OLD);
    }

    @Test
    void historyKeepsItsDayHoweverOldItsSending() {
        Stamp history = accepted(
                event("1995-08-01T06:00:00Z"), circumstances(Instant.parse("1995-08-01T07:00:00Z"), AgeLimit.WAIVED));
        assertThat(history.dt()).isEqualTo(LocalDate.parse("1995-08-01"));
    }

    @Test
    void secondsAreNotTakenForMilliseconds() {
        Judgement event = judge(INTAKE, event("x").replace("\"x\"", "1795305600"));
        assertThat(event.rejected().get(0).rejection().reason()).isEqualTo(Reason.INVALID_FIELD);
        assertThat(event.rejected().get(0).rejection().detail()).contains("send milliseconds");
        Splitting envelope = split("{\"sent_at\": 1795305600, \"events\": [" + event("2026-11-22T11:00:00Z") + "]}");
        assertThat(envelope)
                .isInstanceOfSatisfying(
                        Splitting.Unreadable.class,
                        unreadable ->
                                assertThat(unreadable.rejection().detail()).contains("send milliseconds"));
    }

    @Test
    void everyFaultIsNamedWithWhatWasMeant() {
        Judgement judgement = judge(
                INTAKE,
                "{\"profileId\": 1, \"event_name\": \"serach\", \"event_time\": \"2100-01-01T00:00:00Z\","
                        + " \"region\": \"UK\", \"platform\": \"ios\"}");
        assertThat(judgement.rejected().get(0).rejection().reason()).isEqualTo(Reason.MISSING_FIELD);
        assertThat(judgement.rejected().get(0).rejection().detail())
                .containsSubsequence(
                        "profileId: it is profile_id",
                        "ios: \"mobile\"",
                        "is it \"search\"?",
                        "UK: \"GB\"",
                        "after its receipt");
    }

    @Test
    void requiredPropertyThatIsNullIsMissing() {
        String exposure =
                "{\"profile_id\":72,\"event_name\":\"experiment_exposure\",\"event_time\":\"2026-11-22T10:00:00Z\","
                        + "\"region\":\"GR\",\"event_id\":\"v2\",\"properties\":{\"experiment\":\"w\",\"variant\":null}}";
        Judgement judgement = judge(INTAKE, exposure);
        assertThat(judgement.rejected().get(0).rejection())
                .isEqualTo(new Rejection(
                        Reason.MISSING_FIELD,
                        "properties.variant is required for the event 'experiment_exposure', and not null"));
        assertThat(judge(INTAKE, exposure.replace("null", "\"a\"")).accepted()).hasSize(1);
        assertThat(judge(INTAKE, exposure.replace("72", "-72"))
                        .rejected()
                        .get(0)
                        .rejection()
                        .detail())
                .as("also where another field is wrong")
                .contains("properties.variant")
                .contains("profile_id must be above 0");
    }

    @Test
    void correctionNeverLeadsToADateThatNobodyCanWrite() {
        Circumstances clockOfTheFarFuture = circumstances(Instant.parse("9999-12-31T00:00:00Z"), AgeLimit.WAIVED);
        assertThat(rejected(event("0001-01-01T00:00:00Z"), clockOfTheFarFuture)).isEqualTo(Reason.INVALID_FIELD);
    }

    @ParameterizedTest
    @CsvSource({"us,UNKNOWN_REGION", "XX,UNKNOWN_REGION", "*,UNKNOWN_REGION", "USA,UNKNOWN_REGION", "EN,UNKNOWN_REGION"
    })
    void regionIsACountryInCapitals(String region, Reason reason) {
        assertThat(rejected(
                        event("2026-11-22T11:00:00Z").replace("US", region), circumstances(null, AgeLimit.ENFORCED)))
                .isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({"US", "BR", "ZZ", "GB", "IN"})
    void countriesAndUnknownAreRegions(String region) {
        assertThat(accepted(event("2026-11-22T11:00:00Z").replace("US", region), circumstances(null, AgeLimit.ENFORCED))
                        .region())
                .isEqualTo(region);
    }

    @Test
    void firstRuleBrokenIsTheReason() {
        String broken = event("1970-01-01T00:00:00Z").replace("US", "XX").replace("play", "sneeze");
        assertThat(rejected(broken, circumstances(null, AgeLimit.ENFORCED))).isEqualTo(Reason.UNKNOWN_EVENT_NAME);
    }

    @Test
    void deploymentsOwnEventsHaveTheirOwnRequirements(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("catalogue.yaml");
        Files.writeString(file, "events: {push_receipt: {active: false, required: [title_id, properties.campaign]}}");
        Intake intake = new Intake(EventCatalogue.withAdditions(file), Limits.DEFAULT);
        String bare = event("2026-11-22T11:00:00Z").replace("play", "push_receipt");
        String full = bare.replace("}", ", \"title_id\": 5, \"properties\": {\"campaign\": \"x\"}}");

        assertThat(judge(intake, bare).rejected().get(0).rejection().reason()).isEqualTo(Reason.MISSING_FIELD);
        assertThat(judge(intake, full).accepted().get(0).stamp().active()).isFalse();
    }

    @Test
    void eventsWithoutAnIdGetOneFromTheRequestAndTheIndex() {
        String one = event("2026-11-22T11:00:00Z");
        String own = one.replace("}", ", \"event_id\": \"mine\"}");
        List<String> ids = ids("[" + one + "," + own + "," + one + "]");
        assertThat(ids.get(1)).isEqualTo("mine");
        assertThat(ids.get(0)).endsWith("-0");
        assertThat(ids.get(2)).isEqualTo(ids.get(0).replace("-0", "-2"));
        assertThat(ids("{\"sent_at\": 1, \"events\": [" + one + "," + own + "," + one + "]}"))
                .as("sent_at is no part of what identifies a request")
                .isEqualTo(ids);
        assertThat(ids("[" + one + "," + own + "]").get(0)).isNotEqualTo(ids.get(0));
    }

    @Test
    void everyEventIsAcceptedOrRejectedUnderItsIndex() {
        String good = event("2026-11-22T11:00:00Z");
        Judgement judgement = judge(INTAKE, "[" + good + ", {}, " + good + ", {\"a\": ");
        assertThat(judgement.count()).isEqualTo(4);
        assertThat(judgement.accepted()).hasSize(2);
        assertThat(judgement.rejected())
                .extracting(EventOutcome.Rejected::index)
                .containsExactly(1, 3);
    }

    private static List<String> ids(String body) {
        return judge(INTAKE, body).accepted().stream()
                .map(event -> event.stamp().eventId())
                .toList();
    }

    private static Stamp accepted(String event, Circumstances circumstances) {
        Judgement judgement = judge(INTAKE, event, circumstances);
        assertThat(judgement.rejected()).isEmpty();
        return judgement.accepted().get(0).stamp();
    }

    private static Reason rejected(String event, Circumstances circumstances) {
        Judgement judgement = judge(INTAKE, event, circumstances);
        assertThat(judgement.accepted()).isEmpty();
        return judgement.rejected().get(0).rejection().reason();
    }

    private static Judgement judge(Intake intake, String body) {
        return judge(intake, body, circumstances(null, AgeLimit.ENFORCED));
    }

    private static Judgement judge(Intake intake, String body, Circumstances circumstances) {
        return intake.judge((Splitting.Split) split(intake, body), circumstances);
    }

    private static Splitting split(String body) {
        return split(INTAKE, body);
    }

    private static Splitting split(Intake intake, String body) {
        Delivery delivery = new Delivery(Body.ofText(body), Delivery.Form.JSON, Delivery.Encoding.PLAIN);
        return intake.split(delivery, bytes -> true);
    }

    private static Circumstances circumstances(@Nullable Instant sentAt, AgeLimit age) {
        return new Circumstances(
                RECEIVED, sentAt == null ? OptionalLong.empty() : OptionalLong.of(sentAt.toEpochMilli()), age);
    }

    private static String event(String time) {
        return "{\"profile_id\": 42, \"event_name\": \"play\", \"event_time\": \"" + time + "\", \"region\": \"US\"}";
    }
}
