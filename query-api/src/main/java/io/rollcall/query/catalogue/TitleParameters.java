package io.rollcall.query.catalogue;

import java.util.List;

/** How titles are put in order. */
final class TitleParameters {
    private TitleParameters() {}

    /** {@code by=hours}, {@code viewers} or {@code trending}. */
    static FigureParameter by() {
        return new FigureParameter(
                "by",
                (text, asked) -> asked.ranking(Ranking.smallest(
                        "rank_" + FigureParameter.oneOf("by", List.of("hours", "viewers", "trending"), text))));
    }
}
