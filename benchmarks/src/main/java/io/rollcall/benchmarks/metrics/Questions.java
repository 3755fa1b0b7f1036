package io.rollcall.benchmarks.metrics;

import io.rollcall.benchmarks.machine.CannotMeasureException;
import io.rollcall.lake.metric.Metrics;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The questions, each about the whole month, with every region and all together: how long the query API takes to answer. */
final class Questions {
    private static final String REGIONS = "*,US,IN,BR,MX,JP,DE,FR,GB";

    /** Refuses single regions. */
    private static final String OF_ALL_REGIONS = "quality";

    /** Answered from what the night has worked out: every metric, and what costs more than its standard answer. */
    private static final List<String> STORED = Stream.concat(
                    Metrics.names().stream(), Stream.of("retention?weighted=true", "titles?limit=100"))
            .toList();

    /** Worked out while the asker waits. */
    private static final List<String> FREE =
            List.of("segments?high_from=10", "adoption?lookback=6", "revenue?rates=EUR-USD:1.08");

    /** The frequent ones of some of the events: what a page asks as soon as somebody chooses a platform. */
    private static final List<String> BY_PLATFORM =
            List.of("dau", "wau", "mau", "engagement", "sessions", "retention", "lifecycle", "titles");

    private static final List<String> SLICES =
            List.of("group_by=platform", "platform=tv&group_by=none", "platform=mobile,web&group_by=none");

    private static final String EXPERIMENT = "experiments/row?metric=plays,active_days,retained_7";

    private final QueryApi api;
    private final LocalDate first;
    private final LocalDate last;
    private final int times;

    Questions(QueryApi api, LocalDate first, LocalDate last, int times) {
        this.api = api;
        this.first = first;
        this.last = last;
        this.times = times;
    }

    /**
     * The times that a question took.
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

    /** Asks the questions that are answered from published tables. */
    List<Asked> stored() {
        return STORED.stream()
                .map(question -> ask(question, metric(question), times))
                .toList();
    }

    /** Asks the questions that are worked out on demand, each three times. */
    List<Asked> free() {
        List<Asked> asked = new ArrayList<>();
        FREE.forEach(question -> asked.add(ask(question, metric(question), 3)));
        asked.add(ask(EXPERIMENT, "/v1/" + EXPERIMENT + "&" + days(), 3));
        return asked;
    }

    /** Asks each of them once for each slice, since an answer that was given is kept: all platforms, one, and two. */
    List<Asked> byPlatform() {
        return BY_PLATFORM.stream()
                .flatMap(metric -> SLICES.stream().map(slice -> {
                    String question = metric + "?" + slice;
                    long began = System.nanoTime();
                    String answer = api.ask("/v1/metrics/" + question + "&" + days());
                    return new Asked(question, QueryApi.rows(answer), List.of((System.nanoTime() - began) / 1e6));
                }))
                .toList();
    }

    private String metric(String question) {
        String regions = question.equals(OF_ALL_REGIONS) ? "*" : REGIONS;
        return "/v1/metrics/" + question + (question.contains("?") ? "&" : "?") + "region=" + regions + "&" + days();
    }

    private String days() {
        return "from=" + first + "&to=" + last;
    }

    private Asked ask(String name, String path, int howOften) {
        // Once for the caches of the system, and to know what there is to say.
        String answer = api.ask(path);
        List<Double> millis = new ArrayList<>();
        for (int time = 0; time < howOften; time++) {
            long began = System.nanoTime();
            String again = api.ask(path);
            millis.add((System.nanoTime() - began) / 1e6);
            if (again.length() != answer.length()) {
                throw new CannotMeasureException(name + " was answered differently the second time");
            }
        }
        return new Asked(name, QueryApi.rows(answer), millis);
    }
}
