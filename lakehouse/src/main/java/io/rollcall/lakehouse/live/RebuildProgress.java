package io.rollcall.lakehouse.live;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * The progress of the rebuild. It is sealed, so that whoever shows it has a line for each. As JSON it says which state
 * it is.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "state")
public sealed interface RebuildProgress {
    /** None has run since the service was started. */
    @JsonTypeName("never_run")
    record NeverRun() implements RebuildProgress {}

    /**
     * The work of a rebuild: its days, and how much of it is done.
     *
     * @param dt the asked day
     * @param days all that are restored
     * @param shardsDone shards of days that are in their place
     * @param shards all of them: 64 for each day where every shard needs it
     */
    @JsonPropertyOrder({"dt", "shards_done", "shards", "days"})
    record Work(
            LocalDate dt,
            List<LocalDate> days,
            @JsonProperty("shards_done") int shardsDone,
            int shards) {
        Work step() {
            return new Work(dt, days, shardsDone + 1, shards);
        }
    }

    /** A rebuild is under way. */
    @JsonTypeName("running")
    record Running(Instant since, @JsonUnwrapped Work work) implements RebuildProgress {}

    /** The last one has ended well: the days are served. */
    @JsonTypeName("done")
    record Done(
            Instant since,
            @JsonProperty("ended_at") Instant at,
            @JsonUnwrapped Work work) implements RebuildProgress {}

    /** The last one has ended early: what was served before is served, and asking again begins anew. */
    @JsonTypeName("failed")
    record Failed(
            Instant since,
            @JsonProperty("ended_at") Instant at,
            @JsonUnwrapped Work work,
            @JsonProperty("detail") String why)
            implements RebuildProgress {}
}
