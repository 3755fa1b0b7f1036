package io.rollcall.access.keys;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All keys of one moment. A secret that is presented is compared with every one, so that the time taken tells nothing;
 * which is why their number is bounded.
 */
public final class KeyRing {
    /** The ring without keys. */
    public static final KeyRing EMPTY = new KeyRing(List.of());

    /** So many secrets are compared in some 20 us. */
    static final int MOST_SECRETS = 1_000;

    private final List<Entry> entries;
    private final Map<KeyScope, List<AccessKey>> opening = new EnumMap<>(KeyScope.class);

    /**
     * A key, and one of its secrets.
     *
     * @param place where it is configured, for messages
     */
    record Entry(String place, AccessKey key, SecretDigest secret) {}

    private KeyRing(List<Entry> entries) {
        this.entries = List.copyOf(entries);
        for (KeyScope scope : KeyScope.values()) {
            opening.put(
                    scope,
                    entries.stream()
                            .map(Entry::key)
                            .filter(key -> key.opens(scope))
                            .distinct()
                            .sorted(Comparator.comparing(AccessKey::name))
                            .toList());
        }
    }

    /**
     * Puts the keys of several places together.
     *
     * @throws IllegalArgumentException when one secret has two keys that open the same, one name has two keys to send with, or
     *     there are too many; no message repeats a secret
     */
    static KeyRing of(List<Entry> entries) {
        if (entries.size() > MOST_SECRETS) {
            throw new IllegalArgumentException(entries.size() + " secrets; there may be " + MOST_SECRETS
                    + ", because every one is looked at for each request");
        }
        Map<String, AccessKey> senders = new LinkedHashMap<>();
        Map<String, Entry> secrets = new LinkedHashMap<>();
        for (Entry entry : entries) {
            AccessKey key = entry.key();
            if (key.opens(KeyScope.INGEST)) {
                AccessKey other = senders.putIfAbsent(key.name(), key);
                if (other != null && !other.equals(key)) {
                    throw new IllegalArgumentException("there are two keys with the name '" + key.name()
                            + "' that may send; rename " + entry.place());
                }
            }
            for (KeyScope scope : key.scopes()) {
                Entry other = secrets.putIfAbsent(scope + entry.secret().hex(), entry);
                if (other != null) {
                    throw new IllegalArgumentException(
                            other.place() + " and " + entry.place() + " are the same secret; give each its own");
                }
            }
        }
        return new KeyRing(entries);
    }

    /** Says whether there is none. */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Says whether any key opens something. */
    public boolean has(KeyScope scope) {
        return !opening(scope).isEmpty();
    }

    /** The key that a secret belongs to and that opens what is asked for; empty where there is none. */
    public Optional<AccessKey> holder(String secret, KeyScope scope) {
        SecretDigest presented = SecretDigest.of(secret);
        Optional<AccessKey> holder = Optional.empty();
        for (Entry entry : entries) {
            boolean matches = presented.matches(entry.secret());
            if (matches && entry.key().opens(scope)) {
                holder = Optional.of(entry.key());
            }
        }
        return holder;
    }

    /** The keys that open something, each once, by name. */
    public List<AccessKey> opening(KeyScope scope) {
        return opening.getOrDefault(scope, List.of());
    }

    /** The names of the keys that open something; what may be logged and shown of them. */
    public List<String> names(KeyScope scope) {
        return opening(scope).stream().map(AccessKey::name).distinct().toList();
    }

    /** The key of that name with which somebody sends, or sent; empty where there is none any more. */
    public Optional<AccessKey> sender(String name) {
        return opening(KeyScope.INGEST).stream()
                .filter(key -> key.name().equals(name))
                .findFirst();
    }

    /** What its keys open. */
    Set<KeyScope> scopes() {
        return entries.stream().flatMap(entry -> entry.key().scopes().stream()).collect(Collectors.toUnmodifiableSet());
    }
}
