package io.rollcall.settings;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/** Names unknown settings at the start, before anything else has begun, and ends it where one was to keep somebody out. */
@Singleton
public class SettingsCheck {
    private static final Logger LOG = Logger.getLogger(SettingsCheck.class);

    void check(@Observes @Priority(1) StartupEvent event, Config config, MeterRegistry meters) {
        List<UnknownSetting> mistakes = mistakes(config);
        mistakes.forEach(mistake -> LOG.errorf("%s", mistake));
        mistakes.forEach(mistake -> Gauge.builder("rollcall.unknown.settings", () -> 1)
                .description("settings that nobody knows, and the nearest one that exists")
                .tag("setting", mistake.given())
                .tag("nearest", mistake.nearest())
                .register(meters));
        String fatal = mistakes.stream()
                .filter(UnknownSetting::isAboutAccess)
                .map(UnknownSetting::toString)
                .collect(Collectors.joining("\n"));
        if (!fatal.isEmpty()) {
            throw new ConfigurationException(fatal);
        }
    }

    /** The unknown settings of all sources, in the order of their names. */
    public static List<UnknownSetting> mistakes(Config config) {
        KnownSettings known = KnownSettings.load();
        Set<String> names = StreamSupport.stream(config.getConfigSources().spliterator(), false)
                .flatMap(source -> source.getPropertyNames().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        return names.stream().flatMap(name -> known.mistake(name).stream()).toList();
    }
}
