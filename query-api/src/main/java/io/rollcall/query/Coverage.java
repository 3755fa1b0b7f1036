package io.rollcall.query;

import io.rollcall.event.Shards;
import io.rollcall.query.question.Refusal;
import io.rollcall.query.question.RefusalException;
import io.rollcall.query.question.Scope;
import io.rollcall.query.question.Window;
import io.rollcall.rollup.Freshness;
import io.rollcall.rollup.LiveHorizon;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/**
 * A record of which days the live counters know, and how costly their distinct counts are. It is asked before anything
 * is read of them, and costs next to nothing: a distinct count of all regions takes some thousand calls.
 *
 * @param sketched the days before those that are counted exactly that have a sketch at all
 * @param regions how many were active on one of the days or later
 * @param late of how many somebody came too late to be counted: they are counted once more, with those
 * @param mostSketches that one question may have merged
 */
public record Coverage(
        LiveHorizon horizon, Freshness freshness, Set<LocalDate> sketched, int regions, int late, long mostSketches) {
    public Coverage {
        sketched = Set.copyOf(sketched);
    }

    /** Tells whether a window is known whole, and something may have happened in it. */
    boolean knows(Window window) {
        return freshness.covers(window.first()) && window.days().anyMatch(this::mayHave);
    }

    /** Tells whether something may have happened on a day. */
    boolean mayHave(LocalDate dt) {
        return horizon.counts(dt) || sketched.contains(dt);
    }

    /**
     * Makes sure that one question's distinct counts do not take Redis from everybody else.
     *
     * @param windows that have to be counted, each once
     * @throws RefusalException when they take more sketches than one question may have merged
     */
    void requireAffordable(List<Scope> scopes, Set<Window> windows) {
        long days = windows.stream()
                .mapToLong(window -> window.days().filter(this::mayHave).count())
                .sum();
        long counts = scopes.stream().mapToLong(this::countsOf).sum();
        long sketches = days * counts * Shards.COUNT;
        if (sketches > mostSketches) {
            throw new RefusalException(
                    Refusal.QUESTION_TOO_COSTLY,
                    "the answer takes " + sketches + " sketches of the live counters, and may take " + mostSketches
                            + ": ask for fewer days or regions");
        }
    }

    /** A count with those who came too late is of two sketches a day. */
    private long countsOf(Scope scope) {
        int counted = scope == Scope.TOTAL ? 1 : regions;
        return counted + 2L * Math.min(counted, late);
    }
}
