package io.rollcall.query.catalogue;

import java.util.List;

/** How titles are put in order. */
final class TitleParameters {
    static final int STANDARD_ROWS = 20;
    private static final List<String> ORDERS = List.of("hours", "viewers", "trending");

    private TitleParameters() {}

    static Ranking by(String what) {
        return Ranking.smallest("rank_" + what, STANDARD_ROWS);
    }

    /** {@code by=hours}, {@code viewers} or {@code trending}. */
    static FigureParameter by() {
        return new FigureParameter(
                "by",
                "what titles are put in order by: " + FigureParameter.choice(ORDERS) + "; default: hours",
                (text, asked) -> asked.ranking(by(FigureParameter.oneOf("by", ORDERS, text))));
    }
}
