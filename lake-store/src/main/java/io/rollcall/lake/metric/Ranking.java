package io.rollcall.lake.metric;

/**
 * The order of the rows of a day and region: by a measure, of which the smallest or the largest value comes first.
 *
 * @param measure a column of the .sql file, not necessarily of the answer
 */
public record Ranking(String measure, boolean largestFirst) {
    static Ranking smallest(String measure) {
        return new Ranking(measure, false);
    }

    static Ranking largest(String measure) {
        return new Ranking(measure, true);
    }
}
