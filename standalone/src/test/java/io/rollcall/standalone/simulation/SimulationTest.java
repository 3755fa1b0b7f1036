package io.rollcall.standalone.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.event.EventCatalogue;
import io.rollcall.event.EventReader;
import io.rollcall.event.EventReading;
import io.rollcall.event.Limits;
import io.rollcall.event.Regions;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SimulationTest {
    private static final LocalDate OPENED = LocalDate.parse("2026-02-02");
    private static final int PROFILES = 400;
    private static final int DAYS = 60;

    private static final Simulation SIMULATION = new Simulation(1, PROFILES, OPENED);
    private static final List<Shipment> ALL =
            SIMULATION.shipments(midnight(0), midnight(DAYS)).toList();
    private static final List<ObjectNode> EVENTS =
            ALL.stream().flatMap(shipment -> shipment.events().stream()).toList();

    /** Who was active on each day, from the first. */
    private static final List<Set<Long>> ACTIVE =
            IntStream.range(0, DAYS).mapToObj(SimulationTest::active).toList();

    @Test
    void everyEventIsOneThatTheGatewayAccepts() {
        EventReader reader = new EventReader(Limits.DEFAULT);
        EventCatalogue catalogue = EventCatalogue.builtIn();
        assertThat(EVENTS).allSatisfy(event -> {
            byte[] bytes = event.toString().getBytes(UTF_8);
            assertThat(reader.read(bytes, 0, bytes.length)).isInstanceOfSatisfying(EventReading.Read.class, read -> {
                assertThat(catalogue.find(read.event().eventName())).isPresent();
                assertThat(Regions.isKnown(read.event().region())).isTrue();
            });
        });
    }

    @Test
    void everyEventHasAnIdOfItsOwn() {
        assertThat(EVENTS).extracting(event -> event.path("event_id").asText()).doesNotHaveDuplicates();
    }

    @Test
    void everyRequestFits() {
        assertThat(ALL).allSatisfy(shipment -> {
            assertThat(shipment.events()).hasSizeBetween(1, Limits.DEFAULT.eventsPerRequest());
            assertThat(shipment.body(0)).hasSizeLessThan(Limits.DEFAULT.bodyBytes());
        });
    }

    @Test
    void theSameSeedTellsTheSameHoweverItIsAsked() {
        Simulation again = new Simulation(1, PROFILES, OPENED);
        Set<String> whole = texts(SIMULATION.shipments(midnight(20), midnight(22)));
        Set<String> parts = IntStream.range(0, 48)
                .mapToObj(hour -> again.shipments(hour(20, hour), hour(20, hour + 1)))
                .flatMap(shipments -> texts(shipments).stream())
                .collect(Collectors.toSet());
        assertThat(parts).isEqualTo(whole).hasSizeGreaterThan(PROFILES);
        assertThat(texts(new Simulation(2, PROFILES, OPENED).shipments(midnight(20), midnight(22))))
                .doesNotContainAnyElementsOf(whole);
    }

    @Test
    void aDayIsWhatItsVisitsAreWhateverTheCalendarSays() {
        for (String opened : List.of("2024-02-25", "2025-12-30", "2026-03-08", "2027-10-30")) {
            Simulation simulation = new Simulation(5, 50, LocalDate.parse(opened));
            for (int day = 0; day < 8; day++) {
                LocalDate date = LocalDate.parse(opened).plusDays(day);
                assertThat(simulation.visits(date))
                        .isNotEmpty()
                        .allSatisfy(visit -> assertThat(Instant.ofEpochMilli(visit.startMillis())
                                        .atZone(ZoneOffset.UTC))
                                .satisfies(
                                        start -> assertThat(start.toLocalDate()).isEqualTo(date)));
                assertThat(simulation.activeProfiles(date)).isPositive();
            }
        }
    }

    @Test
    void thereIsNobodyBeforeTheOpening() {
        assertThat(SIMULATION.shipments(midnight(-10), midnight(0))).isEmpty();
        assertThat(SIMULATION.activeProfiles(OPENED.minusDays(1))).isZero();
    }

    @Test
    void aProfileIsTheSameOnAllItsDays() {
        for (String trait : List.of("account_id", "device_id")) {
            Map<Long, Set<String>> values = EVENTS.stream()
                    .collect(Collectors.groupingBy(
                            event -> event.path("profile_id").asLong(),
                            Collectors.mapping(event -> event.path(trait).asText(), Collectors.toSet())));
            assertThat(values.values()).as(trait).allMatch(different -> different.size() == 1);
        }
        Map<Long, Set<String>> variants = named("experiment_exposure").stream()
                .collect(Collectors.groupingBy(
                        event -> event.path("profile_id").asLong(),
                        Collectors.mapping(event -> says(event, "variant"), Collectors.toSet())));
        assertThat(variants.values()).isNotEmpty().allMatch(different -> different.size() == 1);
    }

    @Test
    void profilesComeReturnLeaveAndComeBackAfterWeeks() {
        Set<Long> early = union(5, 12);
        Set<Long> between = union(12, 40);
        Set<Long> late = union(40, DAYS);
        assertThat(ACTIVE.get(30).stream().filter(ACTIVE.get(29)::contains).count())
                .as("returning")
                .isGreaterThan(PROFILES / 20);
        assertThat(early.stream().filter(profile -> !between.contains(profile) && !late.contains(profile)))
                .as("gone")
                .hasSizeGreaterThan(PROFILES / 20);
        Set<Long> away = union(18, 32);
        assertThat(early.stream()
                        .filter(profile ->
                                !away.contains(profile) && union(32, DAYS).contains(profile)))
                .as("back after two weeks and more")
                .hasSizeGreaterThan(PROFILES / 20);
    }

    @Test
    void moreComeOnWeekendsThanInTheWeek() {
        for (int monday = 14; monday < 49; monday += 7) {
            int inTheWeek =
                    ACTIVE.get(monday + 1).size() + ACTIVE.get(monday + 2).size();
            int onTheWeekend =
                    ACTIVE.get(monday + 5).size() + ACTIVE.get(monday + 6).size();
            assertThat(onTheWeekend).isGreaterThan(inTheWeek);
        }
    }

    @Test
    void peopleComeInTheEveningOfWhereTheyLive() {
        for (String region : List.of("US", "IN")) {
            ZoneId zone = ZoneId.of(region.equals("US") ? "America/Chicago" : "Asia/Kolkata");
            Map<Integer, Long> starts = named("app_start").stream()
                    .filter(event -> event.path("region").asText().equals(region))
                    .collect(Collectors.groupingBy(
                            event -> time(event).atZone(zone).getHour(), Collectors.counting()));
            assertThat(between(starts, 18, 22)).isGreaterThan(4 * between(starts, 2, 6));
        }
    }

    @Test
    void theServiceGrowsAndIndiaFasterAndIndonesiaOpensLate() {
        assertThat(ACTIVE.get(58).size()).isGreaterThan(ACTIVE.get(30).size());
        Function<String, Double> growth = region -> (double) startsIn(region, 49, 60) / startsIn(region, 21, 32);
        assertThat(growth.apply("IN")).isGreaterThan(1.3 * growth.apply("US"));
        assertThat(startsIn("ID", 0, 44)).isZero();
        assertThat(startsIn("ID", 44, 60)).isPositive();
    }

    @Test
    void theVariantsAreAsManyAndTheTreatmentWatchesMore() {
        Map<String, Set<Long>> exposed = named("experiment_exposure").stream()
                .collect(Collectors.groupingBy(
                        event -> says(event, "variant"),
                        Collectors.mapping(event -> event.path("profile_id").asLong(), Collectors.toSet())));
        assertThat(exposed.keySet()).containsExactlyInAnyOrder("control", "treatment");
        Set<Long> control = exposed.getOrDefault("control", Set.of());
        Set<Long> treatment = exposed.getOrDefault("treatment", Set.of());
        assertThat((double) treatment.size() / control.size()).isBetween(0.85, 1.18);
        assertThat(playsOf(treatment, 30, 60)).isGreaterThan(1.1 * playsOf(control, 30, 60));
        assertThat(playsOf(treatment, 15, 30) / playsOf(control, 15, 30)).isBetween(0.85, 1.15);
    }

    @Test
    void householdsSubscribeInTwoCurrenciesChangeCancelAndComeBack() {
        List<ObjectNode> changes = named("subscription_change");
        assertThat(changes)
                .extracting(event -> says(event, "kind"))
                .contains("start", "upgrade", "downgrade", "cancel", "reactivate");
        assertThat(changes)
                .filteredOn(event -> !says(event, "kind").equals("cancel"))
                .allSatisfy(event -> assertThat(
                                event.path("properties").path("price").asInt())
                        .isPositive())
                .extracting(event -> says(event, "currency"))
                .contains("USD", "EUR");
        Map<Long, List<String>> kinds = changes.stream()
                .collect(Collectors.groupingBy(
                        event -> event.path("account_id").asLong(),
                        Collectors.mapping(event -> says(event, "kind"), Collectors.toList())));
        assertThat(kinds.values()).allSatisfy(kind -> assertThat(kind).contains("start"));
    }

    @Test
    void someTitlesAreWatchedToTheirEndAndAllHaveARuntime() {
        List<ObjectNode> started = started();
        long ended = started.stream()
                .filter(play -> play.path("duration_sec").asInt()
                        >= 0.9 * TitleCatalogue.runtimeSec(play.path("title_id").asLong()))
                .count();
        assertThat((double) ended / started.size()).isBetween(0.35, 0.55);
        List<String> lines = TitleCatalogue.csv().lines().toList();
        assertThat(lines.get(0)).isEqualTo("title_id,name,kind,genre,runtime_sec");
        Set<String> listed =
                lines.stream().skip(1).map(line -> line.split(",", 2)[0]).collect(Collectors.toSet());
        assertThat(listed)
                .containsAll(started.stream()
                        .map(play -> play.path("title_id").asText())
                        .toList());
    }

    @Test
    void playsFailMoreOnOneNetworkAndWithTheNewestVersionOnConsoles() {
        List<ObjectNode> plays = named("play");
        assertThat(failing(plays)).isBetween(0.005, 0.04);
        assertThat(failing(plays.stream()
                        .filter(play -> says(play, "cdn").equals("edge-c"))
                        .toList()))
                .isGreaterThan(2
                        * failing(plays.stream()
                                .filter(play -> says(play, "cdn").equals("edge-a"))
                                .toList()));
        assertThat(failing(plays.stream()
                        .filter(play -> play.path("platform").asText().equals("console")
                                && play.path("app_version").asText().equals("8.5.0"))
                        .toList()))
                .isGreaterThan(0.04);
        assertThat(plays).extracting(play -> says(play, "outcome")).contains("started", "failed", "abandoned");
        assertThat(named("stop")).anyMatch(stop -> !says(stop, "error_code").isEmpty());
    }

    @Test
    void someDevicesTellHoursOrDaysLaterButNoneTooLate() {
        List<Duration> delays = ALL.stream()
                .map(shipment ->
                        Duration.between(time(shipment.events().get(0)), Instant.ofEpochMilli(shipment.dueMillis())))
                .toList();
        assertThat(delays).allMatch(delay -> delay.compareTo(Limits.DEFAULT.maxAge()) < 0);
        assertThat(delays).anyMatch(delay -> delay.compareTo(Duration.ofDays(1)) > 0);
    }

    /** Numbers of one visit follow on each other, but for a few that are lost on the way; those of two visits are far apart. */
    @Test
    void eventsAreNumberedVisitByVisitAndFewNumbersAreMissing() {
        Map<String, List<Long>> visits = EVENTS.stream()
                .collect(Collectors.groupingBy(
                        event -> event.path("session_id").asText(),
                        Collectors.mapping(event -> event.path("seq").asLong(), Collectors.toList())));
        long missing = 0;
        for (List<Long> numbers : visits.values()) {
            assertThat(numbers).isSorted().doesNotHaveDuplicates();
            long expected = numbers.get(numbers.size() - 1) - numbers.get(0) + 1;
            assertThat(expected).isLessThan(1_000);
            missing += expected - numbers.size();
        }
        assertThat((double) missing / EVENTS.size()).isBetween(0.0005, 0.005);
        assertThat(EVENTS.stream()
                        .collect(Collectors.groupingBy(
                                event -> event.path("profile_id").asLong(),
                                Collectors.mapping(event -> event.path("seq").asLong() / 10_000, Collectors.toSet())))
                        .values()
                        .stream()
                        .mapToLong(Set::size)
                        .sum())
                .as("each visit has numbers of its own")
                .isEqualTo(visits.size());
    }

    @Test
    void anEnvelopeIsStampedByTheDevicesClockAndItsEventsStayTheSame() throws IOException {
        ObjectMapper json = new ObjectMapper();
        Shipment skewed = ALL.stream()
                .filter(shipment -> shipment.clockSkewMillis() != 0)
                .findFirst()
                .orElseThrow();
        JsonNode sent = json.readTree(skewed.body(skewed.dueMillis()));
        JsonNode again = json.readTree(skewed.body(skewed.dueMillis() + 5_000));
        assertThat(again.path("events")).isEqualTo(sent.path("events"));
        long behind = sent.path("sent_at").asLong()
                - Instant.parse(sent.path("events").path(0).path("event_time").asText())
                        .toEpochMilli();
        assertThat(skewed.dueMillis() - behind)
                .as("what the gateway makes of it")
                .isEqualTo(time(skewed.events().get(0)).toEpochMilli());
    }

    private static Set<Long> active(int day) {
        return SIMULATION
                .visits(OPENED.plusDays(day))
                .map(visit -> visit.person().profileId())
                .collect(Collectors.toSet());
    }

    private static Set<Long> union(int from, int to) {
        Set<Long> all = new HashSet<>();
        ACTIVE.subList(from, to).forEach(all::addAll);
        return all;
    }

    private static double playsOf(Set<Long> profiles, int from, int to) {
        long plays = started().stream()
                .filter(play -> profiles.contains(play.path("profile_id").asLong()) && isWithin(play, from, to))
                .count();
        return (double) plays / profiles.size();
    }

    private static long startsIn(String region, int from, int to) {
        return named("app_start").stream()
                .filter(event -> event.path("region").asText().equals(region) && isWithin(event, from, to))
                .count();
    }

    private static boolean isWithin(ObjectNode event, int from, int to) {
        return time(event).isAfter(midnight(from)) && time(event).isBefore(midnight(to));
    }

    private static double failing(List<ObjectNode> plays) {
        return (double) plays.stream()
                        .filter(play -> says(play, "outcome").equals("failed"))
                        .count()
                / plays.size();
    }

    private static List<ObjectNode> started() {
        return named("play").stream()
                .filter(play -> says(play, "outcome").equals("started"))
                .toList();
    }

    private static long between(Map<Integer, Long> starts, int from, int to) {
        return IntStream.range(from, to)
                .mapToLong(hour -> starts.getOrDefault(hour, 0L))
                .sum();
    }

    private static List<ObjectNode> named(String eventName) {
        return EVENTS.stream()
                .filter(event -> event.path("event_name").asText().equals(eventName))
                .toList();
    }

    private static Set<String> texts(Stream<Shipment> shipments) {
        return shipments
                .flatMap(shipment -> shipment.events().stream())
                .map(ObjectNode::toString)
                .collect(Collectors.toSet());
    }

    private static String says(ObjectNode event, String property) {
        return event.path("properties").path(property).asText();
    }

    private static Instant time(ObjectNode event) {
        return Instant.parse(event.path("event_time").asText());
    }

    private static Instant midnight(int day) {
        return OPENED.plusDays(day).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static Instant hour(int day, int hour) {
        return midnight(day).plus(Duration.ofHours(hour));
    }
}
