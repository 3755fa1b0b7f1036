package io.rollcall.ingest.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentBodyTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void aTrackCallIsAnEvent() throws IOException {
        assertThat(events(SegmentCall.TRACK, """
                {"type": "track", "event": "Video Playback Started", "userId": "user-42", "anonymousId": "a",
                 "messageId": "m1", "timestamp": "2026-11-22T10:00:00.000Z", "sentAt": "2026-11-22T10:00:05.000Z",
                 "properties": {"title_id": 7, "duration_sec": 30, "position": 1.5},
                 "context": {"app": {"version": "5.1"}, "device": {"id": "d", "type": "ios"}, "locale": "pt-BR"}}
                """)).isEqualTo(JSON.readTree("""
                {"sent_at": "2026-11-22T10:00:05.000Z", "events": [{"event_name": "play", "event_id": "m1",
                 "profile_id": "user-42", "event_time": "2026-11-22T10:00:00.000Z", "region": "BR", "platform": "mobile",
                 "app_version": "5.1", "device_id": "d", "title_id": 7, "duration_sec": 30,
                 "properties": {"position": 1.5}}]}
                """));
    }

    @Test
    void eachMessageOfABatchIsOneAndAnUnknownKindToo() throws IOException {
        JsonNode events = events(SegmentCall.BATCH, """
                {"context": {"page": {"path": "/"}, "locale": "en-GB"}, "batch": [
                  {"type": "page", "name": "Home", "anonymousId": "a", "properties": {"path": "/"}},
                  {"type": "screen", "userId": 9}, {"type": "identify", "userId": "9", "traits": {"plan": "gold"}},
                  {"type": "alias", "userId": "9"}, {"type": "track"}, 5]}
                """).path("events");
        assertThat(events.findValuesAsText("event_name")).containsExactly("browse", "browse", "login", "alias");
        assertThat(events).hasSize(6);
        assertThat(events.get(0)).isEqualTo(JSON.readTree("""
                {"event_name": "browse", "profile_id": "a", "region": "GB", "platform": "web",
                 "properties": {"path": "/", "name": "Home"}}
                """));
        assertThat(events.get(1).get("profile_id").isIntegralNumber()).isTrue();
        assertThat(events.get(2).get("properties")).isEqualTo(JSON.readTree("{\"plan\": \"gold\"}"));
        assertThat(events.get(5).has("event_name")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "Video Playback Started, play",
        "videoPlaybackStarted, play",
        "Application Opened, app_start",
        "Signed In, login",
        "heartbeat, heartbeat",
        "Trailer Liked!, trailer_liked",
        "content_rating, content_rating"
    })
    void namesAreThoseOfTheCatalogueWhereTheyMeanOne(String given, String name) {
        assertThat(EventNames.of(given)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "en-US, , US",
        "en_US, , US",
        "en, , ZZ",
        "zh-Hant-TW, , TW",
        "en-US, jp, JP",
        "en-US, XX, US",
        "'', , ZZ"
    })
    void theRegionIsOfTheHeaderElseOfTheLanguage(String locale, String header, String region) throws IOException {
        byte[] body = ("{\"context\": {\"locale\": \"" + locale + "\"}}").getBytes(StandardCharsets.UTF_8);
        JsonNode event = JSON.readTree(SegmentBody.toEvents(body, SegmentCall.TRACK, Optional.ofNullable(header)))
                .path("events")
                .path(0);
        assertThat(event.path("region").asText()).isEqualTo(region);
    }

    @ParameterizedTest
    @CsvSource({"android, , mobile", ", tvOS, tv", "Roku, , tv", ", Mac OS X, ", "desktop, , web", ", , "})
    void thePlatformIsThatOfTheDevice(String device, String system, String platform) throws IOException {
        String body = "{\"context\": {\"device\": {\"type\": " + json(device) + "}, \"os\": {\"name\": " + json(system)
                + "}}}";
        JsonNode event = events(SegmentCall.SCREEN, body).path("events").path(0);
        assertThat(event.path("platform").asText("")).isEqualTo(platform == null ? "" : platform);
    }

    @Test
    void aMessageIdThatIsTooLongStaysTheSameOne() throws IOException {
        String body = "{\"messageId\": \"" + "m".repeat(65) + "\"}";
        String id = events(SegmentCall.TRACK, body).findValue("event_id").asText();
        assertThat(id)
                .hasSize(64)
                .isEqualTo(events(SegmentCall.TRACK, body).findValue("event_id").asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "5", "{", "{} {}", "{\"batch\": {}}", "{}"})
    void whatIsNoBatchIsRefused(String body) {
        assertThatThrownBy(() -> events(SegmentCall.BATCH, body)).isInstanceOf(IllegalArgumentException.class);
    }

    private static String json(String text) {
        return text == null ? "null" : '"' + text + '"';
    }

    private static JsonNode events(SegmentCall call, String body) throws IOException {
        return JSON.readTree(SegmentBody.toEvents(body.getBytes(StandardCharsets.UTF_8), call, Optional.empty()));
    }
}
