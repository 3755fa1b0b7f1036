package io.rollcall.lake.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.lake.Published;
import io.rollcall.lake.day.DayStatus;
import io.rollcall.lake.day.DueDay;
import io.rollcall.lake.day.DueDay.Reason;
import io.rollcall.lake.day.PublishedDay;
import io.rollcall.lake.day.PublishedMeanwhileException;
import io.rollcall.lake.engine.Row;
import io.rollcall.lake.metric.Actives;
import io.rollcall.lake.metric.DayMetric;
import io.rollcall.lake.metric.RegionChoice;
import io.rollcall.lake.table.TableSession;
import io.rollcall.lake.testkit.BronzeFixture;
import io.rollcall.lake.testkit.BronzeFixture.Event;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How days become provisional, final and restated, what is seen meanwhile, and what stays readable. */
class PublicationTest {
    private static final LocalDate FIRST = LocalDate.parse("2024-01-01");
    private static final LocalDate SECOND = LocalDate.parse("2024-01-02");
    private static final Instant NIGHT_2 = Instant.parse("2024-01-02T02:30:00Z");
    private static final Instant NIGHT_3 = Instant.parse("2024-01-03T02:30:00Z");
    private static final Instant NIGHT_4 = Instant.parse("2024-01-04T02:30:00Z");
    private static final Instant NIGHT_9 = Instant.parse("2024-01-09T02:30:00Z");

    private final BronzeFixture fixture;

