package io.rollcall.lakehouse.erasure;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.rollcall.event.ProfileIds;
import io.rollcall.lake.erasure.ErasureProof;
import io.rollcall.rollup.Counters;
import io.rollcall.rollup.DayCounters;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * The answer about an erasure, with its outcome.
 *
 * @param profileId a number, or a text where one was asked for
 */
@JsonNaming(SnakeCaseStrategy.class)
record ErasureAnswer(Object profileId, Instant requestedAt, List<Day> live, Proof lake) {
    static ErasureAnswer of(Erased erased, ProfileIds.Notation ids) {
        return new ErasureAnswer(
                ids.write(erased.profileId()),
                erased.requestedAt(),
                erased.live().entrySet().stream()
                        .map(day -> Day.of(day.getKey(), day.getValue()))
                        .toList(),
                Proof.of(erased.lake()));
    }

    /** The figures that were taken out of the live counters of a day. */
    @JsonNaming(SnakeCaseStrategy.class)
    record Day(
            LocalDate dt,
            long dau,
            long events,
            long playEvents,
            long searchEvents,
            long browseEvents,
            long totalWatchTimeSec) {
        private static Day of(LocalDate dt, DayCounters taken) {
            Counters counters = taken.counters();
            return new Day(
                    dt,
                    taken.dau(),
                    counters.events(),
                    counters.plays(),
                    counters.searches(),
                    counters.browses(),
                    counters.watchSec());
        }
    }

    /** The proof that no file of the lake holds the profile. */
    @JsonNaming(SnakeCaseStrategy.class)
    record Proof(long filesRewritten, long filesRemoved, long filesScanned, Instant provenAt) {
        private static Proof of(ErasureProof proof) {
            return new Proof(proof.filesRewritten(), proof.filesRemoved(), proof.filesScanned(), proof.provenAt());
        }
    }
}
