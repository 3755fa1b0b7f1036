package io.rollcall.query.catalogue;

import java.util.List;

/** What playback is broken down by. */
final class PlaybackParameters {
    private static final String NONE = "none";

    private static final List<String> KINDS = List.of(NONE, "platform", "app_version", "cdn");

    private PlaybackParameters() {}

    /** {@code by=none}, {@code platform}, {@code app_version} or {@code cdn}. */
    static FigureParameter by() {
        return new FigureParameter("by", FigureParameter.choice(KINDS) + "; default: all", (text, asked) -> {
            String by = FigureParameter.oneOf("by", KINDS, text);
            asked.dimensions(List.of(by.equals(NONE) ? "" : by));
        });
    }
}
