package io.rollcall.standalone.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The settings that come with an archive exist, and hold no secret. */
class ArchivedSettingsTest {
    /** What is said of an archive's file itself, and of the process that reads it. */
    private static final Set<String> OF_THE_FILE = Set.of("config_ordinal");

    static Stream<ArchivedSettings> files() {
        return Archive.all().stream().map(archive -> new ArchivedSettings(archive.module()));
    }

    @ParameterizedTest
    @MethodSource("files")
    void everySettingIsInTheReference(ArchivedSettings file) throws IOException {
        Set<String> known = SettingsReference.read().names();
        Set<String> named = Stream.of(file.set(), file.shown())
                .map(Map::keySet)
                .flatMap(Set::stream)
                .filter(name -> !OF_THE_FILE.contains(name))
                .collect(Collectors.toSet());
        assertThat(named).isNotEmpty().isSubsetOf(known);
    }

    /** The file lies below the environment, and above what the jars bring along, or it would say nothing. */
    @ParameterizedTest
    @MethodSource("files")
    void theEnvironmentGoesBeforeIt(ArchivedSettings file) {
        assertThat(file.set()).containsEntry("config_ordinal", "260");
    }

    /** A default that is written down twice is one of the two in time: where the file says it, it says what the reference says. */
    @ParameterizedTest
    @MethodSource("files")
    void whereAFileDiffersFromTheReferenceItIsMeant(ArchivedSettings file) throws IOException {
        Set<String> meant = Set.of(
                "config_ordinal",
                "quarkus.http.port",
                // The archives are for machines: of a Redis without a file nothing is left when it is restarted.
                "rollcall.redis.require-persistence",
                "rollcall.lake.directory");
        SettingsReference reference = SettingsReference.read();
        file.set().forEach((name, value) -> {
            if (!meant.contains(name)) {
                assertThat(value).as(name).isEqualTo(reference.defaultOf(name));
            }
        });
    }
}
