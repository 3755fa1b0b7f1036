package io.rollcall.query.live;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.rollcall.event.Regions;
import io.rollcall.query.DailyActives;
import io.rollcall.query.LiveFigures;
import io.rollcall.query.question.Scope;
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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The live counters, each figure read once for all who ask at the same time and shared for a moment. Freshness is always
 * read before the figures it stands for, so that {@code as_of} never promises more than is in them. A failed read is
 * never kept.
 */
@Singleton
public class LiveCounters implements LiveFigures {
    /** A figure is a map of at most some 250 regions; four windows of 35 days in two scopes stay below this. */
    private static final int MAX_FIGURES = 512;

    private final Clock clock = Clock.systemUTC();
    private final LiveReader reader;
    private final Cache<LocalDate, ByRegion<DayCounters>> days;
    private final Cache<SharedWindow, ByRegion<Estimate>> totals;
    private final Cache<SharedWindow, ByRegion<Estimate>> regions;
    private final Cache<SharedWindow, ByRegion<Estimate>> closed;
    private final Cache<NowWindow, ActiveNow> seen;

    /** A window as it is since a restoring of days ended: that one changes what was read before. */
    private record SharedWindow(Window window, Scope scope, String lastRestore) {}

    LiveCounters(RedisShards shards, SharingConfig sharing) {
        this.reader = new LiveReader(shards);
        this.days = sharedFor(sharing.day());
        this.totals = sharedFor(sharing.total());
        this.regions = sharedFor(sharing.regions());
        this.closed = sharedFor(sharing.closed());
        this.seen = sharedFor(NowWindow.SLICE);
    }

    private static <K, V> Cache<K, V> sharedFor(Duration life) {
        return Caffeine.newBuilder()
                .maximumSize(MAX_FIGURES)
                .expireAfterWrite(life)
                .build();
    }

    /** Now, by the clock that decides which day is today. */
    Instant now() {
        return clock.instant();
    }

    /** What the counters cover, asked anew. */
    public Freshness freshness() {
        return reader.freshness();
    }

    @Override
    public LiveHorizon horizon() {
        return new LiveHorizon(LocalDate.now(clock));
    }

    @Override
    public ByRegion<DayCounters> day(LocalDate dt) {
        return days.get(dt, this::readDay);
    }

    private ByRegion<DayCounters> readDay(LocalDate dt) {
        Freshness freshness = reader.freshness();
        return new ByRegion<>(freshness, reader.day(dt));
    }

    @Override
    public ByRegion<Counters> profile(long profileId, LocalDate dt) {
        Freshness freshness = reader.freshness();
        return new ByRegion<>(freshness, reader.profile(profileId, dt));
    }

    @Override
    public ByRegion<Estimate> actives(Window window, Scope scope) {
        SharedWindow shared = new SharedWindow(window, scope, reader.lastRestore());
        if (!horizon().counts(window.last())) {
            return closed.get(shared, key -> readSketches(key.window(), key.scope()));
        }
        return (scope == Scope.TOTAL ? totals : regions).get(shared, key -> readOpen(key.window(), key.scope()));
    }

    private ByRegion<Estimate> readSketches(Window window, Scope scope) {
        Freshness freshness = reader.freshness();
        SketchedWindow sketched = sketched(window, scope);
        return new ByRegion<>(freshness, sketched.reached(sketched.estimates()));
    }

    private ByRegion<Estimate> readOpen(Window window, Scope scope) {
        Freshness freshness = reader.freshness();
        SketchedWindow sketched = sketched(window, scope);
        return new ByRegion<>(
                freshness,
                sketched.reached(WindowEstimate.of(
                        window.first(),
                        window.last(),
                        horizon().firstCounted(),
                        sketched.estimates(),
                        new SharedParts(this, scope))));
    }

    private SketchedWindow sketched(Window window, Scope scope) {
        return reader.window(active(scope, window.first()), window.first(), window.last());
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
     * Who is there now.
     *
     * @return by region, {@code *} included; empty when the counters are too far behind to know
     */
    Optional<ActiveNow> activeNow(Freshness freshness) {
        return NowWindow.of(freshness.asOfMillis(), now()).map(window -> seen.get(window, this::readSeen));
    }

    /** Everything received up to its end was counted before the window was worked out, and so before it is read. */
    private ActiveNow readSeen(NowWindow window) {
        return new ActiveNow(window, estimates(reader.seen(window)));
    }

    private Collection<String> active(Scope scope, LocalDate since) {
        return scope == Scope.TOTAL ? List.of(Regions.ALL) : reader.regionsSince(since);
    }

    private static Map<String, Estimate> estimates(Map<String, DistinctCount> counts) {
        return counts.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, region -> Estimate.of(region.getValue())));
    }
}
