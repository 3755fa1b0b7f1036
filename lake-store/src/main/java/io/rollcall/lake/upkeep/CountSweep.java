package io.rollcall.lake.upkeep;

import io.rollcall.lake.count.CountedTable;
import io.rollcall.lake.day.DaySwitch;
import io.rollcall.lake.day.PublishedDay;
import io.rollcall.lake.replace.DayReplacement;
import io.rollcall.lake.replace.Marking;
import io.rollcall.lake.table.Tables;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.SortedMap;

/** Takes counts out of every {@link CountedTable} that no published day shows any more. */
public final class CountSweep {
    /** A reader that looked at the switch before the day was published again has answered long since. */
    private static final Duration GRACE = Duration.ofHours(1);

    private final SortedMap<LocalDate, PublishedDay> days;
    private final Instant now;

    /** A sweep where days stand so. */
    public CountSweep(SortedMap<LocalDate, PublishedDay> days, Instant now) {
        this.days = days;
        this.now = now;
    }

    /** Sweeps, and returns how many files it took out or wrote anew. */
    public static int of(Tables tables, Instant now) {
        CountSweep sweep = new CountSweep(DaySwitch.now(tables).days(), now);
        int files = 0;
        for (CountedTable counted : CountedTable.values()) {
            files += DayReplacement.removing(
                            counted.table(), part -> sweep.isSuperseded(part.dt(), part.second()), Marking.NONE)
                    .commit(tables);
        }
        return files;
    }

    /**
     * Tells whether a later run has published the day with other counts. What a run counts that is still under way
     * stays.
     */
    public boolean isSuperseded(LocalDate dt, String run) {
        PublishedDay day = days.get(dt);
        return day != null
                && !day.countedBy().equals(run)
                && run.compareTo(day.run()) < 0
                && !day.publishedAt().isAfter(now.minus(GRACE));
    }
}
