package io.rollcall.standalone.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.standalone.client.JsonEndpoint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** Asks a service how it is, and reads what it measures. */
final class ServiceExam {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** A Date has seconds, and the answer took a while. */
    private static final Duration CLOCKS_APART = Duration.ofSeconds(5);

    private final HttpClient http;
    private final URI base;
    private final InstantSource time;

    /**
     * @param tls whom to trust, and who asks
     * @throws IllegalArgumentException when the text is no URL of a server
     */
    ServiceExam(String url, SSLContext tls, InstantSource time) {
        base = JsonEndpoint.base(url);
        this.time = time;
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(TIMEOUT)
                .sslContext(tls)
                .build();
    }

    List<Finding> findings() throws InterruptedException {
        String where = base.getAuthority();
        try {
            HttpResponse<String> ready = get("q/health/ready");
            List<Finding> found = new ArrayList<>(readiness(where, ready.body()));
            clock(ready).ifPresent(found::add);
            found.addAll(tls(where, ready));
            HttpResponse<String> metrics = get("q/metrics");
            if (metrics.statusCode() == 200) {
                found.addAll(new MetricsExam(where, MetricsPage.parse(metrics.body())).findings(time.instant()));
            } else {
                found.add(Finding.fault(
                        where,
                        "/q/metrics is answered " + metrics.statusCode(),
                        "is this the address of a service, or of what stands before it?"));
            }
            return found;
        } catch (SSLException refused) {
            return List.of(Finding.fault(
                    where,
                    "TLS fails (" + refused.getMessage() + ")",
                    "--ca names the authority's certificate, --certificate ours"));
        } catch (IOException unreachable) {
            return List.of(Finding.fault(
                    where,
                    "nobody answers (" + unreachable + ")",
                    "start the service, or name its address with --url"));
        }
    }

    private List<Finding> tls(String where, HttpResponse<String> response) {
        Optional<SSLSession> session = response.sslSession();
        if (session.isEmpty()) {
            return TlsExam.ofPlain(where, base.getHost(), "keys and events");
        }
        try {
            return TlsExam.ofCertificates(where, session.get().getPeerCertificates(), time.instant());
        } catch (SSLPeerUnverifiedException unverified) {
            return List.of();
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(base.resolve(path)).timeout(TIMEOUT).build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** Each check that is down, in its own words. */
    static List<Finding> readiness(String where, String body) {
        List<Finding> found = new ArrayList<>();
        try {
            JsonNode answer = JSON.readTree(body);
            if (!answer.path("checks").isArray()) {
                throw new IllegalArgumentException("no checks");
            }
            for (JsonNode check : answer.path("checks")) {
                if (!"UP".equals(check.path("status").asText())) {
                    found.add(Finding.fault(
                            where,
                            check.path("name").asText() + " is not ready"
                                    + check.path("data").properties().stream()
                                            .map(entry -> "; " + entry.getKey() + ": "
                                                    + entry.getValue().asText())
                                            .collect(Collectors.joining()),
                            "it says what it waits for; docs/guides/operate.md has the reasons"));
                }
            }
        } catch (JsonProcessingException | IllegalArgumentException notOurs) {
            found.add(Finding.fault(
                    where,
                    "/q/health/ready is no report of health",
                    "is this the address of a service, or of what stands before it?"));
        }
        return found;
    }

    private Optional<Finding> clock(HttpResponse<String> response) {
        return response.headers().firstValue("Date").flatMap(date -> {
            try {
                Instant there = DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from);
                return Clocks.apart(base.getAuthority(), there, time.instant(), CLOCKS_APART);
            } catch (DateTimeException unreadable) {
                return Optional.empty();
            }
        });
    }
}
