package io.rollcall.standalone;

import io.rollcall.standalone.simulation.TitleCatalogue;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.PropertiesConfigSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** The default of {@code rollcall.lake.titles} where the demo runs: its own file. What a deployment says itself goes before. */
public final class DemoTitles implements ConfigSourceFactory {
    private static final String FILE = "demo-titles.csv";

    /** Above the defaults that the services bring along (100), below everything a deployment can say (from 250). */
    private static final int ORDINAL = 200;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        String directory = System.getProperty("rollcall.disk.directory", "");
        if (!Boolean.getBoolean("rollcall.demo.enabled") || directory.isEmpty()) {
            return List.of();
        }
        String file = Path.of(directory, FILE).toString();
        return List.of(new PropertiesConfigSource(Map.of("rollcall.lake.titles", file), "demo titles", ORDINAL));
    }

    /** Writes the file, before it is read for the first time; one that is there already is the same. */
    static void write(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            Files.writeString(file, TitleCatalogue.csv());
        }
    }
}
