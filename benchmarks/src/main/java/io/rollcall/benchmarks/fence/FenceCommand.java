package io.rollcall.benchmarks.fence;

import io.rollcall.benchmarks.machine.CannotMeasureException;
import io.rollcall.benchmarks.machine.MachineFacts;
import io.rollcall.benchmarks.machine.Progress;
import io.rollcall.benchmarks.machine.Scratch;
import io.rollcall.embedded.EmbeddedRedis;
import io.rollcall.event.Regions;
import io.rollcall.rollup.KeyLife;
import io.rollcall.rollup.LiveReader;
import io.rollcall.rollup.RedisSettings;
import io.rollcall.rollup.RedisShards;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Applies the same events in each way, in turn, to the same Redis. */
@Command(
        name = "fence",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true,
        description = {
            "What exactly-once costs: Redis' processor time and events a second of the fence, against plain pipelined"
                    + " commands that promise less.",
            "",
            "Takes about two minutes."
        })
public final class FenceCommand implements Callable<Integer> {
    private static final long DAILY_PROFILES = 100_000;
    private static final double MICROS_PER_SECOND = 1e6;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "measured rounds, after one to warm up")
    private int rounds;

    @Option(
            names = "--batch",
            paramLabel = "N",
            split = ",",
            defaultValue = "1000,5000",
            description = "events in a poll of one partition, which spreads over 8 shards")
    private List<Integer> batches = List.of();

    @Option(names = "--events", paramLabel = "N", defaultValue = "100000", description = "events a measurement")
    private int events;

    @Override
    public Integer call() {
        MachineFacts machine = MachineFacts.gather();
        Vertx vertx = Vertx.vertx();
        try (Scratch scratch = Scratch.make();
                EmbeddedRedis server = EmbeddedRedis.start(scratch.file("redis"));
                PlainRedis redis = new PlainRedis(vertx, server.url());
                RedisShards shards =
                        new RedisShards(vertx, new RedisSettings(List.of(server.url()), Duration.ofSeconds(30)))) {
            Trial trial = new Trial(redis, shards);
            FenceReport report = new FenceReport(machine, redis.version(), events);
            for (int batch : batches) {
                report.add(batch, trial.run(Workload.of(Math.max(1, events / batch), batch)));
            }
            System.out.println(report);
        } finally {
            vertx.close();
        }
        return 0;
    }

    /** All rounds of one workload. */
    private final class Trial {
        private final PlainRedis redis;
        private final LiveReader reader;
        private final List<Way> ways;

        Trial(PlainRedis redis, RedisShards shards) {
            KeyLife life = KeyLife.forDailyProfiles(DAILY_PROFILES);
            this.redis = redis;
            this.reader = new LiveReader(shards);
            this.ways = List.of(
                    new FencedWay(shards, life),
                    new AggregatedWay(redis, life.bucketsPerShard()),
                    new PerEventWay(redis, life.bucketsPerShard()),
                    new TwoCommandsWay(redis));
        }

        List<Measured> run(Workload workload) {
            Progress.say("polls of " + workload.polls().get(0).size() + " events: warming up");
            ways.forEach(way -> measure(way, workload));
            List<Measured> measured = new ArrayList<>();
            for (int round = 1; round <= rounds; round++) {
                Progress.say(
                        "polls of " + workload.polls().get(0).size() + " events: round " + round + " of " + rounds);
                List<Way> order = new ArrayList<>(ways);
                Collections.rotate(order, round);
                order.forEach(way -> measured.add(measure(way, workload)));
            }
            return measured;
        }

        private Measured measure(Way way, Workload workload) {
            redis.flush();
            way.begin();
            double cpuBefore = redis.cpuSeconds();
            long started = System.nanoTime();
            workload.polls().forEach(way::apply);
            double seconds = (System.nanoTime() - started) / (double) TimeUnit.SECONDS.toNanos(1);
            double cpu = redis.cpuSeconds() - cpuBefore;
            requireAll(way, workload);
            return new Measured(way, workload.events() / seconds, cpu * MICROS_PER_SECOND / workload.events());
        }

        /** A way that loses events is fast. */
        private void requireAll(Way way, Workload workload) {
            long counted = reader.day(Workload.DT).entrySet().stream()
                    .filter(region -> !region.getKey().equals(Regions.ALL))
                    .map(Map.Entry::getValue)
                    .mapToLong(day -> day.counters().events())
                    .sum();
            if (counted != workload.events()) {
                throw new CannotMeasureException(
                        way.name() + " counted " + counted + " of " + workload.events() + " events");
            }
        }
    }
}
