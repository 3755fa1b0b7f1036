package io.rollcall.standalone.doctor;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLContext;
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
            "they are named, how they keep what they are given, and where both are, whether",
            "the workers can go on where they stand; of each that has TLS, its certificate."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:no fault was found", "1:faults were found", "2:wrong usage"})
public final class DoctorCommand implements Callable<Integer> {
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

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description = "settings of a Kafka client, for a Kafka with TLS or passwords")
    private @Nullable Path kafkaConfig;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = {
                "PEM: whose certificates are trusted, of services and Redis",
                "(default: those that Java trusts)"
            })
    private @Nullable Path authority;

    @Option(
            names = "--certificate",
            paramLabel = "FILE",
            description = "PEM: a key and its certificate, for services and a Redis that ask for one")
    private @Nullable Path certificate;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final InstantSource time = InstantSource.system();

    @Override
    public Integer call() throws InterruptedException {
        Identity identity = new Identity(authority, certificate);
        SSLContext tls = tls(identity);
        List<Finding> found = new ArrayList<>();
        for (ServiceExam exam : exams(tls)) {
            found.addAll(exam.findings());
        }
        Optional<KafkaVisit> log = kafka == null ? Optional.empty() : Optional.of(visit(kafka, tls));
        log.ifPresent(visit -> found.addAll(visit.findings()));
        if (redis != null) {
            found.addAll(new RedisVisit(redis, identity, tls, time).findings(log));
        }
        print(found);
        return found.stream().anyMatch(Finding::isFault) ? 1 : 0;
    }

    private SSLContext tls(Identity identity) {
        try {
            return identity.context();
        } catch (IOException unusable) {
            throw new ParameterException(spec.commandLine(), "--ca, --certificate: " + unusable.getMessage(), unusable);
        }
    }

    private KafkaVisit visit(String broker, SSLContext tls) {
        Properties settings = new Properties();
        if (kafkaConfig != null) {
            try (Reader file = Files.newBufferedReader(kafkaConfig)) {
                settings.load(file);
            } catch (IOException unreadable) {
                throw new ParameterException(
                        spec.commandLine(), "--kafka-config: cannot read " + kafkaConfig, unreadable);
            }
        }
        return new KafkaVisit(broker, settings, tls, time);
    }

    private List<ServiceExam> exams(SSLContext tls) {
        List<ServiceExam> exams = new ArrayList<>();
        for (String url : urls) {
            try {
                exams.add(new ServiceExam(url, tls, time));
            } catch (IllegalArgumentException notAUrl) {
                throw new ParameterException(spec.commandLine(), "--url: " + notAUrl.getMessage());
            }
        }
        return exams;
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
