package io.rollcall.benchmarks.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import io.rollcall.benchmarks.machine.CannotMeasureException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A Chromium, of which each look has a window with nothing kept. */
final class Browsers implements AutoCloseable {
    private static final double PATIENCE_MILLIS = 60_000;

    /** Asked at each frame that the browser paints: some 16 ms. */
    private static final String FULL = """
            () => document.querySelectorAll("[aria-busy]").length > 0
                && document.querySelector("[aria-busy='true']") === null
                && performance.getEntriesByName("first-contentful-paint").length > 0
                ? performance.now() : false
            """;

    private final Playwright playwright;
    private final Browser browser;

    private Browsers(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    static Browsers launch(Path program) {
        if (!Files.isExecutable(program)) {
            throw new CannotMeasureException(
                    "no browser at " + program + "; on Debian: apt install chromium, or say --browser");
        }
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        return new Browsers(
                playwright,
                playwright
                        .chromium()
                        .launch(new LaunchOptions().setExecutablePath(program).setArgs(List.of("--no-sandbox"))));
    }

    Look look(String url) {
        try (BrowserContext context = browser.newContext(
                new Browser.NewContextOptions().setBaseURL(url).setViewportSize(1440, 900))) {
            context.setDefaultTimeout(PATIENCE_MILLIS);
            Page page = context.newPage();
            page.navigate("/");
            double full = millis(page.waitForFunction(FULL).jsonValue());
            double paint =
                    millis(page.evaluate("() => performance.getEntriesByName('first-contentful-paint')[0].startTime"));
            List<?> asked = (List<?>) page.evaluate("""
                    () => performance.getEntriesByType("resource")
                        .map(({ name }) => name)
                        .filter((name) => name.includes("/v1/metrics/"))
                    """);
            return new Look(paint, full, asked.stream().map(String::valueOf).toList());
        } catch (PlaywrightException failed) {
            throw new CannotMeasureException("the page did not come to stand: " + failed.getMessage(), failed);
        }
    }

    private static double millis(Object number) {
        return ((Number) number).doubleValue();
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
