package io.rollcall.lakehouse.reconcile;

import io.rollcall.lake.day.PublishedDay;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/** How far the reconciliation is, as JSON; what is not known is left out. */
final class StatusJson {
    private StatusJson() {}

    static JsonObject of(Progress progress) {
        if (progress instanceof Progress.WaitingForArchive waiting) {
            return state("waiting_for_archive").put("since", text(waiting.since()));
        }
        if (progress instanceof Progress.Counting counting) {
            return state("counting")
                    .put("since", text(counting.since()))
                    .put("days_done", counting.done())
                    .put("days", counting.of())
                    .put("dt", counting.dt().toString());
        }
        if (progress instanceof Progress.Publishing publishing) {
            return state("publishing")
                    .put("since", text(publishing.since()))
                    .put("days_done", publishing.days())
                    .put("days", publishing.days());
        }
        if (progress instanceof Progress.WorkingOut working) {
            return state("working_out")
                    .put("since", text(working.since()))
                    .put("metrics_done", working.done())
                    .put("metrics", working.of())
                    .put("metric", working.metric());
        }
        if (progress instanceof Progress.Done done) {
            return done(done);
        }
        if (progress instanceof Progress.Failed failed) {
            return state("failed")
                    .put("since", text(failed.since()))
                    .put("ended_at", text(failed.at()))
                    .put("detail", failed.why());
        }
        return state("never_run");
    }

    private static JsonObject done(Progress.Done done) {
        Reconciliation result = done.result();
        JsonArray published = new JsonArray();
        result.published().forEach(day -> published.add(day(day)));
        JsonArray waiting = new JsonArray();
        result.waiting().forEach(dt -> waiting.add(dt.toString()));
        return state("done")
                .put("since", text(done.since()))
                .put("ended_at", text(done.at()))
                .put("days_done", result.published().size())
                .put("days", result.published().size())
                .put("run", result.run())
                .put("as_of", text(result.asOf()))
                .put("published", published)
                .put("waiting", waiting);
    }

    private static JsonObject day(PublishedDay day) {
        return new JsonObject()
                .put("dt", day.dt().toString())
                .put("status", day.status().word())
                .put("as_of", text(day.asOf()));
    }

    private static JsonObject state(String state) {
        return new JsonObject().put("state", state);
    }

    private static String text(Instant time) {
        return time.toString();
    }
}
