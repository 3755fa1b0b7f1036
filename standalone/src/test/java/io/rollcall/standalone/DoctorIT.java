package io.rollcall.standalone;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rollcall.embedded.EmbeddedKafka;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./rollcall doctor} at a real system, sound and with planted faults. */
class DoctorIT {
    private static final Pattern PORT = Pattern.compile("mode=standalone, port=(\\d+)");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private record Said(int exitCode, String words) {}

    @TempDir
    Path dir;

    @Test
    void aSoundSystemIsFoundSoundAndPlantedFaultsAreFound() throws Exception {
        Map<String, String> environment = Map.of("ROLLCALL_ARCHIVE_INTERVALL", "30s");
        try (RunningRollcall rollcall = RunningRollcall.up(dir.resolve("data"), environment)) {
            int port = portOfRedis(dir.resolve("data"));
            String redis = "redis://127.0.0.1:" + port;
            await("placed")
                    .atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(rollcall.get("/q/health/ready").statusCode())
                                    .isEqualTo(200));
            Said misspelt = doctor("--url", rollcall.url(), "--redis", redis);
            assertThat(misspelt.exitCode()).as(misspelt.words()).isEqualTo(1);
            assertThat(misspelt.words())
                    .contains("ROLLCALL_ARCHIVE_INTERVALL is no setting")
                    .contains("the nearest one is ROLLCALL_ARCHIVE_INTERVAL;")
                    .contains("Faults: 1")
                    .doesNotContain("maxmemory-policy");
            assertThat(tell(port, "CONFIG SET maxmemory-policy allkeys-lru")).isEqualTo("+OK");
            assertThat(doctor("--url", rollcall.url(), "--redis", redis).words())
                    .contains("maxmemory-policy is allkeys-lru")
                    .contains("CONFIG SET maxmemory-policy noeviction")
                    .contains("Faults: 2");
            assertThat(tell(port, "CONFIG SET maxmemory-policy noeviction")).isEqualTo("+OK");
        }
    }

    @Test
    void aSystemWithoutFaultsIsExitCodeZero() throws Exception {
        try (RunningRollcall rollcall = RunningRollcall.up(dir.resolve("data"))) {
            await("sound")
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(doctor("--url", rollcall.url()))
                            .isEqualTo(new Said(0, "No fault was found.\n")));
        }
    }

    @Test
    void aKafkaWithoutTopicsIsTold() {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(dir.resolve("kafka"))) {
            Said said = doctor("--url", "http://127.0.0.1:1", "--kafka", kafka.bootstrapServers());
            assertThat(said.exitCode()).isEqualTo(1);
            assertThat(said.words())
                    .contains("127.0.0.1:1: nobody answers")
                    .contains("there is no topic app-events\n")
                    .contains("there is no topic app-events-rejected\n")
                    .contains("Faults: 3");
        }
    }

    @Test
    void whatIsNoUrlIsWrongUsage() {
        assertThat(doctor("--url", "localhost").exitCode()).isEqualTo(2);
    }

    private static Said doctor(String... arguments) {
        StringWriter out = new StringWriter();
        String[] words = new String[arguments.length + 1];
        words[0] = "doctor";
        System.arraycopy(arguments, 0, words, 1, arguments.length);
        int exitCode = Rollcall.commandLine().setOut(new PrintWriter(out)).execute(words);
        return new Said(exitCode, out.toString().replace(System.lineSeparator(), "\n"));
    }

    /** Redis says it in its log, each time that it starts. */
    private static int portOfRedis(Path data) throws IOException {
        Matcher port = PORT.matcher(Files.readString(data.resolve("redis").resolve("redis.log")));
        assertThat(port.find()).as("the port in Redis' log").isTrue();
        return Integer.parseInt(port.group(1));
    }

    private static String tell(int port, String command) throws IOException {
        try (Socket redis = new Socket(InetAddress.getLoopbackAddress(), port)) {
            redis.getOutputStream().write((command + "\r\n").getBytes(US_ASCII));
            return new BufferedReader(new InputStreamReader(redis.getInputStream(), US_ASCII)).readLine();
        }
    }
}
