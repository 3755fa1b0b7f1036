package io.rollcall.rollup;

/**
 * The additive counters of engagement.
 *
 * @param events all events
 * @param plays how often something was played
 * @param searches how often something was searched for
 * @param browses how often somebody browsed
 * @param watchSec seconds watched, by the durations of the plays
 */
public record Counters(long events, long plays, long searches, long browses, long watchSec) {
    public static final Counters ZERO = new Counters(0, 0, 0, 0, 0);

    public Counters plus(Counters other) {
        return new Counters(
                events + other.events,
                plays + other.plays,
                searches + other.searches,
                browses + other.browses,
                watchSec + other.watchSec);
    }
}
