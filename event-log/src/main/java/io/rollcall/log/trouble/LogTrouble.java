package io.rollcall.log.trouble;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;
import org.jspecify.annotations.Nullable;

/**
 * What a client of Kafka's fails with, in one sentence that names the setting to look at. Kafka's own words for a wrong
 * certificate are "SSL handshake failed", whatever was wrong with it.
 */
public final class LogTrouble {
    private LogTrouble() {}

    /** Says what the trouble is, wherever in the failure it stands; of what is not known, Kafka's own words. */
    public static String of(Throwable failure) {
        return found(failure, null).orElseGet(() -> words(failure));
    }

    /**
     * Says what the trouble is, where it is one that a setting mends.
     *
     * @param topic what was asked about, for a refusal that does not say so
     */
    public static Optional<String> found(Throwable failure, @Nullable String topic) {
        return causes(failure)
                .map(cause -> known(cause, topic))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
    }

    private static Optional<String> known(Throwable cause, @Nullable String topic) {
        if (cause instanceof SaslAuthenticationException || cause instanceof UnsupportedSaslMechanismException) {
            return Optional.of("Kafka does not take our user and password (" + words(cause)
                    + "); see kafka.sasl.jaas.config and kafka.sasl.mechanism");
        }
        if (cause instanceof SslAuthenticationException) {
            return Optional.of(tls(cause));
        }
        if (cause instanceof TopicAuthorizationException topics) {
            return Optional.of(notAllowed("topic", topics.unauthorizedTopics(), topic));
        }
        if (cause instanceof GroupAuthorizationException group) {
            return Optional.of(notAllowed("group", List.of(), group.groupId()));
        }
        if (cause instanceof ClusterAuthorizationException) {
            return Optional.of(
                    "Kafka does not allow our user to make or change topics (" + words(cause) + "); see deploy/kafka");
        }
        if (cause instanceof InvalidConfigurationException || cause instanceof ConfigException) {
            return Optional.of("the settings of kafka.* cannot be used: " + words(innermost(cause)));
        }
        return Optional.empty();
    }

    private static String notAllowed(String what, Collection<String> named, @Nullable String asked) {
        String names = named.isEmpty() ? String.valueOf(asked) : String.join(", ", named);
        return "Kafka does not allow our user what it needs on "
                + (named.isEmpty() && asked == null ? "a " + what : "the " + what + ' ' + names)
                + "; see deploy/kafka/acls";
    }

    /** Says who did not trust whom: the words of the JDK, and of the other side's alert, tell. */
    private static String tls(Throwable cause) {
        String words = causes(cause)
                .filter(SSLException.class::isInstance)
                .reduce((outer, inner) -> inner)
                .map(LogTrouble::words)
                .orElse(words(cause));
        if (words.contains("certificate_required")) {
            return "Kafka asks for a certificate, and we have none; see kafka.ssl.keystore.location";
        }
        if (words.contains("Received fatal alert")) {
            return "Kafka does not take our certificate (" + words + "); see kafka.ssl.keystore.location";
        }
        if (words.contains("No name matching") || words.contains("No subject alternative")) {
            return "the certificate of Kafka is for another host (" + words + "); see kafka.bootstrap.servers";
        }
        if (words.contains("PKIX")) {
            return "the certificate of Kafka is none that we trust (" + words + "); see kafka.ssl.truststore.location";
        }
        return "TLS with Kafka fails (" + words + "); see kafka.security.protocol";
    }

    private static Throwable innermost(Throwable failure) {
        return causes(failure)
                .filter(cause -> !(cause instanceof IOException io && io.getMessage() == null))
                .reduce((outer, inner) -> inner)
                .orElse(failure);
    }

    private static String words(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
