package io.rollcall.lake.value;

import io.rollcall.lake.count.CountedFiles;
import io.rollcall.lake.count.CountedTable;
import io.rollcall.lake.day.PublishedDay;
import io.rollcall.lake.sql.Literal;
import io.rollcall.lake.sql.SqlFile;
import io.rollcall.lake.table.TableSession;
import io.rollcall.lake.table.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The rows of what every profile did on one published day, for whoever needs all of them: read once, put in order
 * (spilling to disk where they are many), and handed out a profile at a time. For one thread; close it.
 */
public final class ProfileDays implements AutoCloseable {
    private static final String ORDERED = "restore.profile_day";

    /** Rows that are in this process's memory at a time. */
    private static final int PAGE_ROWS = 20_000;

    private final TableSession session;

    private ProfileDays(TableSession session) {
        this.session = session;
    }

    /** The counts that the day stands upon. */
    public static ProfileDays of(Tables tables, PublishedDay day) {
        TableSession session = tables.session();
        try {
            CountedTable.PROFILE_DAY.open(session, CountedFiles.of(List.of(day)));
            session.engine()
                    .keep(ORDERED, SqlFile.of("gold/ordered_profile_day").text());
            return new ProfileDays(session);
        } catch (RuntimeException failed) {
            session.close();
            throw failed;
        }
    }

    /** A profile's counters in one region. */
    public record InRegion(
            String region,
            long events,
            long playEvents,
            long searchEvents,
            long browseEvents,
            long totalWatchTimeSec,
            long activeEvents) {}

    /**
     * A profile and what it did.
     *
     * @param regions one entry a region
     */
    public record Profile(long profileId, List<InRegion> regions) {}

    /** The number of profiles of the day. */
    public long count() {
        return session.query(SqlFile.of("gold/profile_count").text(), row -> row.number("profiles"))
                .get(0);
    }

    /** Hands out every profile once. */
    public void forEach(Consumer<Profile> taker) {
        Grouping grouping = new Grouping(taker);
        long from = 0;
        List<Row> page;
        do {
            page = session.query(
                    SqlFile.of("gold/profile_day_page")
                            .bind(Map.of("after", Literal.of(from), "last", Literal.of(from + PAGE_ROWS))),
                    row -> new Row(
                            row.number("profile_id"),
                            new InRegion(
                                    row.text("region"),
                                    row.number("events"),
                                    row.number("play_events"),
                                    row.number("search_events"),
                                    row.number("browse_events"),
                                    row.number("total_watch_time_sec"),
                                    row.number("active_events"))));
            page.forEach(grouping::add);
            from += PAGE_ROWS;
        } while (page.size() == PAGE_ROWS);
        grouping.end();
    }

    private record Row(long profileId, InRegion inRegion) {}

    /** Puts neighbouring rows of a profile together. */
    private static final class Grouping {
        private final Consumer<Profile> taker;
        private final List<InRegion> regions = new ArrayList<>();
        private long profileId;

        Grouping(Consumer<Profile> taker) {
            this.taker = taker;
        }

        void add(Row row) {
            if (row.profileId() != profileId) {
                end();
                profileId = row.profileId();
            }
            regions.add(row.inRegion());
        }

        void end() {
            if (!regions.isEmpty()) {
                taker.accept(new Profile(profileId, List.copyOf(regions)));
                regions.clear();
            }
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
