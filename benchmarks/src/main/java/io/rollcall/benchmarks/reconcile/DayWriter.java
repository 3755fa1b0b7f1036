package io.rollcall.benchmarks.reconcile;

import io.rollcall.benchmarks.reconcile.DayOfEvents.Share;
import io.rollcall.lake.Lake;
import io.rollcall.lake.LakeSettings;
import io.rollcall.lake.bronze.ArchivePosition.Reached;
import io.rollcall.lake.bronze.ArchivePosition.Topic;
import io.rollcall.lake.bronze.Bronze;
import io.rollcall.lake.bronze.BronzeFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Archives days into a new lake, in the archiver's way but in larger files, which are about what compaction leaves: each sorted
 * by region and profile. A process of its own, because it takes more memory than what is measured.
 */
public final class DayWriter {
    /** Two threads; the partitions are theirs in turn. */
    private static final int SHARES = 2;

    /** The memory for the rows that wait, for each share: some 600,000 rows a file. */
    private static final long MEMORY_BYTES = 540L << 20;

    /**
     * The time after the day's end up to which everything is archived: the day is over, and its live window is not
     * closed yet.
     */
    private static final Duration ARCHIVED = Duration.ofHours(2);

    private final Lake lake;
    private final LocalDate dt;

    private DayWriter(Lake lake, LocalDate dt) {
        this.lake = lake;
        this.dt = dt;
    }

    /**
     * Writes days; the arguments are the lake's directory, the first day, how many days, how many records a day and
     * profiles. Says {@code events=} how many different ones.
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

    /** Writes the days; how many different events they have. */
    static long write(Path directory, LocalDate first, int days, long records, long profiles) {
        try (Lake lake = Lake.open(LakeSettings.in(directory))) {
            long events = 0;
            for (int day = 0; day < days; day++) {
                events += new DayWriter(lake, first.plusDays(day)).archive(records, profiles, day * records);
            }
            loadTitles(lake, directory.resolve("titles.csv"));
            // Provides the countries.
            lake.beginRun(Instant.now());
            return events;
        }
    }

    private long archive(long records, long profiles, long firstOffset) {
        List<CompletableFuture<Written>> shares = IntStream.range(0, SHARES)
                .mapToObj(number -> new Share(number, SHARES, records / SHARES, profiles, firstOffset))
                .map(share -> CompletableFuture.supplyAsync(() -> collect(share)))
                .toList();
        return shares.stream()
                .map(CompletableFuture::join)
                .mapToLong(this::commit)
                .sum();
    }

    private record Written(Share share, DayOfEvents day, BronzeFiles files) {}

    private Written collect(Share share) {
        DayOfEvents day = new DayOfEvents(dt, share);
        BronzeFiles files = lake.bronze().collect(MEMORY_BYTES);
        while (day.hasNext()) {
            files.add(day.next());
        }
        return new Written(share, day, files);
    }

    private long commit(Written written) {
        long archivedTo = dt.plusDays(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant()
                .plus(ARCHIVED)
                .toEpochMilli();
        Map<Integer, Reached> moved = new HashMap<>();
        IntStream.range(0, DayOfEvents.PARTITIONS)
                .filter(written.share()::has)
                .forEach(partition ->
                        moved.put(partition, new Reached(written.day().nextOffset(partition), archivedTo)));
        commit(lake.bronze(), moved, written.files());
        return written.day().unique();
    }

    /** Commits rows as the archiver does, and how far their partitions are read with them. */
    static void commit(Bronze bronze, Map<Integer, Reached> moved, BronzeFiles files) {
        Bronze.Outcome outcome =
                bronze.commit(bronze.position(), new Topic(DayOfEvents.TOPIC_ID, DayOfEvents.PARTITIONS), moved, files);
        if (!(outcome instanceof Bronze.Outcome.Committed)) {
            throw new IllegalStateException("not archived: " + outcome);
        }
    }

    static void loadTitles(Lake lake, Path csv) {
        String titles = IntStream.rangeClosed(1, DayOfEvents.TITLES)
                .mapToObj(title -> title + ",Title " + title + "," + (title % 3 == 0 ? "movie" : "series") + ",genre "
                        + title % 20 + "," + (1_200 + title % 6_000))
                .collect(Collectors.joining("\n", "title_id,name,kind,genre,runtime_sec\n", "\n"));
        try {
            Files.writeString(csv, titles);
        } catch (IOException full) {
            throw new UncheckedIOException("cannot write " + csv, full);
        }
        lake.loadTitles(csv);
    }
}
