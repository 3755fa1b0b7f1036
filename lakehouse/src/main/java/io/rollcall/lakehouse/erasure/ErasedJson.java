package io.rollcall.lakehouse.erasure;

import io.rollcall.rollup.Counters;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** What an erasure has done, as JSON. */
final class ErasedJson {
    private ErasedJson() {}

    static JsonObject of(Erased erased) {
        JsonArray live = new JsonArray();
        erased.live().forEach((dt, taken) -> {
            Counters counters = taken.counters();
            live.add(new JsonObject()
                    .put("dt", dt.toString())
                    .put("dau", taken.dau())
                    .put("events", counters.events())
                    .put("play_events", counters.plays())
                    .put("search_events", counters.searches())
                    .put("browse_events", counters.browses())
                    .put("total_watch_time_sec", counters.watchSec()));
        });
        return new JsonObject()
                .put("profile_id", erased.profileId())
                .put("requested_at", erased.requestedAt().toString())
                .put("live", live)
                .put(
                        "lake",
                        new JsonObject()
                                .put("files_rewritten", erased.lake().filesRewritten())
                                .put("files_removed", erased.lake().filesRemoved())
                                .put("files_scanned", erased.lake().filesScanned())
                                .put("proven_at", erased.lake().provenAt().toString()));
    }
}
