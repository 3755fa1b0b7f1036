package io.rollcall.ingest.rates;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rollcall.access.keys.AccessKey;
import io.rollcall.event.Limits;
import io.rollcall.ingest.RedisResource;
import io.rollcall.ingest.rates.Quota.Policy;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The buckets of several gateways, in a real Redis, and in none. */
class SharedBucketsTest {
    /** Long, so that a machine that is busy makes no answer late. */
    private static final Duration PATIENT = Duration.ofSeconds(20);

    private static final Duration IMPATIENT = Duration.ofMillis(50);

    private static final Vertx VERTX = Vertx.vertx();

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicLong nanos = new AtomicLong();

    @AfterAll
    static void stop() {
        await(VERTX.close());
    }

    @Test
    void whatOneGatewayTakesTheOthersLack() {
        SharedBuckets one = buckets(url(), PATIENT);
        SharedBuckets other = buckets(url(), PATIENT);
        Quota quota = new Quota(Policy.KEY, "shared", 1, 1_000);

        assertThat(await(one.take(quota, 600)))
                .hasValueSatisfying(level -> assertThat(level.isTaken()).isTrue());
        Level second = await(other.take(quota, 600)).orElseThrow();
        assertThat(second.isTaken()).isFalse();
        assertThat(second.left()).isBetween(400L, 599L);
        assertThat(second.untilThere()).isBetween(Duration.ofMillis(1), Duration.ofSeconds(200));
        assertThat(await(other.take(quota, 400)).orElseThrow().isTaken()).isTrue();
        assertThat(await(one.take(new Quota(Policy.KEY, "another", 1, 1_000), 1_000))
                        .orElseThrow()
                        .isTaken())
                .isTrue();
    }

    /** Many at once: exactly as many are taken as there are. */
    @Test
    void noEventIsTakenTwice() {
        List<SharedBuckets> gateways =
                List.of(buckets(url(), PATIENT), buckets(url(), PATIENT), buckets(url(), PATIENT));
        // One request's worth comes in in 50 seconds.
        Quota quota = new Quota(Policy.ADDRESS, "crowd", 1, 1_000);
        List<Future<Optional<Level>>> asked = IntStream.range(0, 300)
                .mapToObj(n -> gateways.get(n % 3).take(quota, 50))
                .toList();
        long taken = asked.stream()
                .filter(level -> await(level).orElseThrow().isTaken())
                .count();
        assertThat(taken).isBetween(20L, 20L + 2);
    }

    @Test
    void aBucketIsForgottenWhenItIsFullAgain() {
        SharedBuckets buckets = buckets(url(), PATIENT);
        await(buckets.take(new Quota(Policy.KEY, "brief", 1_000, 1_000), 1));
        Redis client = Redis.createClient(VERTX, url());
        long millis = await(client.send(Request.cmd(Command.PTTL).arg("rate:key:brief")))
                .toLong();
        client.close();
        assertThat(millis).isBetween(1L, 2_000L);
    }

    @Test
    void aSilentRedisIsWaitedForOnceAndThenPassedOver() {
        AtomicInteger connections = new AtomicInteger();
        NetServer silent = await(VERTX.createNetServer()
                .connectHandler(connection -> connections.incrementAndGet())
                .listen(0, "127.0.0.1"));
        SharedBuckets buckets = buckets("redis://127.0.0.1:" + silent.actualPort(), IMPATIENT);
        Rates rates = new Rates(
                OptionalInt.empty(),
                Limits.DEFAULT,
                new LocalBuckets(TimeMeter.SYSTEM_NANOTIME, Duration.ofHours(1)),
                buckets);
        AccessKey key = RatesTest.key("web", 1);

        assertThat(await(rates.take(key, "", 600)).refusal()).isEmpty();
        assertThat(count("failed")).isEqualTo(1);
        assertThat(await(rates.take(key, "", 400)).refusal())
                .as("the door is open")
                .isEmpty();
        assertThat(await(rates.take(key, "", 400)).refusal())
                .as("by the local count")
                .isPresent();
        assertThat(count("passed_over")).isEqualTo(1);
        arrive(connections, 1);

        nanos.addAndGet(SharedBuckets.PAUSE.toNanos());
        assertThat(await(buckets.take(new Quota(Policy.KEY, "x", 1, 1), 1))).isEmpty();
        arrive(connections, 2);
        await(silent.close());
    }

    @Test
    void aRedisThatRefusesIsPassedOverAndAskedAgainLater() {
        Redis client = Redis.createClient(VERTX, url());
        await(client.send(Request.cmd(Command.SET).arg("rate:key:spoilt").arg("no bucket")));
        SharedBuckets buckets = buckets(url(), PATIENT);
        Quota quota = new Quota(Policy.KEY, "spoilt", 1, 1_000);
        assertThat(await(buckets.take(quota, 1))).isEmpty();
        assertThat(await(buckets.take(quota, 1))).isEmpty();
        assertThat(count("failed")).isEqualTo(1);
        assertThat(count("passed_over")).isEqualTo(1);

        await(client.send(Request.cmd(Command.DEL).arg("rate:key:spoilt")));
        client.close();
        nanos.addAndGet(SharedBuckets.PAUSE.toNanos());
        assertThat(await(buckets.take(quota, 1))).isPresent();
        assertThat(count("answered")).isEqualTo(1);
    }

    @Test
    void whereThereIsNoRedisEachGatewayCountsAlone() {
        SharedBuckets buckets = buckets("redis://127.0.0.1:1", PATIENT);
        assertThat(await(buckets.take(new Quota(Policy.KEY, "x", 1, 1), 1))).isEmpty();
        assertThat(count("failed")).isEqualTo(1);
    }

    private static void arrive(AtomicInteger connections, int expected) {
        Awaitility.await()
                .atMost(PATIENT)
                .untilAsserted(() -> assertThat(connections).hasValue(expected));
    }

    private SharedBuckets buckets(String url, Duration timeout) {
        return new SharedBuckets(Redis.createClient(VERTX, url), timeout, nanos::get, meters);
    }

    private double count(String outcome) {
        return meters.get("rollcall.ingest.shared.rates")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    private static String url() {
        return RedisResource.redis().url();
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }
}
