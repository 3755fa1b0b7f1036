package io.rollcall.query.catalogue;

import io.rollcall.lake.sql.Literal;
import io.rollcall.lake.value.CatalogueMetric;
import java.util.List;

/** What churn may be asked for beyond its standard window. */
final class ChurnParameters {
    private static final int STANDARD_DAYS = 30;
    private static final int LONGEST_DAYS = 90;

    private static final String WINDOW = "days of the window of engagement: " + FigureParameter.range(1, LONGEST_DAYS)
            + "; default: " + STANDARD_DAYS;

    private ChurnParameters() {}

    /** {@code window=7}: days of the window of {@code engagement}, and of the time before it. */
    static FigureParameter window() {
        return new FigureParameter("window", WINDOW, (text, asked) -> {
            int days = Math.toIntExact(FigureParameter.number("window", text, 1, LONGEST_DAYS));
            if (days != STANDARD_DAYS) {
                asked.sources(List.of(CatalogueMetric.CHURN));
                asked.literal("window", Literal.of(days));
                asked.daysBefore(2 * days - 1);
            }
        });
    }
}
