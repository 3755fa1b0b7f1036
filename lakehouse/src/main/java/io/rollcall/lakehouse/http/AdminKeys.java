package io.rollcall.lakehouse.http;

import io.quarkus.runtime.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys of administrators. Compared by digest and all of them each time, so that the time taken tells nothing. Made at
 * the start, so that a blank one stops it.
 */
@Startup
@Singleton
public class AdminKeys {
    private static final String SCHEME = "Bearer ";

    private final List<byte[]> digests;

    @Inject
    AdminKeys(AdminConfig config) {
        this(config.keys().values());
    }

    AdminKeys(Collection<String> secrets) {
        if (secrets.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("a key in rollcall.admin.keys is blank; give it a secret");
        }
        this.digests = secrets.stream().map(AdminKeys::digest).toList();
    }

    /** Whether there is none, so that only this machine is served. */
    boolean areAbsent() {
        return digests.isEmpty();
    }

    /** Whether an {@code Authorization} header carries one of them. */
    boolean admit(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
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
