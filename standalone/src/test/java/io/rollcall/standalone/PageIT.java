package io.rollcall.standalone;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.rollcall.event.testkit.Today;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page as a person sees it: a real browser before the running system, over days that can be counted by hand. */
class PageIT {
    private static final Duration ALL_TESTS = Duration.ofMinutes(5);
    private static final double PATIENCE_MILLIS = 30_000;
    private static final String WEEK = "range=7";

    private static RunningRollcall rollcall;
    private static Chromium chromium;
    private static LocalDate today;

    private Page page;

    @BeforeAll
    static void plant(@TempDir Path dir) throws Exception {
        chromium = Chromium.launch();
        // The page shows the day that it is, and what was posted on the one before is not in it.
        today = Today.lasting(ALL_TESTS);
        rollcall = RunningRollcall.up(
                dir.resolve("data"), Map.of("ROLLCALL_OPEN_DAY_INTERVAL", "1s", "ROLLCALL_OPEN_DAY_SHARE", "1"));
        PlantedDays.plant(rollcall, today);
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    }

    @AfterAll
    static void stop() throws Exception {
        if (rollcall != null) {
            rollcall.stop();
        }
        chromium.close();
    }

    @BeforeEach
    void open() {
        page = chromium.window(rollcall.url());
    }

    @AfterEach
    void nothingWentWrong() {
        page.context().close();
        chromium.complainedOfNothing();
    }

    @Test
    void theFiguresMoveAsEventsComeIn() throws Exception {
        page.navigate("/");
        assertThat(page.locator("body")).hasAttribute("data-state", "live");
        Locator dau = page.locator("#dau");
        assertThat(dau).hasText(Pattern.compile("\\d+"));
        int before = Integer.parseInt(dau.innerText());
        int playsBefore = Integer.parseInt(page.locator("#plays").innerText());

        rollcall.post(plays(101, "NZ"));
        rollcall.post(plays(102, "NO"));
        rollcall.post(plays(103, "NO"));

        assertThat(dau).hasText(Integer.toString(before + 3));
        assertThat(page.locator("#plays")).hasText(Integer.toString(playsBefore + 3));
        assertThat(cell("#regions", "NO", "today")).hasText("2");
        assertThat(cell("#regions", "NZ", "today")).hasText("1");
    }

    @Test
    void theOverviewShowsThePlantedDays() {
        open("/?" + WEEK + "&compare=none");
        // 3, 4, 8, 8, 10, 10 profiles in six days, and 24 hours of which the last day has five.
        assertThat(tile("Active a day, mean")).hasText("7");
        assertThat(tile("Active in 30 days")).hasText("10");
        assertThat(tile("Back on day 1")).hasText("50.0%");
        assertThat(cell("#regions", "US", "last")).hasText("6");
        assertThat(cell("#regions", "BR", "last")).hasText("4");
        assertThat(behind("Active profiles on a day", today.minusDays(1), "value"))
                .hasText("10");
        assertThat(behind("Where they come from", today.minusDays(1), "returning"))
                .hasText("10");
    }

    @Test
    void theHoursOfTodayStandBesideThoseOfYesterday() {
        open("/?" + WEEK + "&region=IS");
        Locator hours = card("Today by the hour");
        assertThat(hours.locator("tbody tr[data-row='0'] [data-column='" + today + "']"))
                .hasText("1");
        open("/?" + WEEK);
        assertThat(hours.locator("tbody tr[data-row='9'] [data-column='" + today.minusDays(1) + "']"))
                .hasText("0");
        assertThat(hours.locator("tbody tr[data-row='10'] [data-column='" + today.minusDays(1) + "']"))
                .hasText("10");
        hours.getByText("Plays").click();
        assertThat(hours.locator("tbody tr[data-row='10'] [data-column='" + today.minusDays(1) + "']"))
                .hasText("6");
        assertThat(page).hasURL(Pattern.compile("hours=play_events"));
        hours.locator(".timeline").focus();
        page.keyboard().press("ArrowRight");
        assertThat(hours.locator(".tip")).containsText("0:00 to 1:00 UTC");
    }

    @Test
    void aPlatformIsChosenLikeARegion() {
        open("/?" + WEEK + "&compare=none");
        assertThat(cell(section("Platforms"), "tv", "value")).hasText("10");
        assertThat(cell(section("Versions"), "unknown", "value")).hasText("10");
        card("Platforms").locator("tr[data-row=tv] a").click();
        assertThat(page).hasURL(Pattern.compile("platform=tv"));
        assertThat(page.locator("#platform")).hasValue("tv");
        assertThat(tile("Active a day, mean")).hasText("7");
        assertThat(cell("#regions", "US", "last")).hasText("6");
        assertThat(page.locator("#dau").locator("xpath=..")).containsText("all platforms");

        page.locator("#platform").selectOption("web");
        assertThat(card("Active profiles on a day")).containsText("There is nothing");

        open("/?view=funnel&platform=tv&" + WEEK);
        assertThat(card("The latest day").locator("tr[data-row='2']")).containsText("90.0%");
    }

