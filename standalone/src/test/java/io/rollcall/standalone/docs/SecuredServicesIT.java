package io.rollcall.standalone.docs;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.embedded.CertificateAuthority;
import io.rollcall.embedded.CertificateAuthority.Issued;
import io.rollcall.embedded.EmbeddedRedis;
import io.rollcall.embedded.RedisBinary;
import io.rollcall.log.testkit.SecuredKafka;
import io.rollcall.standalone.doctor.DoctorCommand;
import io.rollcall.standalone.faults.Deployment;
import io.rollcall.standalone.faults.ServerProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * The lines of security.md start the four services: refused at first, each says why and goes on by itself once it has
 * its password and its rights; then an event goes through.
 */
class SecuredServicesIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> SERVICES = List.of("ingest-gateway", "rollup-worker", "lakehouse", "query-api");

    /** A service that Kafka refuses says so once for each reason, however often it tries again, and never with a trace. */
    private static final int MOST_WARNINGS = 6;

    private final Map<String, ServerProcess> processes = new LinkedHashMap<>();
    private final Map<String, Integer> ports = new HashMap<>();

    @TempDir
    Path dir = Path.of("");

    private CertificateAuthority authority;
    private SecuredKafka kafka;
    private EmbeddedRedis redis;
    private int redisPort;

    @BeforeEach
    void startTheServers() {
        authority = CertificateAuthority.in(dir.resolve("tls"));
        for (String user : List.of("gateway", "worker", "lakehouse", "query-api", "browser")) {
            authority.issue(user, "dns:localhost", "ip:127.0.0.1");
        }
        kafka = SecuredKafka.start(dir.resolve("kafka"), authority, Map.of("lakehouse", "SECRET"));
        redis = redisWithTls();
    }

    @AfterEach
    void stopTheServers() {
        processes.values().forEach(ServerProcess::kill);
        kafka.close();
        redis.close();
    }

    /** It asks for certificates, and nobody but this test is known to it. */
    private EmbeddedRedis redisWithTls() {
        Issued server = authority.issue("redis", "dns:localhost", "ip:127.0.0.1");
        redisPort = Deployment.freePort();
        Path data = dir.resolve("redis");
        return EmbeddedRedis.start(
                data,
                0,
                RedisBinary.installed().orElseGet(() -> RedisBinary.bundled(data)),
                List.of(
                        "--tls-port", Integer.toString(redisPort),
                        "--tls-cert-file", server.certificate().toString(),
                        "--tls-key-file", server.key().toString(),
                        "--tls-ca-cert-file", authority.certificate().toString(),
                        "--tls-auth-clients", "yes"));
    }

    @Test
    void theFourServicesSayWhyTheyAreRefusedAndThenWork() throws Exception {
        Page page = Page.named("guides/security.md");
        Map<String, String> byPassword = settings(page, "## Kafka by password");
        start("ingest-gateway", byPassword, requiringCertificates(page));
        start("rollup-worker", settings(page, "## Kafka by certificate"), settings(page, "## Redis"), http(page));
        start("lakehouse", asPlainUser(byPassword), settings(page, "## Redis"), http(page), lake());
        start("query-api", settings(page, "## Redis"), http(page), lake());
        isRefused("ingest-gateway", "Kafka does not take our user and password");
        isRefused("rollup-worker", "Kafka does not allow our user what it needs on the topic");
        isRefused("lakehouse", "Kafka does not allow our user what it needs on the topic");
        isRefused("query-api", "WRONGPASS");

        KafkaCommands commands = new KafkaCommands(kafka.open());
        commands.makeTopics();
        commands.giveRights();
        kafka.user("gateway", "SECRET");
        kafka.user("doctor", "SECRET");
        for (String user : page.section("## Redis").stream()
                .map(String::strip)
                .filter(line -> line.startsWith("user ") && !line.startsWith("user default"))
                .toList()) {
            assertThat(tellRedis("ACL SETUSER " + user.substring("user ".length())))
                    .isEqualTo("+OK");
        }
        for (String service : SERVICES) {
            await(service)
                    .atMost(Deployment.PATIENCE)
                    .until(() -> ready(service).statusCode() == 200);
        }
        oneEventGoesThrough();
        whoShowsNoCertificateIsNotLetIn();
        theDoctorFindsItSound();
        for (String service : SERVICES) {
            List<String> said = Files.readAllLines(log(service));
            assertThat(said).as(service).noneMatch(line -> line.startsWith("\tat "));
            assertThat(said.stream().filter(line -> line.matches(".*(WARN|ERROR) +\\[io\\.rollcall.*Kafka.*")))
                    .as(service)
                    .hasSizeLessThanOrEqualTo(MOST_WARNINGS);
        }
    }

    private void isRefused(String service, String sentence) {
        await(service).atMost(Deployment.PATIENCE).untilAsserted(() -> {
            assertThat(Objects.requireNonNull(processes.get(service)).isAlive())
                    .as(Files.readString(log(service)))
                    .isTrue();
            HttpResponse<String> ready = ready(service);
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body()).contains(sentence);
        });
    }

    private void oneEventGoesThrough() throws Exception {
        String event = "{\"profile_id\": 1, \"event_name\": \"app_start\", \"event_time\": \"%s\", \"region\": \"BR\"}"
                .formatted(Instant.now());
        HttpRequest post = HttpRequest.newBuilder(address("ingest-gateway", "/v1/events"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(event))
                .build();
        assertThat(certified().send(post, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(202);
        await("counted").atMost(Deployment.PATIENCE).untilAsserted(() -> {
            JsonNode answer = JSON.readTree(get(certified(), address("query-api", "/v1/metrics/dau?region=BR"))
                    .body());
            assertThat(answer.path("rows").path(0).path("value").asInt()).isEqualTo(1);
        });
    }

    private void whoShowsNoCertificateIsNotLetIn() {
        HttpClient stranger =
                HttpClient.newBuilder().sslContext(authority.trusting()).build();
        assertThatThrownBy(() -> get(stranger, address("ingest-gateway", "/q/health/live")))
                .isInstanceOfAny(SSLException.class, IOException.class);
    }

    /** With rights and a certificate of its own, as the page says. */
    private void theDoctorFindsItSound() throws IOException {
        List<String> settings = kafka.byScram("doctor", "SECRET").entrySet().stream()
                .map(setting -> setting.getKey() + '=' + setting.getValue())
                .toList();
        List<String> words =
                new ArrayList<>(List.of("--ca", authority.certificate().toString()));
        words.addAll(List.of("--certificate", authority.issue("doctor").both().toString()));
        words.addAll(List.of("--kafka", bootstrap(kafka.byScram("", ""))));
        words.addAll(List.of(
                "--kafka-config",
                Files.write(dir.resolve("doctor.properties"), settings).toString()));
        words.addAll(List.of("--redis", "rediss://doctor:SECRET@localhost:" + redisPort));
        for (String service : SERVICES) {
            words.addAll(List.of("--url", "https://localhost:" + ports.get(service)));
        }
        StringWriter said = new StringWriter();
        int exitCode = new CommandLine(new DoctorCommand())
                .setOut(new PrintWriter(said))
                .execute(words.toArray(String[]::new));
        assertThat(exitCode).as(said.toString()).isZero();
        assertThat(said.toString()).endsWith("No fault was found." + System.lineSeparator());
    }

    private HttpResponse<String> ready(String service) throws InterruptedException {
        try {
            return get(certified(), address(service, "/q/health/ready"));
        } catch (IOException notYet) {
            throw new AssertionError(service + " does not answer", notYet);
        }
    }

    private HttpClient certified() {
        return HttpClient.newBuilder().sslContext(authority.of("browser")).build();
    }

    private static HttpResponse<String> get(HttpClient http, URI address) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI address(String service, String path) {
        return URI.create("https://localhost:" + ports.get(service) + path);
    }

    private Path log(String service) {
        return dir.resolve(service + ".log");
    }

    @SafeVarargs
    private void start(String service, Map<String, String>... settings) {
        String user = service.replace("ingest-", "").replace("rollup-", "");
        int port = Deployment.freePort();
        ports.put(service, port);
        Map<String, String> environment = new HashMap<>();
        for (Map<String, String> some : settings) {
            some.forEach((name, value) -> environment.put(name, forUser(user, value)));
        }
        environment.put("QUARKUS_HTTP_SSL_PORT", Integer.toString(port));
        processes.put(service, ServerProcess.java(log(service), environment, "-jar", Deployment.service(service)));
    }

    /** The page's examples are those of gateway and worker; a service has its own name, password and files. */
    private static String forUser(String user, String value) {
        return value.replaceAll("/(gateway|worker)(-both)?\\.", "/" + user + "$2.")
                .replace("username=\"gateway\"", "username=\"" + user + "\"")
                .replace("//worker:", "//" + user + ":");
    }

    private Map<String, String> settings(Page page, String heading) {
        Map<String, String> settings = new HashMap<>();
        page.section(heading).stream()
                .map(String::strip)
                .filter(line -> line.matches("[A-Z0-9_]+=.*"))
                .forEach(line -> settings.put(line.substring(0, line.indexOf('=')), here(line)));
        assertThat(settings).as(heading).isNotEmpty();
        return settings;
    }

    private String here(String line) {
        return line.substring(line.indexOf('=') + 1)
                .replace("/etc/rollcall/tls", dir.resolve("tls").toString())
                .replace("kafka:9093", bootstrap(kafka.byScram("", "")))
                .replace("kafka:9094", bootstrap(kafka.byTls()))
                .replace("redis:6380", "localhost:" + redisPort)
                .replace("0.0.0.0", "127.0.0.1");
    }

    private static String bootstrap(Map<String, String> client) {
        return client.getOrDefault("bootstrap.servers", "");
    }

    private Map<String, String> requiringCertificates(Page page) {
        return settings(page, "## HTTP");
    }

    private Map<String, String> http(Page page) {
        Map<String, String> settings = requiringCertificates(page);
        settings.remove("ROLLCALL_ACCESS_REQUIRE_CLIENT_CERTIFICATES");
        settings.remove("QUARKUS_TLS__HTTP__TRUST_STORE_PEM_CERTS");
        return settings;
    }

    private Map<String, String> lake() {
        return Map.of("ROLLCALL_LAKE_DIRECTORY", dir.resolve("lake").toString());
    }

    private static Map<String, String> asPlainUser(Map<String, String> byPassword) {
        Map<String, String> plain = new HashMap<>(byPassword);
        plain.put("KAFKA_SASL_MECHANISM", "PLAIN");
        plain.computeIfPresent(
                "KAFKA_SASL_JAAS_CONFIG",
                (name, jaas) -> jaas.replace("scram.ScramLoginModule", "plain.PlainLoginModule"));
        return plain;
    }

    private String tellRedis(String command) throws IOException {
        try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), redis.port())) {
            plain.getOutputStream().write((command + "\r\n").getBytes(US_ASCII));
            return new BufferedReader(new InputStreamReader(plain.getInputStream(), US_ASCII)).readLine();
        }
    }
}
