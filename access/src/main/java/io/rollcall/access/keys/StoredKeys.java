package io.rollcall.access.keys;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.rollcall.event.Platform;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a file, and what may be done to them. Every change is a new list.
 *
 * @param keys each name once
 */
public record StoredKeys(@JsonProperty(required = true) List<StoredKey> keys) {
    /** The list without keys. */
    public static final StoredKeys NONE = new StoredKeys(List.of());

    public StoredKeys {
        keys = List.copyOf(require(keys, "keys"));
        Set<String> names = new LinkedHashSet<>();
        keys.forEach(key -> {
            if (!names.add(key.name())) {
                throw new IllegalArgumentException("the key '" + key.name() + "' is there twice");
            }
        });
    }

    /**
     * One key.
     *
     * @param scopes what it opens
     * @param origins the pages it is limited to, or null
     * @param platforms the platforms it is limited to, or null
     * @param eventsPerSecond its rate, or null
     * @param secrets one, or two while clients change from the one to the other; the newest last
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record StoredKey(
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) List<String> scopes,
            @Nullable List<String> origins,
            @Nullable List<String> platforms,
            @JsonProperty("events_per_second") @Nullable Integer eventsPerSecond,
            @JsonProperty(required = true) List<StoredSecret> secrets) {
        /** The most secrets that a name may have at a time. */
        public static final int MOST_SECRETS = 2;

        public StoredKey {
            AccessKey.requireName(require(name, "name"));
            scopes = List.copyOf(require(scopes, "scopes"));
            secrets = List.copyOf(require(secrets, "secrets"));
            origins = origins == null || origins.isEmpty() ? null : List.copyOf(origins);
            platforms = platforms == null || platforms.isEmpty() ? null : List.copyOf(platforms);
            if (secrets.isEmpty() || secrets.size() > MOST_SECRETS) {
                throw new IllegalArgumentException("the key '" + name + "' has " + secrets.size()
                        + " secrets; it has one, or two while they are changed");
            }
            AccessKey unused = opened(name, scopes, origins, platforms, eventsPerSecond);
        }

        /** What it opens. */
        public AccessKey opened() {
            return opened(name, scopes, origins, platforms, eventsPerSecond);
        }

        private static AccessKey opened(
                String name,
                List<String> scopes,
                @Nullable List<String> origins,
                @Nullable List<String> platforms,
                @Nullable Integer eventsPerSecond) {
            if (scopes.isEmpty()) {
                throw new IllegalArgumentException("the key '" + name + "' opens nothing: it has no scope");
            }
            return new AccessKey(
                    name,
                    scopes.stream().map(scope -> scope(name, scope)).collect(Collectors.toSet()),
                    Origins.of("the key '" + name + "'", origins == null ? List.of() : origins),
                    platforms == null
                            ? Set.of()
                            : platforms.stream()
                                    .map(platform -> platform(name, platform))
                                    .collect(Collectors.toSet()),
                    eventsPerSecond == null ? OptionalInt.empty() : OptionalInt.of(eventsPerSecond));
        }

        private static KeyScope scope(String name, String code) {
            return KeyScope.ofCode(code)
                    .orElseThrow(() -> new IllegalArgumentException("the key '" + name
                            + "' has a scope that there is not; there are ingest, backfill, read and admin"));
        }

        private static Platform platform(String name, String code) {
            return Platform.ofCode(code)
                    .orElseThrow(() -> new IllegalArgumentException("the key '" + name
                            + "' has a platform that there is not; there are tv, mobile, web, console and other"));
        }

        private StoredKey with(List<StoredSecret> others) {
            return new StoredKey(name, scopes, origins, platforms, eventsPerSecond, others);
        }
    }

    /**
     * One secret.
     *
     * @param sha256 its digest, in hexadecimal digits
     * @param createdAt when it was made, as RFC 3339
     */
    public record StoredSecret(
            @JsonProperty(required = true) String sha256,

            @JsonProperty(value = "created_at", required = true)
            String createdAt) {
        public StoredSecret {
            SecretDigest unused = SecretDigest.ofHex(require(sha256, "sha256"));
            try {
                Instant ignored = Instant.parse(require(createdAt, "created_at"));
            } catch (DateTimeParseException notATime) {
                throw new IllegalArgumentException("created_at is a time such as 2026-11-22T10:15:02Z", notATime);
            }
        }

        /** The secret as it is kept. */
        public SecretDigest digest() {
            return SecretDigest.ofHex(sha256);
        }
    }

    /** The key of that name. */
    public Optional<StoredKey> find(String name) {
        return keys.stream().filter(key -> key.name().equals(name)).findFirst();
    }

    /** The same with a new key. */
    public StoredKeys with(StoredKey key) {
        List<StoredKey> all = new ArrayList<>(keys);
        all.add(key);
        return new StoredKeys(all);
    }

    /**
     * The same with one more secret for a key that there is.
     *
     * @throws IllegalArgumentException when it has as many as it may have
     */
    public StoredKeys withSecret(String name, StoredSecret secret) {
        return changed(name, key -> {
            if (key.secrets().size() == StoredKey.MOST_SECRETS) {
                throw new IllegalArgumentException("the key '" + name
                        + "' has two secrets already; revoke the older one first (revoke " + name + " --old)");
            }
            List<StoredSecret> secrets = new ArrayList<>(key.secrets());
            secrets.add(secret);
            return key.with(secrets);
        });
    }

    /** The same without the older of the two secrets of a key. */
    public StoredKeys withoutOldSecret(String name) {
        return changed(name, key -> {
            if (key.secrets().size() < StoredKey.MOST_SECRETS) {
                throw new IllegalArgumentException("the key '" + name + "' has one secret only");
            }
            return key.with(key.secrets().subList(1, key.secrets().size()));
        });
    }

    /** The same without a key. */
    public StoredKeys without(String name) {
        StoredKey gone = required(name);
        return new StoredKeys(keys.stream().filter(key -> !key.equals(gone)).toList());
    }

    private StoredKeys changed(String name, UnaryOperator<StoredKey> change) {
        StoredKey old = required(name);
        return new StoredKeys(keys.stream()
                .map(key -> key.equals(old) ? change.apply(key) : key)
                .toList());
    }

    private StoredKey required(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException("there is no key '" + name + "' in the file"));
    }

    /** The entries of a ring. */
    List<KeyRing.Entry> entries(String place) {
        return keys.stream()
                .flatMap(key -> key.secrets().stream()
                        .map(secret -> new KeyRing.Entry(
                                "the key '" + key.name() + "' of " + place, key.opened(), secret.digest())))
                .toList();
    }

    private static <T> T require(@Nullable T value, String member) {
        if (value == null) {
            throw new IllegalArgumentException("'" + member + "' is missing");
        }
        return value;
    }
}
