package io.rollcall.lake.metric;

import io.rollcall.lake.sql.Literal;

/** What {@code catalogue/adoption.sql} takes for the use of a feature. */
public final class FeatureUse {
    /** {@code asked.feature_use} where a feature is an event name. */
    public static final String BY_EVENT_NAME = "SELECT dt, region, profile_id, feature FROM gold.feature_day";

    private FeatureUse() {}

    /** {@code asked.feature_use} where a feature is a value of a property of one kind of event. */
    public static String byProperty(String eventName, String property) {
        return "SELECT dt, region, profile_id, json_text(properties, " + Literal.of(property)
                + ") AS feature FROM silver.enriched_app_events WHERE active AND event_name = " + Literal.of(eventName)
                + " AND properties IS NOT NULL";
    }
}
