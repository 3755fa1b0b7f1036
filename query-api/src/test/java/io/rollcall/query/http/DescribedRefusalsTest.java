package io.rollcall.query.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.rollcall.access.testkit.DescribedAnswers;
import io.rollcall.query.TestRedis;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every answer of {@code /q/openapi} that only a service without keys gives is given to somebody who comes through a proxy. */
@QuarkusTest
@QuarkusTestResource(TestRedis.class)
class DescribedRefusalsTest {
    @Test
    void whoIsNotOfThisMachineIsRefusedAsItIsDescribed() {
        DescribedAnswers answers =
                new DescribedAnswers(given().get("/q/openapi?format=json").asString());
        TreeSet<String> forbidden = new TreeSet<>(answers.all().stream()
                .filter(answer -> answer.contains(" 403 "))
                .toList());
        for (String one : forbidden) {
            String[] parts = one.split(" ", 4);
            Response response = given().header("X-Forwarded-For", "192.0.2.60")
                    .contentType("text/plain")
                    .request(parts[0], parts[1].replaceAll("\\{[^}]*}", "1"));
            answers.give(
                    parts[0] + ' ' + parts[1] + ' ' + parts[2],
                    response.statusCode(),
                    response.contentType(),
                    response.asString());
        }
        assertThat(answers.given()).isEqualTo(forbidden).hasSizeGreaterThan(6);
    }
}
