package io.rollcall.lake.sql;

import java.util.Collection;

/**
 * Puts the values of several days together: of what happened the sum, of what stands at a day's end that of the last of them which has
 * any.
 *
 * @param added the measures of what happened; at least one
 * @param statuses from the worst to the best: values are as settled as the worst of their days
 * @param complete the column that says whether all days of an interval are there
 */
public record Fold(Collection<String> added, Collection<String> statuses, String complete) {
    /**
     * The query for the values.
     *
     * @param query for {@code dt, region, dimension, item, measure, value, status, as_of, definition_version}
     * @param days a query for {@code dt, first_dt} and the column that says whether all are there, of every day
     */
    public String rows(String query, String days) {
        String statusesInOrder =
                "[" + String.join(", ", statuses.stream().map(Literal::of).toList()) + "]";
        return "WITH source AS (" + query + "), day AS (" + days + "), dated AS ("
                + "SELECT source.dt, source.region, source.dimension, source.item, source.measure, source.value, source.status,"
                + " source.as_of, source.definition_version, day.first_dt, day." + complete
                + " FROM source JOIN day ON day.dt = source.dt), "
                + "interval_of_days AS (SELECT first_dt, MAX(dt) AS last_dt, MIN(" + complete + ") AS " + complete
                + ", MIN(list_position(" + statusesInOrder + ", status)) AS status, MAX(as_of) AS as_of,"
                + " MIN(definition_version) AS definition_version FROM dated GROUP BY first_dt) "
                + "SELECT dated.first_dt AS dt, dated.region, dated.dimension, dated.item, dated.measure, SUM(CASE WHEN "
                + Condition.isOneOf("dated.measure", added)
                + " OR dated.dt = whole.last_dt THEN dated.value END) AS value, MIN(whole." + complete + ") AS "
                + complete
                + ", MIN(" + statusesInOrder + "[whole.status]) AS status, MIN(whole.as_of) AS as_of,"
                + " MIN(whole.definition_version) AS definition_version"
                + " FROM dated JOIN interval_of_days AS whole ON whole.first_dt = dated.first_dt"
                + " GROUP BY dated.first_dt, dated.region, dated.dimension, dated.item, dated.measure";
    }
}
