package io.rollcall.query.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.JsonConfig;
import io.restassured.path.json.config.JsonPathConfig.NumberReturnType;
import io.restassured.response.ValidatableResponse;
import io.rollcall.lake.Lake;
import io.rollcall.query.ArchivedEvents;
import io.rollcall.query.TestLake;
import io.rollcall.query.TestRedis;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /v1/experiments} and {@code /v1/experiments/{key}}, over a lake with three experiments of published days and one of an open day. */
@QuarkusTest
@QuarkusTestResource(TestRedis.class)
@WithTestResource(value = TestLake.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class ExperimentsTest {
    private static final LocalDate DAY = LocalDate.parse("2010-01-15");
    private static final LocalDate OPEN = LocalDate.parse("2010-01-25");
    private static final String RANGE = "&from=2010-01-15&to=2010-01-20";

    @Inject
    Lake lake;

    /**
     * Of {@code row} 1 to 40 see the control and play never but for every second one, which plays once, 41 to 80 the treatment and play
     * twice or three times; 81 sees both. Of {@code skewed} 100 see one variant and 30 the other. {@code alone} has one. Of {@code late}
     * one is seen on the day that is open.
     */
    @BeforeEach
    void fill() {
        if (!lake.published().days(DAY, DAY).isEmpty()) {
            return;
        }
        ArchivedEvents events = new ArchivedEvents(lake);
        for (long profile = 1; profile <= 40; profile++) {
            events.exposed(DAY, profile, "row", "control").exposed(DAY, profile + 40, "row", "treatment");
            play(events, profile, profile % 2);
            play(events, profile + 40, 2 + profile % 2);
            if (profile % 2 == 0) {
                events.event(DAY.minusDays(3), "US", profile, "play");
                events.event(DAY.minusDays(3), "BR", profile + 40, "play");
            }
        }
        events.exposed(DAY, 81, "row", "control").exposed(DAY.plusDays(1), 81, "row", "treatment");
        for (long profile = 101; profile <= 230; profile++) {
            events.exposed(DAY, profile, "skewed", profile <= 200 ? "a" : "b");
        }
        events.exposed(DAY, 300, "alone", "a,b");
        events.night(DAY.plusDays(9));
        events.exposed(OPEN, 301, "late", "a").open(OPEN.atTime(18, 0).toInstant(ZoneOffset.UTC));
    }

    private static void play(ArchivedEvents events, long profile, long times) {
        for (int time = 0; time < times; time++) {
            events.event(DAY.plusDays(1), "US", profile, "play");
        }
    }

    @Test
    void theDaysThatAreNotPublishedAndWhereHistoryBeginsAreNamed() {
        ask("row?metric=plays&from=2010-01-11&to=2010-01-20")
                .statusCode(200)
                .body("not_published[0]", equalTo("2010-01-11"))
                .body("history_begins", equalTo("2010-01-12"));
        ask("row?metric=plays" + RANGE).statusCode(200).body("history_begins", nullValue());
    }

    @Test
    void anExperimentIsJudgedVariantByVariant() {
        ask("row?metric=plays" + RANGE)
                .statusCode(200)
                .body("experiment", equalTo("row"))
                .body("definition_version", equalTo(2))
                .body("from", equalTo("2010-01-15"))
                .body("to", equalTo("2010-01-16"))
                .body("control", equalTo("control"))
                .body("excluded_profiles", equalTo(1))
                .body("srm.chi_square", equalTo(0.0))
                .body("srm.p_value", equalTo(1.0))
                .body("srm.mismatch", is(false))
                .body("rows.variant", contains("control", "treatment"))
                .body("rows.size", contains(40, 40))
                .body("rows.profiles", contains(40, 40))
                .body("rows.mean", contains(0.5, 2.5))
                .body("rows[0].difference", nullValue())
                .body("rows[0].verdict", nullValue())
                .body("rows[1].difference", equalTo(2.0))
                // Both variances are 10/39, so that the error of the difference is sqrt(2 * 10/39 / 40) = 0.11323 with
                // 78
                // degrees of freedom, whose quantile is 1.99085.
                .body("rows[1].low", closeTo(1.77458, 1e-4))
                .body("rows[1].high", closeTo(2.22542, 1e-4))
                .body("rows[1].p_value", lessThan(1e-20))
                .body("rows[1].test", equalTo("welch_t"))
                .body("rows[1].verdict", equalTo("higher"))
                .body("rows.status", everyItem(equalTo("final")))
                .body("rows.method", everyItem(equalTo("exact")))
                .body("rows[0].as_of", equalTo("2010-01-25T02:30:00Z"));
    }

    @Test
    void cupedTakesAwayWhatWasKnownBefore() {
        // Who played before plays one less than who did not, in both variants: theta is -1, and nothing varies any
        // more.
        ask("row?metric=plays" + RANGE)
                .statusCode(200)
                .body("rows[1].cuped_difference", closeTo(2.0, 1e-9))
                .body("rows[1].variance_reduction", closeTo(1.0, 1e-9));
    }

    @Test
    void holmCorrectsOverTheMetricsInTheOrderTheyAreAskedFor() {
        ask("row?metric=retained_1,active_days,retained_28" + RANGE)
                .statusCode(200)
                .body(
                        "rows.metric",
                        contains(
                                "retained_1", "retained_1", "active_days", "active_days", "retained_28", "retained_28"))
                .body("rows[0].test", equalTo("two_proportion_z"))
                .body("rows.mean", contains(0.5, 1.0, 0.5, 1.0, null, null))
                .body("rows[4].profiles", equalTo(0))
                .body("rows[5].verdict", nullValue())
                .body("rows[1].verdict", equalTo("higher"))
                // The pooled share is 3/4: z = 0.5 / sqrt(3/16 * 2/40) = 5.1640.
                .body("rows[1].p_value", closeTo(2.417e-7, 2e-9));
    }

    @Test
    void aVariantMayBeNamedAsTheControl() {
        ask("row?metric=plays&control=treatment" + RANGE)
                .statusCode(200)
                .body("control", equalTo("treatment"))
                .body("rows.variant", contains("treatment", "control"))
                .body("rows[1].difference", equalTo(-2.0))
                .body("rows[1].verdict", equalTo("lower"));
    }

    @Test
    void aSampleRatioMismatchWithholdsTheVerdict() {
        ask("skewed?metric=plays" + RANGE)
                .statusCode(200)
                .body("control", equalTo("a"))
                .body("srm.mismatch", is(true))
                .body("srm.threshold", equalTo(0.001))
                .body("rows", everyItem(not(hasKey("verdict"))))
                .body("rows.no_verdict", contains("sample_ratio_mismatch", "sample_ratio_mismatch"));
        ask("skewed?metric=plays&weights=a:10,b:3" + RANGE)
                .statusCode(200)
                .body("srm.mismatch", is(false))
                .body("rows", everyItem(hasKey("verdict")));
    }

    @Test
    void aVariantThatIsMeantToBeThereAndNobodySawIsAMismatch() {
        ask("row?metric=plays&weights=control:1,treatment:1,third:1" + RANGE)
                .statusCode(200)
                .body("srm.mismatch", is(true))
                .body("rows.size", contains(40, 0, 40))
                .body("rows[1].mean", nullValue());
    }

    @Test
    void oneVariantAloneIsComparedWithNothing() {
        ask("alone?metric=plays" + RANGE)
                .statusCode(200)
                .body("srm", nullValue())
                .body("rows.size()", equalTo(1))
                .body("rows[0]", aMapWithSize(21))
                .body("rows[0].verdict", nullValue());
    }

    @Test
    void csvHasTheColumnsOfTheRows() {
        assertThat(given().accept("text/csv")
                        .get("/v1/experiments/alone?metric=played" + RANGE)
                        .asString())
                .isEqualTo("metric,test,variant,size,profiles,mean,difference,low,high,p_value,p_value_holm,"
                        + "cuped_difference,cuped_low,cuped_high,cuped_p_value,cuped_p_value_holm,variance_reduction,"
                        + "verdict,status,method,as_of\n"
                        + "played,two_proportion_z,\"a,b\",1,1,0.0,,,,,,,,,,,,,final,exact,2010-01-25T02:30:00Z\n");
    }

    @Test
    void theExperimentsThatWereSeenAreListedTheLatestFirst() {
        list("?from=2010-01-15&to=2010-01-16")
                .statusCode(200)
                .body("from", equalTo("2010-01-15"))
                .body("to", equalTo("2010-01-16"))
                .body("rows.experiment", contains("row", "alone", "skewed"))
                .body("rows.first_dt", everyItem(equalTo("2010-01-15")))
                .body("rows.last_dt", contains("2010-01-16", "2010-01-15", "2010-01-15"))
                .body("rows.variants", contains(2, 1, 2))
                // 81 saw both variants, and is one profile.
                .body("rows.profiles", contains(81, 1, 130))
                .body("rows.status", everyItem(equalTo("final")))
                .body("rows.method", everyItem(equalTo("exact")))
                .body("rows.as_of", everyItem(equalTo("2010-01-25T02:30:00Z")))
                .body("", not(hasKey("not_published")));
    }

    @Test
    void onlySoManyExperimentsAreListed() {
        list("?from=2010-01-15&to=2010-01-16&limit=2")
                .statusCode(200)
                .body("rows.experiment", contains("row", "alone"));
    }

    @Test
    void whatWasSeenOnADayThatIsOpenIsListedAndTheListIsNoMoreSettledThanThat() {
        list("?to=2010-01-25&limit=1000")
                .statusCode(200)
                // 84 days with the last one.
                .body("from", equalTo("2009-11-03"))
                .body("history_begins", equalTo("2010-01-12"))
                .body("not_published", not(hasItem("2010-01-25")))
                .body("rows.experiment", contains("late", "row", "alone", "skewed"))
                .body("rows[0].first_dt", equalTo("2010-01-25"))
                .body("rows[1].last_dt", equalTo("2010-01-16"))
                .body("rows.status", everyItem(equalTo("live")))
                .body("rows.method", everyItem(equalTo("exact")))
                .body("rows.as_of", everyItem(equalTo("2010-01-25T18:00:00Z")));
    }

    @Test
    void daysOfWhichNothingIsCountedHaveNoExperimentsAndAreNamed() {
        list("?from=2009-01-01&to=2009-01-02")
                .statusCode(200)
                .body("rows", empty())
                .body("not_published", contains("2009-01-01", "2009-01-02"));
        list("").statusCode(200).body("rows", empty()).body("not_published", hasSize(84));
        list("?from=2010-01-12&to=2010-01-12")
                .statusCode(200)
                .body("rows", empty())
                .body("", not(hasKey("not_published")));
    }

    @Test
    void csvHasTheExperimentsOfTheList() {
        String rows = """
                experiment,first_dt,last_dt,variants,profiles,status,method,as_of
                alone,2010-01-15,2010-01-15,1,1,final,exact,2010-01-25T02:30:00Z
                """;
        String question = "/v1/experiments?from=2010-01-15&to=2010-01-15&limit=1";
        assertThat(given().accept("text/csv").get(question).asString()).isEqualTo(rows);
        assertThat(given().get(question + "&format=csv").asString()).isEqualTo(rows);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "?metric=plays                   | unknown_parameter | there are format, from, limit, to",
                "?from=yesterday                 | invalid_date      | from 'yesterday'",
                "?from=2010-01-16&to=2010-01-14  | invalid_range     | swap them",
                "?from=2009-10-15&to=2010-01-15  | range_too_long    | is 93 days; ask for at most 92",
                "?limit=0                        | invalid_parameter | parameter limit is '0'; it is a whole number from 1 to 1000",
                "?limit=1001                     | invalid_parameter | from 1 to 1000",
                "?limit=-1                       | invalid_parameter | from 1 to 1000",
                "?limit=99999999999              | invalid_parameter | from 1 to 1000",
                "?limit=ten                      | invalid_parameter | 'ten'",
                "?limit=                         | invalid_parameter | parameter limit is empty",
                "?limit=1&limit=2                | invalid_parameter | more than once",
                "?format=xml                     | invalid_parameter | none of json, csv"
            })
    void aListThatCannotBeGivenIsRefusedWithAReason(String question, String code, String detail) {
        list(question).statusCode(400).body("code", equalTo(code)).body("detail", containsString(detail));
    }

    @Test
    void aMethodThatTheListDoesNotHaveIsA405ThatNamesTheOnesThatItHas() {
        given().post("/v1/experiments").then().statusCode(405).header("Allow", containsString("GET"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "rows?metric=plays&from=2010-01-15&to=2010-01-20   | 404 | unknown_experiment | nobody saw an experiment 'rows' from 2010-01-15 to 2010-01-20",
                "row?metric=plays&from=2010-01-16&to=2010-01-14    | 400 | invalid_range      | swap them",
                "row?metric=plays&from=2009-01-01&to=2009-01-02    | 404 | unknown_experiment | none of these days is published",
                "row?metric=plays                                  | 404 | unknown_experiment | nobody saw an experiment",
                "row                                               | 400 | invalid_parameter  | metric=plays,retained_7; there are plays, play_started, searches",
                "row?metric=dau                                    | 400 | unknown_metric     | no metric 'dau'; there are plays",
                "row?metric=plays,                                 | 400 | unknown_metric     | no metric ''",
                "row?metric=plays,plays                            | 400 | invalid_parameter  | named twice",
                "row?metric=plays&region=US                        | 400 | unknown_parameter  | there are control, format, from, metric, to, weights",
                "row?metric=plays&from=2009-10-15&to=2010-01-15    | 400 | range_too_long     | is 93 days; ask for at most 92",
                "row?metric=plays&from=yesterday                   | 400 | invalid_date       | from 'yesterday'",
                "row?metric=plays&control=c&from=2010-01-15&to=2010-01-20 | 400 | invalid_parameter | no variant 'c'; there are control, treatment",
                "row?metric=plays&weights=control:1&from=2010-01-15&to=2010-01-20 | 400 | invalid_parameter | weights say nothing of variant 'treatment'",
                "row?metric=plays&weights=control                  | 400 | invalid_parameter  | weights 'control' are none",
                "row?metric=plays&weights=control:0                | 400 | invalid_parameter  | above 0",
                "row?metric=plays&weights=control:-1               | 400 | invalid_parameter  | above 0",
                "row?metric=plays&weights=control:1,control:2      | 400 | invalid_parameter  | each variant once"
            })
    void whatCannotBeAnsweredIsRefusedWithAReason(String question, int status, String code, String detail) {
        ask(question).statusCode(status).body("code", equalTo(code)).body("detail", containsString(detail));
    }

    private static ValidatableResponse ask(String question) {
        return given().config(io.restassured.RestAssured.config()
                        .jsonConfig(JsonConfig.jsonConfig().numberReturnType(NumberReturnType.DOUBLE)))
                .get("/v1/experiments/" + question)
                .then();
    }

    private static ValidatableResponse list(String parameters) {
        return given().get("/v1/experiments" + parameters).then();
    }
}
