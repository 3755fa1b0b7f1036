package io.rollcall.lake.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.lake.Published;
import io.rollcall.lake.day.DayStatus;
import io.rollcall.lake.day.ErasedMeanwhileException;
import io.rollcall.lake.day.PublishedMeanwhileException;
import io.rollcall.lake.experiment.ExperimentAsked;
import io.rollcall.lake.experiment.ExperimentMetric;
import io.rollcall.lake.files.StoredFiles;
import io.rollcall.lake.metric.Actives;
import io.rollcall.lake.metric.ComputedMetric;
import io.rollcall.lake.metric.Metrics;
import io.rollcall.lake.metric.RegionChoice;
import io.rollcall.lake.publish.OpenDayRun.Refreshed;
import io.rollcall.lake.testkit.BronzeFixture;
import io.rollcall.lake.testkit.BronzeFixture.Event;
import io.rollcall.lake.upkeep.OpenDaySweep;
import io.rollcall.lake.value.MetricQuestion;
import io.rollcall.lake.value.MetricRow;
import io.rollcall.lake.value.MetricRun;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known of a day before it is published, and that nothing takes it for more than that. */
class OpenDayTest {
    private static final LocalDate YESTERDAY = LocalDate.parse("2024-05-13");
    private static final LocalDate TODAY = YESTERDAY.plusDays(1);
    private static final Instant NIGHT = at(TODAY, "02:30");
    private static final Instant NOON = at(TODAY, "12:00");
    private static final Instant EVENING = at(TODAY, "19:00");
    private static final Instant NEXT_NIGHT = at(TODAY.plusDays(1), "02:30");
    private static final long PLENTY = 100_000;

    private final BronzeFixture fixture;

