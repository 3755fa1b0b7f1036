package io.rollcall.worker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.event.testkit.StateSpace;
import io.rollcall.event.testkit.StateSpace.Explored;
import io.rollcall.worker.FenceModel.Case;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * The cases are small, but nothing of them is left out: in whatever order things happen, each record is counted once, no shard
 * claims to be further than it is, no partition stops that can go on, and from everywhere the way leads on to the end. What the
 * rule is made of is left out, one thing at a time, to see that the model would notice.
 */
class FenceModelTest {
    private static final int MOST_STATES = 500_000;

    static final Map<String, Case> CASES = Map.of(
            "two workers, a loss, a death, Redis falls back", FenceCases.ALL_AT_ONCE,
            "two workers, two shards, a loss", FenceCases.TWO_SHARDS_A_LOSS,
            "growing partitions, Redis falls back", FenceCases.GROWING_AND_FALLING_BACK,
            "one worker, growing partitions, Redis falls back, as of when", FenceCases.LOST_AFTER_GROWING,
            "two workers, as of when", FenceCases.TIMED,
            "one worker, a death, Redis falls back, as of when", FenceCases.TIMED_FALLING_BACK,
            "one worker, a death, growing partitions, as of when", FenceCases.TIMED_GROWING);

    @ParameterizedTest
    @FieldSource("NAMES")
    void everyRecordIsCountedOnceAndNothingGetsStuck(String name) {
        Explored explored = StateSpace.explore(new FenceModel(requireNonNull(CASES.get(name)), Set.of()), MOST_STATES);
        System.out.printf("%s: %d states, %d steps%n", name, explored.states(), explored.steps());
        assertThat(explored.violation()).isEmpty();
        assertThat(explored.goals()).isPositive();
    }

    static final Set<String> NAMES = CASES.keySet();

    @ParameterizedTest
    @EnumSource
    void withoutAnyOneOfItsGuardsTheRuleIsBroken(Guard guard) {
        Explored explored = StateSpace.explore(new FenceModel(thatNeeds(guard), without(guard)), MOST_STATES);
        System.out.printf(
                "without %s: %s%n",
                guard, explored.violation().map(FenceModelTest::firstLine).orElse("nothing"));
        assertThat(explored.violation()).isPresent();
    }

    private static String firstLine(String violation) {
        return violation.lines().findFirst().orElse("");
    }

    /** Fences that an earlier version set have nothing noted with them: of those the old fences have to tell. */
    private static Set<Guard> without(Guard guard) {
        return guard == Guard.OLD_FENCES ? Set.of(guard, Guard.NOTE) : Set.of(guard);
    }

    private static Case thatNeeds(Guard guard) {
        return switch (guard) {
            case COMPARE, TOGETHER, BEGIN_ONLY_ABSENT, ONLY_UNAPPLIED, REWIND, NO_GAP, BEAT, HOLD_UNSETTLED ->
                FenceCases.ALL_AT_ONCE;
            case FENCES_FIRST -> FenceCases.TIMED;
            case REMEMBER -> FenceCases.TIMED_FALLING_BACK;
            case ADOPT -> FenceCases.GROWING_AND_FALLING_BACK;
            case OLD_FENCES -> FenceCases.TIMED_GROWING;
            case NOTE -> FenceCases.LOST_AFTER_GROWING;
        };
    }
}
