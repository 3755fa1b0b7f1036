package io.rollcall.lake.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.event.EventCatalogue;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the parameters of a question add up to. */
class ArgumentsTest {
    private static final LocalDate DAY = LocalDate.parse("2026-06-01");

    private static Arguments arguments(String question) {
        String[] parts = question.split("\\?", 2);
        Map<String, String> texts = new HashMap<>();
        if (parts.length == 2) {
            for (String pair : parts[1].split("&", -1)) {
                texts.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
            }
        }
        return ((ComputedMetric) Metrics.find(parts[0]).orElseThrow()).arguments(texts);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            churn                                          | churn churn_subscription   | true
            churn?kind=engagement                          | churn churn_subscription   | true
            churn?window=30                                | churn churn_subscription   | true
            churn?window=7                                 | churn                      | false
            retention?days=1,90&bracket=8-14&kind=on       | retention                  | true
            retention?days=5,40                            | retention                  | false
            retention?bracket=3-10                         | retention                  | false
            retention?horizon=90                           | retention                  | true
            retention?horizon=60                           | retention                  | false
            retention?weighted=true&days=1                 | retention_weighted         | false
            adoption?event_name=play,browse                | adoption                   | true
            adoption?lookback=28                           | adoption                   | false
            adoption?event_name=play&property=cdn          | adoption_property          | false
            adoption?event_name=play&property=x&lookback=0 | adoption_property          | false
            funnel?steps=app_start,browse,play             | funnel                     | true
            funnel?steps=browse,play                       | funnel                     | false
            funnel?window_hours=24                         | funnel                     | true
            paths?limit=3                                  | paths                      | true
            paths?length=3                                 | paths                      | false
            titles?by=trending&limit=100                   | titles                     | true
            playback?by=none                               | playback                   | true
            revenue?currency=USD                           | revenue                    | true
            revenue?rates=EUR-USD:1.08                     | revenue                    | false
            segments?high_from=5                           | segments                   | true
            segments?high_from=6                           | segments                   | false
            """)
    void aQuestionIsAnsweredFromWhatIsStoredExactlyWhenItsParametersAreStandard(
            String question, String computations, boolean stored) {
        List<BoundComputation> found = arguments(question).computations();
        assertThat(found).extracting(BoundComputation::name).containsExactly(computations.split(" "));
        assertThat(found).allMatch(computation -> computation.isStored() == stored);
    }

    @ParameterizedTest
    @CsvSource({
        "churn?window=7, 13, 0",
        "churn?window=90, 179, 0",
        "adoption?lookback=6, 6, 0",
        "funnel?window_hours=24, 0, 1",
        "funnel?window_hours=25, 0, 2",
        "funnel?window_hours=168, 0, 7",
        "retention, 0, 90",
        "retention?days=120, 0, 120",
        "retention?horizon=10, 0, 90",
        "retention?bracket=100-180, 0, 180",
        "sessions, 0, 1",
        "titles, 7, 0"
    })
    void theDaysThatAreReadFollowFromTheParameters(String question, int before, int after) {
        assertThat(arguments(question).computations().get(0).read(DAY, DAY))
                .isEqualTo(new DaySpan(DAY.minusDays(before), DAY.plusDays(after)));
    }

    @Test
    void aSubscriptionDependsOnEveryEarlierDayAndSoDoesWhoIsNew() {
        assertThat(arguments("revenue").computations().get(0).basis(DAY)).isEqualTo(new DaySpan(LocalDate.MIN, DAY));
        assertThat(arguments("lifecycle").computations().get(0).basis(DAY)).isEqualTo(new DaySpan(LocalDate.MIN, DAY));
        assertThat(arguments("growth").computations().get(0).basis(DAY)).isEqualTo(new DaySpan(DAY.minusDays(28), DAY));
    }

    @Test
    void aFunnelMayAskForPlaysThatStartedAlthoughNoEventIsCalledSo() {
        Arguments funnel = arguments("funnel?steps=browse,play_started");
        funnel.requireKnown(new EventNames(Set.of("browse"), Set::of));
        assertThat(funnel.computations().get(0).binding().literals()).containsEntry("step_2", "'play_started'");
        assertThatThrownBy(() -> arguments("funnel?steps=browse,play_begun")
                        .requireKnown(new EventNames(Set.of("browse", "play"), Set::of)))
                .isInstanceOf(UnknownEventNameException.class);
    }

    @Test
    void aChoiceSaysWhichRowsAreWanted() {
        assertThat(arguments("retention").choice()).isEqualTo(Choice.ALL);
        Choice cells = arguments("retention?days=1,2&bracket=1-7&kind=on").choice();
        assertThat(cells.items()).containsExactlyInAnyOrder("1", "2", "1-7");
        assertThat(cells.dimensions()).containsExactly("on");
        assertThat(arguments("playback?by=none").choice().dimensions()).containsExactly("");
        assertThat(arguments("adoption?event_name=play&property=cdn").choice().items())
                .as("the event says where the property is, and is no item")
                .isEmpty();
    }

    @Test
    void anOrderIsTheMetricsOwnUnlessAParameterSaysAnother() {
        assertThat(arguments("paths").ranking()).contains(Ranking.largest("sessions"));
        assertThat(arguments("paths").choice().limit()).isEqualTo(OptionalInt.of(20));
        assertThat(arguments("titles").ranking()).contains(Ranking.smallest("rank_hours"));
        assertThat(arguments("titles?by=viewers&limit=7").ranking()).contains(Ranking.smallest("rank_viewers"));
        assertThat(arguments("titles?by=viewers").measures())
                .as("what they are ordered by is read, and not answered")
                .contains("hours_viewed", "rank_viewers");
        assertThat(arguments("growth").ranking()).isEmpty();
    }

    @Test
    void textsBecomeLiteralsHereAndNowhereElse() {
        BoundComputation funnel = arguments("funnel?steps=play,stop&window_hours=2")
                .computations()
                .get(0);
        assertThat(funnel.binding().literals())
                .containsEntry("step_1", "'play'")
                .containsEntry("step_2", "'stop'")
                .containsEntry("step_8", "''")
                .containsEntry("window_millis", "CAST(7200000 AS BIGINT)");
        assertThat(arguments("adoption?event_name=search&property=it's")
                        .computations()
                        .get(0)
                        .relations()
                        .values())
                .singleElement()
                .asString()
                .contains("'it''s'", "event_name = 'search'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            lness?window=8                          | parameter window is '8'; it is one of 7, 30
            paths?start=heartbeat                   | parameter start is 'heartbeat'; it is another event: a heartbeat is never part of a path
            adoption?lookback=90                    | parameter lookback is '90'; it is a whole number from 0 to 29
            adoption?property=cdn                   | property needs one event_name: that of the events which carry it
            adoption?property=cdn&event_name=a,b    | property needs one event_name: that of the events which carry it
            retention?days=0                        | parameter days is '0'; it is a whole number from 1 to 180
            retention?days=1,,2                     | parameter days is ''; it is a whole number from 1 to 180
            retention?bracket=9-3                   | parameter bracket is '9-3'; it is two numbers of days, the smaller first: 3-10
            retention?weighted=no                   | parameter weighted is 'no'; it is one of true
            retention?weighted=true&horizon=60      | cohorts are united in the cells that every night works out: with weighted=true leave horizon out, start_event and return_event likewise, and name only days and brackets that are standard
            retention?weighted=true&bracket=1-2     | cohorts are united in the cells that every night works out: with weighted=true leave horizon out, start_event and return_event likewise, and name only days and brackets that are standard
            funnel?steps=play                       | a funnel has 2 to 8 steps, names of events separated by commas
            funnel?window_hours=169                 | parameter window_hours is '169'; it is a whole number from 1 to 168
            segments?high_from=99999999999999999999 | parameter high_from is '99999999999999999999'; it is a whole number from 1 to 1000000
            revenue?rates=EUR:2                     | parameter rates is 'EUR:2'; it is a list of rates such as EUR-USD:1.08
            titles?by=0123456789012345678901234567890123456789x | parameter by is '0123456789012345678901234567890123456789...'; it is one of hours, viewers, trending
            """)
    void whatIsNoValueOfItsParameterIsRefusedWithWhatWouldBe(String question, String message) {
        assertThatThrownBy(() -> arguments(question))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage(message);
    }

