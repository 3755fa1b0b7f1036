package io.rollcall.lake.testkit;

import io.rollcall.lake.bronze.ArchivePosition.Reached;
import io.rollcall.lake.bronze.Bronze;
import io.rollcall.lake.bronze.BronzeFiles;
import io.rollcall.lake.bronze.BronzeRow.LogPlace;
import io.rollcall.lake.metric.Facet;
import io.rollcall.lake.value.MetricRun;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Weeks of events that a lake is filled with, and that a test counts a second time in Java. Somebody new comes every day and goes over
 * to the tv; who comes often comes on several platforms and in both regions; one watches for two days without a pause; who is new subscribes at
 * noon, and some cancel.
 */
public record PlantedHistory(LocalDate first, int days, List<Sent> sent) {
    private static final List<String> PLATFORMS = List.of("tv", "mobile", "web");

    /** An event as it was sent; without a platform, it does not say. */
    public record Sent(
            long profile,
            String region,
            String name,
            Instant at,
            int seconds,
            @Nullable String platform,
            String version,
            @Nullable String outcome,
            @Nullable Integer price) {
        public LocalDate dt() {
            return LocalDate.ofInstant(at, ZoneOffset.UTC);
        }

        /** The value of its platform as a facet. */
        public String facet() {
            return platform == null ? Facet.UNKNOWN : platform;
        }

        /** Two profiles share an account, and one in seven has none; who subscribes is alone. */
        @Nullable
        public Long account() {
            if (profile % 7 == 0) {
                return null;
            }
            return profile >= 1_000 ? profile : 500 + profile / 2;
        }

        public long title() {
            return 1 + profile % 5;
        }

        String body() {
            return "{\"profile_id\":" + profile + ",\"event_name\":\"" + name + "\",\"event_time\":" + at.toEpochMilli()
                    + ",\"region\":\"" + region + "\",\"duration_sec\":" + seconds + ",\"title_id\":" + title()
                    + (account() == null ? "" : ",\"account_id\":" + account())
                    + (platform == null ? "" : ",\"platform\":\"" + platform + "\"")
                    + ",\"app_version\":\"" + version + "\"}";
        }

        @Nullable
        String properties() {
            if (price != null) {
                return "{\"kind\":\"" + (price == 0 ? "cancel" : "start") + "\",\"price\":" + price
                        + ",\"currency\":\"EUR\"}";
            }
            return outcome == null
                    ? null
                    : "{\"outcome\":\"" + outcome + "\",\"startup_ms\":" + (100 + seconds) + ",\"o'clock\":\""
                            + at.atOffset(ZoneOffset.UTC).getHour() + "\"}";
        }
    }

    /**
     * The history of so many days.
     *
     * @param watching the day on which one begins to watch for two days
     */
    public static PlantedHistory of(LocalDate first, int days, LocalDate watching) {
        Random random = new Random(20_260_101);
        List<Sent> events = new ArrayList<>();
        for (LocalDate dt : first.datesUntil(first.plusDays(days)).toList()) {
            for (int event = 0; event < 60; event++) {
                long profile = 1 + (long) (random.nextDouble() * random.nextDouble() * 40);
                Instant at = dt.atStartOfDay(ZoneOffset.UTC)
                        .plusSeconds(random.nextInt(86_400))
                        .toInstant();
                int kind = random.nextInt(4);
                events.add(new Sent(
                        profile,
                        random.nextInt(3) == 0 ? "BR" : "US",
                        List.of("app_start", "browse", "play", "search").get(kind),
                        at,
                        kind == 2 ? random.nextInt(3_000) : 0,
                        random.nextInt(5) == 0 ? null : PLATFORMS.get(random.nextInt(PLATFORMS.size())),
                        "1." + random.nextInt(2),
                        kind == 2 ? (random.nextInt(6) == 0 ? "failed" : "started") : null,
                        null));
            }
        }
        for (int day = 0; day < days; day++) {
            for (int later = 0; later < 3 && day + later < days; later++) {
                Instant at = first.plusDays(day + later).atTime(9, day % 60).toInstant(ZoneOffset.UTC);
                String platform = later == 0 ? (day % 4 == 3 ? null : PLATFORMS.get(day % 4)) : "tv";
                events.add(new Sent(1_000L + day, "BR", "browse", at, 0, platform, "1.1", null, null));
            }
        }
        for (int day = 0; day < days; day++) {
            Instant noon = first.plusDays(day).atTime(12, 0).toInstant(ZoneOffset.UTC);
            events.add(new Sent(1_000L + day, "BR", "subscription_change", noon, 0, "tv", "1.1", null, 100 + day));
            if (day % 5 == 4) {
                events.add(new Sent(1_000L + day - 3, "BR", "subscription_change", noon, 0, "tv", "1.1", null, 0));
            }
        }
        Instant begun = watching.atTime(10, 0).toInstant(ZoneOffset.UTC);
        for (int step = 0; step < 125; step++) {
            Instant at = begun.plus(Duration.ofMinutes(25L * step));
            events.add(new Sent(99, "US", "heartbeat", at, 0, "tv", "1.0", null, null));
        }
        return new PlantedHistory(first, days, List.copyOf(events));
    }

    public LocalDate last() {
        return first.plusDays(days - 1L);
    }

    /** Fills a lake with the events that pass, as archived by half past two of the night after the last, and works everything out. */
    public void fill(BronzeFixture fixture, Predicate<Sent> passes) {
        Instant night = last().plusDays(1).atTime(2, 30).toInstant(ZoneOffset.UTC);
        Bronze bronze = fixture.lake().bronze();
        BronzeFiles rows = bronze.collect(64 << 20);
        long offset = 0;
        for (Sent event : sent) {
            offset++;
            if (passes.test(event)) {
                rows.add(Events.row(
                        new LogPlace(Events.TOPIC, 0, offset),
                        Events.stamp(
                                event.profile(),
                                event.region(),
                                event.name(),
                                event.at(),
                                true,
                                event.seconds(),
                                "id-" + offset),
                        event.body(),
                        event.properties()));
            }
        }
        Map<Integer, Reached> moved = new HashMap<>();
        for (int partition = 0; partition < Events.LOG.partitions(); partition++) {
            moved.put(partition, new Reached(partition == 0 ? offset + 1 : 0, night.toEpochMilli()));
        }
        bronze.commit(bronze.position(), Events.LOG, moved, rows);
        fixture.reconcile(night);
        MetricRun work = fixture.lake().beginMetricRun();
        work.due().forEach(work::workOut);
    }
}
