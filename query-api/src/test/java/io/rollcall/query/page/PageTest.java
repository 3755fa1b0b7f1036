package io.rollcall.query.page;

import static io.restassured.RestAssured.given;
import static io.restassured.config.DecoderConfig.decoderConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.runtime.util.ClassPathUtils;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.rollcall.query.TestRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestRedis.class)
class PageTest {
    private static final int ALL_CODE_AND_STYLES_BYTES = 100 * 1024;
    private static final Pattern NAMED = Pattern.compile("(?:src|href)=\"(/page/[^\"]*)\"");
    private static final Pattern PRELOADED = Pattern.compile("rel=\"modulepreload\" href=\"([^\"]+)\"");
    private static final Pattern IMPORTED = Pattern.compile("from \"(\\.[^\"]+)\";");
    private static final Pattern IMPORTED_LATER = Pattern.compile("import\\(\"(\\.[^\"]+)\"\\)");

    @ParameterizedTest
    @ValueSource(strings = {"/", "/index.html"})
    void thePageMayLoadNothingButItsOwnFiles(String address) {
        given().get(address)
                .then()
                .statusCode(200)
                .contentType(containsString("text/html"))
                .header("Content-Security-Policy", containsString("default-src 'none'; script-src 'self'"))
                .header("X-Content-Type-Options", "nosniff")
                .header("Cache-Control", "no-cache");
    }

    @Test
    void everyFileThatThePageNeedsIsThereAndIsKeptForGoodAndNothingIsInline() {
        Map<String, Response> files = filesOfThePage();
        assertThat(files.keySet())
                .anyMatch(address -> address.endsWith("/app.js"))
                .anyMatch(address -> address.endsWith("/uplot/uPlot.iife.min.js"))
                .anyMatch(address -> address.endsWith("/views/overview/now.js"));
        assertThat(files.values())
                .allSatisfy(file -> file.then()
                        .statusCode(200)
                        .header("Cache-Control", containsString("immutable"))
                        .header("X-Content-Type-Options", "nosniff"));
        assertThat(given().get("/").asString())
                .doesNotContain("style=", "onclick=", "http://", "https://", "{version}");
    }

    /** A browser that learns of a module from the one that imports it waits a round trip for each step of the way. */
    @Test
    void whatTheFirstViewNeedsIsNamedByThePageItselfAndNothingElse() {
        List<String> preloaded = found(PRELOADED, given().get("/").asString()).toList();
        Set<String> needed = new HashSet<>();
        preloaded.forEach(module ->
                found(IMPORTED, given().get(module).asString()).forEach(name -> needed.add(resolved(module, name))));

        assertThat(preloaded)
                .doesNotHaveDuplicates()
                .filteredOn(module -> !module.endsWith("/app.js") && !module.endsWith("/views/overview.js"))
                .containsAll(needed.stream()
                        .filter(module -> !module.endsWith("/views/overview.js"))
                        .toList())
                .isSubsetOf(needed);
        assertThat(preloaded)
                .anyMatch(module -> module.endsWith("/views/overview.js"))
                .noneMatch(module -> module.endsWith("/views/trust.js"));
    }

    @Test
    void thereIsNoModuleThatNobodyImports() throws IOException {
        List<String> written = new ArrayList<>();
        ClassPathUtils.consumeAsPaths(PageTest.class.getClassLoader(), "page", root -> {
            try (Stream<Path> files = Files.walk(root)) {
                files.map(file -> root.relativize(file).toString())
                        .filter(name -> name.endsWith(".js"))
                        .forEach(written::add);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        });

        assertThat(filesOfThePage().keySet())
                .map(address -> address.replaceFirst("/page/[0-9a-f]+/", ""))
                .containsAll(written);
    }

    @Test
    void allCodeAndStylesTogetherAreSmall() {
        int bytes = 0;
        for (String address : filesOfThePage().keySet()) {
            bytes += given().config(
                            RestAssured.config().decoderConfig(decoderConfig().noContentDecoders()))
                    .header("Accept-Encoding", "gzip")
                    .get(address)
                    .then()
                    .header("Content-Encoding", "gzip")
                    .extract()
                    .asByteArray()
                    .length;
        }
        assertThat(bytes).isPositive().isLessThanOrEqualTo(ALL_CODE_AND_STYLES_BYTES);
    }

    @Test
    void aBrowserThatUnpacksNothingGetsTheFilesAsTheyAre() {
        given().config(RestAssured.config().decoderConfig(decoderConfig().noContentDecoders()))
                .header("Accept-Encoding", "identity")
                .get("/")
                .then()
                .statusCode(200)
                .header("Content-Encoding", (String) null)
                .body(containsString("<!doctype html>"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/page/000000000000/app.js", "/page/", "/page/x/../../application.properties"})
    void aFileOfAnotherVersionOrElsewhereIsNotThere(String address) {
        given().urlEncodingEnabled(false).get(address).then().statusCode(404);
    }

    /** Those that the page names, and all modules that these import. */
    private static Map<String, Response> filesOfThePage() {
        Map<String, Response> files = new LinkedHashMap<>();
        Deque<String> toRead = new ArrayDeque<>();
        found(NAMED, given().get("/").asString()).forEach(toRead::add);
        while (!toRead.isEmpty()) {
            String address = toRead.remove();
            if (!files.containsKey(address)) {
                Response file = given().get(address);
                files.put(address, file);
                importsOf(address, file).forEach(toRead::add);
            }
        }
        return files;
    }

    private static Stream<String> importsOf(String address, Response file) {
        return address.endsWith(".js") && !address.contains("/uplot/")
                ? Stream.of(IMPORTED, IMPORTED_LATER)
                        .flatMap(pattern -> found(pattern, file.asString()))
                        .map(name -> resolved(address, name))
                : Stream.empty();
    }

    private static String resolved(String address, String name) {
        return URI.create(address).resolve(name).toString();
    }

    private static Stream<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map((MatchResult match) -> match.group(1));
    }
}
