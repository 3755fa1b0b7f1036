package io.rollcall.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What browsers send for pages of other origins: beacons with their key in the address, and preflights. */
@QuarkusTest
@TestProfile(BrowserSendingTest.Pages.class)
@WithTestResource(KafkaResource.class)
class BrowserSendingTest {
    private static final String PATH = "/v1/events";
    private static final String APP = "https://app.example";
    private static final String SHOP = "https://shop.example";
    private static final String EVIL = "https://evil.example";

    @Inject
    @ConfigProperty(name = "quarkus.http.access-log.log-directory")
    Path logs;

    /** A key for every listed page, one for the pages of a shop, and two slow ones; with a log of all requests. */
    public static final class Pages implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.ofEntries(
                    Map.entry("rollcall.ingest.keys.web.secret", "web-secret"),
                    Map.entry("rollcall.ingest.keys.shop.secret", "shop-secret"),
                    Map.entry("rollcall.ingest.keys.shop.origins", SHOP),
                    Map.entry("rollcall.ingest.keys.slow.secret", "slow-secret"),
                    Map.entry("rollcall.ingest.keys.slow.events-per-second", "1"),
                    Map.entry("rollcall.ingest.cors.origins", APP + ",https://*.app.example"),
                    Map.entry("rollcall.ingest.keys.drip.secret", "drip-secret"),
                    Map.entry("rollcall.ingest.keys.drip.events-per-second", "1"),
                    Map.entry("quarkus.http.access-log.enabled", "true"),
                    Map.entry("quarkus.http.access-log.log-to-file", "true"),
                    Map.entry(
                            "quarkus.http.access-log.log-directory", directory().toString()));
        }
    }

    @Test
    void aBeaconHasItsKeyInTheAddressAndItsEventsAsText() {
        beacon(APP, "web-secret", Events.play(1))
                .post(PATH)
                .then()
                .statusCode(202)
                .body("accepted", equalTo(1));
        beacon(APP, "web-secret", Events.array(Events.play(1), Events.play(2)))
                .post(PATH)
                .then()
                .statusCode(202)
                .body("accepted", equalTo(2));
        beacon(APP, "web-secret", Events.play(1) + "\n" + Events.play(2))
                .post(PATH)
                .then()
                .statusCode(202)
                .body("accepted", equalTo(2));
    }

    @Test
    void aHeaderCountsBeforeTheAddress() {
        beacon(APP, "web-secret", Events.play(1))
                .header("Authorization", "Bearer nobody")
                .post(PATH)
                .then()
                .statusCode(401);
        beacon(APP, "nobody", Events.play(1))
                .header("Authorization", "Bearer web-secret")
                .post(PATH)
                .then()
                .statusCode(202);
    }

    @Test
    void aKeyThatIsNotKnownIsRefusedAndNeverRepeated() {
        beacon(APP, "guessed-secret", Events.play(1))
                .post(PATH)
                .then()
                .statusCode(401)
                .header("Access-Control-Allow-Origin", APP)
                .body("code", equalTo("unknown_key"))
                .body(not(containsString("guessed")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"?key=web-secret&key=guessed-secret", "?dry_run=guessed-perhaps"})
    void anAddressThatCannotBeReadIsRefusedAndNeverRepeated(String query) {
        given().contentType("text/plain")
                .body(Events.play(1))
                .post(PATH + query)
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid_parameter"))
                .body(not(containsString("guessed")));
    }

    @Test
    void theLogOfRequestsHasNoKeys() throws IOException {
        beacon(APP, "web-secret", Events.play(1)).post(PATH).then().statusCode(202);
        beacon(APP, "guessed-secret", Events.play(1)).post(PATH).then().statusCode(401);
        await().untilAsserted(() -> assertThat(logged()).contains(PATH, "202", "401"));
        assertThat(logged()).doesNotContain("secret", "key=");
    }

    @ParameterizedTest
    @ValueSource(strings = {APP, "https://eu.app.example", SHOP})
    void aBrowserIsGivenLeaveForAListedPage(String origin) {
        preflight(origin)
                .options(PATH)
                .then()
                .statusCode(204)
                .header("Access-Control-Allow-Origin", origin)
                .header("Access-Control-Allow-Methods", "POST")
                .header("Access-Control-Allow-Headers", containsString("Authorization"))
                .header("Access-Control-Max-Age", "7200")
                .header("Access-Control-Allow-Credentials", nullValue())
                .header("Vary", containsString("Origin"))
                .body(emptyString());
    }

    @ParameterizedTest
    @ValueSource(strings = {EVIL, "null", "https://app.example.evil.example"})
    void aBrowserIsRefusedForOthers(String origin) {
        preflight(origin)
                .options(PATH)
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .header("Access-Control-Allow-Origin", nullValue())
                .header("Vary", containsString("Origin"))
                .body("code", equalTo("origin_refused"));
    }

    /** A beacon asks for no leave: it is its own request that has to be refused. */
    @Test
    void whatABrowserSendsWithoutAskingIsRefusedForOthers() {
        double before = Series.sum("rollcall_ingest_events_total{");
        beacon(EVIL, "web-secret", Events.play(1))
                .post(PATH)
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .header("Access-Control-Allow-Origin", nullValue())
                .body("code", equalTo("origin_refused"))
                .body("detail", containsString("rollcall.ingest.cors.origins"));
        assertThat(Series.sum("rollcall_ingest_events_total{")).isEqualTo(before);
    }

    @Test
    void aKeyOfSomePagesIsForThemOnly() {
        beacon(SHOP, "shop-secret", Events.play(1)).post(PATH).then().statusCode(202);
        beacon(APP, "shop-secret", Events.play(1))
                .post(PATH)
                .then()
                .statusCode(403)
                .header("Access-Control-Allow-Origin", APP)
                .body("detail", containsString("'shop'"));
        beacon(SHOP, "web-secret", Events.play(1)).post(PATH).then().statusCode(403);
        given().contentType("application/json")
                .header("Authorization", "Bearer shop-secret")
                .body(Events.play(1))
                .post(PATH)
                .then()
                .statusCode(403)
                .body("code", equalTo("origin_refused"));
    }

    @Test
    void aPageCanReadWhenToComeBack() {
        beacon(APP, "slow-secret", Events.arrayOf(1_000)).post(PATH).then().statusCode(202);
        beacon(APP, "slow-secret", Events.arrayOf(1_000))
                .post(PATH)
                .then()
                .statusCode(429)
                .header("Retry-After", not(nullValue()))
                .header("Access-Control-Allow-Origin", APP)
                .header("Access-Control-Expose-Headers", "Retry-After, RateLimit, RateLimit-Policy");
    }

    /** A dry run is judged, and judging is what costs. */
    @Test
    void aDryRunIsChargedLikeEveryOther() {
        List<Integer> statuses = Stream.generate(() -> beacon(APP, "drip-secret", Events.arrayOf(1_000))
                        .queryParam("dry_run", true)
                        .post(PATH)
                        .statusCode())
                .limit(3)
                .toList();
        assertThat(statuses).contains(429).last().isEqualTo(429);
    }

    @Test
    void theClientOfPagesIsEverybodysAndIsAskedForAgainByItsTag() {
        String tag = given().header("Origin", EVIL)
                .get("/rollcall.js")
                .then()
                .statusCode(200)
                .contentType("text/javascript")
                .header("Access-Control-Allow-Origin", "*")
                .header("Cache-Control", containsString("max-age"))
                .body(containsString("globalThis.Rollcall"))
                .extract()
                .header("ETag");
        given().header("If-None-Match", "W/\"other\", " + tag)
                .get("/rollcall.js")
                .then()
                .statusCode(304)
                .header("ETag", tag)
                .body(emptyString());
        given().header("If-None-Match", "\"other\"").get("/rollcall.js").then().statusCode(200);
        given().head("/rollcall.js").then().statusCode(200).header("ETag", tag).body(emptyString());
    }

    @Test
    void theCatalogueIsForThoseWhoMaySend() {
        given().get("/v1/catalogue").then().statusCode(401).body("code", equalTo("unknown_key"));
        given().queryParam("key", "web-secret").get("/v1/catalogue").then().statusCode(401);
        given().header("Authorization", "Bearer web-secret")
                .get("/v1/catalogue")
                .then()
                .statusCode(200);
    }

    @Test
    void noOtherAddressIsForPagesOfOtherOrigins() {
        given().header("Origin", APP).get("/q/health/live").then().header("Access-Control-Allow-Origin", nullValue());
        preflight(APP).options("/q/health/live").then().header("Access-Control-Allow-Origin", nullValue());
    }

    private static RequestSpecification beacon(String origin, String key, String body) {
        return given().contentType("text/plain;charset=UTF-8")
                .header("Origin", origin)
                .queryParam("key", key)
                .body(body);
    }

    private static RequestSpecification preflight(String origin) {
        return given().header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,content-type");
    }

    private String logged() throws IOException {
        try (Stream<Path> files = Files.list(logs)) {
            return files.map(BrowserSendingTest::read).collect(Collectors.joining());
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Path directory() {
        try {
            return Files.createTempDirectory("access-log");
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
