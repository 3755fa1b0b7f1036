package io.rollcall.ingest.http;

import io.rollcall.ingest.IngestSettings.KeySettings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The write keys. Kept and compared as hashes, in a time that does not depend on what was presented. */
final class WriteKeys {
    private static final String BEARER = "Bearer ";

    private final List<Key> keys;

    private WriteKeys(List<Key> keys) {
        this.keys = List.copyOf(keys);
    }

    /** Refuses blank secrets, and the same secret under two names. */
    static WriteKeys of(Map<String, KeySettings> settings) {
        List<Key> keys = new ArrayList<>();
        settings.forEach((name, key) -> {
            if (key.secret().isBlank()) {
                throw new IllegalArgumentException("rollcall.ingest.keys." + name + ".secret is blank");
            }
            byte[] hash = hash(key.secret());
            keys.stream().filter(other -> other.matches(hash)).findAny().ifPresent(other -> {
                throw new IllegalArgumentException(
                        "the write keys '" + name + "' and '" + other.caller().name() + "' have the same secret");
            });
            keys.add(new Key(hash, caller(name, key)));
        });
        return new WriteKeys(keys);
    }

    /** Whether the gateway is open to this machine only. */
    boolean areAbsent() {
        return keys.isEmpty();
    }

    /** Who presents this {@code Authorization} header; empty when nobody that is known. */
    Optional<Caller> caller(@Nullable String authorization) {
        if (areAbsent()) {
            return Optional.of(Caller.LOOPBACK);
        }
        if (authorization == null || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Optional.empty();
        }
        byte[] presented = hash(authorization.substring(BEARER.length()).strip());
        Optional<Caller> caller = Optional.empty();
        for (Key key : keys) {
            // No early exit: how long this takes says nothing about which key was nearly right.
            if (key.matches(presented)) {
                caller = Optional.of(key.caller());
            }
        }
        return caller;
    }

    private static Caller caller(String name, KeySettings key) {
        return new Caller(
                name, key.backfill() ? Caller.Permission.GRANTED : Caller.Permission.DENIED, key.eventsPerSecond());
    }

    private static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** One key: its secret's hash and its holder. */
    private static final class Key {
        private final byte[] hash;
        private final Caller caller;

        Key(byte[] hash, Caller caller) {
            this.hash = hash;
            this.caller = caller;
        }

        boolean matches(byte[] presented) {
            return MessageDigest.isEqual(hash, presented);
        }

        Caller caller() {
            return caller;
        }
    }
}
