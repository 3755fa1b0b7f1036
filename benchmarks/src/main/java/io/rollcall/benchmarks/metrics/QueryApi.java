package io.rollcall.benchmarks.metrics;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.benchmarks.machine.CannotMeasureException;
import io.rollcall.benchmarks.machine.ChildProcess;
import io.rollcall.benchmarks.machine.Repository;
import io.rollcall.benchmarks.machine.Scratch;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** The query API over a lake, in a process of its own. */
final class QueryApi implements AutoCloseable {
    private static final Pattern PORT = Pattern.compile("Listening on: http://[^ ]*:(\\d+)");
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int OK = 200;

    private final ChildProcess process;
    private final String url;
    private final HttpClient http = HttpClient.newHttpClient();

    private QueryApi(ChildProcess process) {
        this.process = process;
        this.url = "http://127.0.0.1:" + process.await(PORT, PATIENCE);
    }

    static QueryApi start(Repository repository, Scratch scratch, String redis, Path lake, long memoryMib) {
        return new QueryApi(ChildProcess.start(
                "the query API",
                scratch.file("query-api.log"),
                List.of(
                        Repository.java(),
                        "-Xmx512m",
                        "-Dquarkus.http.port=0",
                        "-Dquarkus.redis.hosts=" + redis,
                        "-Drollcall.lake.directory=" + lake,
                        "-Drollcall.lake.engine.memory=" + memoryMib + "M",
                        "-Drollcall.lake.engine.threads=2",
                        "-jar",
                        repository.queryApiJar().toString())));
    }

    /** The body of an answer. */
    String ask(String path) {
        HttpRequest question =
                HttpRequest.newBuilder(URI.create(url + path)).timeout(TIMEOUT).build();
        try {
            HttpResponse<String> answer = http.send(question, BodyHandlers.ofString());
            if (answer.statusCode() != OK) {
                throw new CannotMeasureException(path + " answered " + answer.statusCode() + ": " + answer.body());
            }
            return answer.body();
        } catch (IOException unanswered) {
            throw new CannotMeasureException(path + " was not answered: " + unanswered, unanswered);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CannotMeasureException("interrupted", interrupted);
        }
    }

    /** The number of rows that an answer has. */
    static int rows(String answer) {
        try {
            return JSON.readTree(answer).path("rows").size();
        } catch (IOException notJson) {
            throw new CannotMeasureException("not JSON: " + answer, notJson);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
