package io.rollcall.standalone;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.rollcall.lake.metric.InvalidMetricException;
import io.smallrye.config.ConfigValidationException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Finds the mistakes that somebody has made in the configuration, when they are why nothing starts. */
final class Mistakes {
    private static final int DEEPEST_CAUSE = 20;

    private static final Pattern NOISE = Pattern.compile("[\\w.$]+Exception: |SRCFG\\d+: ");
    private static final Pattern CONVERSION = Pattern.compile(" threw an Exception whilst being converted:? ?");

    private Mistakes() {}

    /** A line for each mistake; empty when the failure has another reason. */
    static Optional<String> in(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(DEEPEST_CAUSE)
                .flatMap(cause -> said(cause).stream())
                .findFirst();
    }

    /** Without the names of classes and the numbers that mean nothing to whoever wrote the value. */
    private static String plain(String message) {
        return CONVERSION.matcher(NOISE.matcher(message).replaceAll("")).replaceAll(": ");
    }

    private static Optional<String> said(Throwable cause) {
        if (cause instanceof ConfigValidationException invalid) {
            return Optional.of(IntStream.range(0, invalid.getProblemCount())
                    .mapToObj(problem -> plain(invalid.getProblem(problem).getMessage()))
                    .distinct()
                    .collect(Collectors.joining(System.lineSeparator())));
        }
        return cause instanceof ConfigurationException || cause instanceof InvalidMetricException
                ? Optional.ofNullable(cause.getMessage())
                : Optional.empty();
    }
}
