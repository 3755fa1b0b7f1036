package io.rollcall.lakehouse.live;

import io.rollcall.lakehouse.live.RebuildProgress.Work;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** How far the rebuild is, as JSON; what is not known is left out. */
final class RebuildJson {
    private RebuildJson() {}

    static JsonObject of(RebuildProgress progress) {
        if (progress instanceof RebuildProgress.Running running) {
            return state("running", running.work()).put("since", running.since().toString());
        }
        if (progress instanceof RebuildProgress.Done done) {
            return state("done", done.work())
                    .put("since", done.since().toString())
                    .put("ended_at", done.at().toString());
        }
        if (progress instanceof RebuildProgress.Failed failed) {
            return state("failed", failed.work())
                    .put("since", failed.since().toString())
                    .put("ended_at", failed.at().toString())
                    .put("detail", failed.why());
        }
        return new JsonObject().put("state", "never_run");
    }

    private static JsonObject state(String state, Work work) {
        JsonArray days = new JsonArray();
        work.days().forEach(dt -> days.add(dt.toString()));
        return new JsonObject()
                .put("state", state)
                .put("dt", work.dt().toString())
                .put("shards_done", work.shardsDone())
                .put("shards", work.shards())
                .put("days", days);
    }
}
