package io.rollcall.query.live;

import io.rollcall.event.Regions;
import io.rollcall.event.Shards;
import io.rollcall.query.Coverage;
import io.rollcall.query.DailyActives;
import io.rollcall.query.LiveFigures;
import io.rollcall.query.question.Scope;
import io.rollcall.query.question.Today;
import io.rollcall.query.question.Window;
import io.rollcall.rollup.Counters;
import io.rollcall.rollup.DayCounters;
import io.rollcall.rollup.DistinctCount;
import io.rollcall.rollup.Estimate;
import io.rollcall.rollup.Freshness;
import io.rollcall.rollup.LiveHorizon;
import io.rollcall.rollup.LiveReader;
import io.rollcall.rollup.NowWindow;
import io.rollcall.rollup.RedisShards;
import io.rollcall.rollup.SketchedWindow;
import io.rollcall.rollup.WindowEstimate;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The live counters, each figure read once for all who ask at the same time and shared for a moment. Freshness is always
 * read before the figures it stands for, so that {@code as_of} never promises more than is in them. A failed read is
 * never kept.
 */
@Singleton
public class LiveCounters implements LiveFigures {
    private final LiveReader reader;
    private final Readings readings;
    private final long mostSketches;
    private final Today today;
    private final Shared<Window, Coverage> coverages = new Shared<>(Duration.ZERO);
    private final Shared<String, String> restores = new Shared<>(Duration.ZERO);
    private final Shared<LocalDate, ByRegion<DayCounters>> days;
    private final Shared<SharedWindow, ByRegion<Estimate>> totals;
    private final Shared<SharedWindow, ByRegion<Estimate>> regions;
    private final Shared<SharedWindow, ByRegion<Estimate>> closed;
    private final Shared<NowWindow, ActiveNow> seen;

    /** A window as it is since a restoring of days ended: that one changes what was read before. */
    private record SharedWindow(Window window, Scope scope, String lastRestore) {}

    LiveCounters(RedisShards shards, Readings readings, ReadingConfig config, SharingConfig sharing, Today today) {
        this.today = today;
        this.reader = new LiveReader(shards);
        this.readings = readings;
        this.mostSketches = config.sketches();
        this.days = new Shared<>(sharing.day());
        this.totals = new Shared<>(sharing.total());
        this.regions = new Shared<>(sharing.regions());
        this.closed = new Shared<>(sharing.closed());
        this.seen = new Shared<>(NowWindow.SLICE);
    }

    /** Now, by the clock that decides which day is today. */
    Instant now() {
        return today.now();
    }

    /** The coverage of the counters, asked anew. */
    public Freshness freshness() {
        return reader.freshness();
    }

    @Override
    public LiveHorizon horizon() {
        return new LiveHorizon(today.dt());
    }

    @Override
    public Coverage coverage(Window days) {
        return coverages.get(days, asked -> readings.one(() -> readCoverage(asked)));
    }

    private Coverage readCoverage(Window days) {
        LiveHorizon horizon = horizon();
        Freshness freshness = reader.freshness();
        List<LocalDate> uncounted = days.days()
                .filter(dt -> !horizon.counts(dt) && freshness.covers(dt))
                .toList();
        return new Coverage(
                horizon,
                freshness,
                reader.sketched(uncounted),
                reader.regionsSince(days.first()).size(),
                reader.lateSince(days.first()).size(),
                mostSketches);
    }

    private String lastRestore() {
        return restores.get("", any -> readings.one(reader::lastRestore));
    }

    @Override
    public <T> List<T> each(List<LocalDate> days, Function<LocalDate, T> reading) {
        return readings.each(days, reading);
    }

    @Override
    public ByRegion<DayCounters> day(LocalDate dt) {
        return days.get(dt, this::readDay);
    }

    private ByRegion<DayCounters> readDay(LocalDate dt) {
        return withFreshness(() -> reader.day(dt));
    }

    private <T> ByRegion<T> withFreshness(Supplier<Map<String, T>> figures) {
        return readings.one(() -> {
            Freshness freshness = reader.freshness();
            return new ByRegion<>(freshness, figures.get());
        });
    }

    @Override
    public ByRegion<Counters> profile(long profileId, LocalDate dt) {
        return withFreshness(() -> reader.profile(profileId, dt));
    }

    @Override
    public ByRegion<Estimate> actives(Window window, Scope scope) {
        SharedWindow shared = new SharedWindow(window, scope, lastRestore());
        if (!horizon().counts(window.last())) {
            return closed.get(shared, key -> readSketches(key.window(), key.scope()));
        }
        return (scope == Scope.TOTAL ? totals : regions).get(shared, key -> readOpen(key.window(), key.scope()));
    }

    private ByRegion<Estimate> readSketches(Window window, Scope scope) {
        Sketches read = sketches(window, scope);
        return new ByRegion<>(
                read.freshness(), read.window().reached(read.window().estimates()));
    }

    private ByRegion<Estimate> readOpen(Window window, Scope scope) {
        Sketches read = sketches(window, scope);
        return new ByRegion<>(
                read.freshness(),
                read.window()
                        .reached(WindowEstimate.of(
                                window.first(),
                                window.last(),
                                horizon().firstCounted(),
                                read.window().estimates(),
                                new SharedParts(this, scope))));
    }

    /** The sketches of a window, with the freshness that says what they cover. */
    private record Sketches(Freshness freshness, SketchedWindow window) {}

    private Sketches sketches(Window window, Scope scope) {
        return readings.one(() -> {
            Freshness freshness = reader.freshness();
            SketchedWindow read = reader.window(active(scope, window.first()), window.first(), window.last());
            long counts = read.counted().size() + 2L * read.most().size();
            readings.merged(counts * window.days().count() * Shards.COUNT);
            return new Sketches(freshness, read);
        });
    }

    /** The parts of a window, as they are shared with whoever asks for them alone. */
    private record SharedParts(LiveCounters counters, Scope scope) implements WindowEstimate.Parts {
        @Override
        public Map<String, Estimate> sketched(LocalDate first, LocalDate last) {
            return counters.actives(new Window(first, last), scope).figures();
        }

        @Override
        public Map<String, Estimate> counted(LocalDate dt) {
            return DailyActives.counted(counters, dt, scope).figures();
        }
    }

    /**
     * The number of profiles that are active now.
     *
     * @return by region, {@code *} included; empty when the counters are too far behind to know
     */
    Optional<ActiveNow> activeNow(Freshness freshness) {
        return NowWindow.of(freshness.asOfMillis(), now()).map(window -> seen.get(window, this::readSeen));
    }

    /** Everything received up to its end was counted before the window was worked out, and so before it is read. */
    private ActiveNow readSeen(NowWindow window) {
        return readings.one(() -> new ActiveNow(window, estimates(reader.seen(window))));
    }

    private Collection<String> active(Scope scope, LocalDate since) {
        return scope == Scope.TOTAL ? List.of(Regions.ALL) : reader.regionsSince(since);
    }

    private static Map<String, Estimate> estimates(Map<String, DistinctCount> counts) {
        return counts.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, region -> Estimate.of(region.getValue())));
    }
}
