package io.rollcall.lake.upkeep;

import io.rollcall.lake.count.CountedTable;
import io.rollcall.lake.day.OpenDay;
import io.rollcall.lake.day.OpenDays;
import io.rollcall.lake.publish.RunName;
import io.rollcall.lake.replace.DayReplacement;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.Tables;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Takes away what counting open days has left: counts that no open day stands upon any more, and the snapshots that such runs made.
 * Other snapshots stay as long as ever.
 */
public final class OpenDaySweep {
    /** A reader that looked at the open days before they were counted again has answered long since. */
    public static final Duration GRACE = Duration.ofMinutes(10);

    private final Tables tables;
    private final Instant limit;

    private OpenDaySweep(Tables tables, Instant limit) {
        this.tables = tables;
        this.limit = limit;
    }

    /** Sweeps, and returns how many files of counts it took out; their bytes go with a later sweep. */
    public static int of(Tables tables, Instant now) {
        OpenDaySweep sweep = new OpenDaySweep(tables, now.minus(GRACE));
        int files = sweep.counts();
        SnapshotExpiry expiry = new SnapshotExpiry(tables);
        Stream.concat(
                        Stream.of(LakeTable.OPEN_DAY, LakeTable.OPEN_SESSION, LakeTable.ENRICHED_APP_EVENTS),
                        Stream.of(CountedTable.values()).map(CountedTable::table))
                .forEach(kind -> expiry.marked(kind, sweep.limit));
        return files;
    }

    private int counts() {
        Map<LocalDate, OpenDay> open = OpenDays.now(tables).days();
        int files = 0;
        for (CountedTable counted : CountedTable.values()) {
            files += DayReplacement.removing(
                            counted.table(),
                            part -> isSuperseded(Optional.ofNullable(open.get(part.dt())), part.second()),
                            OpenDays::mark)
                    .commit(tables);
        }
        return files;
    }

    /** A run that is under way has begun later, and the day's own stays however old it is. */
    private boolean isSuperseded(Optional<OpenDay> day, String run) {
        return RunName.countedOpenDaysBefore(run, limit)
                && day.filter(open -> open.run().equals(run)).isEmpty();
    }
}
