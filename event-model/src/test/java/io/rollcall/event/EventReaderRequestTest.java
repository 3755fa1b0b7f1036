package io.rollcall.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderRequestTest {
    private static final EventReader READER = new EventReader(Limits.DEFAULT);
    private static final String GOOD =
            "{\"profile_id\": 42, \"event_name\": \"play\", \"event_time\": 1700000000000, \"region\": \"US\"}";

    /** What clients send, and what they should not. */
    private static final List<String> EVENTS = List.of(
            GOOD,
            GOOD.replace("42", "43").replace("US", "BR"),
            GOOD.replace("}", ", \"session_id\": \"" + "s".repeat(64) + "\"}"),
            GOOD.replace("}", ", \"properties\": {\"long\": \"" + "x".repeat(9_000) + "\"}}"),
            GOOD.replace("}", ", \"app_version\": \"é\\u0041\"}"),
            GOOD.replace("42", "-1"),
            GOOD.replace("\"US\"", "7"),
            GOOD.substring(0, GOOD.length() - 1),
            GOOD + "}",
            GOOD + GOOD,
            GOOD + " x",
            GOOD + "y".repeat(9_000),
            "{",
            "",
            "7",
            "[]",
            "null",
            "{\"profile_id\": 1,}",
            "{\"profile_id\": 1, \"profile_id\": 2}",
            "\u0000\u0000{}",
            "{\"a\": " + "[".repeat(2_000),
            "{\"a\": \"");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void eachEventIsReadAsIfItWereAlone(long seed) {
        Random random = new Random(seed);
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            events.add(EVENTS.get(random.nextInt(random.nextBoolean() ? 5 : EVENTS.size())));
        }
        byte[] body = String.join("\n", events).getBytes(StandardCharsets.UTF_8);
        try (EventReader.Request request = READER.request(body)) {
            int offset = 0;
            for (String event : events) {
                int length = event.getBytes(StandardCharsets.UTF_8).length;
                assertThat(request.read(offset, length))
                        .as("event at byte %d, seed %d", offset, seed)
                        .isEqualTo(READER.read(body, offset, length));
                offset += length + 1;
            }
        }
    }

    @Test
    void whereThePropertiesLieIsCountedFromTheEventsOwnBeginningToo() {
        List<String> properties = List.of(
                "{\"a\": [1, {\"b\": \"}\"}], \"é\": 2 }",
                "{\"long\":\"" + "x".repeat(9_000) + "\"}",
                "{\"a\":{}}",
                "{\"half\":\"\\ud83d\"}");
        List<String> events = new ArrayList<>();
        for (String one : properties) {
            events.add(GOOD.replace("}", ", \"properties\" :  " + one + " , \"title_id\": 7 }"));
            events.add("{\"properties\":" + one + "," + GOOD.substring(1));
        }
        byte[] body = String.join("\n", events).getBytes(StandardCharsets.UTF_8);
        try (EventReader.Request request = READER.request(body)) {
            int offset = 0;
            for (int i = 0; i < events.size(); i++) {
                int length = events.get(i).getBytes(StandardCharsets.UTF_8).length;
                EventReading.Span span = ((EventReading.Read) request.read(offset, length)).properties();
                assertThat(new String(body, offset + span.begin(), span.length(), StandardCharsets.UTF_8))
                        .isEqualTo(properties.get(i / 2));
                offset += length + 1;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", \"properties\": {}", ", \"properties\": null"})
    void propertiesThatSayNothingLieNowhere(String properties) {
        byte[] event = GOOD.replace("}", properties + "}").getBytes(StandardCharsets.UTF_8);
        assertThat(READER.read(event, 0, event.length))
                .isInstanceOfSatisfying(
                        EventReading.Read.class,
                        read -> assertThat(read.properties()).isEqualTo(EventReading.Span.NONE));
    }

    @Test
    void aPlaceIsCountedFromTheEventsOwnBeginning() {
        String broken = GOOD.replace("42", "4x");
        byte[] body = (GOOD + "\n" + broken).getBytes(StandardCharsets.UTF_8);
        try (EventReader.Request request = READER.request(body)) {
            assertThat(request.read(0, GOOD.length())).isInstanceOf(EventReading.Read.class);
            assertThat(request.read(GOOD.length() + 1, broken.length()))
                    .isInstanceOfSatisfying(
                            EventReading.Refused.class,
                            refused -> assertThat(refused.rejection().detail())
                                    .contains("(byte " + broken.indexOf('x') + " of the event)"));
        }
    }
}
