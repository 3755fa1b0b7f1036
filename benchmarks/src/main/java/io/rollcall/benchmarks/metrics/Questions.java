package io.rollcall.benchmarks.metrics;

import io.rollcall.benchmarks.machine.CannotMeasureException;
import io.rollcall.lake.CatalogueMetric;
import io.rollcall.lake.FigureQuestion;
import io.rollcall.lake.FigureQuestion.Own;
import io.rollcall.lake.Lake;
import io.rollcall.lake.LakeSession;
import io.rollcall.lake.PublishedMetric;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntSupplier;

/** The questions, each about the whole month, with every region and all together. */
final class Questions {
    /** What the others are held against: it reads every row of the month. */
    static final String BARE = "bare: COUNT(DISTINCT profile_id)";

    private static final Set<String> REGIONS = Set.of("*", "US", "IN", "BR", "MX", "JP", "DE", "FR", "GB");

    private final Lake lake;
    private final LocalDate first;
    private final LocalDate last;
    private final int times;

    Questions(Lake lake, LocalDate first, LocalDate last, int times) {
        this.lake = lake;
        this.first = first;
        this.last = last;
        this.times = times;
    }

    /**
     * How long a question took.
     *
     * @param rows of its answer
     * @param millis of each time; kept in order of size
     */
    record Asked(String question, int rows, List<Double> millis) {
        Asked {
            millis = millis.stream().sorted().toList();
        }

        double p50() {
            return millis.get(millis.size() / 2);
        }

        double slowest() {
            return millis.get(millis.size() - 1);
        }
    }

    List<Asked> ask() {
        List<Asked> asked = new ArrayList<>();
        for (PublishedMetric metric : PublishedMetric.values()) {
            asked.add(ask(
                    metric.name().toLowerCase(Locale.ROOT),
                    () -> lake.published().rows(metric, first, last).size()));
        }
        for (CatalogueMetric metric : CatalogueMetric.values()) {
            FigureQuestion question = new FigureQuestion(metric, first, last, REGIONS, Set.of(), Set.of(), Own.NONE);
            if (!question.isFree()) {
                asked.add(ask(
                        metric.id(),
                        () -> lake.published().figures(question, Long.MAX_VALUE).size()));
            }
        }
        asked.add(ask(BARE, () -> Math.toIntExact(Math.min(1, profiles()))));
        return asked;
    }

    /** The month's different profiles, counted anew. */
    long profiles() {
        try (LakeSession session = lake.published().session()) {
            return session.query("SELECT COUNT(DISTINCT profile_id) FROM profile_day", row -> row.getLong(1))
                    .get(0);
        }
    }

    private Asked ask(String name, IntSupplier question) {
        // Once for the caches of the system, and to know how much there is to say.
        int rows = question.getAsInt();
        List<Double> millis = new ArrayList<>();
        for (int time = 0; time < times; time++) {
            long began = System.nanoTime();
            int again = question.getAsInt();
            millis.add((System.nanoTime() - began) / 1e6);
            if (again != rows) {
                throw new CannotMeasureException(name + " had " + rows + " rows and then " + again);
            }
        }
        return new Asked(name, rows, millis);
    }
}
