package io.rollcall.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventGlanceTest {
    @Test
    void ofAnEventThatBreaksWhatCameBeforeIsKnown() {
        assertThat(
                        glance(
                                "{\"properties\": {\"platform\": \"web\"}, \"platform\": \"tv\", \"app_version\": \"1.2\", \"x"))
                .isEqualTo(new EventGlance(Platform.TV, "1.2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[]", "7", "{", "{\"platform\": 7, \"app_version\": [\"1\"]}", "{\"platform\": \"fridge\"}"})
    void whatNamesNeitherIsOfNeither(String event) {
        assertThat(glance(event)).isEqualTo(new EventGlance(null, null));
    }

    private static EventGlance glance(String event) {
        return EventGlance.at(event.getBytes(StandardCharsets.UTF_8));
    }
}
