package io.rollcall.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServersTest {
    @TempDir
    Path dataDir;

    private final Map<Process, Map<String, String>> started = new HashMap<>();

    @AfterEach
    void stopWhatAFailedTestLeft() {
        started.keySet().forEach(Process::destroy);
    }

    @Test
    void dataOfBothSurviveAKillOfTheProcess() throws Exception {
        Process killed = start();
        new KafkaTopic(address(killed, "kafka"), "kept").create().write("hello".getBytes(UTF_8));
        assertThat(RedisConnection.ask(redisPort(killed), "SET kept 1")).isEqualTo("+OK");
        killed.destroyForcibly().waitFor();

        Process restarted = start();
        assertThat(new KafkaTopic(address(restarted, "kafka"), "kept").read()).containsExactly("hello".getBytes(UTF_8));
        assertThat(RedisConnection.ask(redisPort(restarted), "EXISTS kept")).isEqualTo(":1");
        stop(restarted);
    }

    @Test
    void sigtermLeavesNoRedisBehind() throws Exception {
        Process process = start();
        ProcessHandle redis = process.children().findFirst().orElseThrow();
        stop(process);
        assertThat(redis.onExit()).succeedsWithin(1, TimeUnit.SECONDS);
        assertThat(dataDir.resolve("redis").resolve("redis.pid")).doesNotExist();
    }

    private Process start() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        EmbeddedServers.class.getName(),
                        dataDir.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        started.put(process, addresses(process.inputReader(UTF_8)));
        return process;
    }

    private static Map<String, String> addresses(BufferedReader output) throws IOException {
        Map<String, String> addresses = new HashMap<>();
        for (String line = output.readLine(); line != null && !line.equals("ready"); line = output.readLine()) {
            String[] parts = line.split("=", 2);
            addresses.put(parts[0], parts[1]);
        }
        return addresses;
    }

    private String address(Process process, String server) {
        return started.getOrDefault(process, Map.of()).getOrDefault(server, "");
    }

    private int redisPort(Process process) {
        String url = address(process, "redis");
        return Integer.parseInt(url.substring(url.lastIndexOf(':') + 1));
    }

    private static void stop(Process process) throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        // 128 + SIGTERM, as the JVM reports an orderly end by a signal.
        assertThat(process.exitValue()).isEqualTo(143);
    }
}
