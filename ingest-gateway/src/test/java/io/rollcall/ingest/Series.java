package io.rollcall.ingest;

import static io.restassured.RestAssured.given;

import java.util.stream.DoubleStream;

/** What the running gateway says at {@code /q/metrics}. */
final class Series {
    private Series() {}

    /** The value of the one series of that name and these labels. */
    static double value(String series) {
        return startingWith(series + " ").findFirst().orElseThrow(() -> new AssertionError("no series " + series));
    }

    /** The sum over all series that begin so; 0 when there is none. */
    static double sum(String beginning) {
        return startingWith(beginning).sum();
    }

    private static DoubleStream startingWith(String beginning) {
        return given().get("/q/metrics")
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .lines()
                .filter(line -> line.startsWith(beginning))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))));
    }
}
