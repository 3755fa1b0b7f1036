package io.rollcall.lakehouse.report;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.rollcall.event.LiveWindow;
import io.rollcall.lake.Lake;
import io.rollcall.lake.report.LiveSide;
import io.rollcall.lake.report.LiveSnapshot;
import io.rollcall.lakehouse.LiveRedis;
import io.rollcall.rollup.FencedDays;
import io.rollcall.rollup.FencedReader;
import io.rollcall.rollup.LateShare;
import io.rollcall.rollup.LiveHorizon;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Reads what the live counters say of the days that may be published next and have no reading yet. A day that could not be
 * read is published all the same; a later run reads it as long as the live counters know it.
 */
@ApplicationScoped
public class LiveSideReader {
    private static final Logger LOG = Logger.getLogger(LiveSideReader.class);

    private final Lake lake;
    private final FencedReader reader;
    private final Duration duplicateWindow;
    private final Counter unread;
    private final InstantSource clock = InstantSource.system();

    LiveSideReader(
            Lake lake,
            LiveRedis redis,
            @ConfigProperty(name = "rollcall.worker.duplicate-window", defaultValue = LiveWindow.DUPLICATES)
                    Duration duplicateWindow,
            MeterRegistry registry) {
        this.lake = lake;
        this.reader = redis.reader();
        this.duplicateWindow = duplicateWindow;
        this.unread = registry.counter("rollcall.reconciliation.live.unread");
    }

    /** Reads; without readings when Redis is away. */
    public LiveSide read() {
        LiveHorizon live = new LiveHorizon(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
        Set<LocalDate> known =
                lake.liveSnapshots().days(live.firstCounted(), live.today().minusDays(1));
        List<LocalDate> wanted =
                live.closedDays().filter(dt -> !known.contains(dt)).toList();
        try {
            return new LiveSide(wanted.isEmpty() ? List.of() : readings(live, wanted), duplicateWindow);
        } catch (RuntimeException unreadable) {
            // Away, or with something in it that cannot be read: whatever it is, the exact figures do not wait for it.
            unread.increment();
            LOG.warnf("days are reconciled without live figures; a later run may still read them (%s)", unreadable);
            LOG.debug("the live counters could not be read", unreadable);
            return LiveSide.unread(duplicateWindow);
        }
    }

    private List<LiveSnapshot> readings(LiveHorizon live, List<LocalDate> wanted) {
        FencedDays read = reader.days(live.closedDays().toList());
        Set<String> topics =
                read.fences().stream().map(fence -> fence.field().topicId()).collect(Collectors.toSet());
        if (topics.size() != 1) {
            LOG.infof("the live counters belong to %d logs; days are reconciled without live figures", topics.size());
            return List.of();
        }
        Map<LocalDate, LateShare> late =
                reader.lateShares(live.firstSketched(), live.today().minusDays(1));
        ReadingOfDays figures = new ReadingOfDays(live, read, late, reader::window, clock.instant());
        return wanted.stream().flatMap(dt -> figures.of(dt).stream()).toList();
    }
}
