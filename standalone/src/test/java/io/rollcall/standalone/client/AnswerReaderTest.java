package io.rollcall.standalone.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.standalone.client.GatewayAnswer.Judged;
import io.rollcall.standalone.client.GatewayAnswer.Refused;
import io.rollcall.standalone.client.GatewayAnswer.RejectedEvent;
import io.rollcall.standalone.client.GatewayAnswer.TryLater;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnswerReaderTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:15:00Z");

    private static final String ONE_REJECTED = """
        {"accepted": 1, "rejected": [
          {"index": 1, "event_id": "e2", "reason": "unknown_region", "detail": "no such region"}]}\
        """;

    @Test
    void acceptedAndRejectedEventsAreRead() {
        assertThat(read(202, "", ONE_REJECTED))
                .isEqualTo(new Judged(1, List.of(new RejectedEvent(1, "e2", "unknown_region", "no such region"))));
    }

    @Test
    void aBadRequestThatJudgesEveryEventIsAJudgement() {
        assertThat(read(400, "", ONE_REJECTED)).isInstanceOf(Judged.class);
    }

    @Test
    void aProblemIsRefusedWithItsCode() {
        assertThat(read(
                        401,
                        "",
                        "{\"title\":\"A write key is needed\",\"detail\":\"send it\",\"code\":\"unknown_key\"}"))
                .isEqualTo(new Refused(401, "unknown_key", "HTTP 401: send it"));
    }

    @Test
    void somebodyElsesPageIsRefusedWithAnExcerpt() {
        assertThat(read(404, "", "<html>nothing here</html>"))
                .isEqualTo(new Refused(404, "404", "HTTP 404: <html>nothing here</html>"));
    }

    @Test
    void anAcceptanceThatIsNotTheGatewaysIsNoJudgement() {
        assertThat(read(202, "", "{\"accepted\":\"yes\"}")).isInstanceOf(Refused.class);
        assertThat(read(200, "", ONE_REJECTED)).isInstanceOf(Refused.class);
    }

    @Test
    void retryAfterIsSecondsOrADate() {
        assertThat(read(503, "7", "")).isEqualTo(new TryLater(Optional.of(Duration.ofSeconds(7)), "HTTP 503"));
        assertThat(read(429, "Sun, 22 Nov 2026 10:15:20 GMT", ""))
                .isEqualTo(new TryLater(Optional.of(Duration.ofSeconds(20)), "HTTP 429"));
        assertThat(read(503, "soon", "")).isEqualTo(new TryLater(Optional.empty(), "HTTP 503"));
    }

    @Test
    void anAnswerIsAboutEveryEventThatWasSentOrNotOurs() {
        Judged judged = (Judged) read(202, "", ONE_REJECTED);
        assertThat(judged.isAbout(2)).isTrue();
        assertThat(judged.isAbout(3)).isFalse();
        assertThat(new Judged(1, List.of(new RejectedEvent(2, null, "x", "y"))).isAbout(2))
                .isFalse();
    }

    private static GatewayAnswer read(int status, String retryAfter, String body) {
        return AnswerReader.read(status, Optional.of(retryAfter).filter(header -> !header.isEmpty()), body, NOW);
    }
}
