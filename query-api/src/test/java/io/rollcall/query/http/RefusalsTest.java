package io.rollcall.query.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.rollcall.access.Problem;
import io.rollcall.query.CountedEvents;
import io.rollcall.query.TestRedis;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(TestRedis.class)
class RefusalsTest {
    @BeforeAll
    static void fill() {
        CountedEvents.fromTheBeginning().close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "metrics/dua                                    | unknown_metric       | there are dau, wau, mau,"
                        + " mau28, dau.account, wau.account, mau.account, stickiness, engagement",
                "metrics/dau?form=2026-11-01                    | unknown_parameter    | no parameter 'form'; there"
                        + " are app_version, as_of, continent, device_class, event_name, format, from, group_by, ids,"
                        + " interval, platform, property.NAME, region, to",
                "metrics/dau?from=yesterday                     | invalid_date         | from 'yesterday' is not a"
                        + " date; write 2026-11-22 (UTC)",
                "metrics/dau?to=2026-02-30                      | invalid_date         | to '2026-02-30' is not a date",
                "metrics/dau?from=                              | invalid_parameter    | from is empty",
                "metrics/dau?from=2026-11-01&from=2026-11-02    | invalid_parameter    | from is given more than once",
                "metrics/dau?from=2026-11-22&to=2026-11-21      | invalid_range        | swap them",
                "metrics/dau?from=2025-01-01&to=2026-02-05      | range_too_long       | is 401 days; ask for at most"
                        + " 400",
                "metrics/dau?region=XX                          | unknown_region       | no region 'XX'",
                "metrics/dau?region=us                          | unknown_region       | in capitals",
                "metrics/dau?region=US,,BR                      | unknown_region       | no region ''",
                "metrics/dau?region=                            | invalid_parameter    | region is empty",
                "metrics/dau?group_by=cdn                       | invalid_parameter    | neither none nor one or two of region",
                "metrics/dau?group_by=none&region=US,BR         | regions_not_unitable | use region=* for all regions",
                "metrics/mau?group_by=none&region=US            | regions_not_unitable | comes from the lake",
                "metrics/engagement?group_by=none&region=*,US   | regions_not_unitable | cannot be united over",
                "metrics/dau?from=-0001-01-01                   | invalid_date         | is not a date",
                "metrics/dau?as_of=-0001-01-01T00:00:00Z        | invalid_date         | is not a time",
                "metrics/dau?as_of=noon                         | invalid_date         | as_of 'noon' is not a time",
                "metrics/funnel?steps=app_start,serach          | unknown_event_name   | parameter steps names"
                        + " 'serach', and there is no event of that name; is it 'search'?",
                "metrics/funnel?steps=app_start,chekout         | unknown_event_name   | there are app_start, browse,"
                        + " content_rating",
                "metrics/adoption?event_name=serach             | unknown_event_name   | is it 'search'?",
                "metrics/adoption?event_name=serach&property=x  | unknown_event_name   | is it 'search'?",
                "metrics/paths?start=app_strat                  | unknown_event_name   | is it 'app_start'?",
                "profiles/0/engagement                          | invalid_profile_id   | above 0",
                "profiles/-5/engagement                         | invalid_profile_id   | above 0",
                "profiles/abc/engagement                        | invalid_profile_id   | 'abc' is no profile_id",
                "profiles/9223372036854775808/engagement        | invalid_profile_id   | 64 bit",
                "profiles/5/engagement?region=US                | unknown_parameter    | there are format, from, ids, to",
                "profiles/5/engagement?ids=texts                | invalid_parameter    | parameter ids is 'texts'; it is number or text",
                "metrics/titles?ids=texts                       | invalid_parameter    | parameter ids is 'texts'; it is number or text",
                "profiles/5/engagement?from=2026-11-22&to=2026-11-21 | invalid_range   | swap them"
            })
    void aQuestionThatMakesNoSenseIsA400ThatSaysWhy(String question, String code, String detail) {
        problem(given().get("/v1/" + question).then(), 400, code).body("detail", containsString(detail));
    }

    @Test
    void fourHundredDaysAreAllowed() {
        given().get("/v1/metrics/dau?from=2025-01-01&to=2026-02-04").then().statusCode(200);
    }

    @Test
    void aTypeThatIsNotServedIsA406() {
        problem(given().accept("application/xml").get("/v1/metrics/dau").then(), 406, "not_acceptable");
        problem(given().accept("application/json").get("/v1/live").then(), 406, "not_acceptable");
    }

    @Test
    void anAddressThatDoesNotExistIsA404() {
        problem(given().get("/v1/nothing").then(), 404, "not_found").body("detail", containsString("/v1/nothing"));
        problem(given().get("/v1/metrics/dau/today").then(), 404, "not_found");
    }

    @Test
    void aMethodThatDoesNotFitIsA405ThatNamesTheOnesThatDo() {
        String allow = problem(given().post("/v1/metrics/dau").then(), 405, "method_not_allowed")
                .extract()
                .header("Allow");
        assertThat(allow).contains("GET");
    }

    @Test
    void aProblemIsAProblemAlsoForThoseWhoAskedForCsv() {
        problem(given().accept("text/csv").get("/v1/metrics/dua").then(), 400, "unknown_metric");
    }

    @Test
    void brokenEscapesAreNotAServerError() throws IOException {
        assertThat(statusLine("/v1/metrics/dau?from=%zz")).contains(" 400 ");
        assertThat(statusLine("/v1/metrics/%zz")).contains(" 400 ");
    }

    @Test
    void aHeaderThatNamesNoTypeIsNotAServerError() throws IOException {
        for (String types : List.of("", ",", "text", "/", "a/b;q=nan")) {
            assertThat(answer("GET /v1/metrics/dau HTTP/1.1\r\nHost: localhost\r\nAccept: " + types))
                    .as("Accept: '%s'", types)
                    .doesNotStartWith("HTTP/1.1 5");
            assertThat(answer("GET /v1/metrics/dau HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + types))
                    .as("Content-Type: '%s'", types)
                    .doesNotStartWith("HTTP/1.1 5");
        }
        assertThat(answer("GET /v1/metrics/dau HTTP/1.1\r\nHost: localhost\r\nAccept: text"))
                .startsWith("HTTP/1.1 406")
                .contains("not_acceptable");
    }

    @Test
    void aRequestThatNamesNoServerIsToldSo() throws IOException {
        for (String address : List.of("/v1/metrics/dau", "/q/health/ready", "/", "/nowhere")) {
            assertThat(answer("GET " + address + " HTTP/1.1"))
                    .startsWith("HTTP/1.1 400")
                    .contains("invalid_header");
        }
    }

    /** The first line of the answer to an address that no client library would send. */
    private static String statusLine(String address) throws IOException {
        return answer("GET " + address + " HTTP/1.1\r\nHost: localhost")
                .lines()
                .findFirst()
                .orElse("");
    }

    private static String answer(String head) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            socket.getOutputStream()
                    .write((head + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void aLongParameterIsQuotedInPart() {
        String body = problem(given().get("/v1/metrics/" + "x".repeat(2_000)).then(), 400, "unknown_metric")
                .extract()
                .asString();
        assertThat(body).hasSizeLessThan(600);
    }

    private static ValidatableResponse problem(ValidatableResponse answer, int status, String code) {
        return answer.statusCode(status)
                .contentType("application/problem+json")
                .body("type", equalTo("about:blank"))
                .body("title", equalTo(Problem.title(status)))
                .body("status", equalTo(status))
                .body("code", equalTo(code));
    }
}
