package io.rollcall.query.live;

import io.rollcall.query.MetricSource;
import io.rollcall.query.Question;
import io.rollcall.query.Row;
import jakarta.inject.Singleton;
import java.util.List;

/** Answers from the live counters. */
@Singleton
public class LiveSource implements MetricSource {
    private final LiveCounters counters;

    LiveSource(LiveCounters counters) {
        this.counters = counters;
    }

    @Override
    public List<Row> rows(Question question) {
        return question.metric().liveRows(question, counters);
    }
}
