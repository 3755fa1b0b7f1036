package io.rollcall.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {
    private static final EventReader READER = new EventReader(Limits.DEFAULT);
    private static final String REQUIRED =
            "\"profile_id\": 42, \"event_name\": \"play\", \"event_time\": 1700000000000, \"region\": \"US\"";

    @Test
    void everyFieldIsRead() {
        AppEvent event = read(
                "{" + REQUIRED + ", \"event_id\": \"e\", \"account_id\": -1, \"title_id\": 7, \"duration_sec\": 86400,"
                        + " \"platform\": \"console\", \"app_version\": \"1.2\", \"device_id\": \"d\","
                        + " \"session_id\": \"s\", \"seq\": 0, \"sample_rate\": 0.25, \"properties\": {\"a\": 1, \"b\": {\"c\": [2]}}, \"x\":"
                        + " {\"y\": []}, \"z\": null}");
        assertThat(event.profileId()).isEqualTo(42);
        assertThat(event.eventName()).isEqualTo("play");
        assertThat(event.eventTimeMillis()).isEqualTo(1_700_000_000_000L);
        assertThat(event.region()).isEqualTo("US");
        assertThat(event.eventId()).isEqualTo("e");
        assertThat(event.accountId()).isEqualTo(-1);
        assertThat(event.titleId()).isEqualTo(7);
        assertThat(event.durationSec()).isEqualTo(86_400);
        assertThat(event.platform()).isEqualTo(Platform.CONSOLE);
        assertThat(event.appVersion()).isEqualTo("1.2");
        assertThat(event.deviceId()).isEqualTo("d");
        assertThat(event.sessionId()).isEqualTo("s");
        assertThat(event.seq()).isZero();
        assertThat(event.sampleRate()).isEqualTo(0.25);
        assertThat(event.propertyKeys()).containsExactlyInAnyOrder("a", "b");
        assertThat(event.unknownFields()).isEqualTo(2);
    }

    @Test
    void nullIsTheSameAsAbsent() {
        AppEvent event = read("{" + REQUIRED + ", \"event_id\": null, \"title_id\": null, \"duration_sec\": null,"
                + " \"platform\": null, \"properties\": null}");
        assertThat(event.eventId()).isNull();
        assertThat(event.titleId()).isNull();
        assertThat(event.has("duration_sec")).isFalse();
        assertThat(event.propertyKeys()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        malformed_json      | {
        malformed_json      | {"profile_id": 1
        malformed_json      | {"profile_id": 1, "event_name": }
        malformed_json      | {"profile_id": 01}
        malformed_json      | {'profile_id': 1}
        malformed_json      | {"profile_id": 1,}
        malformed_json      | {"profile_id": NaN}
        malformed_json      | {} {}
        malformed_json      | {}]
        malformed_json      | nul
        schema_violation    | null
        schema_violation    | []
        schema_violation    | 5
        schema_violation    | "text"
        missing_field       | {}
        missing_field       | {"event_name": "play", "event_time": 1, "region": "US"}
        missing_field       | {"profile_id": null, "event_name": "play", "event_time": 1, "region": "US"}
        missing_field       | {"profile_id": 1, "event_time": 1, "region": "US"}
        missing_field       | {"profile_id": 1, "event_name": "play", "region": "US"}
        missing_field       | {"profile_id": 1, "event_name": "play", "event_time": 1}
        """)
    void bytesThatAreNoEventHaveAReason(String reason, String json) {
        assertThat(refusal(json).reason().code()).isEqualTo(reason);
        assertThat(refusal(json).detail()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        profile_id   | 0
        profile_id   | -1
        profile_id   | 1.0
        profile_id   | 1e3
        profile_id   | "1x"
        profile_id   | "0"
        profile_id   | ""
        profile_id   | "9223372036854775808"
        profile_id   | "99999999999999999999999"
        profile_id   | true
        profile_id   | 9223372036854775808
        profile_id   | {"a": 1}
        event_name   | 5
        event_name   | ["play"]
        event_time   | "yesterday"
        event_time   | "2026-11-22"
        event_time   | "2026-11-22T10:15:02"
        event_time   | "2026-13-22T10:15:02Z"
        event_time   | "2026-02-29T10:15:02Z"
        event_time   | 1.5
        event_time   | 999999999999999
        event_time   | -99999999999999
        event_time   | true
        event_time   | 1795305600
        event_time   | "1795305600000"
        region       | 1
        event_id     | ""
        event_id     | "  "
        event_id     | "a\\nb"
        event_id     | "\\ud800"
        event_id     | 5
        event_id     | "12345678901234567890123456789012345678901234567890123456789012345"
        account_id   | 1.5
        title_id     | "x"
        title_id     | -9223372036854775809
        duration_sec | -1
        duration_sec | 86401
        platform     | "toaster"
        platform     | 1
        app_version  | 1.2
        device_id    | []
        session_id   | "12345678901234567890123456789012345678901234567890123456789012345"
        seq          | -1
        seq          | 1.5
        seq          | "1"
        sample_rate  | 0
        sample_rate  | 0.0
        sample_rate  | 1e-999
        sample_rate  | 1.01
        sample_rate  | -0.5
        sample_rate  | "0.5"
        sample_rate  | [0.5]
        properties   | []
        properties   | "x"
        """)
    void valueOfTheWrongKindNamesItsField(String field, String value) {
        String others = REQUIRED.replaceAll("\"" + field + "\": [^,]+(, )?", "");
        String json =
                "{\"" + field + "\": " + value + (others.isEmpty() ? "" : ", " + others).replaceAll(", $", "") + "}";
        assertThat(refusal(json).reason()).isEqualTo(Reason.INVALID_FIELD);
        assertThat(refusal(json).detail()).startsWith(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"profile_id", "region", "event_id", "properties"})
    void fieldGivenTwiceHasNoOneMeaning(String field) {
        String twice = "\"" + field + "\": null, \"" + field + "\": null";
        assertThat(refusal("{" + twice + "}").detail()).contains(field).contains("twice");
    }

    /** JavaScript rounds numbers above 2^53: whoever has such ids sends them as text. */
    @Test
    void digitsInATextAreAnIdentity() {
        AppEvent event = read("{" + REQUIRED.replace("42", "\"9007199254740993\"")
                + ", \"account_id\": \"-9223372036854775808\", \"title_id\": \"007\"}");
        assertThat(event.profileId()).isEqualTo(9_007_199_254_740_993L);
        assertThat(event.accountId()).isEqualTo(Long.MIN_VALUE);
        assertThat(event.titleId()).isEqualTo(7);
    }

    @Test
    void everyFaultIsNamedAtOnceAndTheReasonIsTheFirstOfTheList() {
        Rejection rejection =
                refusal("{\"profileId\": 5, \"event_name\": 7, \"event_time\": 1795305600, \"platform\": \"ios\","
                        + " \"duration_sec\": -1, \"region\": \"US\", \"region\": \"BR\"}");
        assertThat(rejection.reason()).isEqualTo(Reason.MISSING_FIELD);
        assertThat(rejection.detail().split("; (?=[a-z]+_?[a-z]* )"))
                .containsExactly(
                        "profile_id is required (profileId: it is profile_id)",
                        "event_name must be text, found \"7\"",
                        "event_time looks_like_seconds: send milliseconds (1795305600000, not 1795305600)",
                        "platform must be tv, mobile, web, console or other, found \"ios\"; ios: \"mobile\"",
                        "duration_sec must lie in 0..86400, found -1",
                        "region is given twice");
    }

    /** What is wrong with an event is bounded by its fields, not by its bytes. */
    @Test
    void faultsHaveAnEnd() {
        EventReading.Refused refused = refused("{" + "\"region\": 1, ".repeat(2_000) + "\"profile_id\": 0, \"x\": 1}");
        assertThat(refused.faults()).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource({"100000000", "1795305600", "99999999999"})
    void numbersThatCanOnlyBeSecondsAreToldSo(long seconds) {
        Rejection rejection = refusal("{" + REQUIRED.replace("1700000000000", Long.toString(seconds)) + "}");
        assertThat(rejection.reason()).isEqualTo(Reason.INVALID_FIELD);
        assertThat(rejection.detail()).contains("send milliseconds");
    }

    @ParameterizedTest
    @CsvSource({"0", "99999999", "100000000000", "-1795305600"})
    void otherNumbersAreMilliseconds(long millis) {
        assertThat(read("{" + REQUIRED.replace("1700000000000", Long.toString(millis)) + "}")
                        .eventTimeMillis())
                .isEqualTo(millis);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        event_id     | "e"
        account_id   | 5
        title_id     | 7
        duration_sec | 0
        platform     | "tv"
        app_version  | "1.2"
        device_id    | "d"
        session_id   | "s"
        seq          | 7
        sample_rate  | 1
        """)
    void anEventHasTheOptionalFieldThatItWasGivenAndNoOther(String field, String value) {
        AppEvent event = read("{" + REQUIRED + ", \"" + field + "\": " + value + "}");
        assertThat(EventField.OPTIONAL)
                .hasSize(10)
                .filteredOn(optional -> event.has(optional.jsonName()))
                .extracting(EventField::jsonName)
                .containsExactly(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"profile_id", "region", "properties", "x"})
    void noTypeCanAskForWhatEveryEventNeedsOrNoneHas(String field) {
        AppEvent event = read("{" + REQUIRED + "}");
        assertThatThrownBy(() -> event.has(field)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EventCatalogue.requireOptionalField(field))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void propertyThatIsNullIsNotThere() {
        AppEvent event = read("{" + REQUIRED + ", \"properties\": {\"variant\": null, \"experiment\": \"w\"}}");
        assertThat(event.has("properties.variant")).isFalse();
        assertThat(event.has("properties.experiment")).isTrue();
        assertThat(event.propertyKeys()).containsExactlyInAnyOrder("variant", "experiment");
    }

    @Test
    void brokenJsonIsExplainedByItsPlaceAndNotByTheParsersSettings() {
        assertThat(refusal("{\"profile_id\": 4x}").detail())
                .isEqualTo("the event is not JSON (byte 16 of the event): near \"ofile_id\": 4x}\"");
        assertThat(refusal("{\"profile_id\": NaN}").detail()).contains("NaN and Infinity are no values, null is");
        assertThat(refusal("{\"a\": 1,}").detail()).contains("a comma is one too many");
        assertThat(refusal("{'a': 1}").detail()).contains("double quotes");
        assertThat(refusal("{\"a\": ").detail()).isEqualTo("the event ends in the middle, after 6 bytes");
        String unescaped = "{\"a\": \"x\ny\"}";
        assertThat(refusal(unescaped).detail()).contains("a control character in a text must be escaped");
        for (String broken : List.of(
                "{'a': 1}",
                "{a: 1}",
                "{\"a\": 01}",
                "{\"a\": +1}",
                "{\"a\": \"\\q\"}",
                "{\"a\": .5}",
                "{\"a\": 1 /* no */}",
                "{\"a\": nul}",
                "{} x",
                unescaped,
                "{\"a\": " + "9".repeat(2_000) + ", \"profile_id\": 1}",
                "{\"a\": " + nested(99) + "}")) {
            assertThat(refusal(broken).detail())
                    .as(broken)
                    .doesNotContainPattern("Feature|ALLOW_|[a-z][A-Z]|`|\\(code|com\\.fasterxml");
        }
    }

    @Test
    void refusedEventStillNamesItsId() {
        assertThat(refused("{\"profile_id\": -1, \"event_id\": \"mine\"}").eventId())
                .isEqualTo("mine");
        assertThat(refused("{\"event_id\": \"mine\", \"profile_id\": 5}").eventId())
                .isEqualTo("mine");
    }

    @Test
    void propertiesAreCounted() {
        assertThat(read(withProperties(32)).propertyKeys()).hasSize(32);
        assertThat(refusal(withProperties(33)).reason()).isEqualTo(Reason.TOO_MANY_PROPERTIES);
    }

    @Test
    void largestEventIsTakenAndOneByteMoreIsNot() {
        assertThat(read(ofLength(Limits.DEFAULT.eventBytes())).unknownFields()).isEqualTo(1);
        assertThat(refusal(ofLength(Limits.DEFAULT.eventBytes() + 1)).reason()).isEqualTo(Reason.EVENT_TOO_LARGE);
    }

    @Test
    void nestingHasAnEnd() {
        assertThat(read("{" + REQUIRED + ", \"x\": " + nested(Limits.NESTING_DEPTH - 1) + "}")
                        .unknownFields())
                .isEqualTo(1);
        assertThat(refusal("{" + REQUIRED + ", \"x\": " + nested(Limits.NESTING_DEPTH) + "}")
                        .reason())
                .isEqualTo(Reason.SCHEMA_VIOLATION);
    }

    @Test
    void onlyUtf8IsRead() {
        for (Charset charset : new Charset[] {
            StandardCharsets.UTF_16,
            StandardCharsets.UTF_16BE,
            StandardCharsets.UTF_16LE,
            Charset.forName("UTF-32BE"),
            Charset.forName("UTF-32LE")
        }) {
            byte[] bytes = ("{" + REQUIRED + "}").getBytes(charset);
            assertThat(READER.read(bytes, 0, bytes.length))
                    .as(charset.name())
                    .isInstanceOfSatisfying(
                            EventReading.Refused.class,
                            refused -> assertThat(refused.rejection().reason()).isEqualTo(Reason.MALFORMED_JSON));
        }
        byte[] broken = ("{" + REQUIRED + ", \"x\": \"?\"}").getBytes(StandardCharsets.UTF_8);
        broken[broken.length - 3] = (byte) 0xC3;
        assertThat(READER.read(broken, 0, broken.length)).isInstanceOf(EventReading.Refused.class);
    }

    @Test
    void eventIsReadFromItsSliceAlone() {
        byte[] body = ("xx{" + REQUIRED + "}}}").getBytes(StandardCharsets.UTF_8);
        assertThat(READER.read(body, 2, body.length - 4)).isInstanceOf(EventReading.Read.class);
    }

    @Test
    void idsBeyondTheBasicPlaneAreIds() {
        assertThat(read("{" + REQUIRED + ", \"event_id\": \"\uD83C\uDFAC é 名\"}")
                        .eventId())
                .isEqualTo("\uD83C\uDFAC é 名");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 20_261_122})
    void damagedEventNeverThrows(long seed) {
        Random random = new Random(seed);
        byte[] whole = withProperties(3).getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < 20_000; round++) {
            byte[] damaged = whole.clone();
            for (int wound = 0; wound <= random.nextInt(4); wound++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            int length = random.nextInt(damaged.length + 1);
            assertThat(READER.read(damaged, 0, length))
                    .as("seed %d, round %d", seed, round)
                    .isNotNull();
        }
    }

    private static String withProperties(int count) {
        return "{" + REQUIRED + ", \"properties\": {"
                + IntStream.range(0, count)
                        .mapToObj(key -> "\"k" + key + "\": 1")
                        .collect(Collectors.joining(", "))
                + "}}";
    }

    private static String ofLength(int bytes) {
        String start = "{" + REQUIRED + ", \"x\": \"";
        return start + "y".repeat(bytes - start.length() - 2) + "\"}";
    }

    private static String nested(int depth) {
        return "[".repeat(depth) + "]".repeat(depth);
    }

    private static EventReading reading(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return READER.read(bytes, 0, bytes.length);
    }

    private static AppEvent read(String json) {
        EventReading reading = reading(json);
        assertThat(reading).isInstanceOf(EventReading.Read.class);
        return ((EventReading.Read) reading).event();
    }

    private static EventReading.Refused refused(String json) {
        EventReading reading = reading(json);
        assertThat(reading).isInstanceOf(EventReading.Refused.class);
        return (EventReading.Refused) reading;
    }

    private static Rejection refusal(String json) {
        return refused(json).rejection();
    }
}
