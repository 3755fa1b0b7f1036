package io.rollcall.access.keys;

import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.rollcall.access.keys.KeyRing.Entry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys of this moment: those of the settings, and those of the file as it was when it last could be read. Made at the
 * start, so that a key that is none stops it.
 *
 * <p>A door that has been locked does not open by itself when its last key is revoked: that is for whoever starts the process
 * anew.
 */
@Startup
@Singleton
public final class Keys {
    private final List<Entry> configured;
    private final Optional<Path> file;
    private final List<Entry> own = new ArrayList<>();
    private final Set<KeyScope> locked = EnumSet.noneOf(KeyScope.class);

    private volatile State state = new State(KeyRing.EMPTY, Set.of());
    private List<Entry> stored = List.of();
    private byte[] read = {};
    private @Nullable String fault;

    /** The keys, and the doors that they lock; those that are only of this process lock none. */
    private record State(KeyRing ring, Set<KeyScope> locked) {}

    @Inject
    Keys(WriteKeySettings writing, ReadSettings reading, AdminSettings administering, KeySettings settings) {
        this(writing, reading, administering, settings.file());
    }

    /**
     * Made of what the settings say.
     *
     * @param file the file of keys, which has to be there
     */
    public Keys(WriteKeySettings writing, ReadSettings reading, AdminSettings administering, Optional<Path> file) {
        this.configured = ConfiguredKeys.of(writing, reading, administering);
        this.file = file;
        take(List.of());
        if (readAgain() instanceof Reading.Refused refused) {
            throw new ConfigurationException(refused.why());
        }
    }

    /** What came of reading the file. */
    public sealed interface Reading {
        /** It is as before. */
        record Unchanged() implements Reading {}

        /** Its keys are valid from now on. */
        record Taken(List<String> names) implements Reading {}

        /** It is no list of keys; those of before stay valid. */
        record Refused(String why) implements Reading {}
    }

    /** The keys of this moment. What belongs together is asked of one of them. */
    public KeyRing ring() {
        return state.ring();
    }

    /** Says whether there are keys of any kind, or were since the start. */
    public boolean areLocking() {
        return !state.locked().isEmpty();
    }

    /** Says whether there are keys for something, or were since the start. */
    public boolean areLocking(KeyScope scope) {
        return state.locked().contains(scope);
    }

    /** Makes a key for this process itself, which locks nothing and ends with it; returns its secret. */
    public synchronized String makeOwn(String name, Set<KeyScope> scopes) {
        String secret = SecretDigest.newSecret();
        own.add(new Entry("the own key '" + name + "'", AccessKey.unlimited(name, scopes), SecretDigest.of(secret)));
        take(stored);
        return secret;
    }

    /** Reads the file, and takes its keys if they are any; a fault is told each time, until it is mended. */
    public synchronized Reading readAgain() {
        if (file.isEmpty()) {
            return new Reading.Unchanged();
        }
        Path path = file.get();
        try {
            byte[] bytes = KeyFile.bytes(path);
            if (fault == null && Arrays.equals(bytes, read)) {
                return new Reading.Unchanged();
            }
            take(KeyFile.parse(bytes).entries(path.toString()));
            read = bytes;
            fault = null;
            return new Reading.Taken(
                    stored.stream().map(entry -> entry.key().name()).distinct().toList());
        } catch (IOException unreadable) {
            return refused(path, "cannot be read: " + unreadable);
        } catch (IllegalArgumentException broken) {
            return refused(path, "is no file of keys: " + broken.getMessage());
        }
    }

    private void take(List<Entry> entries) {
        List<Entry> all = new ArrayList<>(configured);
        all.addAll(entries);
        KeyRing.of(all).scopes().forEach(locked::add);
        all.addAll(own);
        state = new State(KeyRing.of(all), Set.copyOf(locked));
        stored = List.copyOf(entries);
    }

    private Reading refused(Path path, String why) {
        fault = "rollcall.keys.file " + path + " " + why;
        return new Reading.Refused(fault);
    }
}
