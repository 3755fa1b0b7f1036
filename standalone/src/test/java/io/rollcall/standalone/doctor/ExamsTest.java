package io.rollcall.standalone.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.embedded.CertificateAuthority;
import io.rollcall.log.LogBounds;
import io.rollcall.log.TopicSetup;
import io.rollcall.rollup.FenceField;
import io.rollcall.rollup.RedisFacts;
import io.rollcall.rollup.ShardFence;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each exam by itself: what is well is passed over, and each fault is told from the others. */
class ExamsTest {
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

    private static final Map<String, String> SOUND = Map.of(
            "maxmemory_policy", "noeviction",
            "aof_enabled", "1",
            "aof_last_write_status", "ok",
            "evicted_keys", "0",
            "used_memory", "100",
            "maxmemory", "1000");

    @Test
    void aSoundPageHasNoFindings() {
        assertThat(metrics("""
                        # TYPE rollcall_rollup_lag_seconds gauge
                        rollcall_rollup_lag_seconds{partition="0"} 0.4
                        rollcall_rollup_stopped{partition="0",reason="none"} 0.0
                        rollcall_disk_free_bytes 5.0E10
                        rollcall_disk_reserve_bytes 5.36870912E8
                        rollcall_open_day_age_seconds NaN
                        rollcall_reconciliation_last_success_timestamp_seconds 0.0
                        """)).isEmpty();
    }

    @Test
    void everyMetricThatSaysSomethingIsWrongIsTold() {
        assertThat(metrics("""
                        rollcall_unknown_settings{nearest="ROLLCALL_ARCHIVE_INTERVAL",setting="ROLLCALL_ARCHIVE_INTERVALL"} 1.0
                        rollcall_unknown_settings{nearest="rollcall.archive.interval",setting="rollcall.archive.intervall"} 1.0
                        rollcall_rollup_lag_seconds{partition="0"} 3.0
                        rollcall_rollup_lag_seconds{partition="1"} 121.0
                        rollcall_rollup_stopped{partition="2",reason="log_gone"} 1.0
                        rollcall_archive_lag_seconds 901.0
                        rollcall_archive_stopped_partitions 1.0
                        rollcall_rollup_clock_skew_seconds{partition="0"} 61.0
                        rollcall_disk_free_bytes 1.0E9
                        rollcall_disk_reserve_bytes 5.36870912E8
                        rollcall_reconciliation_last_success_timestamp_seconds 1.7E9
                        """))
                .allMatch(Finding::isFault)
                .extracting(Finding::what)
                .containsExactly(
                        "ROLLCALL_ARCHIVE_INTERVALL is no setting, so what it was to say is not said",
                        "partition 2 is stopped: log_gone",
                        "the live counters are 121 s behind",
                        "the lake is 901 s behind",
                        "1 partitions are not archived",
                        "the gateways' clocks are 61 s apart",
                        "1000 MB are free on the disk of the data",
                        "no reconciliation has ended well since 2023-11-14T22:13:20Z");
    }

    @Test
    void aCheckThatIsDownIsToldInItsOwnWords() {
        String body = "{\"status\":\"DOWN\",\"checks\":[{\"name\":\"kafka\",\"status\":\"UP\"},"
                + "{\"name\":\"rollup\",\"status\":\"DOWN\",\"data\":{\"partition-3\":\"waits: Redis\"}}]}";
        assertThat(ServiceExam.readiness("here", body))
                .extracting(Finding::what)
                .containsExactly("rollup is not ready; partition-3: waits: Redis");
        assertThat(ServiceExam.readiness("here", "<html>a proxy</html>"))
                .extracting(Finding::what)
                .containsExactly("/q/health/ready is no report of health");
    }

    @Test
    void fencesWithinTheLogAreSound() {
        assertThat(FenceExam.findings(1, new LogBounds(5, 9), fences(5, 9))).isEmpty();
        assertThat(FenceExam.findings(1, new LogBounds(0, 0), Map.of(1, Optional.empty())))
                .isEmpty();
    }

    @Test
    void fencesThatNoWorkerCanGoOnFromAreToldTogether() {
        assertThat(FenceExam.findings(1, new LogBounds(5, 9), fences(3, 12, 3)))
                .allMatch(Finding::isFault)
                .extracting(Finding::what)
                .containsExactly(
                        "the shards 1 stand at 12, and the log ends at 9: it was cut or replaced",
                        "the shards 0, 2 stand at 3, and the log begins at 5: records were deleted unread");
        assertThat(FenceExam.findings(1, new LogBounds(5, 9), Map.of(7, Optional.empty(), 15, Optional.empty())))
                .extracting(Finding::what)
                .containsExactly("the shards 7, 15 have none, and the partition has records");
    }

