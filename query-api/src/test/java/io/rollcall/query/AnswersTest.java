package io.rollcall.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rollcall.event.ProfileIds;
import io.rollcall.lake.Lake;
import io.rollcall.lake.LakeSettings;
import io.rollcall.lake.metric.ComputedMetric;
import io.rollcall.lake.metric.Metrics;
import io.rollcall.lake.metric.RegionChoice;
import io.rollcall.lake.metric.Slice;
import io.rollcall.query.answer.Answer;
import io.rollcall.query.lake.PublishedLake;
import io.rollcall.query.lake.RowBudget;
import io.rollcall.query.question.AskedDays;
import io.rollcall.query.question.DateRange;
import io.rollcall.query.question.LakeUnavailableException;
import io.rollcall.query.question.Refusal;
import io.rollcall.query.question.RefusalException;
import io.rollcall.query.question.Scope;
import io.rollcall.query.question.Window;
import io.rollcall.rollup.Counters;
import io.rollcall.rollup.DayCounters;
import io.rollcall.rollup.Estimate;
import io.rollcall.rollup.Freshness;
import io.rollcall.rollup.LiveHorizon;
import io.rollcall.rollup.RedisUnavailableException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which of lake and live counters answers a day, also while the one takes it over from the other. */
class AnswersTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-22");
    private static final LocalDate D1 = TODAY.minusDays(1);
    private static final LocalDate D2 = TODAY.minusDays(2);
    private static final long MOST_SKETCHES = 8_000;
    private static final Instant LIVE_AS_OF = Instant.parse("2026-11-22T10:00:00Z");

    private final Lake lake;
    private final ArchivedEvents archive;
    private final FakeLive live = new FakeLive();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final PublishedLake published;
    private final Answers answers;

    AnswersTest(@TempDir Path directory) {
        this.lake = Lake.open(LakeSettings.in(directory));
        this.archive = new ArchivedEvents(lake);
        this.published = Lakes.published(lake, 1_000, new RowBudget(1_000_000), 10_000, metrics);
        this.answers = new Answers(published, live, new KnownEvents(Optional::empty), new RowBudget(100_000));
    }

    @AfterEach
    void close() {
        lake.close();
    }

    /** Says that a hundred were active on every day, in US, and remembers what it was asked. */
    private static final class FakeLive implements LiveFigures {
        private final Set<LocalDate> asked = new LinkedHashSet<>();
        private Consumer<LocalDate> meanwhile = dt -> {};
        private LocalDate firstActive = LocalDate.MIN;
        private @Nullable LocalDate withoutData;
        private Instant since = Instant.EPOCH;

        @Override
        public LiveHorizon horizon() {
            return new LiveHorizon(TODAY);
        }

        @Override
        public Coverage coverage(Window days) {
            return new Coverage(
                    horizon(),
                    freshness(),
                    days.days().filter(dt -> !dt.equals(withoutData)).collect(Collectors.toSet()),
                    1,
                    0,
                    MOST_SKETCHES);
        }

        @Override
        public <T> List<T> each(List<LocalDate> days, Function<LocalDate, T> reading) {
            return days.stream().map(reading).toList();
        }

        @Override
        public ByRegion<DayCounters> day(LocalDate dt) {
            return dt.isBefore(firstActive) ? nobody() : answer(dt, new DayCounters(100, Counters.ZERO));
        }

        @Override
        public ByRegion<Estimate> actives(Window window, Scope scope) {
            return window.last().isBefore(firstActive) ? nobody() : answer(window.last(), new Estimate(100, 90, 110));
        }

        @Override
        public ByRegion<Counters> profile(long profileId, LocalDate dt) {
            return answer(dt, Counters.ZERO);
        }

        private <T> ByRegion<T> nobody() {
            return new ByRegion<>(freshness(), Map.of());
        }

        private Freshness freshness() {
            return new Freshness(LIVE_AS_OF.toEpochMilli(), since.toEpochMilli());
        }

        private <T> ByRegion<T> answer(LocalDate dt, T figure) {
            asked.add(dt);
            meanwhile.accept(dt);
            return new ByRegion<>(freshness(), Map.of("US", figure));
        }
    }

    @Test
    void publishedDaysComeFromTheLakeAndTheOthersFromTheLiveCounters() {
        archive.active(D2, "US", 1, 7).active(D1, "US", 1, 2).night(D2);
        assertThat(ask("dau", D2, TODAY))
                .containsExactly(D2 + " US 7 provisional", D1 + " US 100 live", TODAY + " US 100 live");
        assertThat(live.asked).containsExactly(D1, TODAY);
    }

    @Test
    void aPublicationBetweenTheTwoReadingsNeitherLosesADayNorDoublesIt() {
        archive.active(D2, "US", 1, 7).active(D1, "US", 1, 2).archive(ArchivedEvents.nightAfter(D1));
        live.meanwhile = dt -> archive.publish(ArchivedEvents.nightAfter(D1));
        assertThat(ask("dau", D2, TODAY))
                .containsExactly(D2 + " US 100 live", D1 + " US 100 live", TODAY + " US 100 live");
        live.meanwhile = dt -> {};
        assertThat(ask("dau", D2, TODAY))
                .as("the next question")
                .containsExactly(D2 + " US 7 provisional", D1 + " US 2 provisional", TODAY + " US 100 live");
    }

    @Test
    void daysOfTheLakeAreAnsweredWhileRedisIsAway() {
        LocalDate old = LocalDate.parse("1995-08-01");
        archive.active(old, "US", 1, 7).active(D2, "US", 1, 3).night(D2);
        live.meanwhile = dt -> {
            throw new RedisUnavailableException("away", new IllegalStateException());
        };
        assertThat(ask("dau", old, old)).containsExactly(old + " US 7 final");
        assertThat(ask("dau", old.minusDays(10), old.plusDays(300)))
                .as("days that no source has need no Redis either")
                .containsExactly(old + " US 7 final");
        assertThat(ask("engagement", D2, D2)).hasSize(1);
        assertThatThrownBy(() -> ask("dau", D2, D1)).isInstanceOf(RedisUnavailableException.class);
    }

    @Test
    void whatTheCountersDoNotKnowIsNotReadOfThem() {
        LocalDate quiet = TODAY.minusDays(20);
        live.withoutData = quiet;
        assertThat(ask("dau", quiet.minusDays(1), quiet.plusDays(1)))
                .containsExactly(quiet.minusDays(1) + " US 100 live", quiet.plusDays(1) + " US 100 live");
        assertThat(live.asked).doesNotContain(quiet);
        live.asked.clear();
        live.since = D1.atStartOfDay(ZoneOffset.UTC).toInstant();
        assertThat(ask("dau", D2, D1)).containsExactly(D1 + " US 100 live");
        assertThat(ask("mau", D2, TODAY)).isEmpty();
        assertThat(live.asked).containsExactly(D1);
    }

    @Test
    void aQuestionThatTakesTooManySketchesIsRefusedBeforeOneIsRead() {
        assertThatThrownBy(() -> ask("mau", TODAY.minusDays(3), TODAY))
                .isInstanceOfSatisfying(
                        RefusalException.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Refusal.QUESTION_TOO_COSTLY));
        assertThat(live.asked).isEmpty();
        assertThat(ask("mau", D1, TODAY)).hasSize(2);
    }

    @Test
    void aPublishedDayWithoutActivityHasNoRowAndIsNotAskedForLive() {
        LocalDate d3 = TODAY.minusDays(3);
        archive.active(d3, "US", 1, 1).active(D1, "US", 1, 1).night(D1);
        assertThat(ask("dau", d3, D1))
                .as("a day without any event between two that have some is published with them")
                .containsExactly(d3 + " US 1 final", D1 + " US 1 provisional");
        assertThat(live.asked).isEmpty();
    }

    @Test
    void metricsThatTheLiveCountersDoNotKnowAreAnsweredOfTodayFromWhatIsArchived() {
        archive.active(D1, "US", 1, 2).night(D1).workOut();
        Answer before = computed("lness", D1);
        assertThat(standings(before)).containsOnly(D1 + " provisional");
        assertThat(before.tail()).containsEntry("not_published", List.of(TODAY.toString()));

        archive.active(TODAY, "US", 1, 4).open(LIVE_AS_OF);
        Answer after = computed("lness", D1);
        assertThat(standings(after)).containsOnly(D1 + " provisional", TODAY + " live");
        assertThat(after.tail()).isEmpty();
        assertThat(standings(computed("sessions", TODAY))).containsOnly(TODAY + " live");
        Answer titles = computed("titles", TODAY);
        assertThat(standings(titles)).as("nobody watched anything").isEmpty();
        assertThat(titles.tail()).as("the day is counted all the same").isEmpty();
        assertThat(live.asked).isEmpty();
    }

    @Test
    void whatIsKeptOfAnswersIsGivenAsLongAsNothingHasChanged() {
        archive.active(D1, "US", 1, 2).night(D1).workOut();
        archive.active(TODAY, "US", 1, 4).open(LIVE_AS_OF);
        List<Map<String, @Nullable Object>> first = Rows.of(computed("lness", D2));
        double worked = workedOut();
        assertThat(Rows.of(computed("lness", D2))).isEqualTo(first);
        assertThat(Rows.of(computed("sessions", D2))).isNotEqualTo(first);
        assertThat(workedOut() - worked).as("parts of sessions alone").isEqualTo(2);

        archive.active(TODAY, "US", 5, 9).open(LIVE_AS_OF.plusSeconds(60));
        worked = workedOut();
        assertThat(Rows.of(computed("lness", D2))).isNotEqualTo(first);
        assertThat(workedOut() - worked).as("the open day alone").isEqualTo(1);

        archive.night(TODAY).workOut();
        assertThat(standings(computed("lness", D2))).containsOnly(D1 + " provisional", TODAY + " provisional");
    }

    @Test
    void whatIsLookedAtIsWorkedOutAnewBeforeSomebodyAsks() {
        archive.active(D1, "US", 1, 2).night(D1).workOut();
        for (int look = 0; look < 3; look++) { // the first may take long
            Rows.of(computed("lness", D2));
            ask("dau", D2, D1);
        }
        archive.active(D1, "BR", 5, 9).night(D1).workOut();
        published.askAgain();
        double worked = workedOut();

        assertThat(ask("dau", D2, D1)).contains(D1 + " BR 5 provisional");
        assertThat(standings(computed("lness", D2))).containsOnly(D1 + " provisional");

        assertThat(workedOut()).isEqualTo(worked);
    }

    private double workedOut() {
        return metrics.get("rollcall.query.answers.worked.out")
                .functionCounter()
                .count();
    }

    private Answer computed(String metric, LocalDate from) {
        ComputedMetric asked = (ComputedMetric) Metrics.find(metric).orElseThrow();
        return answers.metric(new Question(
                asked,
                AskedDays.of(new DateRange(from, TODAY)),
                RegionChoice.EVERY,
                Slice.WHOLE,
                Optional.of(asked.arguments(Map.of())),
                Optional.empty()));
    }

    private static List<String> standings(Answer answer) {
        return Rows.of(answer).stream()
                .map(row -> row.get("dt") + " " + row.get("status"))
                .toList();
    }

    /** The live counters say 90 at least, and 100: below 90 is what was archived before others came. */
    @Test
    void aWindowThatEndsTodayComesFromTheLakeUnlessTheLiveCountersAreSureOfMore() {
        archive.active(D1, "US", 1, 2).night(D1);
        archive.active(TODAY, "US", 1, 89).open(LIVE_AS_OF);
        assertThat(ask("mau", D1, TODAY)).containsExactly(D1 + " US 2 provisional", TODAY + " US 100 live");
        archive.active(TODAY, "US", 90, 91).open(LIVE_AS_OF.plusSeconds(60));
        assertThat(ask("mau", D1, TODAY)).containsExactly(D1 + " US 2 provisional", TODAY + " US 91 live");
        assertThat(ask("dau", TODAY, TODAY)).containsExactly(TODAY + " US 100 live");
    }

    @Test
    void aWindowIsAnsweredLiveAsLongAsOneOfItsDaysIsNotPublished() {
        archive.active(TODAY.minusDays(3), "US", 1, 3)
                .active(D2, "US", 1, 3)
                .night(D2)
                .active(TODAY.minusDays(20), "US", 4, 4)
                .archive(ArchivedEvents.nightAfter(D1));
        assertThat(ask("mau", D2, TODAY))
                .containsExactly(D2 + " US 3 provisional", D1 + " US 100 live", TODAY + " US 100 live");
        archive.publish(ArchivedEvents.nightAfter(D1));
        assertThat(ask("mau", D2, TODAY))
                .containsExactly(D2 + " US 4 provisional", D1 + " US 100 live", TODAY + " US 100 live");
    }

    @Test
    void exactValuesAreTheirOwnIntervalAndStickinessIsRoundedAsLive() {
        archive.active(TODAY.minusDays(4), "US", 1, 7).active(D2, "US", 1, 3).night(D2);
        Map<String, @Nullable Object> mau =
                rows("mau", D2, D2, Optional.empty()).get(0);
        assertThat(mau)
                .containsEntry("value", 7L)
                .containsEntry("low", 7L)
                .containsEntry("high", 7L)
                .containsEntry("method", "exact")
                .containsEntry("as_of", ArchivedEvents.nightAfter(D2).toString());
        Map<String, @Nullable Object> stickiness =
                rows("stickiness", D2, D2, Optional.empty()).get(0);
        // 7 and 3 on two of three days, mau 7: 10 / 3 / 7.
        assertThat(stickiness.get("value")).hasToString("0.476190");
        assertThat(stickiness.get("point")).hasToString("0.428571");
        assertThat(stickiness.get("low")).hasToString("0.476190");
        assertThat(stickiness).containsEntry("days", 3L);
    }

    @Test
    void stickinessAfterABreakIsOverTheDaysSinceTheLakesFirst() {
        live.firstActive = TODAY;
        archive.active(TODAY.minusDays(9), "US", 1, 7).night(D1);
        Map<String, Object> row =
                rows("stickiness", TODAY, TODAY, Optional.empty()).get(0);
        assertThat(row.get("days")).hasToString("10");
        assertThat(row.get("value")).hasToString("0.100000");
    }

    @Test
    void stickinessAfterALongBreakIsOverTheWholeWindow() {
        live.firstActive = TODAY;
        archive.active(LocalDate.of(1995, 8, 1), "US", 1, 7).night(D1);
        Map<String, Object> row =
                rows("stickiness", TODAY, TODAY, Optional.empty()).get(0);
        assertThat(row.get("days")).hasToString("30");
        assertThat(row.get("value")).hasToString("0.033333");
    }

    @Test
    void asOfAnswersWhatStoodThenAndNothingLive() {
        archive.active(D2, "US", 1, 7).night(D2);
        archive.active(D2, "US", 8, 9).active(D1, "US", 1, 2).night(D1);
        assertThat(ask("dau", D2, TODAY))
                .containsExactly(D2 + " US 9 provisional", D1 + " US 2 provisional", TODAY + " US 100 live");
        Instant first = ArchivedEvents.nightAfter(D2);
        live.asked.clear();
        assertThat(askAsOf(first, "dau")).containsExactly(D2 + " US 7 provisional");
        assertThat(askAsOf(first.minusMillis(1), "dau")).isEmpty();
        assertThat(askAsOf(ArchivedEvents.nightAfter(D1), "dau"))
                .containsExactly(D2 + " US 9 provisional", D1 + " US 2 provisional");
        assertThat(askAsOf(first, "wau")).containsExactly(D2 + " US 7 provisional");
        assertThat(live.asked).isEmpty();
    }

    @Test
    void aProfileHasItsTitlesOnceItsDayIsPublished() {
        archive.event(D2, "US", 42, "play").event(D2, "BR", 42, "search").night(D2);
        Answer answer = answers.profile(42, ProfileIds.Notation.NUMBER, new DateRange(D2, D1));
        assertThat(Rows.of(answer))
                .extracting(row -> row.get("dt") + " " + row.get("region") + " " + row.get("play_events") + " "
                        + row.get("total_watch_time_sec") + " " + row.get("unique_titles_viewed") + " "
                        + row.get("status"))
                .containsExactly(
                        D2 + " BR 0 0 0 provisional", D2 + " US 1 600 0 provisional", D1 + " US 0 0 null live");
        assertThat(live.asked).containsExactly(D1);
    }

    @Test
    void daysWithoutARowThatAreNotPublishedAreNamed() {
        LocalDate before = LocalDate.parse("2026-09-30");
        LocalDate d3 = TODAY.minusDays(3);
        archive.active(d3, "US", 1, 1).active(D1, "US", 1, 1).night(D1);
        Answer live30 = answer("dau", d3, TODAY.plusDays(1), Optional.empty());
        assertThat(Rows.of(live30)).hasSize(3);
        assertThat(live30.tail())
                .as("a published day on which nothing happened and a live one are no riddle")
                .isEqualTo(Map.of("not_published", List.of(TODAY.plusDays(1).toString())));
        Answer none = answer("dau", before, before.plusDays(1), Optional.empty());
        assertThat(Rows.of(none)).isEmpty();
        assertThat(none.tail())
                .isEqualTo(
                        Map.of("not_published", List.of("2026-09-30", "2026-10-01"), "history_begins", d3.toString()));
        Answer earlier = answer("dau", D1, D1, Optional.of(ArchivedEvents.nightAfter(D2)));
        assertThat(Rows.of(earlier)).isEmpty();
        assertThat(earlier.tail()).isEqualTo(Map.of("not_published", List.of(D1.toString())));
        Answer whole = answer("dau", d3, D1, Optional.empty());
        assertThat(Rows.of(whole)).hasSize(2);
        assertThat(whole.tail()).isEmpty();
    }

    @Test
    void historyBeginsWithTheFirstPublishedDayHoweverLateThatComes() {
        LocalDate before = D2.minusDays(1);
        archive.active(D1, "US", 1, 1).night(D1);
        assertThat(answer("dau", D2, D1, Optional.empty()).tail()).containsEntry("history_begins", D1.toString());
        archive.active(D2, "US", 1, 1).night(D1);
        assertThat(answer("dau", D2, D1, Optional.empty()).tail()).doesNotContainKey("history_begins");
        assertThat(Stream.of(
                        answer("dau", before, D1, Optional.empty()),
                        answers.profile(1, ProfileIds.Notation.NUMBER, new DateRange(before, D2)),
                        answers.report(new DateRange(before, D2))))
                .allSatisfy(answer -> assertThat(answer.tail()).containsEntry("history_begins", D2.toString()));
    }

    @Test
    void aLakeThatIsGoneIsSaidAndNotPassedOver() {
        lake.close();
        assertThatThrownBy(() -> ask("dau", D2, TODAY)).isInstanceOf(LakeUnavailableException.class);
    }

    private List<String> ask(String metric, LocalDate from, LocalDate to) {
        return texts(rows(metric, from, to, Optional.empty()));
    }

    private List<String> askAsOf(Instant then, String metric) {
        return texts(rows(metric, D2, TODAY, Optional.of(then)));
    }

    private List<Map<String, @Nullable Object>> rows(
            String metric, LocalDate from, LocalDate to, Optional<Instant> asOf) {
        return Rows.of(answer(metric, from, to, asOf));
    }

    private Answer answer(String metric, LocalDate from, LocalDate to, Optional<Instant> asOf) {
        return answers.metric(new Question(
                Metrics.find(metric).orElseThrow(),
                AskedDays.of(new DateRange(from, to)),
                RegionChoice.EVERY,
                Slice.WHOLE,
                Optional.empty(),
                asOf));
    }

    private static List<String> texts(List<Map<String, @Nullable Object>> rows) {
        return rows.stream()
                .map(row -> row.get("dt") + " " + row.get("region") + " " + row.get("value") + " " + row.get("status"))
                .toList();
    }
}
