package io.rollcall.benchmarks.reconcile;

import io.rollcall.benchmarks.reconcile.DayOfEvents.Share;
import io.rollcall.lake.Lake;
import io.rollcall.lake.LakeSettings;
import io.rollcall.lake.bronze.ArchivePosition.Reached;
import io.rollcall.lake.bronze.Bronze;
import io.rollcall.lake.bronze.BronzeFiles;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Archives many days, one after the other, as a backfill comes in: a commit of the archiver holds what fits, be it many days. */
public final class HistoryWriter {
    /** So many records are committed at once, at least; then a day ends. */
    private static final long RECORDS_A_COMMIT = 50_000;

    private static final long MEMORY_BYTES = 540L << 20;
    private static final int LIVE_DAYS_AFTER = 5;

    private HistoryWriter() {}

    /**
     * Writes many days; the arguments are the lake's directory, the first day, how many days, how many records a day
     * and profiles. Says {@code events=} how many different ones.
     */
    public static void main(String[] arguments) {
        System.out.println("events="
                + write(
                        Path.of(arguments[0]),
                        LocalDate.parse(arguments[1]),
                        Integer.parseInt(arguments[2]),
                        Long.parseLong(arguments[3]),
                        Long.parseLong(arguments[4])));
    }

    static long write(Path directory, LocalDate first, int days, long records, long profiles) {
        try (Lake lake = Lake.open(LakeSettings.in(directory))) {
            BronzeFiles files = lake.bronze().collect(MEMORY_BYTES);
            long events = 0;
            for (int day = 0; day < days; day++) {
                DayOfEvents made =
                        new DayOfEvents(first.plusDays(day), new Share(0, 1, records, profiles, day * records));
                while (made.hasNext()) {
                    files.add(made.next());
                }
                events += made.unique();
                boolean last = day == days - 1;
                if (last || files.rowCount() >= RECORDS_A_COMMIT) {
                    commit(lake.bronze(), files, made, first.plusDays(day + (last ? LIVE_DAYS_AFTER : 0)));
                }
            }
            DayWriter.loadTitles(lake, directory.resolve("titles.csv"));
            // Provides the countries.
            lake.beginRun(Instant.now());
            return events;
        }
    }

    private static void commit(Bronze bronze, BronzeFiles files, DayOfEvents day, LocalDate archivedTo) {
        long millis =
                archivedTo.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
        Map<Integer, Reached> moved = IntStream.range(0, DayOfEvents.PARTITIONS)
                .boxed()
                .collect(Collectors.toMap(
                        Function.identity(), partition -> new Reached(day.nextOffset(partition), millis)));
        DayWriter.commit(bronze, moved, files);
    }
}
