package io.rollcall.lake.metric;

import io.rollcall.event.LiveWindow;
import io.rollcall.event.Reason;
import io.rollcall.lake.sql.Literal;
import io.rollcall.lake.testkit.Fact;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The definitions of {@code quality}, read event by event: nothing is shared with the .sql file. */
record QualityOracle(List<Fact> facts, List<Refused> refused, int items) {
    private static final long FALLS_BACK = 100;
    private static final long JUMPS = 1_000;

    /** A count of refused events. */
    record Refused(
            LocalDate dt,
            String reason,
            @Nullable String platform,
            @Nullable String appVersion,
            long events) {
        Map<String, String> literals() {
            Map<String, String> literals = new HashMap<>();
            literals.put("dt", Literal.of(dt));
            literals.put("reason", Literal.of(reason));
            literals.put("events", Literal.of(events));
            if (platform != null) {
                literals.put("platform", Literal.of(platform));
            }
            if (appVersion != null) {
                literals.put("app_version", Literal.of(appVersion));
            }
            return literals;
        }
    }

    /** What a version of a platform has of a day. */
    private record Place(String platform, String version) {
        static Place of(@Nullable Object platform, @Nullable Object version) {
            return new Place(
                    platform == null ? "unknown" : platform.toString(),
                    version == null ? "unknown" : version.toString());
        }
    }

    void requireSame(FigureMap actual, String description) {
        FigureMap expected = new FigureMap();
        Set<LocalDate> days = new TreeSet<>();
        facts.forEach(fact -> days.add(fact.dt()));
        days.forEach(dt -> put(expected, dt));
        actual.requireSame(expected, description);
    }

    private void put(FigureMap expected, LocalDate dt) {
        Map<Place, Long> sizes =
                new TreeMap<>(Comparator.comparing(Place::platform).thenComparing(Place::version));
        facts.stream().filter(fact -> fact.dt().equals(dt)).forEach(fact -> sizes.merge(place(fact), 1L, Long::sum));
        refused.stream()
                .filter(one -> one.dt().equals(dt))
                .forEach(one -> sizes.merge(place(one), one.events(), Long::sum));
        put(expected, dt, "", "", place -> true);
        sizes.keySet().stream().map(Place::platform).distinct().forEach(platform -> {
            put(expected, dt, "platform", platform, place -> place.platform().equals(platform));
            List<Place> known = sizes.entrySet().stream()
                    .filter(size -> size.getKey().platform().equals(platform))
                    .sorted(Map.Entry.<Place, Long>comparingByValue()
                            .reversed()
                            .thenComparing(size -> size.getKey().version()))
                    .map(Map.Entry::getKey)
                    .toList();
            known.stream()
                    .limit(items)
                    .forEach(
                            place -> put(expected, dt, "app_version", platform + "/" + place.version(), place::equals));
            Set<Place> rare = new HashSet<>(known.subList(Math.min(items, known.size()), known.size()));
            if (!rare.isEmpty()) {
                put(expected, dt, "app_version", platform + "/other", rare::contains);
            }
        });
    }

    private static Place place(Fact fact) {
        return Place.of(fact.platform(), fact.appVersion());
    }

    private static Place place(Refused one) {
        return Place.of(one.platform(), one.appVersion());
    }

    private void put(FigureMap expected, LocalDate dt, String dimension, String item, Predicate<Place> of) {
        List<Fact> sent = facts.stream()
                .filter(fact -> fact.dt().equals(dt) && of.test(place(fact)))
                .toList();
        List<Refused> none = refused.stream()
                .filter(one -> one.dt().equals(dt) && of.test(place(one)))
                .toList();
        Map<String, Double> values = new HashMap<>();
        values.put("accepted", (double) sent.size());
        values.put(
                "duplicates",
                sent.stream().mapToDouble(fact -> number(fact, "duplicates")).sum());
        values.put("late", count(sent, fact -> !backfill(fact) && isLate(fact)));
        values.put("backfilled", count(sent, QualityOracle::backfill));
        values.put(
                "corrected", count(sent, fact -> "corrected".equals(fact.more().get("time_quality"))));
        values.put("clamped", count(sent, fact -> "clamped".equals(fact.more().get("time_quality"))));
        Stream.of("account_id", "platform", "app_version", "device_id", "session_id")
                .forEach(field -> values.put(
                        "without_" + field, count(sent, fact -> !fact.more().containsKey(field))));
        values.put("with_seq", count(sent, fact -> fact.more().containsKey("seq")));
        values.put("seq_gaps", gaps(sent));
        values.put("rejected", none.stream().mapToDouble(Refused::events).sum());
        for (Reason reason : Reason.values()) {
            values.put(
                    "rejected_" + reason.code(),
                    none.stream()
                            .filter(one -> one.reason().equals(reason.code()))
                            .mapToDouble(Refused::events)
                            .sum());
        }
        values.forEach((measure, value) -> expected.put(dt, "*", dimension, item, measure, value));
    }

    private static double count(List<Fact> sent, Predicate<Fact> which) {
        return sent.stream().filter(which).count();
    }

    private static boolean backfill(Fact fact) {
        return Boolean.TRUE.equals(fact.more().get("backfill"));
    }

    private static boolean isLate(Fact fact) {
        Instant received = (Instant) fact.more().get("received_at");
        return received != null
                && !LocalDate.ofInstant(received, ZoneOffset.UTC)
                        .isBefore(fact.dt().plusDays(LiveWindow.DAYS));
    }

    private static long number(Fact fact, String column) {
        return fact.more().get(column) instanceof Long number ? number : 0;
    }

    private static double gaps(List<Fact> sent) {
        Map<String, List<Fact>> counters = new HashMap<>();
        sent.stream().filter(fact -> fact.more().containsKey("seq")).forEach(fact -> {
            Object device = fact.more().get("device_id");
            String counter = place(fact) + " " + (device == null ? "profile " + fact.profileId() : device);
            counters.computeIfAbsent(counter, any -> new ArrayList<>()).add(fact);
        });
        double missing =
                counters.values().stream().mapToLong(QualityOracle::missing).sum();
        return counters.isEmpty() ? Double.NaN : missing;
    }

    private static long missing(List<Fact> ofOneCounter) {
        List<Long> numbers = ofOneCounter.stream()
                .sorted(Comparator.comparing(Fact::at).thenComparingLong(fact -> number(fact, "seq")))
                .map(fact -> number(fact, "seq"))
                .toList();
        long missing = 0;
        TreeSet<Long> stretch = new TreeSet<>();
        for (int i = 0; i < numbers.size(); i++) {
            long step = i == 0 ? 0 : numbers.get(i) - numbers.get(i - 1);
            if (step < -FALLS_BACK || step > JUMPS) {
                missing += missing(stretch);
                stretch.clear();
            }
            stretch.add(numbers.get(i));
        }
        return missing + missing(stretch);
    }

    private static long missing(TreeSet<Long> stretch) {
        return stretch.isEmpty() ? 0 : stretch.last() - stretch.first() + 1 - stretch.size();
    }
}
