package io.rollcall.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Secrets that callers send as {@code Authorization: Bearer SECRET}, by a name for each. Kept and compared as digests, all
 * of them each time, so that the time taken tells nothing.
 */
public final class BearerKeys {
    private static final String SCHEME = "Bearer ";

    private final List<Key> keys;

    private BearerKeys(List<Key> keys) {
        this.keys = List.copyOf(keys);
    }

    /**
     * Refuses blank secrets, and the same secret under two names; no message repeats a secret.
     *
     * @param setting where the keys are configured, with {@code NAME} for the name of each
     * @param secrets by name
     */
    public static BearerKeys of(String setting, Map<String, String> secrets) {
        List<Key> keys = new ArrayList<>();
        secrets.forEach((name, secret) -> {
            if (secret.isBlank()) {
                throw new IllegalArgumentException(setting.replace("NAME", name) + " is blank; give it a secret");
            }
            byte[] digest = digest(secret.strip());
            keys.stream().filter(other -> other.matches(digest)).findAny().ifPresent(other -> {
                throw new IllegalArgumentException(setting.replace("NAME", name) + " and "
                        + setting.replace("NAME", other.name()) + " are the same secret; give each its own");
            });
            keys.add(new Key(name, digest));
        });
        return new BearerKeys(keys);
    }

    /** Says whether there is none. */
    public boolean areAbsent() {
        return keys.isEmpty();
    }

    /** The names of all keys; what may be logged and shown of them. */
    public List<String> names() {
        return keys.stream().map(Key::name).sorted().toList();
    }

    /** The name of the key that an {@code Authorization} header carries; empty when it carries none of these. */
    public Optional<String> holder(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        byte[] presented = digest(authorization.substring(SCHEME.length()).strip());
        Optional<String> holder = Optional.empty();
        for (Key key : keys) {
            if (key.matches(presented)) {
                holder = Optional.of(key.name());
            }
        }
        return holder;
    }

    private static byte[] digest(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    private static final class Key {
        private final String name;
        private final byte[] digest;

        Key(String name, byte[] digest) {
            this.name = name;
            this.digest = digest;
        }

        String name() {
            return name;
        }

        boolean matches(byte[] presented) {
            return MessageDigest.isEqual(digest, presented);
        }
    }
}
