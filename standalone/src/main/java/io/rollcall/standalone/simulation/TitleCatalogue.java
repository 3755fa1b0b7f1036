package io.rollcall.standalone.simulation;

import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * What can be watched: a catalogue of which few titles are watched by many, and new releases every few days, which are watched
 * most when they are new.
 */
public final class TitleCatalogue {
    private static final int CATALOGUE = 250;
    private static final int RELEASES = 350;
    private static final int DAYS_BETWEEN_RELEASES = 3;
    private static final double NEW = 0.4;
    private static final double OLDER_RELEASE = 0.8;
    private static final double MOVIES = 0.4;
    private static final int LONGEST_EPISODE_MINUTES = 56;
    private static final int LONGEST_MOVIE_MINUTES = 131;
    private static final String[] GENRES = {"drama", "comedy", "crime", "documentary", "family", "thriller"};

    private TitleCatalogue() {}

    /** One that somebody watches on a day of the service. */
    static long pick(int day, RandomGenerator random) {
        if (random.nextDouble() >= NEW) {
            double rank = random.nextDouble();
            return 1L + (long) (rank * rank * rank * CATALOGUE);
        }
        int release = day / DAYS_BETWEEN_RELEASES;
        while (release > 0 && random.nextDouble() < OLDER_RELEASE) {
            release--;
        }
        return CATALOGUE + 1L + release % RELEASES;
    }

    static int runtimeSec(long titleId) {
        SplittableRandom random = new SplittableRandom(titleId);
        int minutes = isMovie(titleId)
                ? random.nextInt(85, LONGEST_MOVIE_MINUTES)
                : random.nextInt(22, LONGEST_EPISODE_MINUTES);
        return Math.toIntExact(TimeUnit.MINUTES.toSeconds(minutes));
    }

    private static boolean isMovie(long titleId) {
        return new SplittableRandom(-titleId).nextDouble() < MOVIES;
    }

    /** The table of all titles, as a reconciliation reads it. */
    public static String csv() {
        return LongStream.rangeClosed(1, CATALOGUE + RELEASES)
                .mapToObj(TitleCatalogue::line)
                .collect(Collectors.joining("", "title_id,name,kind,genre,runtime_sec\n", ""));
    }

    private static String line(long titleId) {
        return String.format(
                Locale.ROOT,
                "%d,Title %d,%s,%s,%d%n",
                titleId,
                titleId,
                isMovie(titleId) ? "movie" : "series",
                GENRES[Math.toIntExact(titleId % GENRES.length)],
                runtimeSec(titleId));
    }
}
