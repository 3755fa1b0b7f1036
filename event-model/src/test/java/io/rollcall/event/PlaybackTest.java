package io.rollcall.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the reader takes from an event about a play; {@code playback.sql} says the same of it at night. */
class PlaybackTest {
    private static final EventReader READER = new EventReader(Limits.DEFAULT);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            # event             | properties                                                        | says
            play                | null                                                              | STARTED
            play                | {}                                                                | STARTED
            play                | {"cdn": "edge-a", "startup_ms": 800}                              | STARTED
            play                | {"outcome": "started"}                                            | STARTED
            play                | {"outcome": "exploded"}                                           | STARTED
            play                | {"outcome": "Failed"}                                             | STARTED
            play                | {"outcome": "failed "}                                            | STARTED
            play                | {"Outcome": "failed"}                                             | STARTED
            play                | {"outcome": "failed"}                                             | FAILED
            play                | {"outcome": "fail\\u0065d"}                                       | FAILED
            play                | {"outcom\\u0065": "failed"}                                       | FAILED
            play                | {"outcome": "failed", "error_code": "drm"}                        | FAILED
            play                | {"outcome": "failed", "error_code": ""}                           | FAILED
            play                | {"outcome": "abandoned"}                                          | ABANDONED
            play                | {"outcome": "abandoned", "error_code": ""}                        | ABANDONED
            play                | {"outcome": "abandoned", "error_code": null}                      | ABANDONED
            play                | {"outcome": "abandoned", "error_code": "drm"}                     | FAILED
            play                | {"error_code": "drm", "outcome": "abandoned"}                     | FAILED
            play                | {"error_code": "drm"}                                             | STARTED_AND_BROKEN_OFF
            play                | {"outcome": "started", "error_code": "drm"}                       | STARTED_AND_BROKEN_OFF
            play                | {"outcome": "exploded", "error_code": "drm"}                      | STARTED_AND_BROKEN_OFF
            stop                | null                                                              | UNSAID
            stop                | {"error_code": ""}                                                | UNSAID
            stop                | {"error_code": "drm"}                                             | STOPPED_BY_ERROR
            stop                | {"outcome": "failed", "error_code": "drm"}                        | STOPPED_BY_ERROR
            heartbeat           | {"outcome": "failed", "error_code": "drm"}                        | UNSAID
            playlist            | {"outcome": "failed"}                                             | UNSAID
            # not text
            play                | {"outcome": null}                                                 | STARTED
            play                | {"outcome": 1}                                                    | STARTED
            play                | {"outcome": true}                                                 | STARTED
            play                | {"outcome": ["failed"]}                                           | STARTED
            play                | {"outcome": {"outcome": "failed"}}                                | STARTED
            play                | {"outcome": "abandoned", "error_code": 0}                         | FAILED
            play                | {"outcome": "abandoned", "error_code": false}                     | FAILED
            play                | {"outcome": "abandoned", "error_code": []}                        | FAILED
            play                | {"outcome": "abandoned", "error_code": {"code": ""}}              | FAILED
            # further in is somewhere else
            play                | {"player": {"outcome": "failed", "error_code": "drm"}}            | STARTED
            play                | {"tries": [{"outcome": "failed"}], "outcome": "abandoned"}        | ABANDONED
            play                | {"outcome": "abandoned", "tries": [{"error_code": "drm"}, [[]]]}  | ABANDONED
            # given twice
            play                | {"outcome": "failed", "outcome": "abandoned"}                     | FAILED
            play                | {"outcome": "started", "outcome": "failed"}                       | STARTED
            play                | {"outcome": null, "outcome": "failed"}                            | STARTED
            play                | {"outcome": "abandoned", "error_code": "", "error_code": "drm"}   | ABANDONED
            play                | {"outcome": "abandoned", "error_code": "drm", "error_code": null} | FAILED
            """)
    void outcomeAndErrorCodeSayHowAPlayWent(String event, String properties, Playback says) {
        List<String> fields = List.of(
                "\"event_name\": \"" + event + '"',
                "\"properties\": " + properties,
                "\"profile_id\": 42, \"event_time\": 1700000000000, \"region\": \"US\"");
        for (List<String> order : orders(fields)) {
            String json = '{' + String.join(", ", order) + '}';
            assertThat(playback(json)).as(json).isEqualTo(says);
        }
    }

    @Test
    void aPlayWithoutPropertiesStarted() {
        assertThat(
                        playback(
                                "{\"profile_id\": 42, \"event_time\": 1700000000000, \"region\": \"US\", \"event_name\": \"play\"}"))
                .isEqualTo(Playback.STARTED);
    }

    /** Only properties are looked at. */
    @ParameterizedTest
    @ValueSource(strings = {"\"outcome\": \"failed\"", "\"error_code\": \"drm\"", "\"x\": {\"outcome\": \"failed\"}"})
    void fieldsBesideThePropertiesSayNothing(String field) {
        assertThat(playback("{" + field
                        + ", \"profile_id\": 42, \"event_time\": 1, \"region\": \"US\", \"event_name\": \"play\"}"))
                .isEqualTo(Playback.STARTED);
    }

    /** One parser reads them all. */
    @Test
    void noEventSaysWhatTheOneBeforeItSaid() {
        String failed = event("{\"outcome\": \"failed\", \"error_code\": \"drm\"}");
        String quiet = event("null");
        byte[] bytes = (failed + quiet).getBytes(StandardCharsets.UTF_8);
        try (EventReader.Request request = READER.request(bytes)) {
            assertThat(playback(request.read(0, failed.length()))).isEqualTo(Playback.FAILED);
            assertThat(playback(request.read(failed.length(), quiet.length()))).isEqualTo(Playback.STARTED);
        }
    }

    @Test
    void propertiesAreCountedAsBefore() {
        byte[] bytes = event("{\"outcome\": \"failed\", \"error_code\": {\"a\": [1]}, \"cdn\": \"x\", \"cdn\": \"y\"}")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(READER.read(bytes, 0, bytes.length))
                .isInstanceOfSatisfying(
                        EventReading.Read.class,
                        read -> assertThat(read.event().propertyKeys())
                                .containsExactlyInAnyOrder("outcome", "error_code", "cdn"));
    }

    private static String event(String properties) {
        return "{\"profile_id\": 42, \"event_name\": \"play\", \"event_time\": 1, \"region\": \"US\", \"properties\": "
                + properties + '}';
    }

    private static Playback playback(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return playback(READER.read(bytes, 0, bytes.length));
    }

    private static Playback playback(EventReading reading) {
        assertThat(reading).isInstanceOf(EventReading.Read.class);
        return ((EventReading.Read) reading).playback();
    }

    private static List<List<String>> orders(List<String> fields) {
        if (fields.isEmpty()) {
            return List.of(List.of());
        }
        List<List<String>> orders = new ArrayList<>();
        for (String last : fields) {
            List<String> others =
                    fields.stream().filter(field -> !field.equals(last)).toList();
            for (List<String> order : orders(others)) {
                List<String> whole = new ArrayList<>(order);
                whole.add(last);
                orders.add(whole);
            }
        }
        return orders;
    }
}
