package io.rollcall.standalone.doctor;

import io.rollcall.log.LogClients;
import io.rollcall.log.LogUnavailableException;
import io.rollcall.log.TopicSetup;
import io.rollcall.rollup.RedisFacts;
import io.rollcall.rollup.RedisSettings;
import io.rollcall.rollup.RedisShards;
import io.rollcall.rollup.RedisUnavailableException;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of the doctor. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Looks at a deployment and says what to do. It changes nothing.",
            "",
            "Of each service it reads readiness, metrics and clock; of Redis and Kafka, where",
            "they are named, how they keep what they are given."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:no fault was found", "1:faults were found", "2:wrong usage"})
public final class DoctorCommand implements Callable<Integer> {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration CLOCKS_APART = Duration.ofSeconds(5);

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://localhost:8080",
            description = {"a service; named again for another", "(default: ${DEFAULT-VALUE})"})
    private List<String> urls = List.of();

    @Option(
            names = "--redis",
            paramLabel = "URL",
            description = "the Redis of the workers, as quarkus.redis.hosts names it")
    private @Nullable String redis;

    @Option(names = "--kafka", paramLabel = "HOST:PORT", description = "a broker of the Kafka that has the topics")
    private @Nullable String kafka;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final InstantSource time = InstantSource.system();

    @Override
    public Integer call() throws InterruptedException {
        List<Finding> found = new ArrayList<>();
        for (ServiceExam exam : exams()) {
            found.addAll(exam.findings());
        }
        if (redis != null) {
            found.addAll(ofRedis(redis));
        }
        if (kafka != null) {
            found.addAll(ofKafka(kafka));
        }
        print(found);
        return found.stream().anyMatch(Finding::isFault) ? 1 : 0;
    }

    private List<ServiceExam> exams() {
        List<ServiceExam> exams = new ArrayList<>();
        for (String url : urls) {
            try {
                exams.add(new ServiceExam(url, time));
            } catch (IllegalArgumentException notAUrl) {
                throw new ParameterException(spec.commandLine(), "--url: " + notAUrl.getMessage());
            }
        }
        return exams;
    }

    private List<Finding> ofRedis(String url) {
        Vertx vertx = Vertx.vertx();
        try (RedisShards shards = new RedisShards(vertx, new RedisSettings(List.of(url), TIMEOUT))) {
            List<Finding> found = new ArrayList<>();
            for (RedisFacts server : shards.facts()) {
                Instant now = time.instant();
                found.addAll(RedisExam.findings(server));
                Clocks.apart("redis " + server.server(), server.clock(), now, CLOCKS_APART)
                        .ifPresent(found::add);
            }
            return found;
        } catch (RedisUnavailableException silent) {
            return List.of(Finding.fault(
                    "redis", String.valueOf(silent.getMessage()), "docs/guides/operate.md: When Redis is away"));
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private static List<Finding> ofKafka(String broker) {
        String where = "kafka " + broker;
        try {
            return TopicSetup.facts(new LogClients(Map.of("bootstrap.servers", broker), "doctor")).stream()
                    .flatMap(topic -> TopicExam.findings(where, topic).stream())
                    .toList();
        } catch (LogUnavailableException silent) {
            return List.of(Finding.fault(
                    where, String.valueOf(silent.getMessage()), "is the broker there, and its name right?"));
        } catch (KafkaException refused) {
            return List.of(Finding.fault(where, String.valueOf(refused.getMessage()), "name it as HOST:PORT"));
        }
    }

    private void print(List<Finding> found) {
        PrintWriter out = spec.commandLine().getOut();
        for (Finding finding : found) {
            out.println(
                    finding.weight().name().toLowerCase(Locale.ROOT) + "  " + finding.where() + ": " + finding.what());
            out.println("       " + finding.todo());
        }
        long faults = found.stream().filter(Finding::isFault).count();
        out.println(faults == 0 ? "No fault was found." : "Faults: " + faults);
        out.flush();
    }
}
