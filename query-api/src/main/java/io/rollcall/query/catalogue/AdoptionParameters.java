package io.rollcall.query.catalogue;

import io.rollcall.lake.metric.FeatureUse;
import io.rollcall.lake.sql.Literal;
import io.rollcall.lake.value.CatalogueMetric;
import io.rollcall.query.Refusal;
import io.rollcall.query.RefusalException;
import java.util.List;

/** What adoption may be asked for beyond the names of events. */
final class AdoptionParameters {
    private static final int LONGEST_PROPERTY = 64;
    private static final int STANDARD_DAYS_BEFORE = 29;
    private static final int MOST_DAYS_BEFORE = 29;

    private static final String LOOKBACK = "days before dt that are looked at: "
            + FigureParameter.range(0, MOST_DAYS_BEFORE) + "; default: " + STANDARD_DAYS_BEFORE;
    private static final String PROPERTY =
            "with one event_name: a property of these events, by whose values they are told apart";

    private AdoptionParameters() {}

    /** {@code lookback=29}: days before dt, for the windows and for {@code first_use}. */
    static FigureParameter lookback() {
        return new FigureParameter("lookback", LOOKBACK, (text, asked) -> {
            int days = Math.toIntExact(FigureParameter.number("lookback", text, 0, MOST_DAYS_BEFORE));
            if (days != STANDARD_DAYS_BEFORE) {
                asked.literal("lookback", Literal.of(days));
                asked.daysBefore(days);
            }
        });
    }

    /** {@code event_name=play&property=cdn}: by the values of a property. Comes after {@code event_name}. */
    static FigureParameter property() {
        return new FigureParameter("property", PROPERTY, (text, asked) -> {
            if (asked.items().size() != 1) {
                throw new RefusalException(
                        Refusal.INVALID_PARAMETER, "property needs one event_name: that of the events which carry it");
            }
            String event = asked.items().iterator().next();
            asked.anyItem();
            asked.sources(List.of(CatalogueMetric.ADOPTION_PROPERTY));
            asked.relation(
                    "asked.feature_use",
                    FeatureUse.byProperty(
                            FigureParameter.eventName("event_name", event),
                            FigureParameter.text("property", text, LONGEST_PROPERTY)));
        });
    }
}
