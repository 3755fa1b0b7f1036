package io.rollcall.standalone.imports;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The reasons for which lines were rejected, summed up by reason, with the first line of each and the way out where
 * there is one.
 */
final class Reasons {
    private static final String SECONDS = "looks_like_seconds";

    private final Map<String, Tally> tallies = new TreeMap<>();

    private record Tally(String reason, long lines, long firstLine, String firstDetail) {}

    void add(Line line, String reason, String detail) {
        // Among fields that are wrong for many reasons this one has a way out of its own.
        String key = detail.contains(SECONDS) ? reason + ' ' + SECONDS : reason;
        tallies.merge(key, new Tally(reason, 1, line.number(), detail), Reasons::sum);
    }

    /** The lines for the person who imported {@code file}, with the most frequent reason first. */
    List<String> lines(String file, boolean backfill) {
        return tallies.values().stream()
                .sorted(Comparator.comparingLong(Tally::lines).reversed())
                .flatMap(tally -> Stream.concat(Stream.of(text(tally)), wayOut(tally, file, backfill)))
                .toList();
    }

    private static String text(Tally tally) {
        return String.format(
                Locale.ROOT,
                "  %,d x %s, first in line %d: %s",
                tally.lines(),
                tally.reason(),
                tally.firstLine(),
                tally.firstDetail());
    }

    private static Stream<String> wayOut(Tally tally, String file, boolean backfill) {
        if (tally.firstDetail().contains(SECONDS)) {
            return Stream.of("    Times in seconds: jq -c '.event_time *= 1000' " + file + " | ./rollcall import -");
        }
        return tally.reason().equals("event_too_old") && !backfill
                ? Stream.of("    Old events: ./rollcall import --backfill " + file)
                : Stream.of();
    }

    private static Tally sum(Tally one, Tally other) {
        Tally first = one.firstLine() <= other.firstLine() ? one : other;
        return new Tally(first.reason(), one.lines() + other.lines(), first.firstLine(), first.firstDetail());
    }
}
