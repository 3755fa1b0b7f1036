package io.rollcall.standalone.doctor;

import io.rollcall.event.Shards;
import io.rollcall.rollup.FenceField;
import io.rollcall.rollup.KeyLife;
import io.rollcall.rollup.RedisFacts;
import io.rollcall.rollup.RedisSettings;
import io.rollcall.rollup.RedisShards;
import io.rollcall.rollup.RedisUnavailableException;
import io.rollcall.rollup.RollupWriter;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.KafkaException;

/** Asks Redis how it keeps the counters, and where these stand in the log. */
final class RedisVisit {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration CLOCKS_APART = Duration.ofSeconds(5);

    private final String url;
    private final Identity identity;
    private final SSLContext tls;
    private final InstantSource time;

    RedisVisit(String url, Identity identity, SSLContext tls, InstantSource time) {
        this.url = url;
        this.identity = identity;
        this.tls = tls;
        this.time = time;
    }

    /** @param kafka whose log the fences are held against, where one was named */
    List<Finding> findings(Optional<KafkaVisit> kafka) {
        List<Finding> found = new ArrayList<>(ofConnection());
        NetClientOptions net = new NetClientOptions();
        if (url.startsWith("rediss:")) {
            identity.addTo(net);
        }
        Vertx vertx = Vertx.vertx();
        try (RedisShards shards = new RedisShards(vertx, new RedisSettings(List.of(url), TIMEOUT, net))) {
            for (RedisFacts server : shards.facts()) {
                Instant now = time.instant();
                found.addAll(RedisExam.findings(server));
                Clocks.apart("redis " + server.server(), server.clock(), now, CLOCKS_APART)
                        .ifPresent(found::add);
            }
            kafka.ifPresent(visit -> found.addAll(fences(shards, visit)));
        } catch (RedisUnavailableException silent) {
            found.add(Finding.fault(
                    "redis", String.valueOf(silent.getMessage()), "docs/guides/operate.md: When Redis is away"));
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
        return found;
    }

    private List<Finding> ofConnection() {
        URI address = URI.create(url);
        if (address.getHost() == null) {
            return List.of();
        }
        return url.startsWith("rediss:")
                ? TlsExam.ofServer("redis", address.getHost(), address.getPort(), tls, time.instant())
                : TlsExam.ofPlain("redis", address.getHost(), "counters, and its password,");
    }

    /** What is wrong with the log itself was said already. */
    private static List<Finding> fences(RedisShards shards, KafkaVisit kafka) {
        try {
            KafkaVisit.Log log = kafka.log();
            int partitions = log.partitions().size();
            RollupWriter reader = new RollupWriter(shards, KeyLife.forDailyProfiles(1));
            List<Finding> found = new ArrayList<>();
            log.partitions().forEach((partition, bounds) -> {
                List<Integer> own = IntStream.range(0, Shards.COUNT)
                        .filter(shard -> Shards.partitionOf(shard, partitions) == partition)
                        .boxed()
                        .toList();
                found.addAll(FenceExam.findings(
                        partition, bounds, reader.fences(new FenceField(log.topicId(), partition), own)));
            });
            return found;
        } catch (KafkaException unanswered) {
            return List.of();
        }
    }
}
