package io.rollcall.benchmarks.gateway;

import io.rollcall.benchmarks.gateway.Round.Measure;
import io.rollcall.benchmarks.machine.MachineFacts;
import io.rollcall.benchmarks.machine.Progress;
import io.rollcall.benchmarks.machine.Repository;
import io.rollcall.benchmarks.machine.Scratch;
import io.rollcall.benchmarks.machine.Servers;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the rounds: broker, gateway and perf-test each in a process of their own, measured in turn, the order changing. */
@Command(
        name = "gateway",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true,
        description = {
            "Events a second through the gateway's HTTP, against kafka-producer-perf-test, which has none: the same broker,"
                    + " topic, events and producer settings, in turn.",
            "",
            "Takes about six minutes and 2 GB of the temporary directory."
        })
public final class GatewayCommand implements Callable<Integer> {
    private static final int WARM_UP_RECORDS = 500_000;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "5", description = "measured rounds")
    private int rounds;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "8",
            description =
                    "rounds before those; more on a slow or busy machine, where rates still rise in the first rounds")
    private int warmUp;

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "6", description = "length of each measurement")
    private int seconds;

    @Option(names = "--events", paramLabel = "N", defaultValue = "100", description = "events in a request")
    private int events;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "64",
            description = "connections to the gateway, each with one request under way")
    private int connections;

    @Option(
            names = "--single-connections",
            paramLabel = "N",
            defaultValue = "128",
            description = "the same where a request has one event")
    private int singleConnections;

    @Option(
            names = "--sample",
            paramLabel = "N",
            defaultValue = "100000",
            description = "different events, sent again and again")
    private int sample;

    @Option(
            names = "--bare",
            description =
                    "perf-test sends the events alone: without the stamp, a quarter fewer bytes than the gateway writes")
    private boolean bare;

    @Override
    public Integer call() {
        MachineFacts machine = MachineFacts.gather();
        Repository repository = Repository.here();
        List<String> sampled = SampleEvents.make(sample, Instant.now());
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        try (Scratch scratch = Scratch.make()) {
            Progress.say("starting Kafka, the gateway and kafka-producer-perf-test");
            try (Servers kafka = Servers.start(repository, scratch);
                    Gateway gateway = Gateway.start(repository, scratch, kafka.bootstrapServers());
                    PerfTest perfTest = PerfTest.start(
                            repository, scratch, kafka.bootstrapServers(), bare ? sampled : LoggedRecords.of(sampled));
                    LoadGenerator load =
                            new LoadGenerator(vertx, gateway.port(), Math.max(connections, singleConnections))) {
                List<Round> measured = new Trial(gateway, perfTest, load, sampled).run();
                System.out.println(new GatewayReport(machine, measured, events, load(sampled)));
            }
        } finally {
            vertx.close();
        }
        return 0;
    }

    private String load(List<String> sampled) {
        long bytes = sampled.stream().mapToLong(String::length).sum() / sampled.size();
        return bytes + " bytes of JSON each" + (bare ? ", perf-test without their stamps; " : " and a stamp; ")
                + connections + " connections, " + singleConnections + " with one event a request";
    }

    /** All rounds with what was started. */
    private final class Trial {
        private final Gateway gateway;
        private final PerfTest perfTest;
        private final LoadGenerator load;
        private final List<Buffer> batched;
        private final List<Buffer> single;
        private final Duration length = Duration.ofSeconds(seconds);

        Trial(Gateway gateway, PerfTest perfTest, LoadGenerator load, List<String> sampled) {
            this.gateway = gateway;
            this.perfTest = perfTest;
            this.load = load;
            this.batched = Bodies.of(sampled, events);
            this.single = Bodies.of(sampled, 1);
        }

        List<Round> run() {
            Progress.say("warming up");
            double expected = 0;
            for (int stretch = 1; stretch <= warmUp; stretch++) {
                expected = perfTest.run(WARM_UP_RECORDS);
                load.run(batched, events, connections, length);
                load.run(single, 1, singleConnections, length);
            }
            List<Round> measured = new ArrayList<>();
            for (int number = 1; number <= rounds; number++) {
                Progress.say("round " + number + " of " + rounds);
                Round round = round(number % 2 == 1, (long) (expected * seconds));
                expected = round.perfTest().perSecond();
                measured.add(round);
            }
            return measured;
        }

        /** The order changes from round to round, so that a machine that slows down or speeds up favours nobody. */
        private Round round(boolean perfTestFirst, long records) {
            if (perfTestFirst) {
                Measure baseline = measurePerfTest(records);
                Measure many = measureBatched();
                return new Round(baseline, many, measureSingle());
            }
            Measure one = measureSingle();
            Measure many = measureBatched();
            return new Round(measurePerfTest(records), many, one);
        }

        private Measure measurePerfTest(long records) {
            return measure(perfTest::cpu, () -> perfTest.run(records), rate -> records);
        }

        private Measure measureBatched() {
            return measure(gateway::cpu, () -> load.run(batched, events, connections, length), rate -> rate * seconds);
        }

        private Measure measureSingle() {
            return measure(gateway::cpu, () -> load.run(single, 1, singleConnections, length), rate -> rate * seconds);
        }

        private Measure measure(Supplier<Duration> cpu, Supplier<Double> work, EventsDone eventsDone) {
            Duration before = cpu.get();
            double perSecond = work.get();
            double micros = cpu.get().minus(before).toNanos() / 1_000.0;
            return new Measure(perSecond, micros / eventsDone.at(perSecond));
        }
    }

    /** A function that says how many events a stretch at that rate was. */
    private interface EventsDone {
        double at(double perSecond);
    }
}