    private static final EventNames EVENTS =
            new EventNames(Set.of("app_start", "play", "search"), () -> Set.of("play", "checkout"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            funnel?steps=app_start,chekout        | parameter steps names 'chekout', and there is no event of that name; is it 'checkout'?
            funnel?steps=appStart,play            | parameter steps names 'appStart', and there is no event of that name; is it 'app_start'?
            funnel?steps=play,,search             | parameter steps names '', and there is no event of that name; there are app_start, checkout, play, search
            adoption?event_name=serach            | parameter event_name names 'serach', and there is no event of that name; is it 'search'?
            adoption?event_name=play,serach       | parameter event_name names 'serach', and there is no event of that name; is it 'search'?
            adoption?event_name=A&property=cdn    | parameter event_name names 'A', and there is no event of that name; there are app_start, checkout, play, search
            paths?start=sneeze                    | parameter start names 'sneeze', and there is no event of that name; there are app_start, checkout, play, search
            """)
    void anEventThatNobodyKnowsIsRefusedWithTheNearest(String question, String message) {
        assertThatThrownBy(() -> arguments(question).requireKnown(EVENTS))
                .isInstanceOf(UnknownEventNameException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            funnel?steps=app_start,play
            adoption?event_name=search&property=cdn
            paths?start=play
            """)
    void theLakeIsNotAskedForWhatTheCatalogueHas(String question) {
        EventNames catalogue = new EventNames(EVENTS.accepted(), () -> {
            throw new AssertionError("the lake was asked");
        });
        assertThatCode(() -> arguments(question).requireKnown(catalogue)).doesNotThrowAnyException();
    }

    @Test
    void anEventThatOnlyTheLakeHasIsKnownToo() {
        assertThatCode(() -> arguments("funnel?steps=play,checkout").requireKnown(EVENTS))
                .doesNotThrowAnyException();
    }

    @Test
    void theStandardEventsOfEveryMetricAreInTheBuiltInCatalogue() {
        EventNames builtIn = new EventNames(EventCatalogue.builtIn().names(), Set::of);
        assertThat(Metrics.computed())
                .allSatisfy(metric -> metric.arguments(Map.of()).requireKnown(builtIn));
    }

    @Test
    void bindingsAddUpInAnyOrderAndNeverGiveALiteralTwice() {
        Binding one = Binding.literal("a", 1).and(Binding.before(3));
        Binding other = Binding.relation("b", "SELECT 1").and(Binding.before(2)).and(Binding.after(1));
        assertThat(one.and(other))
                .isEqualTo(other.and(one))
                .isEqualTo(one.and(other).and(Binding.NONE));
        assertThat(one.and(other).daysBefore()).isEqualTo(3);
        assertThatThrownBy(() -> one.and(Binding.literal("a", 2))).hasMessage("a is given twice");
        assertThatThrownBy(() -> Choice.first(1).and(Choice.first(1))).hasMessageContaining("twice");
        assertThat(Choice.items(Set.of("x")).and(Choice.items(Set.of("y"))).items())
                .containsExactlyInAnyOrder("x", "y");
    }
}
