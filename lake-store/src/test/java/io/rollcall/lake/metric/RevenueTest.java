package io.rollcall.lake.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rollcall.lake.metric.RevenueOracle.Given;
import io.rollcall.lake.sql.Literal;
import io.rollcall.lake.sql.Relation;
import io.rollcall.lake.testkit.Fact;
import io.rollcall.lake.testkit.Figure;
import io.rollcall.lake.testkit.MetricFiles;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RevenueTest {
    private static final LocalDate FIRST = LocalDate.parse("2026-01-20");
    private static final String NO_RATES = rates(Map.of());
    private static final Offset<Double> ROUNDING = within(1e-9);

    @TempDir
    Path directory = Path.of("");

    @Test
    void aSmallTableWorkedByHand() {
        FigureMap revenue = revenue(
                NO_RATES,
                List.of(
                        change(1, "2026-01-20T10:00:00Z", "start", 1000, "USD"),
                        change(2, "2026-01-20T10:00:00Z", "start", 500, "usd"),
                        change(3, "2026-01-20T10:00:00Z", "start", 0, "USD"),
                        change(1, "2026-01-21T10:00:00Z", "upgrade", 1500, null),
                        change(2, "2026-01-21T10:00:00Z", "cancel", null, null),
                        change(4, "2026-01-21T10:00:00Z", "start", 900, "EUR"),
                        change(1, "2026-01-22T10:00:00Z", "downgrade", 800, null),
                        change(2, "2026-01-22T10:00:00Z", "reactivate", null, null),
                        change(5, "2026-01-22T10:00:00Z", "start", 700, "USD"),
                        change(5, "2026-01-22T11:00:00Z", "cancel", null, null),
                        Fact.of(60, "US", "play", "2026-01-22T10:00:00Z").ofAccount(6)));
        assertThat(movement(revenue, "2026-01-20|US|currency|USD|")).containsExactly(1500, 0, 0, 0, 0);
        assertThat(movement(revenue, "2026-01-21|US|currency|USD|")).containsExactly(0, 500, 0, 500, 0);
        assertThat(movement(revenue, "2026-01-22|US|currency|USD|")).containsExactly(0, 0, 700, 0, 500);
        assertThat(revenue.value("2026-01-22|US|currency|USD|subscribers")).isEqualTo(3);
        assertThat(revenue.value("2026-01-22|US|currency|USD|paying_subscribers"))
                .as("one of them pays nothing")
                .isEqualTo(2);
        assertThat(revenue.value("2026-01-22|US|currency|USD|mrr_minor")).isEqualTo(1300);
        assertThat(revenue.value("2026-01-22|US|currency|USD|arppu_minor")).isEqualTo(650);
        assertThat(revenue.value("2026-01-22|US|currency|USD|arpu_minor"))
                .as("six accounts were active, of which four last paid in dollars")
                .isEqualTo(1300 / 4.0, ROUNDING);
        assertThat(revenue.value("2026-01-22|US|currency|EUR|arpu_minor"))
                .as("and one in euros; the sixth has no currency yet")
                .isEqualTo(900, ROUNDING);
        assertThat(revenue.value("2026-01-22|US|currency|USD|arm_minor"))
                .as("1500, 1500 and 1300 a month for a day each; two, one and two memberships")
                .isEqualTo(4300 / 5.0, ROUNDING);
        assertThat(revenue.value("2026-01-22|*|currency|EUR|mrr_minor")).isEqualTo(900);
        assertThat(revenue.values().keySet())
                .as("without rates nothing is added up")
                .noneMatch(name -> name.contains("|total|"));
    }

    @Test
    void anAccountThatChangesItsCurrencyLeavesTheOneAndComesToTheOther() {
        FigureMap revenue = revenue(
                NO_RATES,
                List.of(
                        change(1, "2026-01-20T10:00:00Z", "start", 1000, "USD"),
                        change(1, "2026-01-21T10:00:00Z", "upgrade", 1100, "EUR"),
                        change(1, "2026-01-22T10:00:00Z", "upgrade", 1200, "USD")));
        assertThat(movement(revenue, "2026-01-21|US|currency|USD|")).containsExactly(0, 0, 0, 1000, 0);
        assertThat(movement(revenue, "2026-01-21|US|currency|EUR|")).containsExactly(1100, 0, 0, 0, 0);
        assertThat(movement(revenue, "2026-01-22|US|currency|USD|")).containsExactly(0, 0, 0, 0, 1200);
        assertThat(revenue.value("2026-01-21|US|currency|USD|subscribers")).isZero();
    }

    @Test
    void inTheTotalAnAccountThatChangesItsCurrencyOnlyPaysMoreOrLessOrTheSame() {
        FigureMap revenue = revenue(
                rates(Map.of("EUR", 1.25)),
                List.of(
                        change(1, "2026-01-20T10:00:00Z", "start", 1000, "USD"),
                        change(2, "2026-01-20T10:00:00Z", "start", 1000, "USD"),
                        change(3, "2026-01-20T10:00:00Z", "start", 1000, "USD"),
                        change(4, "2026-01-20T10:00:00Z", "start", 1000, "EUR"),
                        change(1, "2026-01-21T10:00:00Z", "upgrade", 1000, "EUR"),
                        change(2, "2026-01-21T10:00:00Z", "downgrade", 600, "EUR"),
                        change(3, "2026-01-21T10:00:00Z", "upgrade", 800, "EUR"),
                        change(4, "2026-01-21T10:00:00Z", "cancel", null, null),
                        change(4, "2026-01-22T10:00:00Z", "start", 500, "USD")));
        assertThat(movement(revenue, "2026-01-21|US|currency|USD|"))
                .as("in a currency they have left")
                .containsExactly(0, 0, 0, 3000, 0);
        assertThat(movement(revenue, "2026-01-21|US|total|USD|"))
                .as("1000 to 1250, 1000 to 750, 1000 to 1000; and one that is gone")
                .containsExactly(0, 250, 250, 1250, 0);
        assertThat(movement(revenue, "2026-01-22|US|total|USD|"))
                .as("who comes back in another currency comes back")
                .containsExactly(0, 0, 0, 0, 500);
        assertThat(movement(revenue, "2026-01-22|US|currency|USD|"))
                .as("and is new in that currency")
                .containsExactly(500, 0, 0, 0, 0);
    }

    @Test
    void theTotalIsSharedOutAmongAllActiveAccountsAndACurrencyAmongThoseWhoLastHadIt() {
        FigureMap revenue = revenue(
                rates(Map.of("EUR", 1.5)),
                List.of(
                        change(1, "2026-01-20T10:00:00Z", "start", 1000, "USD"),
                        change(2, "2026-01-20T10:00:00Z", "start", 600, "EUR"),
                        change(2, "2026-01-20T11:00:00Z", "cancel", null, null),
                        change(3, "2026-01-20T10:00:00Z", "start", 600, "EUR"),
                        Fact.of(60, "US", "play", "2026-01-20T10:00:00Z").ofAccount(6),
                        change(1, "2026-01-21T10:00:00Z", "upgrade", 900, "EUR")));
        assertThat(revenue.value("2026-01-20|US|currency|USD|arpu_minor")).isEqualTo(1000);
        assertThat(revenue.value("2026-01-20|US|currency|EUR|arpu_minor"))
                .as("who has cancelled was active, too, and had euros last")
                .isEqualTo(300);
        assertThat(revenue.value("2026-01-20|US|total|USD|arpu_minor"))
                .as("1000 dollars and 600 euros over four accounts")
                .isEqualTo(1900 / 4.0, ROUNDING);
        assertThat(revenue.value("2026-01-21|US|currency|USD|arpu_minor"))
                .as("nobody's currency is the dollar any more")
                .isNaN();
        assertThat(revenue.value("2026-01-21|US|currency|EUR|arpu_minor")).isEqualTo(500);
    }

    @Test
    void aTotalIsThereWhereEveryCurrencyHasARate() {
        String rates = Relation.of(
                List.of("currency VARCHAR", "to_currency VARCHAR", "rate DOUBLE"),
                List.of(
                        Map.of("currency", "'EUR'", "to_currency", "'USD'", "rate", "1.5"),
                        Map.of("currency", "'USD'", "to_currency", "'JPY'", "rate", "1.25")));
        FigureMap revenue = revenue(
                rates,
                List.of(
                        change(1, "2026-01-20T10:00:00Z", "start", 1000, "USD"),
                        change(2, "2026-01-21T10:00:00Z", "start", 500, "EUR")));
        assertThat(revenue.value("2026-01-20|US|total|USD|mrr_minor")).isEqualTo(1000);
        assertThat(revenue.value("2026-01-20|US|total|JPY|mrr_minor")).isEqualTo(1250);
        assertThat(revenue.value("2026-01-21|US|total|USD|mrr_minor")).isEqualTo(1750);
        assertThat(revenue.value("2026-01-21|US|total|USD|new_mrr")).isEqualTo(750);
        assertThat(revenue.value("2026-01-21|US|total|USD|arppu_minor")).isEqualTo(875);
        assertThat(revenue.values().keySet())
                .as("nobody knows what a euro is in yen")
                .noneMatch(name -> name.startsWith("2026-01-21") && name.contains("|total|JPY|"));
    }

    /**
     * Netflix, Inc., Form 10-K for 2019, Item 7, Global Streaming Memberships: streaming revenues, average paying memberships
     * and average monthly revenue per paying membership of a year, in thousands. Here the year's average month: as many
     * memberships as at the end of the year in its second half, and in its first half as many as make up the average.
     */
    @ParameterizedTest
    @CsvSource({"19859230, 152984, 167090, 10.82", "15428752, 124658, 139259, 10.31", "11242216, 99323, 110644, 9.43"})
    void whatNetflixPublishedOfItsRevenueAndMembershipsGivesTheArmItPublished(
            long revenue, long average, long atEnd, double arm) {
        long atBegin = 2 * average - atEnd;
        // Who is there all the time pays this, in cents; the others pay nothing less, or nobody would be a paying
        // member.
        long cents = revenue * 100 / 12;
        long price = cents / average;
        long remainder = cents - price * average;
        String members =
                "SELECT CASE WHEN number < " + atBegin + " THEN DATE '2026-01-01' ELSE DATE '2026-01-16' END AS dt,"
                        + " CAST(number AS VARCHAR) AS account, 'US' AS region, true AS subscribed, 'USD' AS currency,"
                        + " CAST(" + price + " + CASE WHEN number < " + Math.min(remainder, atBegin)
                        + " THEN 1 ELSE 0 END AS BIGINT) AS mrr_minor FROM range(" + atEnd + ") AS member(number)";
        LocalDate last = LocalDate.parse("2026-01-30");
        try (MetricFiles metricFiles = MetricFiles.of(directory, List.of(), List.of(last))) {
            metricFiles.given("gold.subscription_state", members).given("asked.rate", NO_RATES);
            FigureMap figures = FigureMap.of(metricFiles.figures("revenue", last, last, Map.of()));
            assertThat(figures.value("2026-01-30|US|currency|USD|paying_subscribers"))
                    .isEqualTo((double) atEnd);
            assertThat(figures.value("2026-01-30|US|currency|USD|arm_minor") / 100)
                    .isEqualTo(arm, within(0.005));
        }
    }

    @Test
    void whoIsLostInAMonthWorkedByHand() {
        List<Fact> facts = List.of(
                change(1, "2026-01-20T10:00:00Z", "start", 1000, "USD"),
                change(2, "2026-01-20T10:00:00Z", "start", 1000, "USD"),
                change(3, "2026-01-20T10:00:00Z", "start", 1000, "USD"),
                change(4, "2026-01-20T10:00:00Z", "start", 1000, "USD"),
                change(1, "2026-02-02T10:00:00Z", "cancel", null, null),
                change(2, "2026-02-02T10:00:00Z", "cancel", null, null),
                change(2, "2026-02-03T10:00:00Z", "cancel", null, null),
                change(9, "2026-02-03T10:00:00Z", "cancel", null, null),
                change(9, "2026-02-04T10:00:00Z", "start", 1000, "USD"),
                change(1, "2026-02-04T10:00:00Z", "reactivate", null, null),
                change(9, "2026-02-05T10:00:00Z", "cancel", null, null));
        try (MetricFiles metricFiles = metricFiles(NO_RATES, facts)) {
            FigureMap churn = FigureMap.of(
                    metricFiles.figures("churn_subscription", FIRST, LocalDate.parse("2026-02-28"), Map.of()));
            assertThat(churn.value("2026-01-20|US|subscription||gross"))
                    .as("a month that began without any")
                    .isNaN();
            assertThat(churn.value("2026-02-04|US|subscription||subscribers_at_start"))
                    .isEqualTo(4);
            assertThat(churn.value("2026-02-02|US|subscription||gross")).isEqualTo(0.5);
            assertThat(churn.value("2026-02-04|US|subscription||gross")).isEqualTo(0.5);
            assertThat(churn.value("2026-02-04|US|subscription||net"))
                    .as("one came back; one who never was there is new")
                    .isEqualTo(0.25);
            assertThat(churn.value("2026-02-05|US|subscription||gross"))
                    .as("who began and left within the month was not among those of its start")
                    .isEqualTo(0.5);
            assertThat(churn.value("2026-02-05|US|subscription||began_and_left"))
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1000\"", "1e3", "1000.0"})
    void aPriceMayBeWrittenInAnyWayThatIsAWholeNumber(String price) {
        FigureMap revenue = revenue(NO_RATES, List.of(started(price)));
        assertThat(revenue.value("2026-01-20|US|currency|USD|mrr_minor")).isEqualTo(1000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.99", "-5", "\"ten\"", "1e300", "null", "{}"})
    void aPriceThatIsNoneMakesASubscriberWhoPaysNothingThatIsKnown(String price) {
        FigureMap revenue = revenue(NO_RATES, List.of(started(price)));
        assertThat(revenue.value("2026-01-20|US|currency|USD|subscribers")).isEqualTo(1);
        assertThat(revenue.value("2026-01-20|US|currency|USD|paying_subscribers"))
                .isZero();
        assertThat(revenue.value("2026-01-20|US|currency|USD|arm_minor")).isNaN();
    }

    private static Fact started(String price) {
        return Fact.of(1, "US", "subscription_change", "2026-01-20T10:00:00Z")
                .with("{\"kind\":\"start\",\"currency\":\"USD\",\"price\":" + price + "}");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whatTheFilesSayIsWhatTheDefinitionsSay(long seed) {
        Random random = new Random(seed);
        List<Given> given = new ArrayList<>();
        for (int i = 0; i < 90; i++) {
            given.add(random(random));
        }
        List<Fact> facts = given.stream().map(RevenueTest::said).toList();
        Set<LocalDate> counted = facts.stream().map(Fact::dt).collect(Collectors.toSet());
        RevenueOracle oracle = new RevenueOracle(given, counted, FIRST);
        LocalDate from = FIRST.plusDays(5);
        LocalDate to = FIRST.plusDays(50);
        for (Map<String, Double> rates :
                List.of(Map.<String, Double>of(), Map.of("EUR", 1.5), Map.of("EUR", 1.5, "unknown", 0.75))) {
            Map<String, Double> known = new TreeMap<>(rates);
            if (!rates.isEmpty()) {
                known.put("USD", 1.0);
            }
            try (MetricFiles metricFiles = metricFiles(rates(rates), facts)) {
                FigureMap.of(revenue(metricFiles, from, to))
                        .requireSame(oracle.revenue(from, to, known), "revenue, seed " + seed + ", " + rates);
            }
        }
        try (MetricFiles metricFiles = metricFiles(NO_RATES, facts)) {
            FigureMap.of(metricFiles.figures("churn_subscription", from, to, Map.of()))
                    .requireSame(oracle.churn(from, to), "churn_subscription, seed " + seed);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void whatAMonthBringsIsWhatTheMonthBeforeBroughtAndWhatMoved(long seed) {
        Random random = new Random(seed);
        List<Fact> facts = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            facts.add(said(random(random)));
        }
        List<LocalDate> days = FIRST.datesUntil(FIRST.plusDays(60)).toList();
        String rates = rates(Map.of("EUR", 1.5, "unknown", 0.75));
        try (MetricFiles metricFiles = metricFiles(rates, facts, days)) {
            Map<String, Double> values = FigureMap.of(revenue(metricFiles, FIRST, FIRST.plusDays(59)))
                    .values();
            int moved = 0;
            for (LocalDate dt : days.subList(1, days.size())) {
                for (String region : List.of("*", "US", "BR")) {
                    for (String part : List.of("currency|USD", "currency|EUR", "currency|unknown", "total|USD")) {
                        String place = "|" + region + "|" + part + "|";
                        double before = values.getOrDefault(dt.minusDays(1) + place + "mrr_minor", 0.0);
                        double after = values.getOrDefault(dt + place + "mrr_minor", 0.0);
                        double change = moved(values, dt + place);
                        assertThat(before + change)
                                .as("%s%s, seed %d", dt, place, seed)
                                .isEqualTo(after, ROUNDING);
                        moved += before == after ? 0 : 1;
                    }
                }
            }
            assertThat(moved).as("rows in which something moved").isGreaterThan(100);
        }
    }

    /** Few accounts with many changes: most of them come in an order that makes no sense. */
    private static Given random(Random random) {
        Instant at = Instant.parse("2026-01-20T00:00:00Z")
                .plusSeconds(random.nextInt(52) * 86_400L + random.nextInt(3) * 43_199L);
        long profile = 1L + random.nextInt(6);
        Fact fact = Fact.of(profile, random.nextInt(3) == 0 ? "BR" : "US", "subscription_change", at);
        fact = random.nextInt(3) == 0 ? fact : fact.ofAccount(1 + profile % 3);
        if (random.nextInt(6) == 0) {
            Fact play = Fact.of(profile + 20, fact.region(), "play", at);
            return new Given(random.nextBoolean() ? play : play.passive(), null, null, null);
        }
        return new Given(
                fact,
                pick(random, "start", "upgrade", "downgrade", "cancel", "cancel", "reactivate", "pause"),
                random.nextInt(3) == 0 ? null : Integer.valueOf(random.nextInt(5) * 100),
                random.nextInt(3) > 0 ? null : pick(random, "USD", "USD", "EUR"));
    }

    private static String pick(Random random, String... values) {
        return values[random.nextInt(values.length)];
    }

    private static Fact said(Given given) {
        String kind = given.kind();
        return kind == null ? given.fact() : given.fact().with(properties(kind, given.price(), given.currency()));
    }

    private static String properties(String kind, @Nullable Integer price, @Nullable String currency) {
        StringJoiner json = new StringJoiner(",", "{", "}");
        json.add("\"kind\":\"" + kind + "\"").add("\"plan\":\"basic\"");
        if (price != null) {
            json.add("\"price\":" + price);
        }
        if (currency != null) {
            json.add("\"currency\":\"" + currency + "\"");
        }
        return json.toString();
    }

    /** New, expansion, contraction, churned, reactivation. */
    private static List<Integer> movement(FigureMap revenue, String place) {
        return movement(revenue.values(), place);
    }

    private static List<Integer> movement(Map<String, Double> values, String place) {
        return List.of("new_mrr", "expansion_mrr", "contraction_mrr", "churned_mrr", "reactivation_mrr").stream()
                .map(measure -> values.getOrDefault(place + measure, 0.0).intValue())
                .toList();
    }

    private static double moved(Map<String, Double> values, String place) {
        return Stream.of("new_mrr", "expansion_mrr", "reactivation_mrr")
                        .mapToDouble(come -> values.getOrDefault(place + come, 0.0))
                        .sum()
                - Stream.of("contraction_mrr", "churned_mrr")
                        .mapToDouble(gone -> values.getOrDefault(place + gone, 0.0))
                        .sum();
    }

    /** What a minor unit of a currency is worth in dollars. */
    private static String rates(Map<String, Double> dollars) {
        return Relation.of(
                List.of("currency VARCHAR", "to_currency VARCHAR", "rate DOUBLE"),
                dollars.entrySet().stream()
                        .map(rate -> Map.of(
                                "currency", Literal.of(rate.getKey()),
                                "to_currency", "'USD'",
                                "rate", rate.getValue().toString()))
                        .toList());
    }

    private static Fact change(
            long account, String at, String kind, @Nullable Integer price, @Nullable String currency) {
        return Fact.of(account * 10, "US", "subscription_change", at)
                .ofAccount(account)
                .with(properties(kind, price, currency));
    }

    private FigureMap revenue(String rates, List<Fact> facts) {
        try (MetricFiles metricFiles = metricFiles(rates, facts)) {
            return FigureMap.of(revenue(metricFiles, FIRST, FIRST.plusDays(60)));
        }
    }

    /** Nobody may ask for more than a month at a time. */
    private static List<Figure> revenue(MetricFiles metricFiles, LocalDate from, LocalDate to) {
        List<Figure> figures = new ArrayList<>();
        for (LocalDate first = from; !first.isAfter(to); first = first.plusDays(31)) {
            LocalDate last = first.plusDays(30).isBefore(to) ? first.plusDays(30) : to;
            figures.addAll(metricFiles.figures("revenue", first, last, Map.of()));
        }
        return figures;
    }

    private MetricFiles metricFiles(String rates, List<Fact> facts) {
        return metricFiles(rates, facts, List.of());
    }

    private MetricFiles metricFiles(String rates, List<Fact> facts, List<LocalDate> emptyDays) {
        return MetricFiles.of(directory, facts, emptyDays)
                .givenFile("gold.subscription_state", "metric/subscription_state", Map.of())
                .given("asked.rate", rates);
    }
}
