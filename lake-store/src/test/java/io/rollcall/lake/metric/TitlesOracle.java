package io.rollcall.lake.metric;

import io.rollcall.lake.testkit.Fact;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The figures of titles by definition, from a list of plays; slow, and without any SQL. */
final class TitlesOracle {
    private static final double NOT_KNOWN = Double.NaN;

    private final List<Fact> plays;
    private final Set<LocalDate> counted;
    private final int limit;
    private final int prior;

    TitlesOracle(List<Fact> facts, Set<LocalDate> counted, int limit, int prior) {
        this.plays = facts.stream()
                .filter(fact -> fact.name().equals("play") && fact.titleId() != null)
                .toList();
        this.counted = counted;
        this.limit = limit;
        this.prior = prior;
    }

    private record Title(long id, double seconds, double trending, Set<Long> viewers, int starts, int completed) {}

    FigureMap figures(LocalDate from, LocalDate to) {
        FigureMap figures = new FigureMap();
        from.datesUntil(to.plusDays(1)).forEach(dt -> {
            for (String region : regions()) {
                add(figures, dt, region);
            }
        });
        return figures;
    }

    private Set<String> regions() {
        Set<String> regions = new TreeSet<>(Set.of("*"));
        plays.forEach(play -> regions.add(play.region()));
        return regions;
    }

    private void add(FigureMap figures, LocalDate dt, String region) {
        List<Title> titles = titles(dt, region);
        List<Long> byHours = ranking(titles, Comparator.comparing(Title::seconds));
        List<Long> byViewers =
                ranking(titles, Comparator.comparing(title -> title.viewers().size()));
        List<Title> known =
                titles.stream().filter(title -> !Double.isNaN(title.trending())).toList();
        List<Long> byTrend = ranking(known, Comparator.comparing(Title::trending));
        for (Title title : titles) {
            long id = title.id();
            if (Stream.of(byHours, byViewers, byTrend).anyMatch(ranking -> first(ranking, id))) {
                put(figures, dt, region, title);
                String item = Long.toString(id);
                figures.put(dt, region, "title", item, "rank_hours", rank(byHours, id))
                        .put(dt, region, "title", item, "rank_viewers", rank(byViewers, id))
                        .put(dt, region, "title", item, "rank_trending", rank(byTrend, id));
            }
        }
    }

    private boolean first(List<Long> ranking, long id) {
        int place = ranking.indexOf(id);
        return place >= 0 && place < limit;
    }

    private static double rank(List<Long> ranking, long id) {
        int place = ranking.indexOf(id);
        return place < 0 ? NOT_KNOWN : place + 1;
    }

    private static List<Long> ranking(List<Title> titles, Comparator<Title> order) {
        return titles.stream()
                .sorted(order.reversed().thenComparing(Title::id))
                .map(Title::id)
                .toList();
    }

    private void put(FigureMap figures, LocalDate dt, String region, Title title) {
        String item = Long.toString(title.id());
        Integer runtime = runtime(title.id());
        figures.put(dt, region, "title", item, "hours_viewed", title.seconds() / 3600)
                .put(dt, region, "title", item, "starts", title.starts())
                .put(
                        dt,
                        region,
                        "title",
                        item,
                        "unique_viewers",
                        title.viewers().size())
                .put(dt, region, "title", item, "trending", title.trending())
                .put(dt, region, "title", item, "views", runtime == null ? NOT_KNOWN : title.seconds() / runtime)
                .put(
                        dt,
                        region,
                        "title",
                        item,
                        "completion_rate",
                        runtime == null
                                ? NOT_KNOWN
                                : FigureMap.quotient(
                                        title.completed(), title.viewers().size()));
    }

    private List<Title> titles(LocalDate dt, String region) {
        Set<Long> today = ids(of(dt, region));
        Set<Long> either = new HashSet<>(today);
        either.addAll(ids(of(dt.minusDays(7), region)));
        double seconds = seconds(of(dt, region)) + seconds(of(dt.minusDays(7), region));
        double shrinkage = prior * seconds / (2.0 * either.size());
        List<Title> titles = new ArrayList<>();
        for (long id : today) {
            titles.add(title(dt, region, id, shrinkage));
        }
        return titles;
    }

    private Title title(LocalDate dt, String region, long id, double shrinkage) {
        List<Fact> played = of(dt, region).filter(play -> isOf(play, id)).toList();
        double seconds = seconds(played.stream());
        double before = seconds(of(dt.minusDays(7), region).filter(play -> isOf(play, id)));
        double trending = counted.contains(dt.minusDays(7))
                ? FigureMap.quotient(seconds + shrinkage, before + shrinkage)
                : NOT_KNOWN;
        List<Fact> started = played.stream().filter(TitlesOracle::started).toList();
        Set<Long> viewers = new TreeSet<>();
        started.forEach(play -> viewers.add(play.profileId()));
        Integer runtime = runtime(id);
        long completed = viewers.stream()
                .filter(viewer -> runtime != null
                        && seconds(played.stream().filter(play -> play.profileId() == viewer)) / runtime >= 0.9 - 1e-12)
                .count();
        return new Title(id, seconds, trending, viewers, started.size(), Math.toIntExact(completed));
    }

    private static boolean started(Fact play) {
        String properties = play.properties();
        return properties == null || !(properties.contains("\"failed\"") || properties.contains("\"abandoned\""));
    }

    private Stream<Fact> of(LocalDate dt, String region) {
        return plays.stream()
                .filter(play -> play.dt().equals(dt)
                        && (region.equals("*") || play.region().equals(region)));
    }

    private static boolean isOf(Fact play, long id) {
        return Objects.equals(play.titleId(), id);
    }

    private static Set<Long> ids(Stream<Fact> plays) {
        Set<Long> ids = new TreeSet<>();
        plays.forEach(play -> ids.add(Objects.requireNonNull(play.titleId())));
        return ids;
    }

    private static double seconds(Stream<Fact> plays) {
        return plays.filter(TitlesOracle::started)
                .mapToInt(play -> Objects.requireNonNullElse(play.durationSec(), 0))
                .sum();
    }

    private @Nullable Integer runtime(long id) {
        return plays.stream()
                .filter(play -> isOf(play, id))
                .flatMap(play -> Stream.ofNullable(play.runtimeSec()))
                .filter(runtime -> runtime > 0)
                .findFirst()
                .orElse(null);
    }
}
