package io.rollcall.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import io.rollcall.standalone.UnsteadyGateway.Arrival;
import io.rollcall.standalone.UnsteadyGateway.Mood;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Pages of other origins send events from a real browser to the running system, with what browsers have and with {@code
 * rollcall.js}; what arrives is counted. Each test has a region of its own, with one profile in it: its records are on
 * one partition, and when its last event is counted, all of them are.
 */
class BrowserSendingIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern EVENT_ID = Pattern.compile("\"event_id\":\"([^\"]+)\"");
    private static final Pattern SENT_AT = Pattern.compile("\"sent_at\":\"([^\"]+)\"");
    private static final String WHILE_IT_IS_BAD = "{ interval: 50, timeout: 1000, longest: 500 }";

    private static RunningRollcall rollcall;
    private static UnsteadyGateway gateway;
    private static PageServer pages;
    private static Chromium chromium;
    private static Path data;

    private Page page;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        chromium = Chromium.launch();
        pages = new PageServer();
        data = directory.resolve("data");
        rollcall = up();
        gateway = new UnsteadyGateway(rollcall.url());
        pages.show("<!doctype html><title>app</title><script src=\"" + gateway.url() + "/rollcall.js\"></script>");
    }

    private static RunningRollcall up() throws Exception {
        return RunningRollcall.up(
                data,
                Map.of("ROLLCALL_INGEST_KEYS_WEB_SECRET", "web-key", "ROLLCALL_INGEST_CORS_ORIGINS", pages.origin()));
    }

    @AfterAll
    static void stop() throws Exception {
        if (gateway != null) {
            gateway.close();
        }
        if (rollcall != null) {
            rollcall.close();
        }
        if (pages != null) {
            pages.close();
            chromium.close();
        }
    }

    @BeforeEach
    void open() {
        gateway.is(Mood.WELL);
        gateway.forgetArrivals();
        page = chromium.window(pages.origin());
        page.navigate("/");
    }

    @AfterEach
    void close() {
        page.context().close();
        chromium.forgetComplaints();
    }

    @Test
    void aListedPageSendsWithEveryMeansOfItsBrowser() throws Exception {
        assertThat(page.evaluate("""
                        async ([url, event]) => {
                          const body = () => JSON.stringify({ ...event, event_id: crypto.randomUUID(), event_time: Date.now() });
                          const asked = await fetch(url, { method: "POST", body: body(),
                            headers: { "Content-Type": "application/json", Authorization: "Bearer web-key" } });
                          const simple = await fetch(url + "?key=web-key", { method: "POST", body: body() });
                          const kept = await fetch(url + "?key=web-key", { method: "POST", body: body(), keepalive: true });
                          const answer = await simple.json();
                          return [asked.status, simple.status, kept.status, answer.accepted];
                        }
                        """, arguments("AR"))).isEqualTo(List.of(202, 202, 202, 1));
        // What is sent while the page goes away: by a beacon, and by a request that outlives the page.
        page.evaluate("""
                ([url, event]) => addEventListener("pagehide", () => {
                  const body = () => JSON.stringify({ ...event, event_id: crypto.randomUUID(), event_time: Date.now() });
                  navigator.sendBeacon(url + "?key=web-key", body());
                  fetch(url, { method: "POST", body: body(), keepalive: true,
                    headers: { "Content-Type": "application/json", Authorization: "Bearer web-key" } });
                })
                """, arguments("AR"));
        page.navigate("about:blank");
        await().atMost(PATIENCE).until(() -> counted("AR", "play_events") >= 5);
        chromium.complainedOfNothing();
        theLastIsCounted("AR");
        assertThat(counted("AR", "play_events")).isEqualTo(5);
    }

    @Test
    void aPageThatIsNotListedIsRefusedWithAndWithoutAskingFirst() throws Exception {
        try (Page stranger = chromium.window(pages.otherOrigin())) {
            stranger.navigate("/");
            assertThat(stranger.evaluate("""
                            ([url, event]) => fetch(url + "?key=web-key", { method: "POST", body: JSON.stringify(event) })
                              .then(() => "it reads the answer", () => "it reads nothing")
                            """, arguments("AT"))).isEqualTo("it reads nothing");
            assertThat(gateway.answers()).singleElement().satisfies(answer -> {
                assertThat(answer.status()).isEqualTo(403);
                assertThat(answer.type()).isEqualTo("application/problem+json");
                assertThat(answer.body()).contains("origin_refused", pages.otherOrigin());
            });
            assertThat(gateway.arrivals()).hasSize(1);

            assertThat(stranger.evaluate("""
                            ([url, event]) => fetch(url, { method: "POST", body: JSON.stringify(event),
                                headers: { "Content-Type": "application/json", Authorization: "Bearer web-key" } })
                              .then(() => "it is sent", () => "it is never sent")
                            """, arguments("AT"))).isEqualTo("it is never sent");
            assertThat(gateway.arrivals()).hasSize(1);
        }
        theLastIsCounted("AT");
        assertThat(counted("AT", "play_events")).isZero();
    }

    /** Of stalled and broken requests the events are on the log; the client does not know it, and sends them again. */
    @ParameterizedTest
    @CsvSource({"WELL, BE", "FAILING, BG", "STALLING, BR", "BREAKING, BO"})
    void eventsOfABadTimeAreCountedOnce(Mood mood, String region) throws Exception {
        gateway.is(mood);
        client(region, WHILE_IT_IS_BAD);
        send(30);
        await().atMost(PATIENCE).until(() -> gateway.arrivals().size() >= (mood == Mood.WELL ? 1 : 3));
        gateway.is(Mood.WELL);
        nothingWaits();
        theLastIsCounted(region);
        assertThat(counted(region, "play_events")).isEqualTo(30);
        assertThat(rejected()).isEmpty();
    }

    @Test
    void everyAttemptSaysWhenItIsAndComesNoSoonerThanItWasTold() throws Exception {
        gateway.is(Mood.FAILING);
        client("CA", WHILE_IT_IS_BAD);
        send(1);
        await().atMost(PATIENCE).until(() -> gateway.arrivals().size() >= 3);
        gateway.is(Mood.WELL);
        nothingWaits();
        List<Arrival> arrivals = gateway.arrivals();
        assertThat(arrivals.stream()
                        .flatMap(arrival -> found(EVENT_ID, arrival))
                        .distinct())
                .hasSize(1);
        assertThat(arrivals.stream().flatMap(arrival -> found(SENT_AT, arrival)))
                .doesNotHaveDuplicates()
                .hasSameSizeAs(arrivals);
        for (int at = 1; at < arrivals.size(); at++) {
            assertThat(arrivals.get(at).nanos() - arrivals.get(at - 1).nanos())
                    .isGreaterThanOrEqualTo(TimeUnit.SECONDS.toNanos(UnsteadyGateway.RETRY_AFTER_SECONDS));
        }
    }

    @Test
    void eventsWaitForAGatewayThatIsKilledAndStartedAgain() throws Exception {
        client("CH", WHILE_IT_IS_BAD);
        page.evaluate("() => { window.sent = 0; window.ticks = setInterval(() => { play(); sent++; }, 100); }");
        await().atMost(PATIENCE).until(() -> counted("CH", "play_events") > 10);
        rollcall.kill();
        rollcall = up();
        gateway.standBefore(rollcall.url());
        int sent = (int) page.evaluate("() => { clearInterval(ticks); return sent; }");
        nothingWaits();
        theLastIsCounted("CH");
        assertThat(rejected()).isEmpty();
        assertThat(counted("CH", "play_events")).isEqualTo(sent);
    }

    @Test
    void whatWaitsSurvivesThePage() throws Exception {
        gateway.is(Mood.FAILING);
        client("CL", WHILE_IT_IS_BAD);
        send(10);
        page.reload();
        gateway.is(Mood.WELL);
        client("CL", WHILE_IT_IS_BAD);
        nothingWaits();
        theLastIsCounted("CL");
        assertThat(counted("CL", "play_events")).isEqualTo(10);
    }

    @Test
    void aPageThatIsLeftSendsWhatItHas() throws Exception {
        client("CO", "{ interval: 1e6 }");
        send(10);
        page.navigate("about:blank");
        await().atMost(PATIENCE).until(() -> counted("CO", "play_events") >= 10);
        // What became of it the page did not hear: the next one sends it again, and it counts once.
        page.navigate("/");
        client("CO", WHILE_IT_IS_BAD);
        nothingWaits();
        theLastIsCounted("CO");
        assertThat(counted("CO", "play_events")).isEqualTo(10);
    }

    @Test
    void aPageWithoutStorageSendsFromMemory() throws Exception {
        page.addInitScript("Object.defineProperty(window, 'localStorage', { get() { throw new Error('none'); } })");
        page.reload();
        gateway.is(Mood.FAILING);
        client("CR", WHILE_IT_IS_BAD);
        send(10);
        await().atMost(PATIENCE).until(() -> !gateway.arrivals().isEmpty());
        gateway.is(Mood.WELL);
        nothingWaits();
        theLastIsCounted("CR");
        assertThat(counted("CR", "play_events")).isEqualTo(10);
    }

    @Test
    void tabsShareWhatWaitsAndEachEventIsCountedOnce() throws Exception {
        gateway.is(Mood.BREAKING);
        List<Page> tabs =
                Stream.generate(() -> page.context().newPage()).limit(3).toList();
        for (Page tab : tabs) {
            tab.navigate("/");
            client(tab, "CU", WHILE_IT_IS_BAD);
            tab.evaluate("() => { for (let n = 0; n < 20; n++) play(); }");
        }
        await().atMost(PATIENCE).until(() -> gateway.arrivals().size() >= 3);
        gateway.is(Mood.WELL);
        tabs.forEach(tab -> tab.waitForFunction("() => rollcall.pending() === 0"));
        theLastIsCounted("CU");
        assertThat(counted("CU", "play_events")).isEqualTo(60);
    }

    @Test
    void theQueueHasABoundAndTheOldestAreReported() throws Exception {
        gateway.is(Mood.FAILING);
        client("CZ", "{ interval: 50, longest: 500, bound: 5 }");
        List<?> ids = (List<?>) page.evaluate("() => Array.from({ length: 8 }, () => play())");
        assertThat(page.evaluate("() => rejected.map(({ event }) => event.event_id)"))
                .isEqualTo(ids.subList(0, 3));
        assertThat(rejected()).containsOnly("queue_full");
        gateway.is(Mood.WELL);
        nothingWaits();
        theLastIsCounted("CZ");
        assertThat(counted("CZ", "play_events")).isEqualTo(5);
    }

    @Test
    void whatTheGatewayRejectsIsReportedAndNotSentAgain() throws Exception {
        client("DE", WHILE_IT_IS_BAD);
        page.evaluate("() => { play(); rollcall.send({ event_name: 'sneeze' }); play(); }");
        nothingWaits();
        assertThat(rejected()).containsExactly("unknown_event_name");
        assertThat(page.evaluate("() => rejected[0].event.event_name")).isEqualTo("sneeze");
        page.evaluate("() => rollcall.send({ event_name: 'sneeze' })");
        nothingWaits();
        assertThat(rejected()).containsExactly("unknown_event_name", "unknown_event_name");

        client("DE", "{ interval: 50, key: 'guessed' }");
        send(2);
        nothingWaits();
        assertThat(rejected()).containsExactly("unknown_key", "unknown_key");
        theLastIsCounted("DE");
        assertThat(counted("DE", "play_events")).isEqualTo(2);
    }

    /** Makes a client, and what the tests do with it: {@code play}, and {@code rejected}. */
    private void client(String region, String options) {
        client(page, region, options);
    }

    private static void client(Page page, String region, String options) {
        page.evaluate("""
                ([region, options]) => {
                  window.rejected = [];
                  window.rollcall = Rollcall({
                    key: "web-key",
                    common: { profile_id: 42, region },
                    onRejected: (event, why) => rejected.push({ event, ...why }),
                    ...eval(`(${options})`),
                  });
                  window.play = () => rollcall.send({ event_name: "play" });
                }
                """, List.of(region, options));
    }

    private void send(int plays) {
        page.evaluate("plays => { for (let n = 0; n < plays; n++) play(); }", plays);
    }

    private void nothingWaits() {
        page.waitForFunction("() => rollcall.pending() === 0");
    }

    private List<String> rejected() {
        return ((List<?>) page.evaluate("() => rejected.map(({ reason }) => reason)"))
                .stream().map(String::valueOf).toList();
    }

    private static Stream<String> found(Pattern what, Arrival arrival) {
        return what.matcher(arrival.body()).results().map((MatchResult match) -> match.group(1));
    }

    private static List<Object> arguments(String region) {
        return List.of(gateway.url() + "/v1/events", Map.of("profile_id", 42, "event_name", "play", "region", region));
    }

    /** Sends a search of the region's profile, and waits until it is counted. */
    private void theLastIsCounted(String region) throws Exception {
        Page last = page.context().newPage();
        last.navigate(pages.origin());
        assertThat(last.evaluate("""
                        ([url, event]) => fetch(url + "?key=web-key", { method: "POST",
                            body: JSON.stringify({ ...event, event_name: "search", event_time: Date.now() }) })
                          .then(({ status }) => status)
                        """, arguments(region))).isEqualTo(202);
        last.close();
        await().atMost(PATIENCE).until(() -> counted(region, "search_events") == 1);
    }

    /** What the live counters have, on whichever day it was. */
    private static long counted(String region, String measure) throws Exception {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        return rollcall
                .rows("engagement?region=" + region + "&from=" + today.minusDays(1) + "&to=" + today.plusDays(1))
                .stream()
                .mapToLong(row -> row.path(measure).asLong())
                .sum();
    }
}
