package io.rollcall.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.RestAssured;
import io.rollcall.event.Shards;
import io.rollcall.log.StopReason;
import io.rollcall.log.testkit.EventLog;
import io.rollcall.log.testkit.LogTopics;
import io.rollcall.rollup.Ledger;
import io.rollcall.rollup.LiveReader;
import io.rollcall.rollup.RedisSettings;
import io.rollcall.rollup.RedisShards;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntPredicate;

/** The service under test, its log and its counters, for a test that is in the way of others: it works with what has come since. */
final class RunningWorker implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final AtomicLong PROFILES = new AtomicLong(8_000_000);

    private final Vertx vertx = Vertx.vertx();
    private final Redis redis =
            Redis.createClient(vertx, Servers.running().redis().url());
    private final RedisShards shards = new RedisShards(
            vertx, new RedisSettings(List.of(Servers.running().redis().url()), Duration.ofSeconds(5)));
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final Ledger before;
    final EventLog log = new EventLog(Servers.running().bootstrapServers());
    final LiveReader reader = new LiveReader(shards);

    RunningWorker() {
        await().atMost(PATIENCE).until(() -> RestAssured.get("/q/health/ready").statusCode() == 200);
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> reader.ledger().records()
                        == log.ends().values().stream()
                                .mapToLong(Long::longValue)
                                .sum());
        before = reader.ledger();
    }

    Instant now() {
        return now;
    }

    LocalDate today() {
        return LocalDate.ofInstant(now, ZoneOffset.UTC);
    }

    /** A new profile whose partition is one of these. */
    static long profile(IntPredicate partition) {
        long profile = PROFILES.incrementAndGet();
        while (!partition.test(partitionOf(profile))) {
            profile = PROFILES.incrementAndGet();
        }
        return profile;
    }

    static int partitionOf(long profile) {
        return Shards.partitionOf(Shards.shardOf(profile), LogTopics.PARTITIONS);
    }

    void plays(long profile, String region, String eventId) {
        log.append(EventLog.stamp(profile, region, "play", eventId, now), now);
        log.flush();
    }

    void awaitLedger(Ledger expected) {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(since()).isEqualTo(expected));
    }

    private Ledger since() {
        Ledger ledger = reader.ledger();
        return new Ledger(
                ledger.counted() - before.counted(),
                ledger.duplicate() - before.duplicate(),
                ledger.late() - before.late(),
                ledger.unreadable() - before.unreadable(),
                ledger.erased() - before.erased());
    }

    /** What an operator does, or a stranger. */
    String redis(String command, String... arguments) {
        Request request = Request.cmd(Command.create(command));
        for (String argument : arguments) {
            request.arg(argument);
        }
        return String.valueOf(
                redis.send(request).toCompletionStage().toCompletableFuture().join());
    }

    /** The field of a fence that says where a partition stands in it; a shard that moved when partitions were added has several. */
    String fenceField(String fence, int partition) {
        return redis
                .send(Request.cmd(Command.HKEYS).arg(fence))
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .stream()
                .map(Response::toString)
                .filter(field -> field.matches("[^:]+:" + partition))
                .findFirst()
                .orElseThrow();
    }

    void awaitStopped(int partition, StopReason reason, String saying) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(metrics())
                        .contains("rollcall_rollup_stopped{partition=\"" + partition + "\",reason=\"" + reason.code()
                                + "\"} 1.0"));
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(RestAssured.get("/q/health/ready").statusCode()).isEqualTo(503);
            assertThat(RestAssured.get("/q/health/ready").asString()).contains(saying);
        });
    }

    void awaitReady() {
        await().atMost(PATIENCE).until(() -> RestAssured.get("/q/health/ready").statusCode() == 200);
    }

    static String metrics() {
        return RestAssured.get("/q/metrics").asString();
    }

    @Override
    public void close() {
        log.close();
        shards.close();
        redis.close();
        vertx.close();
    }
}
