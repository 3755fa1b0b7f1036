package io.rollcall.query.live;

import io.rollcall.rollup.Estimate;
import io.rollcall.rollup.NowWindow;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** A reading of how many profiles were active in one window, in total and by region. */
record ActiveNow(NowWindow window, Map<String, Estimate> byRegion) {
    /** A region that is not named had nobody. */
    Estimate of(String region) {
        return byRegion.getOrDefault(region, Estimate.NONE);
    }

    Set<String> regions() {
        return byRegion.keySet();
    }

    Instant asOf() {
        return window.asOf();
    }
}