    @Test
    void aViewIsALinkAndTheBackButtonGoesBack() {
        open("/?" + WEEK);
        page.locator("#regions tr[data-row=US] a").click();
        assertThat(page).hasURL(Pattern.compile("region=US"));
        assertThat(tile("Active in 30 days")).hasText("6");
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("30 days").setExact(true))
                .click();
        assertThat(page).hasURL(Pattern.compile("measure=mau"));
        assertThat(behind("Active profiles in 30 days", today.minusDays(1), "value"))
                .hasText("6");

        Page other = page.context().newPage();
        other.navigate(page.url());
        assertThat(other.locator("#region")).hasValue("US United States");
        assertThat(other.locator("section[aria-label='Active profiles in 30 days']"))
                .isVisible();
        other.close();

        page.goBack();
        assertThat(card("Active profiles on a day")).isVisible();
        page.goBack();
        assertThat(page.locator("#region")).hasValue("");
        assertThat(tile("Active in 30 days")).hasText("10");
    }

    @Test
    void theKeyboardFindsARegionAndWalksAlongAChart() {
        open("/?" + WEEK);
        page.keyboard().press("/");
        page.keyboard().type("brazil");
        page.keyboard().press("Enter");
        assertThat(page).hasURL(Pattern.compile("region=BR"));
        assertThat(tile("Active in 30 days")).hasText("4");

        Locator chart = card("Active profiles on a day").locator(".timeline");
        chart.focus();
        for (int presses = 0; presses < 6; presses++) {
            page.keyboard().press("ArrowRight");
        }
        assertThat(chart.locator(".tip")).containsText("4 profiles");
        assertThat(chart.locator(".tip")).containsText("exact");
    }

    @Test
    void aCardIsTakenAlongAsCsvAndAsALineOfCurl() throws Exception {
        open("/?" + WEEK + "&compare=none");
        Locator card = card("Active profiles on a day");
        Download download = page.waitForDownload(() -> card.getByText("CSV").click());
        assertThat(Files.readString(download.path(), UTF_8))
                .startsWith("dt,region,value,status,method,low,high,as_of")
                .contains(today.minusDays(1) + ",*,10,");
        card.getByText("curl").click();
        assertThat(card.getByText("copied")).isVisible();
        assertThat(page.evaluate("navigator.clipboard.readText()").toString())
                .isEqualTo("curl '" + rollcall.url() + "/v1/metrics/dau?from=" + today.minusDays(6) + "&to=" + today
                        + "&region=%2A'");
    }

    @Test
    void itPausesWhileNobodyLooksAndComesBackAfterABreak() {
        open("/");
        assertThat(page.locator("body")).hasAttribute("data-state", "live");
        hide(true);
        assertThat(page.locator("body")).hasAttribute("data-state", "paused");

        page.route("**/v1/live", route -> route.abort());
        hide(false);
        assertThat(page.locator("body")).hasAttribute("data-state", "broken");
        assertThat(page.locator("#notice")).containsText("Trying again");
        page.unroute("**/v1/live");
        assertThat(page.locator("body")).hasAttribute("data-state", "live");
        chromium.forgetComplaints();
    }

    @Test
    void whatIsNotCountedSaysSoAndWhatToDo() {
        open("/?" + WEEK + "&to=2020-01-31");
        assertThat(card("Where they come from")).containsText("There is nothing for 2020-01-25 to 2020-01-31.");
        assertThat(card("Where they come from")).containsText("./rollcall reconcile");
    }

    @Test
    void retentionShowsThePlantedCohorts() {
        open("/?view=retention&" + WEEK);
        Locator cohorts = card("By cohort");
        // Of the three of the first day only the second comes on the next, and all on the one after.
        assertThat(cohorts.locator(cellOf(today.minusDays(6), "1"))).hasText("33.3%");
        assertThat(cohorts.locator(cellOf(today.minusDays(6), "2"))).hasText("100.0%");
        assertThat(cohorts.locator(cellOf(today.minusDays(5), "1"))).hasText("66.7%");
        assertThat(cohorts.locator(cellOf(today.minusDays(3), "3"))).hasText("not known yet");
        card("Over all cohorts").locator("summary").click();
        assertThat(card("Over all cohorts").locator("tbody tr").first()).containsText("50.0%");
    }

    @Test
    void theFunnelShowsHowFarThePlantedProfilesGetAndItsStepsAreChosen() {
        open("/?view=funnel&" + WEEK);
        Locator day = card("The latest day");
        assertThat(day.locator("tr[data-row='1']")).containsText("10");
        assertThat(day.locator("tr[data-row='2']")).containsText("90.0%");
        assertThat(day.locator("tr[data-row='3']")).containsText("50.0%");
        assertThat(cell(section("By platform"), "tv", "first")).hasText("10");
        assertThat(cell(section("By platform"), "tv", "step-2")).hasText("90.0%");
        assertThat(cell(section("By platform"), "tv", "step-3")).hasText("50.0%");

        page.getByLabel("Leave out step 2, browse").click();
        assertThat(page).hasURL(Pattern.compile("steps=app_start,play"));
        assertThat(card("The latest day").locator("tr[data-row='2']")).containsText("60.0%");
        assertThat(cell(section("By platform"), "tv", "step-2")).hasText("60.0%");
    }

    @Test
    void theOtherViewsShowThePlantedFigures() {
        open("/?view=engagement&" + WEEK);
        assertThat(behind("Sessions", today.minusDays(1), "sessions")).hasText("10");
        assertThat(cell(section("What they use"), "browse", "share")).hasText("90.0%");

        open("/?view=paths&" + WEEK);
        assertThat(card("Paths").locator("tbody tr").first()).containsText("app_start › browse › play");
        assertThat(card("Paths").locator("tbody tr").first()).containsText("50.0%");

        open("/?view=content&" + WEEK);
        assertThat(card("Titles").locator("tbody tr").first().locator("[data-column=hours_viewed]"))
                .hasText("5.0");

        open("/?view=playback&by=cdn&" + WEEK);
        assertThat(behind("Plays that fail", today.minusDays(1), "vsf_rate")).hasText("16.67%");
        assertThat(cell(section("Where"), "edge-b", "vsf_rate")).hasText("100%");

        open("/?view=revenue&" + WEEK);
        assertThat(cell(section("On the latest day"), "USD", "mrr_minor")).hasText("$9.99");
        assertThat(behind("What moved", today.minusDays(6), "new_mrr")).hasText("$9.99");

        open("/?view=markets&" + WEEK);
        assertThat(cell(section("Markets"), "US", "share")).hasText("60.0%");
    }

    @Test
    void anExperimentIsComparedAndAnUnknownOneSaysWhatToDo() {
        open("/?view=experiments&" + WEEK);
        assertThat(cell(section("Experiments seen"), "row", "variants")).hasText("2");
        cell(section("Experiments seen"), "row", "experiment").locator("a").click();
        assertThat(page).hasURL(Pattern.compile("experiment=row"));
        assertThat(card("May it be believed")).containsText("as meant");

        open("/?view=experiments&" + WEEK);
        page.getByLabel("Experiment", new Page.GetByLabelOptions().setExact(true))
                .fill("row");
        page.getByText("Compare", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page).hasURL(Pattern.compile("experiment=row"));
        // Nobody of the control has played, and all of the treatment have.
        assertThat(card("May it be believed")).containsText("as meant");
        assertThat(cell(section("How the variants differ"), "plays treatment", "verdict"))
                .not()
                .isEmpty();

        open("/?view=experiments&experiment=none-such&" + WEEK);
        assertThat(card("How the variants differ")).containsText("Is the key spelled as in the events?");
        chromium.forgetComplaints();
    }

    @Test
    void trustHoldsLiveAgainstExact() {
        open("/?view=trust&" + WEEK);
        assertThat(card("The last run")).containsText("done");
        assertThat(card("How old the sources are")).containsText("Archive lag");
        assertThat(cell(section("Where the differences came from"), "dau", "unexplained"))
                .hasText("0");
        assertThat(cell(section("By region"), "US", "held")).hasText("100.0%");
    }

    @Test
    void trustShowsWhatClientsSendAndWhatWasRefused() throws Exception {
        open("/?view=trust&" + WEEK);
        String quality = section("Data quality");
        assertThat(cell(quality, "web", "rejected")).hasText("3");
        assertThat(cell(quality, "web", "refused")).hasText("100%");
        assertThat(cell(quality, "tv", "refused")).hasText("0%");
        assertThat(cell(quality, "tv", "noSession")).hasText("100%");
        card("Data quality").getByText("Version").first().click();
        assertThat(page).hasURL(Pattern.compile("by=app_version"));
        assertThat(cell(quality, "web/9.9.1", "rejected")).hasText("2");
        assertThat(cell(quality, "web/9.9.0", "id")).hasText("Web 9.9.0");
        assertThat(behind("What is wrong with what comes in", today, "rejected"))
                .hasText(Pattern.compile("\\d.*%"));

        Locator refused = card("Refused events");
        assertThat(cell(section("Refused events"), "0", "reason")).hasText("missing_field");
        assertThat(cell(section("Refused events"), "0", "app_version")).hasText("9.9.1");
        assertThat(cell(section("Refused events"), "0", "events")).hasText("2");
        assertThat(refused.locator("article").first()).containsText("event_name");
        assertThat(refused.locator("article pre").first()).containsText("\"app_version\": \"9.9.1\"");
        Download file = page.waitForDownload(() -> refused.getByText("CSV").click());
        assertThat(Files.readString(file.path())).contains("missing_field,loopback,web,9.9.1,2,0,");
    }

    /** Where query-api stands alone, another server than the gateway answers, or none: the card says so, and the others go on. */
    @ParameterizedTest
    @CsvSource({"404, does not lead to one", "401, only to who has a read token"})
    void wherePageAndGatewayAreApartTheCardSaysWhatToDo(int status, String says) {
        page.route(
                "**/v1/rejected*",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setStatus(status)
                        .setContentType("application/problem+json")
                        .setBody("{\"code\":\"not_found\",\"detail\":\"nothing is here\"}")));
        open("/?view=trust&" + WEEK);
        assertThat(card("Refused events")).containsText(says);
        assertThat(cell(section("Data quality"), "web", "rejected")).hasText("3");
        chromium.forgetComplaints();
    }

    @Test
    void whoStartsSeesTheirFirstEventArrive() throws Exception {
        open("/?view=start");
        String snippet = page.locator("pre[aria-label=curl]").innerText();
        assertThat(snippet).contains("curl -i " + rollcall.url() + "/v1/events");
        assertThat(card("Your event")).containsText("Waiting for your first event");
        long profile = Long.parseLong(snippet.replaceAll("(?s).*\"profile_id\": (\\d+).*", "$1"));

        rollcall.post(plays(profile, "SE"));

        assertThat(card("Your event")).containsText("It has arrived.");
        assertThat(card("Your event")).containsText("SE Sweden");
    }

    @ParameterizedTest
    @ValueSource(ints = {1440, 390})
    void everyViewFitsIsFreeOfFaultsForThoseWhoSeeLittleAndIsPictured(int width) {
        page.setViewportSize(width, 900);
        page.navigate("/");
        List<String> views = page.locator("#views a").all().stream()
                .map(link -> link.getAttribute("href"))
                .toList();
        assertThat(views).hasSize(12);
        for (String view : views) {
            String name = view.equals("/") ? "overview" : view.replaceAll(".*view=", "");
            open("/?view=" + name + "&experiment=row&" + WEEK);
            assertThat(page.locator("main > *").first()).isVisible();
            assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
                    .as("the width of %s", name)
                    .isLessThanOrEqualTo(width);
            picture(name, width, ColorScheme.LIGHT);
            assertThat(Chromium.accessibilityFaults(page)).as("%s, light", name).isEmpty();
            picture(name, width, ColorScheme.DARK);
            assertThat(Chromium.contrastFaults(page)).as("%s, dark", name).isEmpty();
        }
    }

    private void picture(String view, int width, ColorScheme scheme) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        String file = "%s-%d-%s.png".formatted(view, width, scheme.name().toLowerCase(Locale.ROOT));
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of("target", "screenshots", file)));
    }

    private void open(String address) {
        page.navigate(address);
        assertThat(page.locator("main [aria-busy=true]")).hasCount(0);
    }

    private void hide(boolean hidden) {
        page.evaluate(
                "hidden => { Object.defineProperty(document, 'hidden', {configurable: true, get: () => hidden});"
                        + " document.dispatchEvent(new Event('visibilitychange')); }",
                hidden);
    }

    private static String section(String card) {
        return "section[aria-label='" + card + "']";
    }

    private Locator card(String name) {
        return page.locator(section(name));
    }

    private static String cellOf(LocalDate dt, String column) {
        return "tr[data-row='" + dt + "'] [data-column='" + column + "']";
    }

    private Locator tile(String title) {
        return page.locator(
                        ".tile",
                        new Page.LocatorOptions()
                                .setHas(page.locator("dt", new Page.LocatorOptions().setHasText(title))))
                .locator(".figure");
    }

    private Locator cell(String within, String row, String column) {
        return page.locator(within + " tr[data-row='" + row + "'] [data-column='" + column + "']");
    }

    /** A cell of the table behind a chart. */
    private Locator behind(String card, LocalDate dt, String column) {
        card(card).locator("summary").click();
        return cell(section(card), dt.toString(), column);
    }

    private static String plays(long profile, String region) {
        return """
            {"profile_id": %d, "event_name": "play", "event_time": "%s", "region": "%s", "duration_sec": 60}\
            """.formatted(profile, Instant.now(), region);
    }
}
