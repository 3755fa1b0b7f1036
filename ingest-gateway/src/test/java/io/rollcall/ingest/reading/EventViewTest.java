package io.rollcall.ingest.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventViewTest {
    private static final String EVENT = """
            {"profile_id":4711,"event_name":"play","event_time":"2026-11-22T10:15:02Z","region":"US","event_id":"ab-12",\
            "duration_sec":60,"platform":"tv","app_version":"7.1.0","device_id":"Anna's TV","is_trial":true,\
            "properties":{"mail":"anna@example.org","n":[12,{"x":"Ü"}]},"user_4711":1,"anna@example.org":null}""";

    @Test
    void whatIsMaskedKeepsItsFormAndWhatSaysSomethingOfTheApp() {
        assertThat(EventView.MASKED.of(bytes(EVENT))).hasToString("""
                {"profile_id":"9999","event_name":"play","event_time":"2026-11-22T10:15:02Z","region":"US","event_id":"aa-99",\
                "duration_sec":60,"platform":"tv","app_version":"7.1.0","device_id":"Aaaa'a AA","is_trial":true,\
                "properties":{"mail":"aaaa@aaaaaaa.aaa","n":["99",{"x":"A"}]},"aaaa_9999":"9","aaaa@aaaaaaa.aaa":null}""");
    }

    @Test
    void whatIsPlainIsAsItCame() {
        assertThat(EventView.PLAIN.of(bytes(EVENT))).hasToString(EVENT);
    }

    @Test
    void fieldOfTheContractThatHoldsSomethingElseIsMasked() {
        assertThat(
                        EventView.MASKED.of(
                                bytes(
                                        "{\"event_name\":\"mail of anna\",\"region\":\"anna\",\"app_version\":\"+49 151 23456789\","
                                                + "\"event_time\":\"yesterday\",\"duration_sec\":\"long\",\"platform\":{\"name\":\"anna\"}}")))
                .hasToString(
                        "{\"event_name\":\"aaaa aa aaaa\",\"region\":\"aaaa\",\"app_version\":\"+99 999 99999999\","
                                + "\"event_time\":\"aaaaaaaaa\",\"duration_sec\":\"aaaa\",\"platform\":{\"name\":\"aaaa\"}}");
    }

    @Test
    void whatIsNoJsonIsShownAsTextAndNoLongerThanIsNeeded() {
        assertThat(EventView.MASKED.of(bytes("{\"profile_id\": 47,"))).hasToString("\"{\\\"aaaaaaa_aa\\\": 99,\"");
        assertThat(EventView.MASKED.of(bytes("{".repeat(2_000))).asText()).hasSize(503);
        assertThat(EventView.PLAIN.of(bytes("{\"a\": 1} {")).asText()).isEqualTo("{\"a\": 1} {");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "event_name 'anna' is not in the event catalogue|event_name ...",
                "profile_id must be above 0, found -47|profile_id must be above 0, ...",
                "profile_id is required (anna: it is profile_id)|profile_id is required ...",
                "region is required|region is required",
            })
    void detailIsMaskedFromWhereItMayRepeatSomething(String detail, String masked) {
        assertThat(EventView.MASKED.detail(detail)).isEqualTo(masked);
        assertThat(EventView.PLAIN.detail(detail)).isEqualTo(detail);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
