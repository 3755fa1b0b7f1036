package io.rollcall.query;

import java.util.List;

/**
 * Where rows come from. One source so far, the live counters; the published figures of the lake will be another, and a
 * day is always answered by exactly one of them.
 */
public interface MetricSource {
    /**
     * The rows of the asked days that this source can answer for; a day without data has none.
     *
     * @throws io.rollcall.rollup.RedisUnavailableException when the live counters are needed and away
     */
    List<Row> rows(Question question);
}
