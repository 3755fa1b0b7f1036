package io.rollcall.query.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rollcall.lake.Lake;
import io.rollcall.lake.metric.ComputedMetric;
import io.rollcall.lake.metric.Measure;
import io.rollcall.lake.metric.Metrics;
import io.rollcall.query.ArchivedEvents;
import io.rollcall.query.TestLake;
import io.rollcall.query.TestRedis;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds between the published figures whoever did what, asked over HTTP, of weeks that are drawn from a seed. None of it is
 * worked out anew here: one answer is held against another.
 */
@QuarkusTest
@QuarkusTestResource(TestRedis.class)
@WithTestResource(value = TestLake.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class InvariantsTest {
    private static final long SEED = 20_130_101;
    private static final LocalDate FIRST = LocalDate.parse("2013-01-01");
    private static final int DAYS = 33;
    private static final LocalDate LAST = FIRST.plusDays(DAYS - 1L);
    /** From here on a month is whole. */
    private static final LocalDate WHOLE = LAST.minusDays(3);

    private static final int PROFILES = 60;
    private static final long FIRST_PROFILE = 50_000;
    private static final List<String> REGIONS = List.of("BR", "IN", "US");
    private static final List<String> NAMES = List.of("app_start", "browse", "play", "search", "login");
    private static final List<String> CHANGES = List.of("start", "upgrade", "downgrade", "cancel", "reactivate");
    private static final List<Integer> CELLS = List.of(1, 2, 3, 7, 14, 21, 28);
    private static final Offset<Double> ROUNDING = within(2e-6);

    @Inject
    Lake lake;

    /** Who comes often comes to several regions; nobody comes every day. */
    @BeforeEach
    void fill() {
        if (!lake.published().days(FIRST, FIRST).isEmpty()) {
            return;
        }
        Random random = new Random(SEED);
        ArchivedEvents events = new ArchivedEvents(lake);
        for (LocalDate dt : FIRST.datesUntil(LAST.plusDays(1)).toList()) {
            for (int profile = 0; profile < PROFILES; profile++) {
                if (random.nextInt(PROFILES) > profile) {
                    visit(events, random, dt, profile);
                }
            }
        }
        events.night(LAST).workOut();
    }

    private static void visit(ArchivedEvents events, Random random, LocalDate dt, int profile) {
        for (int event = random.nextInt(6); event >= 0; event--) {
            int home = random.nextInt(4) == 0 ? random.nextInt(REGIONS.size()) : profile % REGIONS.size();
            String region = REGIONS.get(home);
            long id = FIRST_PROFILE + profile;
            if (random.nextInt(12) == 0) {
                String change = "{\"kind\":\"" + CHANGES.get(random.nextInt(CHANGES.size())) + "\",\"price\":"
                        + 100 * random.nextInt(5) + ",\"currency\":\"" + (profile % 4 == 0 ? "EUR" : "USD") + "\"}";
                events.event(dt, region, id, "subscription_change", change);
            } else {
                events.event(dt, region, id, NAMES.get(random.nextInt(NAMES.size())));
            }
        }
    }

    /** A row of an answer. */
    private record Row(Map<String, Object> cells) {
        String text(String column) {
            return String.valueOf(cells.get(column));
        }

        double number(String column) {
            return ((Number) Objects.requireNonNull(cells.get(column), column)).doubleValue();
        }

        boolean knows(String column) {
            return cells.get(column) != null;
        }

        String place() {
            return text("dt") + " " + text("region");
        }

        boolean everywhere() {
            return text("region").equals("*");
        }
    }

    /** The rows of an answer about all regions and each. */
    private record Answer(List<Row> rows) {
        static Answer to(String question, LocalDate from, LocalDate to) {
            List<Map<String, Object>> rows = given().get("/v1/metrics/" + question
                            + (question.contains("?") ? "&" : "?") + "region=*,BR,IN,US&from=" + from + "&to=" + to)
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath()
                    .getList("rows");
            assertThat(rows)
                    .as(question)
                    .isNotEmpty()
                    .allSatisfy(row -> assertThat(row.get("method")).isEqualTo("exact"));
            return new Answer(rows.stream().map(Row::new).toList());
        }

        Answer where(Predicate<Row> holds) {
            return new Answer(rows.stream().filter(holds).toList());
        }

        Answer at(String dt, String region) {
            return where(row -> row.text("dt").equals(dt) && row.text("region").equals(region));
        }

        Answer is(String column, Object value) {
            return where(row -> row.text(column).equals(value.toString()));
        }

        double sum(ToDoubleFunction<Row> value) {
            return rows.stream().mapToDouble(value).sum();
        }

        double max(String column) {
            return rows.stream().mapToDouble(row -> row.number(column)).max().orElse(0);
        }

        /** The one value; 0 where there is no row: nobody was there. */
        double value(String column) {
            assertThat(rows).hasSizeLessThan(2);
            return sum(row -> row.number(column));
        }
    }

    private static double value(Answer answer, Row of) {
        return answer.at(of.text("dt"), of.text("region")).value("value");
    }

    @Test
    void aLongerWindowNeverHasFewer() {
        Answer dau = Answer.to("dau", FIRST, LAST);
        Answer wau = Answer.to("wau", FIRST, LAST);
        Answer month = Answer.to("mau28", FIRST, LAST);
        assertThat(Answer.to("mau", FIRST, LAST).rows()).hasSizeGreaterThan(100).allSatisfy(mau -> {
            assertThat(value(dau, mau)).isLessThanOrEqualTo(value(wau, mau));
            assertThat(value(wau, mau)).isLessThanOrEqualTo(value(month, mau));
            assertThat(value(month, mau)).isLessThanOrEqualTo(mau.number("value"));
        });
    }

    @Test
    void aMauLiesBetweenTheLargestDauInItAndTheirSum() {
        Answer dau = Answer.to("dau", FIRST, LAST);
        assertThat(Answer.to("mau", WHOLE, LAST).rows()).hasSize(16).allSatisfy(mau -> {
            Answer inIt = dau.is("region", mau.text("region")).where(day -> isWithin(day, mau, 30));
            assertThat(mau.number("value"))
                    .isBetween(inIt.max("value"), inIt.sum(row -> row.number("value")))
                    .isLessThan(inIt.sum(row -> row.number("value")));
        });
    }

    private static boolean isWithin(Row day, Row window, int days) {
        LocalDate dt = LocalDate.parse(day.text("dt"));
        LocalDate last = LocalDate.parse(window.text("dt"));
        return !dt.isAfter(last) && dt.isAfter(last.minusDays(days));
    }

    @Test
    void allRegionsTogetherHaveNoFewerThanAnyAndNoMoreThanTheirSum() {
        for (String metric : List.of("dau", "wau", "mau28", "mau")) {
            Answer answer = Answer.to(metric, FIRST, LAST);
            assertThat(answer.where(Row::everywhere).rows())
                    .as(metric)
                    .hasSize(DAYS)
                    .allSatisfy(all -> {
                        Answer regions = answer.is("dt", all.text("dt")).where(row -> !row.everywhere());
                        assertThat(all.number("value"))
                                .isBetween(regions.max("value"), regions.sum(row -> row.number("value")));
                    });
        }
    }

    @Test
    void stickinessIsAShareAndTheMeanDauByTheMau() {
        Answer dau = Answer.to("dau", FIRST, LAST);
        Answer mau = Answer.to("mau", WHOLE, LAST);
        assertThat(Answer.to("stickiness", WHOLE, LAST).rows()).hasSize(16).allSatisfy(row -> {
            Answer inIt = dau.is("region", row.text("region")).where(day -> isWithin(day, row, 30));
            assertThat(row.number("value")).isBetween(0.0, 1.0);
            assertThat(row.number("point")).isBetween(0.0, 1.0).isCloseTo(value(dau, row) / value(mau, row), ROUNDING);
            assertThat(row.number("days")).isEqualTo(30);
            assertThat(row.number("value"))
                    .isCloseTo(inIt.sum(day -> day.number("value")) / 30 / value(mau, row), ROUNDING);
        });
    }

    @Test
    void lnessAddsUpToTheActivesAndTheirDaysToTheDau() {
        Answer dau = Answer.to("dau", FIRST, LAST);
        for (Map.Entry<String, Integer> window : Map.of("wau", 7, "mau", 30).entrySet()) {
            Answer lness = Answer.to("lness?window=" + window.getValue(), WHOLE, LAST);
            assertThat(Answer.to(window.getKey(), WHOLE, LAST).rows())
                    .hasSize(16)
                    .allSatisfy(actives -> {
                        Answer histogram = lness.at(actives.text("dt"), actives.text("region"));
                        Answer inIt = dau.is("region", actives.text("region"))
                                .where(day -> isWithin(day, actives, window.getValue()));
                        assertThat(histogram.sum(row -> row.number("profiles"))).isEqualTo(actives.number("value"));
                        assertThat(histogram.sum(
                                        row -> Integer.parseInt(row.text("active_days")) * row.number("profiles")))
                                .isEqualTo(inIt.sum(day -> day.number("value")));
                    });
        }
    }

    @Test
    void whoIsActiveIsNewReturningOrResurrectingAndTheOthersOfTheDayBeforeAreDormant() {
        Answer dau = Answer.to("dau", FIRST, LAST);
        assertThat(Answer.to("lifecycle", FIRST.plusDays(1), LAST).rows())
                .hasSizeGreaterThan(100)
                .allSatisfy(row -> {
                    double before = dau.at(
                                    LocalDate.parse(row.text("dt")).minusDays(1).toString(), row.text("region"))
                            .value("value");
                    assertThat(row.number("active")).isEqualTo(value(dau, row));
                    assertThat(row.number("new") + row.number("returning") + row.number("resurrecting"))
                            .isEqualTo(row.number("active"));
                    assertThat(row.number("returning") + row.number("dormant")).isEqualTo(before);
                    assertThat(before - row.number("dormant") + row.number("new") + row.number("resurrecting"))
                            .isEqualTo(row.number("active"));
                });
    }

    @Test
    void theHoursOfADayAddUpToIt() {
        Answer dau = Answer.to("dau", FIRST, LAST);
        Answer hourly = Answer.to("hourly", FIRST, LAST);
        assertThat(Answer.to("engagement", FIRST, LAST).rows())
                .hasSizeGreaterThan(100)
                .allSatisfy(day -> {
                    Answer hours = hourly.at(day.text("dt"), day.text("region"));
                    assertThat(hours.rows())
                            .extracting(row -> row.number("hour"))
                            .isSorted()
                            .hasSize(24);
                    assertThat(hours.sum(row -> row.number("new_today"))).isEqualTo(value(dau, day));
                    assertThat(hours.is("hour", 23).value("so_far")).isEqualTo(value(dau, day));
                    assertThat(hours.rows())
                            .extracting(row -> row.number("so_far"))
                            .isSorted();
                    for (String measure : List.of("events", "play_events", "total_watch_time_sec")) {
                        assertThat(hours.sum(row -> row.number(measure))).isEqualTo(day.number(measure));
                    }
                });
        assertThat(hourly.where(Row::everywhere).rows()).allSatisfy(all -> {
            Answer regions =
                    hourly.is("dt", all.text("dt")).is("hour", all.text("hour")).where(row -> !row.everywhere());
            for (String measure : List.of("active_profiles", "so_far")) {
                assertThat(all.number(measure))
                        .isBetween(regions.max(measure), regions.sum(row -> row.number(measure)));
            }
        });
    }

    @Test
    void theShareOfAMarketIsOfTheDauOfAll() {
        Answer dau = Answer.to("dau", FIRST, LAST);
        Answer growth = Answer.to("growth", FIRST, LAST);
        assertThat(growth.rows()).hasSizeGreaterThan(100).allSatisfy(row -> {
            double all = dau.at(row.text("dt"), "*").value("value");
            assertThat(row.number("dau")).isEqualTo(value(dau, row));
            assertThat(row.number("share")).isCloseTo(row.number("dau") / all, ROUNDING);
        });
        assertThat(growth.where(Row::everywhere).rows()).hasSize(DAYS).allSatisfy(all -> {
            Answer regions = growth.is("dt", all.text("dt")).where(row -> !row.everywhere());
            assertThat(all.number("share")).isEqualTo(1);
            assertThat(regions.sum(row -> row.number("dau"))).isGreaterThanOrEqualTo(all.number("dau"));
            assertThat(regions.sum(row -> row.number("share"))).isGreaterThanOrEqualTo(1 - 3e-6);
        });
    }

    @Test
    void cohortsAreWhoIsNewAndRetentionNeverRisesFromOneDayOnToALaterOne() {
        Answer lifecycle = Answer.to("lifecycle", FIRST, LAST);
        Answer retention = Answer.to("retention?horizon=28", FIRST, FIRST.plusDays(3));
        assertThat(retention.where(Row::everywhere).is("kind", "on").rows())
                .isNotEmpty()
                .allSatisfy(all -> {
                    Answer regions = retention
                            .is("dt", all.text("dt"))
                            .is("kind", "on")
                            .is("day", all.text("day"))
                            .where(row -> !row.everywhere());
                    assertThat(all.number("cohort"))
                            .as("of all regions: who was never seen anywhere before")
                            .isEqualTo(lifecycle.at(all.text("dt"), "*").value("new"))
                            .as("everybody began in one region")
                            .isEqualTo(regions.sum(row -> row.number("cohort")));
                });
        Set<String> compared = new HashSet<>();
        for (Row row : retention.where(cell -> cell.number("complete") == 1).rows()) {
            assertThat(row.number("retained")).isBetween(0.0, row.number("cohort"));
            assertThat(row.number("rate")).isCloseTo(row.number("retained") / row.number("cohort"), ROUNDING);
            compared.add(row.place());
        }
        assertThat(retention.where(cell -> cell.number("complete") == 0).rows())
                .isNotEmpty()
                .noneMatch(row -> row.knows("retained"));
        compared.forEach(place -> neverRises(retention.where(row -> row.place().equals(place))));
    }

    private static void neverRises(Answer cohort) {
        double earlier = Double.MAX_VALUE;
        for (int day : CELLS) {
            double on = cohort.is("kind", "on").is("day", day).value("retained");
            double onOrAfter = cohort.is("kind", "on_or_after").is("day", day).value("retained");
            assertThat(onOrAfter).isBetween(on, earlier);
            earlier = onOrAfter;
        }
    }

    @Test
    void aFunnelNeverRises() {
        Answer dau = Answer.to("dau", FIRST, LAST);
        for (String steps : List.of("", "?steps=app_start,search,browse,play", "?steps=login,login")) {
            LocalDate from = steps.isEmpty() ? FIRST : LAST.minusDays(29);
            Answer funnel = Answer.to("funnel" + steps, from, LAST);
            List<Row> first = funnel.is("step", 1).rows();
            assertThat(first).as(steps).hasSizeGreaterThan(50).allSatisfy(start -> {
                List<Row> places =
                        funnel.at(start.text("dt"), start.text("region")).rows();
                assertThat(start.number("profiles")).isLessThanOrEqualTo(value(dau, start));
                assertThat(places)
                        .extracting(row -> row.number("profiles"))
                        .isSortedAccordingTo((left, right) -> Double.compare(right, left));
                assertThat(places)
                        .allSatisfy(row -> assertThat(row.number("rate_from_first"))
                                .isCloseTo(row.number("profiles") / start.number("profiles"), ROUNDING));
            });
        }
    }

    @Test
    void adoptionIsAShareOfTheActives() {
        Answer dau = Answer.to("dau", FIRST, LAST);
        Answer wau = Answer.to("wau", WHOLE, LAST);
        assertThat(Answer.to("adoption", WHOLE, LAST).rows())
                .hasSizeGreaterThan(50)
                .allSatisfy(row -> {
                    assertThat(row.number("active_profiles")).isEqualTo(value(dau, row));
                    assertThat(row.number("profiles")).isBetween(0.0, row.number("active_profiles"));
                    assertThat(row.number("share"))
                            .isCloseTo(row.number("profiles") / row.number("active_profiles"), ROUNDING);
                    assertThat(row.number("share_7")).isCloseTo(row.number("profiles_7") / value(wau, row), ROUNDING);
                    assertThat(row.number("first_use")).isLessThanOrEqualTo(row.number("profiles"));
                });
    }

    @Test
    void segmentsShareOutTheDayAndChurnItsBase() {
        Answer segments = Answer.to("segments?dimension=segment", FIRST, LAST);
        List<Double> shares = new ArrayList<>();
        segments.rows().stream()
                .map(Row::place)
                .distinct()
                .forEach(place -> shares.add(
                        segments.where(row -> row.place().equals(place)).sum(row -> row.number("share"))));
        assertThat(shares)
                .hasSizeGreaterThan(100)
                .allSatisfy(sum -> assertThat(sum).isCloseTo(1, ROUNDING));
        assertThat(Answer.to("churn?kind=engagement&window=7", LAST.minusDays(19), LAST)
                        .rows())
                .hasSizeGreaterThan(50)
                .allSatisfy(row -> {
                    assertThat(row.number("churned")).isBetween(0.0, row.number("base"));
                    assertThat(row.number("rate")).isCloseTo(row.number("churned") / row.number("base"), ROUNDING);
                });
    }

    @Test
    void sessionsAddUpOverTheRegionsAndTheirProfilesDoNot() {
        Answer sessions = Answer.to("sessions", FIRST, LAST);
        assertThat(sessions.where(Row::everywhere).rows()).hasSize(DAYS).allSatisfy(all -> {
            Answer regions = sessions.is("dt", all.text("dt")).where(row -> !row.everywhere());
            assertThat(regions.sum(row -> row.number("sessions"))).isEqualTo(all.number("sessions"));
            assertThat(all.number("profiles"))
                    .isBetween(regions.max("profiles"), regions.sum(row -> row.number("profiles")))
                    .isLessThanOrEqualTo(all.number("sessions"));
            assertThat(all.number("zero_length_sessions")).isLessThanOrEqualTo(all.number("sessions"));
        });
    }

    @Test
    void mrrIsTheOneOfTheDayBeforeAndWhatMoved() {
        Answer revenue = Answer.to("revenue", FIRST, LAST);
        int moved = 0;
        for (Row row : revenue.where(later -> !later.text("dt").equals(FIRST.toString()))
                .rows()) {
            double before = revenue.at(
                            LocalDate.parse(row.text("dt")).minusDays(1).toString(), row.text("region"))
                    .is("currency", row.text("currency"))
                    .value("mrr_minor");
            double come = row.number("new_mrr") + row.number("expansion_mrr") + row.number("reactivation_mrr");
            double gone = row.number("contraction_mrr") + row.number("churned_mrr");
            assertThat(before + come - gone)
                    .as("%s %s", row.place(), row.text("currency"))
                    .isEqualTo(row.number("mrr_minor"));
            moved += come + gone > 0 ? 1 : 0;
        }
        assertThat(moved).as("rows in which something moved").isGreaterThan(100);
    }

    @Test
    void theEventsOfAllNamesAreThoseOfEngagement() {
        Answer events = Answer.to("events", FIRST, LAST);
        Answer engagement = Answer.to("engagement", FIRST, LAST);
        assertThat(events.is("by", "").rows()).hasSameSizeAs(engagement.rows()).allSatisfy(all -> {
            Answer here = events.at(all.text("dt"), all.text("region"));
            assertThat(here.is("by", "event_name").sum(row -> row.number("value")))
                    .isEqualTo(all.number("value"));
            assertThat(engagement.at(all.text("dt"), all.text("region")).value("events"))
                    .isEqualTo(all.number("kept"));
        });
    }

    /** All but those about titles and accounts, of which these events name none, and what is of no single region. */
    private static List<ComputedMetric> withRows() {
        return Metrics.computed().stream()
                .filter(metric ->
                        !metric.name().equals("titles") && !metric.name().endsWith(".account") && metric.hasRegions())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("withRows")
    void whatIsACountIsAWholeNumberAndNeverNegative(ComputedMetric metric) {
        List<Measure> counts = metric.columns().measures().stream()
                .filter(measure -> measure.type() == Measure.Type.COUNT)
                .toList();
        for (Row row : Answer.to(metric.name(), FIRST, LAST).rows()) {
            for (Measure count : counts) {
                if (row.knows(count.name())) {
                    assertThat(row.cells().get(count.name()))
                            .as("%s of %s at %s", count.name(), metric.name(), row.place())
                            .isInstanceOfAny(Integer.class, Long.class)
                            .satisfies(value ->
                                    assertThat(((Number) value).longValue()).isNotNegative());
                }
            }
        }
    }
}
