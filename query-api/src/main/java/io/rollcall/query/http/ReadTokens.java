package io.rollcall.query.http;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.List;

/**
 * The tokens that may read. Compared by digest and all of them each time, so that the time taken tells nothing. A proxied
 * bean, because filters are made before there is a configuration; made at the start, so that a bad one stops it.
 */
@Startup
@ApplicationScoped
public class ReadTokens {
    private static final String SCHEME = "Bearer ";

    private final List<byte[]> digests;

    @Inject
    ReadTokens(QueryConfig config) {
        this(config.readTokens().values());
    }

    ReadTokens(Collection<String> secrets) {
        if (secrets.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("a read token in rollcall.query.read-tokens is blank; give it a secret");
        }
        this.digests = secrets.stream().map(ReadTokens::digest).toList();
    }

    /** Whether everybody may read. */
    boolean isOpen() {
        return digests.isEmpty();
    }

    /** Whether an {@code Authorization} header carries one of the tokens. */
    boolean admit(String authorization) {
        if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        byte[] presented = digest(authorization.substring(SCHEME.length()).strip());
        boolean admitted = false;
        for (byte[] known : digests) {
            admitted |= MessageDigest.isEqual(known, presented);
        }
        return admitted;
    }

    private static byte[] digest(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
