package io.rollcall.lake.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.lake.day.DayStatus;
import io.rollcall.lake.testkit.BronzeFixture;
import io.rollcall.lake.testkit.BronzeFixture.Event;
import io.rollcall.lake.value.TooCostlyException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list of the experiments that were seen on published days and open ones. */
class ExperimentsSeenTest {
    private static final LocalDate DAY = LocalDate.parse("2026-03-02");
    private static final LocalDate NEXT = DAY.plusDays(1);
    private static final Instant NIGHT = Instant.parse("2026-03-04T02:30:00Z");
    private static final LocalDate TODAY = LocalDate.parse("2026-03-04");
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    private static final long PLENTY = 1 << 20;

    private final BronzeFixture fixture;

    ExperimentsSeenTest(@TempDir Path directory) {
        this.fixture = new BronzeFixture(directory);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    /** Of {@code row}, 2 sees both variants, and 1 the same one on two days; {@code it's} and {@code alone} are seen once. */
    private void twoDays() {
        fixture.archive(
                NIGHT,
                exposed(1, DAY, "row", "control"),
                exposed(1, NEXT, "row", "control"),
                exposed(2, DAY, "row", "control"),
                exposed(2, DAY, "row", "treatment"),
                exposed(3, DAY, "it's", "a"),
                exposed(4, DAY, "alone", "a"),
                Event.of(5, "US", "play", "play", DAY + "T10:00:00Z"),
                exposed(6, DAY, "none", null));
        fixture.reconcile(NIGHT);
    }

    @Test
    void theLastSeenComesFirstAndAProfileThatSawSeveralVariantsIsOne() {
        twoDays();
        assertThat(seen(DAY, NEXT))
                .containsExactly(
                        provisional("row", DAY, NEXT, 2, 2),
                        provisional("alone", DAY, DAY, 1, 1),
                        provisional("it's", DAY, DAY, 1, 1));
        assertThat(seen(DAY.minusDays(50), DAY))
                .as("the figures are those of the range")
                .containsExactly(
                        provisional("alone", DAY, DAY, 1, 1),
                        provisional("it's", DAY, DAY, 1, 1),
                        provisional("row", DAY, DAY, 2, 2));
        assertThat(seen(NEXT, NEXT.plusDays(50))).containsExactly(provisional("row", NEXT, NEXT, 1, 1));
    }

    @Test
    void onlySoManyAreListed() {
        twoDays();
        assertThat(fixture.lake().published().experiments(DAY, NEXT, 2, PLENTY))
                .extracting(SeenExperiment::key)
                .containsExactly("row", "alone");
    }

    @Test
    void aDayThatIsNotPublishedIsThereOnceItIsCountedFromWhatIsArchived() {
        twoDays();
        fixture.archive(NOON, exposed(3, TODAY, "it's", "b"), exposed(7, TODAY, "new", "a"));
        assertThat(seen(TODAY, TODAY)).isEmpty();
        fixture.lake().beginOpenDays(NOON).refresh();
        assertThat(seen(DAY, TODAY))
                .as("no figure is more settled than today is")
                .containsExactly(
                        live("it's", DAY, TODAY, 2, 1),
                        live("new", TODAY, TODAY, 1, 1),
                        live("row", DAY, NEXT, 2, 2),
                        live("alone", DAY, DAY, 1, 1));
        assertThat(seen(DAY, NEXT)).extracting(SeenExperiment::status).containsOnly(DayStatus.PROVISIONAL);
    }

    @Test
    void anErasedProfileIsCountedNoMoreAndWhatNobodyElseSawIsGone() {
        twoDays();
        fixture.lake().erase(Set.of(2L, 4L), NIGHT.plusSeconds(1));
        assertThat(seen(DAY, NEXT))
                .containsExactly(provisional("row", DAY, NEXT, 1, 1), provisional("it's", DAY, DAY, 1, 1));
    }

    @Test
    void daysOnWhichNobodySawAnyHaveNone() {
        assertThat(seen(DAY, NEXT)).as("nothing is published").isEmpty();
        fixture.archive(NIGHT, Event.of(5, "US", "play", "play", DAY + "T10:00:00Z"));
        fixture.reconcile(NIGHT);
        assertThat(seen(DAY, NEXT)).isEmpty();
    }

    @Test
    void whatCostsTooMuchIsNotWorkedOut() {
        twoDays();
        assertThat(fixture.lake().published().experiments(DAY, NEXT, 9, 6)).hasSize(3);
        assertThatThrownBy(() -> fixture.lake().published().experiments(DAY, NEXT, 9, 5))
                .isInstanceOf(TooCostlyException.class)
                .hasMessageContaining("from 6 rows");
    }

    private List<SeenExperiment> seen(LocalDate from, LocalDate to) {
        return fixture.lake().published().experiments(from, to, 9, PLENTY);
    }

    private static SeenExperiment provisional(
            String key, LocalDate first, LocalDate last, long variants, long profiles) {
        return new SeenExperiment(key, first, last, variants, profiles, DayStatus.PROVISIONAL, NIGHT);
    }

    private static SeenExperiment live(String key, LocalDate first, LocalDate last, long variants, long profiles) {
        return new SeenExperiment(key, first, last, variants, profiles, DayStatus.LIVE, NOON);
    }

    private static Event exposed(long profile, LocalDate dt, String experiment, @Nullable String variant) {
        Event exposure = Event.of(
                        profile, "US", "experiment_exposure", profile + experiment + variant + dt, dt + "T10:00:00Z")
                .passive();
        return exposure.saying(
                variant == null
                        ? "{\"experiment\":\"" + experiment + "\"}"
                        : "{\"experiment\":\"" + experiment + "\",\"variant\":\"" + variant + "\"}");
    }
}
