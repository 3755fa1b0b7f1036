package io.rollcall.standalone;

import io.rollcall.access.keys.KeyFile;
import io.rollcall.access.keys.KeyScope;
import io.rollcall.standalone.keys.KeyStore;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.PropertiesConfigSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * The defaults of {@code rollcall.keys.file}, beside the data, and of {@code quarkus.http.host}: this machine only, until a
 * write key is configured or in that file, then every address. What a deployment says itself goes before.
 */
public final class ReachableWithKeys implements ConfigSourceFactory {
    /** Above the defaults that the services bring along (100), below everything a deployment can say (from 250). */
    private static final int ORDINAL = 200;

    private static final String WRITE_KEYS = "rollcall.ingest.keys.";
    private static final String FILE = "rollcall.keys.file";

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        List<String> names = new ArrayList<>();
        context.iterateNames().forEachRemaining(names::add);
        Map<String, String> defaults = new HashMap<>();
        Optional<String> ofUp = value(context, "rollcall.disk.directory")
                .map(data -> KeyStore.in(Path.of(data)))
                .filter(Files::exists)
                .map(Path::toString);
        ofUp.ifPresent(file -> defaults.put(FILE, file));
        boolean hasKeys = hasWriteKeys(names)
                || value(context, FILE)
                        .or(() -> ofUp)
                        .filter(ReachableWithKeys::canSend)
                        .isPresent();
        defaults.put("quarkus.http.host", hasKeys ? "0.0.0.0" : "127.0.0.1");
        return List.of(new PropertiesConfigSource(defaults, "reachable with write keys", ORDINAL));
    }

    private static Optional<String> value(ConfigSourceContext context, String name) {
        return Optional.ofNullable(context.getValue(name)).map(given -> (@Nullable String) given.getValue());
    }

    /** Says whether names of settings, as they are written in files or in the environment, are of write keys. */
    static boolean hasWriteKeys(Iterable<String> names) {
        return StreamSupport.stream(names.spliterator(), false)
                .map(name -> name.toLowerCase(Locale.ROOT).replace('_', '.'))
                .anyMatch(name -> name.startsWith(WRITE_KEYS));
    }

    /** A file that is none is said so a little later, when the keys are made. */
    private static boolean canSend(String file) {
        try {
            return KeyFile.parse(KeyFile.bytes(Path.of(file))).keys().stream()
                    .anyMatch(key -> key.opened().opens(KeyScope.INGEST));
        } catch (IOException | IllegalArgumentException none) {
            return false;
        }
    }
}
