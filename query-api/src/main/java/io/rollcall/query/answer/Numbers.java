package io.rollcall.query.answer;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Numbers as the lake has them, as they are answered. */
public final class Numbers {
    /** The decimals that a share keeps. */
    public static final int DECIMALS = 6;

    private Numbers() {}

    /** Counts, which the lake has as doubles, are whole numbers again; shares keep six decimals. */
    public static @Nullable Number of(@Nullable Double value) {
        if (value == null) {
            return null;
        }
        long whole = Math.round(value);
        return whole == value
                ? Long.valueOf(whole)
                : BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_EVEN);
    }
}
