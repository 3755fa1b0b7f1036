package io.rollcall.lake.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.event.testkit.StateSpace;
import io.rollcall.event.testkit.StateSpace.Explored;
import io.rollcall.lake.publish.SwitchModel.Guard;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Small cases of which nothing is left out: in whatever order runs, the archive, an erasure and deaths come, what the switch shows
 * is whole, and all of it is shown in the end. Each guard of the switch is left out once, to see that the model would notice.
 */
class SwitchModelTest {
    private static final int MOST_STATES = 500_000;

    /** With a name. */
    private record Case(String name, SwitchModel model) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Stream<Case> cases() {
        return Stream.of(
                new Case("two runs, two batches, a death", SwitchModel.oneDay(2, 2, 1, false, Set.of())),
                new Case("two runs, an erasure", SwitchModel.oneDay(1, 2, 0, true, Set.of())),
                new Case("two runs, two days, a death", SwitchModel.twoDays(2, 1, Set.of())));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatIsShownIsWholeAndNothingGetsStuck(Case one) {
        Explored explored = StateSpace.explore(one.model(), MOST_STATES);
        System.out.printf("%s: %d states, %d steps%n", one, explored.states(), explored.steps());
        assertThat(explored.violation()).isEmpty();
        assertThat(explored.goals()).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void withoutAnyOneOfItsGuardsTheSwitchIsBroken(Guard guard) {
        boolean erases = guard == Guard.SWITCH_MARK || guard == Guard.COUNT_MARK;
        Explored explored =
                StateSpace.explore(SwitchModel.oneDay(erases ? 1 : 2, 2, 1, erases, Set.of(guard)), MOST_STATES);
        System.out.printf(
                "without %s: %s%n",
                guard,
                explored.violation().flatMap(way -> way.lines().findFirst()).orElse("nothing"));
        assertThat(explored.violation()).isPresent();
    }
}
