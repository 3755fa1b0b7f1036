package io.rollcall.lake.metric;

import io.rollcall.lake.testkit.Fact;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The figures of playback by definition: play by play, with sorted lists for the percentiles. */
final class PlaybackOracle {
    /**
     * A play or a stop, in the order of the log.
     *
     * @param fact without properties
     * @param said its properties, as they were meant
     */
    record Given(Fact fact, Said said) {}

    /** @param startup what is said of the time to the first frame, null for nothing or for what is no number */
    record Said(
            @Nullable String outcome,
            @Nullable Integer startup,
            @Nullable Integer rebuffer,
            @Nullable String error,
            @Nullable String cdn) {}

    private final List<Given> plays;
    private final Set<Given> endedByError = Collections.newSetFromMap(new IdentityHashMap<>());
    private final int items;

    PlaybackOracle(List<Given> given, int items) {
        this.items = items;
        plays = given.stream()
                .filter(event -> event.fact().name().equals("play"))
                .toList();
        plays.stream()
                .filter(play -> started(play) && play.said().error() != null)
                .forEach(endedByError::add);
        given.stream()
                .filter(event ->
                        event.fact().name().equals("stop") && event.said().error() != null)
                .forEach(stop -> playBefore(stop).forEach(endedByError::add));
    }

    private Stream<Given> playBefore(Given stop) {
        Fact end = stop.fact();
        return plays.stream()
                .filter(PlaybackOracle::started)
                .filter(play -> play.fact().profileId() == end.profileId()
                        && play.fact().dt().equals(end.dt())
                        && Objects.equals(play.fact().platform(), end.platform())
                        && !play.fact().at().isAfter(end.at()))
                // Of equal times the one whose id is last, which is the later one in the list.
                .max(Comparator.comparing((Given play) -> play.fact().at()).thenComparing(plays::indexOf))
                .stream();
    }

    private static boolean started(Given play) {
        return !failed(play) && !abandoned(play);
    }

    private static boolean failed(Given play) {
        String outcome = play.said().outcome();
        return "failed".equals(outcome)
                || ("abandoned".equals(outcome) && play.said().error() != null);
    }

    private static boolean abandoned(Given play) {
        return "abandoned".equals(play.said().outcome()) && play.said().error() == null;
    }

    FigureMap figures(LocalDate from, LocalDate to) {
        Map<List<String>, List<Given>> groups = new HashMap<>();
        for (Given play : plays) {
            LocalDate dt = play.fact().dt();
            if (!dt.isBefore(from) && !dt.isAfter(to)) {
                for (String region : List.of("*", play.fact().region())) {
                    for (String dimension : List.of("", "platform", "app_version", "cdn")) {
                        groups.computeIfAbsent(
                                        List.of(dt.toString(), region, dimension, item(dimension, play)),
                                        key -> new ArrayList<>())
                                .add(play);
                    }
                }
            }
        }
        FigureMap figures = new FigureMap();
        groups.forEach((key, group) -> measures(group)
                .forEach((measure, value) ->
                        figures.put(LocalDate.parse(key.get(0)), key.get(1), key.get(2), key.get(3), measure, value)));
        return figures;
    }

    private String item(String dimension, Given play) {
        return switch (dimension) {
            case "platform" -> value(dimension, play);
            case "app_version", "cdn" -> isAmongFirst(dimension, play) ? value(dimension, play) : "other";
            default -> "";
        };
    }

    private static String value(String dimension, Given play) {
        String value = switch (dimension) {
            case "platform" -> play.fact().platform();
            case "app_version" -> play.fact().appVersion();
            default -> play.said().cdn();
        };
        return Objects.requireNonNullElse(value, "unknown");
    }

    private boolean isAmongFirst(String dimension, Given play) {
        Map<String, Integer> attempts = new TreeMap<>();
        plays.stream()
                .filter(other -> other.fact().dt().equals(play.fact().dt()))
                .forEach(other -> attempts.merge(value(dimension, other), 1, Integer::sum));
        String own = value(dimension, play);
        int many = attempts.getOrDefault(own, 0);
        long before = attempts.entrySet().stream()
                .filter(other -> other.getValue() > many
                        || (other.getValue() == many && other.getKey().compareTo(own) < 0))
                .count();
        return before < items;
    }

    private Map<String, Double> measures(List<Given> group) {
        List<Given> started = group.stream().filter(PlaybackOracle::started).toList();
        List<Integer> startups = started.stream()
                .flatMap(play -> Stream.ofNullable(play.said().startup()))
                .sorted()
                .toList();
        double failed = group.stream().filter(PlaybackOracle::failed).count();
        double abandoned = group.stream().filter(PlaybackOracle::abandoned).count();
        double errors = started.stream().filter(endedByError::contains).count();
        double stalled = 0;
        double playing = 0;
        for (Given play : started) {
            Integer rebuffer = play.said().rebuffer();
            if (rebuffer != null && play.fact().durationSec() != null) {
                stalled += rebuffer;
                playing += 1000.0
                        * Objects.requireNonNullElse(play.fact().durationSec(), 0)
                                .intValue();
            }
        }
        return Map.of(
                "attempts",
                (double) group.size(),
                "plays",
                (double) started.size(),
                "vsf_rate",
                failed / group.size(),
                "ebvs_rate",
                abandoned / group.size(),
                "vpf_rate",
                FigureMap.quotient(errors, started.size()),
                "vst_p50_ms",
                percentile(startups, 0.5),
                "vst_p95_ms",
                percentile(startups, 0.95),
                "rebuffering_ratio",
                FigureMap.quotient(stalled, stalled + playing));
    }

    private static double percentile(List<Integer> sorted, double share) {
        if (sorted.isEmpty()) {
            return Double.NaN;
        }
        double place = share * (sorted.size() - 1);
        int low = (int) Math.floor(place + 1e-9);
        int high = Math.min(sorted.size() - 1, low + 1);
        return sorted.get(low) + (place - low) * (sorted.get(high) - sorted.get(low));
    }
}
