package io.rollcall.benchmarks.gateway;

import io.rollcall.benchmarks.gateway.PacedSender.Answers;
import io.rollcall.benchmarks.gateway.PacedSender.Sender;
import io.rollcall.benchmarks.machine.CannotMeasureException;
import io.rollcall.benchmarks.machine.MachineFacts;
import io.rollcall.benchmarks.machine.Progress;
import io.rollcall.benchmarks.machine.Repository;
import io.rollcall.benchmarks.machine.Scratch;
import io.rollcall.benchmarks.machine.Servers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Times the requests of some while nobody else sends, and while one floods. */
@Command(
        name = "fairness",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true,
        description = {
            "What the others wait for their answer while a key, an address or a profile floods, against what they wait when"
                    + " nobody does.",
            "",
            "Takes about four minutes and 1 GB of the temporary directory."
        })
public final class FairnessCommand implements Callable<Integer> {
    private static final String QUIET = "quiet-secret";
    private static final String LIMITED = "limited-secret";
    private static final String FREE = "free-secret";
    private static final int SAMPLE = 20_000;
    private static final int MANY = 64;

    /** Not that of the others. */
    private static final String LOUD_NETWORK = "127.0.1.";

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "5", description = "measured rounds")
    private int rounds;

    @Option(names = "--warm-up", paramLabel = "N", defaultValue = "2", description = "rounds before those")
    private int warmUp;

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "8", description = "length of each measurement")
    private int seconds;

    @Option(
            names = "--quiet",
            paramLabel = "N",
            defaultValue = "200",
            description = "requests a second of the others, with one event each")
    private int quiet;

    @Option(
            names = "--flood",
            paramLabel = "N",
            defaultValue = "500",
            description = "requests a second of the one who floods, with a hundred events each")
    private int flood;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "5000",
            description = "events a second that the limited key, and each address, may send")
    private int limit;

    @Override
    public Integer call() {
        MachineFacts machine = MachineFacts.gather();
        Repository repository = Repository.here();
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        try (Scratch scratch = Scratch.make()) {
            Progress.say("starting Kafka and the gateway");
            try (Servers kafka = Servers.start(repository, scratch);
                    Gateway gateway = Gateway.start(
                            repository,
                            scratch,
                            kafka.bootstrapServers(),
                            "rollcall.ingest.keys.quiet.secret=" + QUIET,
                            "rollcall.ingest.keys.limited.secret=" + LIMITED,
                            "rollcall.ingest.keys.limited.events-per-second=" + limit,
                            "rollcall.ingest.keys.free.secret=" + FREE,
                            "rollcall.ingest.rates.of-one-address=" + limit)) {
                System.out.println(new FairnessReport(machine, setting(), new Trial(vertx, gateway.port()).run()));
            }
        } finally {
            vertx.close();
        }
        return 0;
    }

    private String setting() {
        return "the others send " + quiet + " requests a second with one event each, whoever floods " + flood
                + " with a hundred; a key and an address may send " + limit + " events a second";
    }

    /** Who floods, and what is told of it. */
    private record Flood(String name, Sender sender) {}

    private final class Trial {
        private final Vertx vertx;
        private final int port;
        private final List<String> events = SampleEvents.make(SAMPLE, Instant.now());
        private final Duration length = Duration.ofSeconds(seconds);

        Trial(Vertx vertx, int port) {
            this.vertx = vertx;
            this.port = port;
        }

        List<FairnessReport.Row> run() {
            List<Buffer> loud = Bodies.of(events, 100);
            List<Buffer> ofOne = Bodies.of(
                    events.stream()
                            .map(event -> event.replaceFirst("\"profile_id\":\\d+", "\"profile_id\":7"))
                            .toList(),
                    100);
            List<Flood> floods = List.of(
                    new Flood("a key, from many addresses", sender(LIMITED, MANY, loud)),
                    new Flood("an address, with a free key", sender(FREE, 1, loud)),
                    new Flood("a profile, from many addresses", sender(FREE, MANY, ofOne)));
            List<FairnessReport.Row> rows = new ArrayList<>();
            for (int round = 1 - warmUp; round <= rounds; round++) {
                Progress.say(round < 1 ? "warming up" : "round " + round + " of " + rounds);
                List<FairnessReport.Row> measured = round(floods);
                if (round >= 1) {
                    rows.addAll(measured);
                }
            }
            return rows;
        }

        private Sender sender(String secret, int addresses, List<Buffer> bodies) {
            return new Sender(
                    secret,
                    IntStream.rangeClosed(1, addresses)
                            .mapToObj(host -> LOUD_NETWORK + host)
                            .toList(),
                    bodies,
                    flood,
                    MANY);
        }

        private List<FairnessReport.Row> round(List<Flood> floods) {
            List<FairnessReport.Row> rows = new ArrayList<>();
            try (PacedSender others = new PacedSender(
                    vertx, port, new Sender(QUIET, List.of("127.0.0.1"), Bodies.of(events, 1), quiet, SAMPLE))) {
                rows.add(row(FairnessReport.NOBODY, await(others.send(length)), null));
                for (Flood one : floods) {
                    try (PacedSender loud = new PacedSender(vertx, port, one.sender())) {
                        Future<Answers> flooding = loud.send(length);
                        Answers waited = await(others.send(length));
                        rows.add(row(one.name(), waited, await(flooding)));
                    }
                }
            }
            return rows;
        }

        private FairnessReport.Row row(String flooding, Answers others, @Nullable Answers loud) {
            if (others.others() > 0) {
                throw new CannotMeasureException(
                        others.others() + " requests of the others were refused while " + flooding + " floods");
            }
            return new FairnessReport.Row(
                    flooding,
                    others.micros(),
                    loud == null ? 0 : loud.taken() / (double) seconds,
                    loud == null ? 0 : loud.others() / (double) seconds);
        }

        private static <T> T await(Future<T> work) {
            try {
                return work.toCompletionStage().toCompletableFuture().get(5, TimeUnit.MINUTES);
            } catch (ExecutionException | TimeoutException failed) {
                throw new CannotMeasureException("the senders did not end: " + failed, failed);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new CannotMeasureException("interrupted", interrupted);
            }
        }
    }
}
