package io.rollcall.query.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.lake.Lake;
import io.rollcall.lake.LakeSettings;
import io.rollcall.lake.engine.Engine;
import io.rollcall.lake.engine.EngineException;
import io.rollcall.lake.engine.EngineSettings;
import io.rollcall.lake.engine.Session;
import io.rollcall.lake.experiment.ExperimentMetric;
import io.rollcall.lake.metric.Actives;
import io.rollcall.lake.metric.RegionChoice;
import io.rollcall.query.ArchivedEvents;
import io.rollcall.query.Lakes;
import io.rollcall.query.question.DateRange;
import io.rollcall.query.question.Refusal;
import io.rollcall.query.question.RefusalException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnDemandTest {
    private static final LocalDate DAY = LocalDate.parse("2026-01-05");
    private static final long MOST_ROWS = 7;

    private final OnDemand onDemand = new OnDemand("riddles", 1, MOST_ROWS, Duration.ZERO);

    @Test
    void oneMoreThanMayBeAtATimeIsRefused() {
        OnDemand.Place only = onDemand.take();
        refused(Refusal.TOO_MANY_QUESTIONS, "as many riddles", onDemand::take);
        only.close();
        onDemand.take().close();
    }

    @Test
    void aPlaceThatIsGivenBackTwiceIsOnePlace() {
        OnDemand.Place once = onDemand.take();
        once.close();
        once.close();
        OnDemand.Place only = onDemand.take();
        refused(Refusal.TOO_MANY_QUESTIONS, "as many riddles", onDemand::take);
        only.close();
    }

    @Test
    void whoeverMayWaitGetsThePlaceOfTheOneBefore() throws Exception {
        OnDemand patient = new OnDemand("riddles", 1, MOST_ROWS, Duration.ofMinutes(1));
        OnDemand.Place before = patient.take();
        CompletableFuture<OnDemand.Place> waiting = CompletableFuture.supplyAsync(patient::take);
        before.close();
        waiting.get(1, TimeUnit.MINUTES).close();
    }

    @Test
    void rowsThatAnswersHoldAreTakenFromAllAndComeBackOnce() {
        RowBudget budget = new RowBudget(10);
        RowBudget.Share first = budget.take(7);
        assertThat(budget.taken()).isEqualTo(7);
        refused(Refusal.TOO_MANY_QUESTIONS, "this one has 4", () -> budget.take(4));
        refused(Refusal.QUESTION_TOO_COSTLY, "has 11 rows, and may have 10", () -> budget.take(11));
        RowBudget.Share second = budget.take(3);
        first.close();
        first.close();
        assertThat(budget.taken()).isEqualTo(3);
        second.close();
        assertThat(budget.taken()).isZero();
    }

    @Test
    void anAnswerGivesItsPlaceBackWhenItIsWorkedOutAndItsRowsWhenItIsWritten(@TempDir Path directory)
            throws IOException {
        try (Lake lake = Lake.open(LakeSettings.in(directory))) {
            new ArchivedEvents(lake)
                    .active(DAY, "US", 1, 3)
                    .active(DAY, "BR", 4, 5)
                    .night(DAY);
            RowBudget budget = new RowBudget(10);
            PublishedLake published = Lakes.published(lake, 1_000, budget);
            DateRange day = new DateRange(DAY, DAY);
            published.now().rows(Actives.DAU, day, RegionChoice.EVERY, row -> {
                assertThat(budget.taken()).isEqualTo(2);
                published
                        .now()
                        .rows(
                                Actives.DAU,
                                day,
                                RegionChoice.TOTAL,
                                inside -> assertThat(budget.taken()).isEqualTo(3));
            });
            assertThat(budget.taken()).isZero();
            assertThatThrownBy(() -> published.now().rows(Actives.DAU, day, RegionChoice.EVERY, row -> {
                        throw new IOException("the asker has left");
                    }))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the asker has left");
            assertThat(budget.taken()).as("whoever leaves gives his rows back").isZero();
        }
    }

    @Test
    void whatCostsTooMuchIsRefusedAndNotAFaultOfTheLake(@TempDir Path directory) {
        try (Lake lake = Lake.open(LakeSettings.in(directory))) {
            new ArchivedEvents(lake)
                    .exposed(DAY, 1, "row", "control")
                    .exposed(DAY, 2, "row", "treatment")
                    .night(DAY);
            refused(Refusal.QUESTION_TOO_COSTLY, "and may be from 1", () -> asked(lake, 1));
            assertThat(asked(lake, 1_000)).isTrue();
        }
    }

    /** Whoever asks for much can bring it about: that is no fault of ours, and has no trace in the log. */
    @Test
    void whatTheEngineHasNoMemoryForIsAskedAgainAndNotAFaultOfTheLake(@TempDir Path directory) throws IOException {
        EngineSettings small = new EngineSettings(64 << 20, 1, directory.resolve("spill"), 0);
        try (Engine engine = Engine.start(small);
                Session session = engine.session()) {
            refused(Refusal.TOO_MANY_QUESTIONS, "no memory for this answer", () -> {
                try {
                    session.keep("x.large", "SELECT range AS id, CAST(range AS VARCHAR) AS name FROM range(20000000)");
                } catch (EngineException full) {
                    throw PublishedLake.why(full);
                }
            });
        }
    }

    private static boolean asked(Lake lake, long mostRows) {
        return Lakes.published(lake, mostRows)
                .experiment("row", new DateRange(DAY, DAY), Set.of(ExperimentMetric.PLAYS))
                .isPresent();
    }

    private static void refused(Refusal why, String detail, ThrowingCallable question) {
        assertThatThrownBy(question)
                .isInstanceOfSatisfying(
                        RefusalException.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(why))
                .hasMessageContaining(detail);
    }
}