    PublicationTest(@TempDir Path directory) {
        this.fixture = new BronzeFixture(directory);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aDayIsProvisionalThenFinalThenRestatedAndEveryValueStaysReadable() {
        fixture.archive(NIGHT_2, login(1, "a", "2024-01-01T10:00:00Z"), login(1, "b", "2024-01-02T01:00:00Z"));
        assertThat(fixture.reconcile(NIGHT_2)).extracting(PublishedDay::dt).containsExactly(FIRST);
        assertThat(dau(FIRST)).containsExactly("* 1 provisional", "US 1 provisional");
        assertThat(dau(SECOND)).isEmpty();

        fixture.archive(NIGHT_3, login(2, "a", "2024-01-01T11:00:00Z"));
        fixture.reconcile(NIGHT_3);
        assertThat(dau(FIRST)).containsExactly("* 2 provisional", "US 2 provisional");
        assertThat(dau(SECOND)).containsExactly("* 1 provisional", "US 1 provisional");

        fixture.archive(NIGHT_4);
        fixture.reconcile(NIGHT_4);
        assertThat(dau(FIRST)).containsExactly("* 2 final", "US 2 final");

        fixture.archive(NIGHT_9, login(3, "a", "2024-01-01T12:00:00Z"));
        fixture.reconcile(NIGHT_9);
        assertThat(dau(FIRST)).containsExactly("* 3 restated", "US 3 restated");
        assertThat(dau(SECOND)).containsExactly("* 1 final", "US 1 final");

        assertThat(dauAsOf(NIGHT_2.minusMillis(1))).isEmpty();
        assertThat(dauAsOf(NIGHT_2)).containsExactly("* 1 provisional", "US 1 provisional");
        assertThat(dauAsOf(NIGHT_4.minusMillis(1))).containsExactly("* 2 provisional", "US 2 provisional");
        assertThat(dauAsOf(NIGHT_9.minusMillis(1))).containsExactly("* 2 final", "US 2 final");
        assertThat(dauAsOf(NIGHT_9)).containsExactly("* 3 restated", "US 3 restated");
        assertThat(fixture.lake().published().asOf(NIGHT_2).days(FIRST, SECOND)).containsOnlyKeys(FIRST);
    }

    @Test
    void aWindowHasTheWorstStatusOfItsDays() {
        fixture.archive(NIGHT_2, login(1, "a", "2024-01-01T10:00:00Z"), login(2, "b", "2024-01-03T01:00:00Z"));
        fixture.reconcile(NIGHT_2);
        fixture.archive(NIGHT_4);
        fixture.reconcile(NIGHT_4);
        fixture.archive(NIGHT_9, login(3, "a", "2024-01-01T12:00:00Z"));
        fixture.reconcile(NIGHT_9);

        LocalDate third = LocalDate.parse("2024-01-03");
        assertThat(rows(fixture.lake().published(), Actives.DAU, third)).containsExactly("* 1 final", "US 1 final");
        assertThat(rows(fixture.lake().published(), Actives.MAU, third))
                .containsExactly("* 3 restated", "US 3 restated");
    }

    @Test
    void lateDuplicatesOfAFinalDayRestateNothing() {
        fixture.archive(NIGHT_9, login(1, "a", "2024-01-01T10:00:00Z"));
        fixture.reconcile(NIGHT_9);
        assertThat(dau(FIRST)).containsExactly("* 1 final", "US 1 final");

        fixture.archive(NIGHT_9.plus(Duration.ofDays(1)), login(1, "a", "2024-01-01T10:00:00Z"));
        assertThat(fixture.reconcile(NIGHT_9.plus(Duration.ofDays(1))))
                .extracting(PublishedDay::status)
                .containsExactly(DayStatus.FINAL);
    }

    @Test
    void aRunWithoutNewDataPublishesNothing() {
        fixture.archive(NIGHT_9, login(1, "a", "2024-01-01T10:00:00Z"));
        assertThat(fixture.reconcile(NIGHT_9)).hasSize(1);
        assertThat(fixture.reconcile(NIGHT_9.plusSeconds(60))).isEmpty();
    }

    @Test
    void aLateEventMovesTheWindowsOfTheDaysAfterIt() {
        fixture.archive(NIGHT_9, login(1, "a", "2024-01-01T10:00:00Z"), login(1, "b", "2024-01-07T10:00:00Z"));
        fixture.reconcile(NIGHT_9);
        LocalDate seventh = LocalDate.parse("2024-01-07");
        assertThat(rows(fixture.lake().published(), Actives.WAU, seventh))
                .containsExactly("* 1 provisional", "US 1 provisional");

        fixture.archive(NIGHT_9.plusSeconds(60), login(2, "late", "2024-01-01T12:00:00Z"));
        fixture.reconcile(NIGHT_9.plusSeconds(60));
        assertThat(rows(fixture.lake().published(), Actives.WAU, seventh))
                .containsExactly("* 2 provisional", "US 2 provisional");
    }

    @Test
    void nothingOfARunIsSeenBeforeItPublishes() {
        fixture.archive(NIGHT_2, login(1, "a", "2024-01-01T10:00:00Z"));
        Publication killed = fixture.lake().beginRun(NIGHT_2);
        killed.count(killed.touched());
        assertThat(dau(FIRST)).isEmpty();
        try (TableSession session = fixture.lake().published().session()) {
            assertThat(session.query("SELECT * FROM profile_day", Row::toString))
                    .isEmpty();
        }
    }

    @Test
    void aRunGoesOnWithWhatAKilledOneHadCounted() {
        fixture.archive(NIGHT_3, login(1, "a", "2024-01-01T10:00:00Z"), login(1, "b", "2024-01-02T10:00:00Z"));
        Publication killed = fixture.lake().beginRun(NIGHT_3);
        killed.count(List.of(new DueDay(FIRST, Reason.NEW)));

        List<PublishedDay> published = fixture.reconcile(NIGHT_3.plusSeconds(60));
        assertThat(published).extracting(PublishedDay::dt).containsExactly(FIRST, SECOND);
        assertThat(published.get(0).countedBy()).isEqualTo(killed.id());
        assertThat(published.get(1).countedBy())
                .isEqualTo(published.get(1).run())
                .isNotEqualTo(killed.id());
        assertThat(dau(FIRST)).containsExactly("* 1 provisional", "US 1 provisional");
    }

    @Test
    void whatAKilledRunCountedIsCountedAgainWhenNewDataCame() {
        fixture.archive(NIGHT_3, login(1, "a", "2024-01-01T10:00:00Z"));
        Publication killed = fixture.lake().beginRun(NIGHT_3);
        killed.count(List.of(new DueDay(FIRST, Reason.NEW)));
        fixture.archive(NIGHT_3.plusSeconds(30), login(2, "a", "2024-01-01T10:00:00Z"));

        fixture.reconcile(NIGHT_3.plusSeconds(60));
        assertThat(dau(FIRST)).containsExactly("* 2 provisional", "US 2 provisional");
    }

    @Test
    void ofTwoRunsAtOnceTheSecondPublishesNothing() {
        fixture.archive(NIGHT_2, login(1, "a", "2024-01-01T10:00:00Z"));
        Publication slow = fixture.lake().beginRun(NIGHT_2);
        List<DueDay> due = slow.touched();
        slow.count(due);
        fixture.reconcile(NIGHT_2);

        assertThatThrownBy(() -> slow.publish(due, NIGHT_2)).isInstanceOf(PublishedMeanwhileException.class);
        assertThat(dau(FIRST)).containsExactly("* 1 provisional", "US 1 provisional");
        assertThat(fixture.reconcile(NIGHT_2)).isEmpty();
    }

    @Test
    void countsThatNoDayShowsAnyMoreAreSweptAfterAWhile() {
        fixture.archive(NIGHT_2, login(1, "a", "2024-01-01T10:00:00Z"));
        fixture.reconcile(NIGHT_2);
        fixture.archive(NIGHT_3, login(2, "a", "2024-01-01T10:00:00Z"));
        fixture.reconcile(NIGHT_3);
        assertThat(fixture.lake().sweep(NIGHT_3.plus(Duration.ofMinutes(59)))).isZero();
        assertThat(fixture.lake().sweep(NIGHT_3.plus(Duration.ofHours(2))))
                .as("what profiles did, the features they used, and their accounts")
                .isEqualTo(3);
        assertThat(fixture.lake().sweep(NIGHT_3.plus(Duration.ofHours(2)))).isZero();
        assertThat(fixture.lake().published().profile(2, FIRST, FIRST)).hasSize(1);
    }

    /** Of two processes the one whose clock is behind has read more, counts last, and dies. */
    @Test
    void aCountThatMayBeSweptIsNotTakenOver() {
        fixture.archive(NIGHT_2, login(1, "a", "2024-01-01T10:00:00Z"));
        Publication first = fixture.lake().beginRun(NIGHT_2.plusSeconds(60));
        fixture.archive(NIGHT_2.plusSeconds(1), login(2, "a", "2024-01-01T10:00:00Z"));
        Publication killed = fixture.lake().beginRun(NIGHT_2.plusSeconds(30));
        List<DueDay> due = first.touched();
        first.count(due);
        first.publish(due, NIGHT_2.plusSeconds(70));
        killed.count(killed.touched());

        Instant later = NIGHT_2.plus(Duration.ofHours(2));
        assertThat(fixture.lake().sweep(later)).as("files of the killed run").isPositive();
        fixture.reconcile(later);
        assertThat(dau(FIRST)).containsExactly("* 2 provisional", "US 2 provisional");
        assertThat(fixture.lake().published().profile(2, FIRST, FIRST)).hasSize(1);
    }

    @Test
    void whoHasBegunToReadSeesTheDayAsItWas() {
        fixture.archive(NIGHT_2, login(1, "a", "2024-01-01T10:00:00Z"));
        fixture.reconcile(NIGHT_2);
        Published reader = fixture.lake().published();
        fixture.archive(NIGHT_3, login(2, "a", "2024-01-01T10:00:00Z"));
        fixture.reconcile(NIGHT_3);

        assertThat(rows(reader, Actives.DAU, FIRST)).containsExactly("* 1 provisional", "US 1 provisional");
        assertThat(reader.profile(2, FIRST, FIRST)).isEmpty();
        assertThat(dau(FIRST)).containsExactly("* 2 provisional", "US 2 provisional");
    }

    @Test
    void aProfileIsShownOnThePublishedDaysByRegion() {
        fixture.archive(
                NIGHT_2,
                Event.of(1, "US", "play", "a", "2024-01-01T10:00:00Z").watching(7, 60),
                Event.of(1, "BR", "search", "b", "2024-01-01T11:00:00Z"),
                login(2, "c", "2024-01-01T11:00:00Z"));
        fixture.reconcile(NIGHT_2);
        assertThat(fixture.lake().published().profile(1, FIRST, SECOND))
                .containsExactly(
                        new Published.ProfileDay(FIRST, "BR", 0, 1, 0, 0, DayStatus.PROVISIONAL, NIGHT_2),
                        new Published.ProfileDay(FIRST, "US", 1, 0, 1, 60, DayStatus.PROVISIONAL, NIGHT_2));
    }

    @Test
    void aDayWhoseEndTheArchiveHasNotPassedWaits() {
        fixture.archive(Instant.parse("2024-01-01T23:00:00Z"), login(1, "a", "2024-01-01T10:00:00Z"));
        Publication run = fixture.lake().beginRun(NIGHT_2);
        assertThat(run.touched()).isEmpty();
        assertThat(run.waiting()).containsExactly(FIRST);
    }

    private static Event login(long profile, String eventId, String at) {
        return Event.of(profile, "US", "login", eventId, at);
    }

    private List<String> dau(LocalDate dt) {
        return rows(fixture.lake().published(), Actives.DAU, dt);
    }

    private List<String> dauAsOf(Instant asOf) {
        return rows(fixture.lake().published().asOf(asOf), Actives.DAU, FIRST);
    }

    private static List<String> rows(Published published, DayMetric metric, LocalDate dt) {
        return published.rows(metric, dt, dt, RegionChoice.EVERY_AND_TOTAL).stream()
                .map(row -> row.region() + " " + Math.round(row.values().getOrDefault("value", -1.0)) + " "
                        + row.status().word())
                .toList();
    }
}
