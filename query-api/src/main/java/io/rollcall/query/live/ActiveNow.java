package io.rollcall.query.live;

import io.rollcall.rollup.Estimate;
import io.rollcall.rollup.NowWindow;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** Who was there in one window, total and regions of one reading. */
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
