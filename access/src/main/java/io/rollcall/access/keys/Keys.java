package io.rollcall.access.keys;

import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.rollcall.access.keys.KeyRing.Entry;
import io.rollcall.access.reread.Reading;
import io.rollcall.access.reread.RereadFile;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
    static final String FILE = "rollcall.keys.file";

    private final List<Entry> configured;
    private final Optional<RereadFile> file;
    private final List<Entry> own = new ArrayList<>();
    private final Set<KeyScope> locked = EnumSet.noneOf(KeyScope.class);

    private volatile State state = new State(KeyRing.EMPTY, Set.of());
    private List<Entry> stored = List.of();

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
        this.file = file.map(
                path -> new RereadFile(FILE, "file of keys", path, KeyFile.MOST_BYTES, content -> take(path, content)));
        take(List.of());
        if (readAgain() instanceof Reading.Refused refused) {
            throw new ConfigurationException(refused.why());
        }
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
    public Reading readAgain() {
        return file.map(RereadFile::readAgain).orElseGet(Reading.Unchanged::new);
    }

    private synchronized String take(Path path, byte[] content) {
        take(KeyFile.parse(content).entries(path.toString()));
        return "valid are: "
                + stored.stream().map(entry -> entry.key().name()).distinct().toList();
    }

    private void take(List<Entry> entries) {
        List<Entry> all = new ArrayList<>(configured);
        all.addAll(entries);
        KeyRing.of(all).scopes().forEach(locked::add);
        all.addAll(own);
        state = new State(KeyRing.of(all), Set.copyOf(locked));
        stored = List.copyOf(entries);
    }
}
