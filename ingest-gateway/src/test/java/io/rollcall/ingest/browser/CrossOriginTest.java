package io.rollcall.ingest.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.access.keys.Origins;
import io.rollcall.ingest.intake.Refusal;
import io.rollcall.ingest.intake.RefusalCode;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.HostAndPort;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrossOriginTest {
    private static final Origins SHOP = Origins.of("list", List.of("https://shop.example"));
    private static final CrossOrigin CROSS_ORIGIN =
            new CrossOrigin(Origins.of("list", List.of("https://app.example")), () -> List.of(SHOP, Origins.NONE));
    private static final HostAndPort SERVER = HostAndPort.create("events.example", -1);

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-,                      true",
                "https://app.example,    true",
                "https://events.example, true",
                "https://shop.example,   false",
                "https://evil.example,   false",
                "http://events.example:8080, false",
                "null,                   false"
            })
    void aKeyWithoutAListIsForEverySenderButPagesOfOtherOrigins(String origin, boolean mayEnter) {
        assertThat(objection(origin, Origins.NONE).isEmpty()).isEqualTo(mayEnter);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-,                      false",
                "https://shop.example,   true",
                "https://app.example,    false",
                "https://events.example, false",
                "https://evil.example,   false"
            })
    void aKeyWithAListIsForItsPagesOnly(String origin, boolean mayEnter) {
        assertThat(objection(origin, SHOP).isEmpty()).isEqualTo(mayEnter);
    }

    @Test
    void behindAProxyThatRenamesTheServerTheBrowserSaysThatThePageIsOfIt() {
        MultiMap headers = headers("https://public.example").set("Sec-Fetch-Site", "same-origin");
        assertThat(CROSS_ORIGIN.objection(SERVER, headers, "web", Origins.NONE)).isEmpty();
        headers.set("Sec-Fetch-Site", "cross-site");
        assertThat(CROSS_ORIGIN.objection(SERVER, headers, "web", Origins.NONE)).isPresent();
    }

    @Test
    void everyOriginOfARequestHasToBeListed() {
        MultiMap headers = headers("https://app.example").add("Origin", "https://evil.example");
        assertThat(CROSS_ORIGIN.objection(SERVER, headers, "web", Origins.NONE))
                .map(Refusal::code)
                .contains(RefusalCode.ORIGIN_REFUSED);
    }

    @Test
    void aRefusalNamesTheOriginInPartAndTheSetting() {
        Refusal refusal =
                objection("https://" + "a".repeat(5_000), Origins.NONE).orElseThrow();
        assertThat(refusal.detail())
                .contains("https://aaa", "rollcall.ingest.cors.origins")
                .hasSizeLessThan(300);
    }

    @Test
    void whoAsksForLeaveHasAKeyOfItsOwnPerhaps() {
        assertThat(CROSS_ORIGIN.objectionToAsking(headers("https://app.example")))
                .isEmpty();
        assertThat(CROSS_ORIGIN.objectionToAsking(headers("https://shop.example")))
                .isEmpty();
        assertThat(CROSS_ORIGIN.objectionToAsking(headers("https://evil.example")))
                .isPresent();
    }

    @Test
    void onlyListedPagesMayReadAnswersAndACacheKnowsIt() {
        assertThat(CROSS_ORIGIN.headers(headers("https://app.example")))
                .containsEntry("Access-Control-Allow-Origin", "https://app.example")
                .containsEntry("Access-Control-Expose-Headers", "Retry-After, RateLimit, RateLimit-Policy")
                .containsEntry("Vary", "Origin")
                .doesNotContainKey("Access-Control-Allow-Credentials");
        assertThat(CROSS_ORIGIN.headers(headers("https://evil.example"))).containsOnlyKeys("Vary");
        assertThat(CROSS_ORIGIN.headers(headers(null))).containsOnlyKeys("Vary");
    }

    @Test
    void anOptionsRequestThatIsNoBrowsersIsNoPreflight() {
        MultiMap headers = headers("https://app.example");
        assertThat(CrossOrigin.isPreflight(HttpMethod.OPTIONS, headers)).isFalse();
        headers.set("Access-Control-Request-Method", "POST");
        assertThat(CrossOrigin.isPreflight(HttpMethod.OPTIONS, headers)).isTrue();
        assertThat(CrossOrigin.isPreflight(HttpMethod.POST, headers)).isFalse();
    }

    private static Optional<Refusal> objection(@Nullable String origin, Origins ofKey) {
        return CROSS_ORIGIN.objection(SERVER, headers(origin), "web", ofKey);
    }

    private static MultiMap headers(@Nullable String origin) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        return origin == null ? headers : headers.set("Origin", origin);
    }
}