    OpenDayTest(@TempDir Path directory) {
        this.fixture = new BronzeFixture(directory);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void metricsAnswerForTodayFromWhatIsArchived() {
        yesterday();
        fixture.archive(NOON, came(1, TODAY, "09:00"), came(3, TODAY, "10:00"));
        assertThat(refresh(NOON)).isEqualTo(List.of(TODAY));

        assertThat(values("lifecycle", Map.of()))
                .containsExactly("*  [new=1.0, returning=1.0, resurrecting=0.0, dormant=1.0, active=2.0] live");
        assertThat(values("retention", Map.of("days", "1")))
                .as("a cohort, of which nobody can say yet who comes back")
                .contains("* 1 [cohort=1.0, retained=null, rate=null, complete=0.0, cohorts=null] live");
        assertThat(values("sessions", Map.of())).hasSize(1);
        assertThat(rows("lifecycle", Map.of(), TODAY))
                .allSatisfy(row -> assertThat(row.asOf()).isEqualTo(NOON));
        assertThat(fixture.lake().published().rows(Actives.WAU, TODAY, TODAY, RegionChoice.TOTAL))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.values()).containsEntry("value", 3.0);
                    assertThat(row.status()).isEqualTo(DayStatus.LIVE);
                });

        fixture.archive(EVENING, came(2, TODAY, "18:00"));
        refresh(EVENING);
        assertThat(values("lifecycle", Map.of()))
                .containsExactly("*  [new=1.0, returning=2.0, resurrecting=0.0, dormant=0.0, active=3.0] live");
    }

    @Test
    void questionsWithParametersOfTheirOwnAndExperimentsKnowToday() {
        yesterday();
        fixture.archive(NOON, came(1, TODAY, "09:00"), exposed(1, TODAY, "08:00"));
        refresh(NOON);

        assertThat(values("funnel", Map.of("steps", "app_start,play", "window_hours", "1")))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row).endsWith("live"));
        assertThat(fixture.lake()
                        .published()
                        .experiment(new ExperimentAsked("e", TODAY, TODAY, Set.of(ExperimentMetric.PLAYS)), PLENTY))
                .hasValueSatisfying(facts -> {
                    assertThat(facts.sizes()).containsOnlyKeys("a");
                    assertThat(facts.status()).isEqualTo(DayStatus.LIVE);
                });
    }

    /** Whoever came back so far: the day may yet bring more, and nothing is said of the cohort before it is over. */
    @Test
    void anOpenDayCompletesNoCellOfAnEarlierCohort() {
        yesterday();
        fixture.archive(NOON, came(1, TODAY, "09:00"));
        refresh(NOON);

        assertThat(rows("retention", Map.of("days", "1"), YESTERDAY))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.values()).containsEntry("complete", 0.0))
                .allSatisfy(row -> assertThat(row.status()).isEqualTo(DayStatus.PROVISIONAL));
        assertThat(rows("retention", Map.of("days", "1", "horizon", "2"), YESTERDAY))
                .as("worked out on demand")
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.values()).containsEntry("complete", 0.0));
    }

    @Test
    void anOpenDayIsNoPublishedOneAndTheNightPublishesItAsIfItHadNotBeenThere() {
        yesterday();
        fixture.archive(NOON, came(1, TODAY, "09:00"));
        refresh(NOON);
        Published open = fixture.lake().published();
        assertThat(open.days()).containsOnlyKeys(YESTERDAY);
        assertThat(open.openDays()).containsExactly(TODAY);
        assertThat(open.asOf(NOON).openDays()).isEmpty();
        assertThat(open.rows(Actives.DAU, TODAY, TODAY, RegionChoice.TOTAL)).isEmpty();
        assertThat(fixture.lake().beginRun(NOON).touched()).isEmpty();

        fixture.archive(NEXT_NIGHT);
        Publication run = fixture.lake().beginRun(NEXT_NIGHT);
        run.count(run.touched());
        assertThat(run.publish(run.touched(), NEXT_NIGHT)).singleElement().satisfies(day -> {
            assertThat(day.status()).isEqualTo(DayStatus.PROVISIONAL);
            assertThat(day.countedBy()).as("counted anew").isEqualTo(day.run());
        });
        assertThat(values("lifecycle", Map.of()))
                .as("until it is worked out of the published day")
                .singleElement()
                .asString()
                .endsWith("live");
        workOut();
        assertThat(values("lifecycle", Map.of())).singleElement().asString().endsWith("provisional");
        assertThat(refresh(NEXT_NIGHT)).as("nothing is open").isEmpty();
        assertThat(fixture.lake().published().openDays()).isEmpty();
    }

    @Test
    void yesterdayIsOpenUntilItIsPublishedAndTodayBuildsUponIt() {
        fixture.archive(NIGHT, came(1, YESTERDAY, "23:50"), came(1, TODAY, "00:05"), came(2, TODAY, "01:00"));
        assertThat(refresh(NIGHT)).containsExactly(YESTERDAY, TODAY);
        assertThat(values("lifecycle", Map.of()))
                .containsExactly("*  [new=1.0, returning=1.0, resurrecting=0.0, dormant=0.0, active=2.0] live");
        assertThat(rows("sessions", Map.of(), TODAY))
                .as("one of the two has begun the day before")
                .singleElement()
                .satisfies(row -> assertThat(row.values()).containsEntry("sessions", 1.0));
        assertThat(rows("retention", Map.of("days", "1", "horizon", "1"), YESTERDAY))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.values()).containsEntry("complete", 0.0));

        fixture.archive(NIGHT.plusSeconds(60), came(3, TODAY, "02:31"));
        assertThat(refresh(NIGHT.plusSeconds(60))).containsExactly(YESTERDAY, TODAY);
        assertThat(values("lifecycle", Map.of()))
                .containsExactly("*  [new=2.0, returning=1.0, resurrecting=0.0, dormant=0.0, active=3.0] live");
    }

    @Test
    void aRunHasNothingToDoUntilSomethingIsArchivedPublishedOrErased() {
        yesterday();
        assertThat(fixture.lake().beginOpenDays(NOON).isDue())
                .as("no event of today")
                .isFalse();
        fixture.archive(NOON, came(1, TODAY, "09:00"), came(2, TODAY, "10:00"));
        refresh(NOON);
        fixture.archive(EVENING);
        assertThat(fixture.lake().beginOpenDays(EVENING).isDue())
                .as("time went by")
                .isFalse();

        fixture.lake().erase(Set.of(2L), EVENING);
        assertThat(fixture.lake().beginOpenDays(EVENING).isDue()).isTrue();
        refresh(EVENING);
        assertThat(values("lifecycle", Map.of()))
                .containsExactly("*  [new=0.0, returning=1.0, resurrecting=0.0, dormant=0.0, active=1.0] live");
    }

    @Test
    void whoeverIsErasedMeanwhileIsNotShown() {
        fixture.archive(NOON, came(1, TODAY, "09:00"), came(2, TODAY, "10:00"));
        OpenDayRun run = fixture.lake().beginOpenDays(NOON);
        fixture.lake().erase(Set.of(2L), NOON);
        assertThatThrownBy(run::refresh).isInstanceOf(ErasedMeanwhileException.class);
        assertThat(fixture.lake().published().openDays()).isEmpty();

        refresh(NOON);
        assertThat(values("lifecycle", Map.of()))
                .containsExactly("*  [new=1.0, returning=null, resurrecting=null, dormant=null, active=1.0] live");
    }

    @Test
    void ofTwoRunsAtOnceTheSlowerOneChangesNothing() {
        fixture.archive(NOON, came(1, TODAY, "09:00"));
        OpenDayRun slow = fixture.lake().beginOpenDays(NOON);
        fixture.archive(EVENING, came(2, TODAY, "18:00"));
        refresh(EVENING);
        long seen = fixture.lake().published().openId();
        assertThatThrownBy(slow::refresh).isInstanceOf(PublishedMeanwhileException.class);
        assertThat(fixture.lake().published().openId()).isEqualTo(seen);
        assertThat(rows("lifecycle", Map.of(), TODAY))
                .allSatisfy(row -> assertThat(row.values()).containsEntry("active", 2.0));
    }

    @Test
    void whatRunsLeaveGoesWhileOtherSnapshotsStay() {
        yesterday();
        Instant now = Instant.now();
        for (int run = 0; run < 3; run++) {
            fixture.archive(NOON.plusSeconds(run), came(1 + run, TODAY, "0" + run + ":10"));
            refresh(NOON.plusSeconds(run));
        }
        long files = files();
        assertThat(fixture.lake().sweepOpenDays(NOON.plus(OpenDaySweep.GRACE)))
                .as("somebody may still read them")
                .isZero();
        assertThat(files()).isEqualTo(files);

        // Snapshots are as old as the clock says, whatever day it is for the events.
        Instant later = now.plus(OpenDaySweep.GRACE).plus(Duration.ofHours(1));
        fixture.lake().sweepOpenDays(later);
        fixture.lake().sweepOpenDays(later);
        long left = files();
        assertThat(left).isLessThan(files);
        for (int run = 3; run < 8; run++) {
            fixture.archive(NOON.plusSeconds(run), came(1, TODAY, "0" + run + ":10"));
            refresh(NOON.plusSeconds(run));
            fixture.lake().sweepOpenDays(later);
        }
        fixture.lake().sweepOpenDays(later);
        assertThat(files()).as("as many as before").isBetween(left - 2, left + 2);
        assertThat(values("lifecycle", Map.of())).hasSize(1);
        assertThat(rows("lifecycle", Map.of(), YESTERDAY)).isNotEmpty();
    }

    /** Data files that the count of open days writes; metadata of bronze grows with what is archived. */
    private long files() {
        return StoredFiles.below(fixture.tables().directory()).stream()
                .filter(file ->
                        file.endsWith(".parquet") && !file.path().toString().contains("app_event/"))
                .count();
    }

    private void yesterday() {
        fixture.archive(NIGHT, came(1, YESTERDAY, "12:00"), came(2, YESTERDAY, "13:00"));
        fixture.reconcile(NIGHT);
        workOut();
    }

    private List<LocalDate> refresh(Instant now) {
        Refreshed refreshed = fixture.lake().beginOpenDays(now).refresh();
        assertThat(refreshed.failed()).isEmpty();
        return refreshed.days();
    }

    private void workOut() {
        MetricRun run = fixture.lake().beginMetricRun();
        run.due().forEach(run::workOut);
    }

    private List<String> values(String metric, Map<String, String> arguments) {
        return rows(metric, arguments, TODAY).stream()
                .map(row -> row.region() + " " + row.item() + " "
                        + row.values().entrySet().stream().map(Object::toString).toList() + " "
                        + row.status().word())
                .toList();
    }

    private List<MetricRow> rows(String metric, Map<String, String> arguments, LocalDate dt) {
        ComputedMetric computed = (ComputedMetric) Metrics.find(metric).orElseThrow();
        return fixture
                .lake()
                .published()
                .figures(
                        new MetricQuestion(computed.arguments(arguments), YESTERDAY, TODAY, RegionChoice.TOTAL), PLENTY)
                .stream()
                .filter(row -> row.dt().equals(dt))
                .toList();
    }

    private static Event came(long profile, LocalDate dt, String time) {
        return new Event(
                profile,
                "US",
                "app_start",
                "c" + profile + time,
                at(dt, time),
                true,
                0,
                null,
                Math.toIntExact(profile % 4));
    }

    private static Event exposed(long profile, LocalDate dt, String time) {
        return new Event(profile, "US", "experiment_exposure", "x" + profile + time, at(dt, time), false, 0, null, (int)
                        (profile % 4))
                .saying("{\"experiment\":\"e\",\"variant\":\"a\"}");
    }

    private static Instant at(LocalDate dt, String time) {
        return Instant.parse(dt + "T" + time + ":00Z");
    }
}
