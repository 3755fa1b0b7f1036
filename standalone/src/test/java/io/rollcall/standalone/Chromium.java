package io.rollcall.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/** A real browser, and what its console complains about: errors of scripts, and what the Content-Security-Policy forbids. */
final class Chromium implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/bin/chromium");
    private static final double PATIENCE_MILLIS = 30_000;

    private static final String AXE = axe();

    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** Skips the tests where there is none. */
    static Chromium launch() {
        assumeTrue(Files.isExecutable(PROGRAM), "no browser at " + PROGRAM + " (Debian: apt install chromium)");
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        return new Chromium(
                playwright,
                playwright
                        .chromium()
                        .launch(new LaunchOptions().setExecutablePath(PROGRAM).setArgs(List.of("--no-sandbox"))));
    }

    /** A wide, light window with a clipboard and a history of its own. */
    Page window(String url) {
        BrowserContext context = browser.newContext(new NewContextOptions()
                .setBaseURL(url)
                .setViewportSize(1440, 900)
                .setColorScheme(ColorScheme.LIGHT)
                .setLocale("en-US")
                .setReducedMotion(ReducedMotion.REDUCE)
                .setPermissions(List.of("clipboard-read", "clipboard-write")));
        context.setDefaultTimeout(PATIENCE_MILLIS);
        Page page = context.newPage();
        page.onConsoleMessage(this::hear);
        page.onPageError(complaints::add);
        return page;
    }

    private void hear(ConsoleMessage message) {
        // The page asks again where the server says that it is busy, which the browser notes all the same.
        boolean isBusy = message.text().contains("503");
        if (message.type().equals("error") && !isBusy) {
            complaints.add(message.text() + " at " + message.location());
        }
    }

    /** What axe-core finds to be in the way of those who do not see the page, or not well. */
    static List<String> accessibilityFaults(Page page) {
        page.evaluate(AXE);
        return faults(page, Map.of());
    }

    /** The same once more when nothing but the colours has changed. */
    static List<String> contrastFaults(Page page) {
        return faults(page, Map.of("runOnly", List.of("color-contrast")));
    }

    private static List<String> faults(Page page, Map<String, Object> options) {
        Object found = page.evaluate("""
                async (options) => {
                  const { violations } = await axe.run(document, options);
                  return violations
                    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join("\\n")}`);
                }
                """, options);
        return ((List<?>) found).stream().map(String::valueOf).toList();
    }

    private static String axe() {
        try (InputStream script = Objects.requireNonNull(Chromium.class.getResourceAsStream("/axe.min.js"))) {
            return new String(script.readAllBytes(), UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    void complainedOfNothing() {
        assertThat(complaints).isEmpty();
    }

    /** What a test brought about on purpose, as a broken connection, is no complaint. */
    void forgetComplaints() {
        complaints.clear();
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