    private static Map<Integer, Optional<ShardFence>> fences(long... next) {
        Map<Integer, Optional<ShardFence>> fences = new HashMap<>();
        for (int shard = 0; shard < next.length; shard++) {
            fences.put(shard, Optional.of(new ShardFence(shard, new FenceField("topic", 1), next[shard], -1, 0)));
        }
        return fences;
    }

    @Test
    void aCertificateThatRunsOutSoonIsToldAndWhatHasNoneOnAnotherMachine(@TempDir Path dir) throws Exception {
        CertificateAuthority authority = CertificateAuthority.in(dir);
        Certificate[] chain;
        try (InputStream file = Files.newInputStream(authority.issue("redis").certificate())) {
            chain = new Certificate[] {CertificateFactory.getInstance("X.509").generateCertificate(file)};
        }
        Instant end = ((X509Certificate) chain[0]).getNotAfter().toInstant();
        assertThat(TlsExam.ofCertificates("redis", chain, end.minus(Duration.ofDays(22))))
                .isEmpty();
        assertThat(TlsExam.ofCertificates("redis", chain, end.minus(Duration.ofDays(20))))
                .allMatch(Finding::isFault)
                .extracting(Finding::what)
                .containsExactly("the certificate of CN=redis runs out at " + end);
        assertThat(TlsExam.ofPlain("kafka", "localhost", "events")).isEmpty();
        assertThat(TlsExam.ofPlain("kafka", "kafka", "events"))
                .noneMatch(Finding::isFault)
                .extracting(Finding::what)
                .containsExactly("it is reached without TLS: events cross the network as they are");
    }

    @Test
    void aSoundRedisHasNoFindings() {
        assertThat(redis(Map.of())).isEmpty();
    }

    @Test
    void aRedisThatDoesNotKeepWhatItIsGivenIsTold() {
        assertThat(redis(Map.of("maxmemory_policy", "allkeys-lru")))
                .singleElement()
                .matches(Finding::isFault);
        assertThat(redis(Map.of("evicted_keys", "7"))).singleElement().matches(Finding::isFault);
        assertThat(redis(Map.of("aof_enabled", "0"))).singleElement().matches(Finding::isFault);
        assertThat(redis(Map.of("aof_last_write_status", "err")))
                .singleElement()
                .matches(Finding::isFault);
        assertThat(redis(Map.of("used_memory", "801"))).singleElement().matches(Finding::isFault);
        assertThat(redis(Map.of("maxmemory", "0"))).singleElement().matches(found -> !found.isFault());
    }

    @Test
    void aTopicThatLosesRecordsIsTold() {
        long day = Duration.ofDays(1).toMillis();
        assertThat(topic(8, 3, List.of(), 7 * day)).isEmpty();
        assertThat(topic(0, 0, List.of(), 7 * day)).singleElement().matches(Finding::isFault);
        assertThat(topic(12, 3, List.of(), 7 * day)).singleElement().matches(Finding::isFault);
        assertThat(topic(8, 3, List.of(5), 7 * day)).singleElement().matches(Finding::isFault);
        assertThat(topic(8, 3, List.of(), day)).singleElement().matches(Finding::isFault);
        assertThat(topic(8, 1, List.of(), 7 * day)).singleElement().matches(found -> !found.isFault());
    }

    @Test
    void clocksThatAreApartAreTold() {
        Duration bound = Duration.ofSeconds(5);
        assertThat(Clocks.apart("here", NOW.plusSeconds(5), NOW, bound)).isEmpty();
        assertThat(Clocks.apart("here", NOW.minusSeconds(6), NOW, bound))
                .hasValueSatisfying(found -> assertThat(found.what()).contains("6 s apart"));
    }

    private static List<Finding> metrics(String page) {
        return new MetricsExam("here", MetricsPage.parse(page)).findings(NOW);
    }

    private static List<Finding> redis(Map<String, String> otherwise) {
        Map<String, String> info = new HashMap<>(SOUND);
        info.putAll(otherwise);
        return RedisExam.findings(new RedisFacts("localhost:6379", NOW, info));
    }

    private static List<Finding> topic(int partitions, int replicas, List<Integer> unsafe, long retention) {
        return TopicExam.findings(
                "kafka",
                new TopicSetup.Facts(
                        "app-events",
                        partitions,
                        replicas,
                        unsafe,
                        Map.of("retention.ms", Long.toString(retention), "cleanup.policy", "delete")));
    }
}
