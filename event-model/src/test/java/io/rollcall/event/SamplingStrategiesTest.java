package io.rollcall.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rollcall.event.Sampling.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * The comparison of docs/guides/sampling.md, over a day of simulated profiles: what is left of active profiles, totals and a funnel by
 * each strategy, and what it costs. The page's table is held against what is computed here.
 */
class SamplingStrategiesTest {
    private static final Path PAGE = Path.of("..", "docs", "guides", "sampling.md");
    private static final long SEED = 2_026;
    private static final int PROFILES = 20_000;
    private static final int FEW_PROFILES = 1_000;
    private static final double RATE = 0.1;
    private static final double Z = 1.959964;

    /** An event of the day, in the order in which it happened. */
    private record Sent(long profile, String session, String name, String id) {}

    /**
     * What a strategy says of the day.
     *
     * @param kept share of the events, which is the cost
     * @param active profiles that are seen at all
     * @param total of all events, scaled
     * @param halfWidth of the total's 95 % interval
     * @param funnel share of those who started the app who then browsed, and then played
     */
    private record Said(double kept, double active, double total, double halfWidth, double funnel) {}

    @Test
    void thePageSaysWhatIsMeasured() throws IOException {
        List<Sent> day = day(2, PROFILES);
        Map<String, Said> measured = measured(day);
        Said all = said(day, event -> true, Sent::id, 1);
        List<String> rows = new ArrayList<>();
        measured.forEach((name, said) -> rows.add(String.format(
                Locale.ROOT,
                "| %s | %.1f %% | %,.0f | %+.1f %% | %+.1f %% | ± %.1f %% | %.1f %% |",
                name,
                100 * said.kept(),
                said.active(),
                100 * (said.active() / (name.equals("none") ? 1 : RATE) / all.active() - 1),
                100 * (said.total() / all.total() - 1),
                100 * said.halfWidth() / all.total(),
                100 * said.funnel())));
        assertThat(Files.readString(PAGE)).contains(String.join("\n", rows));
    }

    @Test
    void onlyProfilesAsAWholeKeepWhatIsCountedByProfile() {
        List<Sent> day = day(2, PROFILES);
        Map<String, Said> measured = measured(day);
        Said none = of(measured, "none");
        assertThat(of(measured, "by profile").active() / RATE).isCloseTo(none.active(), within(0.1 * none.active()));
        assertThat(of(measured, "by profile").funnel()).isCloseTo(none.funnel(), within(0.05));
        for (String other : List.of("by event", "by session")) {
            assertThat(of(measured, other).active() / RATE)
                    .as("profiles, %s", other)
                    .isGreaterThan(1.5 * none.active());
        }
        assertThat(of(measured, "by event").funnel()).isLessThan(0.5 * none.funnel());
    }

    private static Said of(Map<String, Said> measured, String name) {
        return measured.getOrDefault(name, new Said(0, 0, 0, 0, 0));
    }

    /** Of sixty days, of each strategy about 57 intervals hold what is true; fewer than 51 do so by chance once in 300 times. */
    @Test
    void theIntervalsHoldTheTruthAsOftenAsTheySay() {
        Map<String, Integer> held = new HashMap<>();
        int days = 60;
        for (int number = 1; number <= days; number++) {
            List<Sent> day = day(number, FEW_PROFILES);
            measured(day)
                    .forEach((name, said) -> held.merge(
                            name, Math.abs(said.total() - day.size()) <= said.halfWidth() ? 1 : 0, Integer::sum));
        }
        held.forEach((name, count) -> assertThat(count).as(name).isBetween(51, 60));
    }

    private static Map<String, Said> measured(List<Sent> day) {
        Sampling byEvent = new Sampling(RATE, Unit.EVENT);
        Sampling byProfile = new Sampling(RATE, Unit.PROFILE);
        Map<String, Said> measured = new LinkedHashMap<>();
        measured.put("none", said(day, event -> true, Sent::id, 1));
        measured.put("by event", said(day, event -> byEvent.keeps(event.profile(), event.id()), Sent::id, RATE));
        measured.put(
                "by profile",
                said(day, event -> byProfile.keeps(event.profile(), event.id()), event -> "p" + event.profile(), RATE));
        measured.put(
                "by session", said(day, event -> byEvent.keeps(event.profile(), event.session()), Sent::session, RATE));
        return measured;
    }

    /** @param cluster what is kept or left out as a whole */
    private static Said said(List<Sent> day, Predicate<Sent> isKept, Function<Sent, String> cluster, double rate) {
        List<Sent> kept = day.stream().filter(isKept).toList();
        Set<Long> active = new HashSet<>();
        Map<String, Integer> clusters = new HashMap<>();
        Map<Long, Integer> steps = new HashMap<>();
        for (Sent event : kept) {
            active.add(event.profile());
            clusters.merge(cluster.apply(event), 1, Integer::sum);
            int step = steps.getOrDefault(event.profile(), 0);
            if (step < FUNNEL.size() && event.name().equals(FUNNEL.get(step))) {
                steps.put(event.profile(), step + 1);
            }
        }
        double variance = clusters.values().stream()
                .mapToDouble(events -> (1 - rate) / (rate * rate) * events * events)
                .sum();
        long began = steps.values().stream().filter(step -> step > 0).count();
        long ended =
                steps.values().stream().filter(step -> step == FUNNEL.size()).count();
        return new Said(
                (double) kept.size() / day.size(),
                active.size(),
                kept.size() / rate,
                Z * Math.sqrt(variance),
                (double) ended / began);
    }

    private static final List<String> FUNNEL = List.of("app_start", "browse", "play");

    /** Few profiles do much: sessions a day and events a session are geometric, about two and nine in the mean. */
    private static List<Sent> day(int number, int profiles) {
        Random random = new Random(SEED + number);
        List<Sent> sent = new ArrayList<>();
        for (int index = 0; index < profiles; index++) {
            long profile = (long) number * PROFILES + index;
            double leaning = 0.25 + random.nextDouble() / 2;
            int sessions = 1 + geometric(random, leaning);
            for (int session = 0; session < sessions; session++) {
                String id = profile + "-" + session;
                add(sent, profile, id, "app_start");
                int browsed = geometric(random, 0.7);
                for (int i = 0; i < browsed; i++) {
                    add(sent, profile, id, "browse");
                }
                if (random.nextDouble() < leaning) {
                    add(sent, profile, id, "play");
                    int heartbeats = geometric(random, 0.9);
                    for (int i = 0; i < heartbeats; i++) {
                        add(sent, profile, id, "heartbeat");
                    }
                }
            }
        }
        return sent;
    }

    private static int geometric(Random random, double goesOn) {
        int times = 0;
        while (random.nextDouble() < goesOn) {
            times++;
        }
        return times;
    }

    private static void add(List<Sent> sent, long profile, String session, String name) {
        sent.add(new Sent(profile, session, name, session + "-" + sent.size()));
    }
}
