package io.rollcall.standalone;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions.HasAttributeOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import io.rollcall.event.testkit.Today;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page as a person sees it: a real browser before the running system. */
class PageIT {
    private static final Duration WHOLE_TEST = Duration.ofMinutes(3);
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final double PATIENCE_MILLIS = 60_000;

    @TempDir
    Path dir = Path.of("");

    @Test
    void theFiguresMoveAsEventsComeIn() throws Exception {
        assumeTrue(Files.isExecutable(CHROMIUM), "no browser at " + CHROMIUM + " (Debian: apt install chromium)");
        // The page shows the day that it is, and what was posted on the one before is not in it.
        Today.lasting(WHOLE_TEST);
        try (RunningRollcall rollcall = RunningRollcall.up(dir.resolve("data"));
                Playwright playwright = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                Browser browser = playwright
                        .chromium()
                        .launch(new LaunchOptions().setExecutablePath(CHROMIUM).setArgs(List.of("--no-sandbox")))) {
            Page page = browser.newPage();
            page.navigate(rollcall.url() + "/");
            assertThat(page.locator("body"))
                    .hasAttribute("data-state", "live", new HasAttributeOptions().setTimeout(PATIENCE_MILLIS));

            rollcall.post(plays(1, "US"));
            shows(page, "#dau", "1");
            shows(page, "#plays", "1");

            rollcall.post(plays(2, "BR"));
            rollcall.post(plays(3, "BR"));
            shows(page, "#dau", "3");
            assertThat(page.locator("#regions tr")).hasCount(2);
            assertThat(page.locator("#regions tr").first()).containsText("BR");
            rollcall.stop();
        }
    }

    private static void shows(Page page, String selector, String text) {
        assertThat(page.locator(selector)).hasText(text, new HasTextOptions().setTimeout(PATIENCE_MILLIS));
    }

    private static String plays(long profile, String region) {
        return """
                {"profile_id": %d, "event_name": "play", "event_time": "%s", "region": "%s", "duration_sec": 60}""".formatted(profile, Instant.now(), region);
    }
}
