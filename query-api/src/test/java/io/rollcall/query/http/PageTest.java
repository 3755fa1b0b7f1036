package io.rollcall.query.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rollcall.query.TestRedis;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestRedis.class)
class PageTest {
    @ParameterizedTest
    @ValueSource(strings = {"/", "/index.html"})
    void thePageMayLoadNothingButItsOwnFiles(String address) {
        given().get(address)
                .then()
                .statusCode(200)
                .contentType(containsString("text/html"))
                .header("Content-Security-Policy", containsString("default-src 'none'; script-src 'self'"))
                .header("X-Content-Type-Options", "nosniff");
    }

    @Test
    void everyFileThatThePageNamesIsThereAndNothingIsInline() {
        String page = given().get("/").asString();
        List<String> files = Pattern.compile("(?:src|href)=\"(/rollcall[^\"]*)\"")
                .matcher(page)
                .results()
                .map((MatchResult match) -> match.group(1))
                .distinct()
                .toList();
        assertThat(files).contains("/rollcall.js", "/rollcall.css");
        files.forEach(file -> given().get(file).then().statusCode(200));
        assertThat(page).doesNotContain("style=", "onclick=", "http://", "https://");
    }
}
