package io.rollcall.query.catalogue;

import java.util.List;

/** How titles are put in order. */
final class TitleParameters {
    private static final List<String> ORDERS = List.of("hours", "viewers", "trending");

    private TitleParameters() {}

    /** {@code by=hours}, {@code viewers} or {@code trending}. */
    static FigureParameter by() {
        return new FigureParameter(
                "by",
                "what titles are put in order by: " + FigureParameter.choice(ORDERS) + "; default: hours",
                (text, asked) -> asked.ranking(Ranking.smallest("rank_" + FigureParameter.oneOf("by", ORDERS, text))));
    }
}
