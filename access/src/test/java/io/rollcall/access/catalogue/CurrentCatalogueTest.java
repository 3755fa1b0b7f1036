package io.rollcall.access.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.rollcall.access.reread.Reading;
import io.rollcall.event.EventCatalogue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CurrentCatalogueTest {
    private static final String FIRST = "version: 1\nevents: {checkout: {active: true}}";

    @TempDir
    Path directory;

    private Path file = Path.of("");

    @BeforeEach
    void begin() throws IOException {
        file = Files.writeString(directory.resolve("events.yaml"), FIRST);
    }

    @Test
    void withoutAFileItIsTheBuiltInOneForGood() {
        CurrentCatalogue catalogue = new CurrentCatalogue(Optional.empty(), List.of());
        assertThat(catalogue.now().names()).isEqualTo(EventCatalogue.builtIn().names());
        assertThat(catalogue.readAgain()).isInstanceOf(Reading.Unchanged.class);
    }

    @Test
    void aFileIsTakenUpWhenItChangesAndNotBefore() throws IOException {
        CurrentCatalogue catalogue = catalogue();
        EventCatalogue first = catalogue.now();
        assertThat(first.names()).contains("checkout", "play");
        assertThat(catalogue.readAgain()).isInstanceOf(Reading.Unchanged.class);
        assertThat(catalogue.now()).as("the same object until it changes").isSameAs(first);

        Files.writeString(file, "version: 2\nevents: {basket: {active: true}, push: {active: false}}");
        assertThat(catalogue.readAgain())
                .isEqualTo(new Reading.Taken("version 2 with 2 events of its own holds from now on"));
        assertThat(catalogue.now().names()).contains("basket", "push", "play").doesNotContain("checkout");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "play: true",
                "events: {play: {active: true}}",
                "events: {a: {active: true}, a: {active: true}}",
                "events: {a: {active: true, sample: {rate: 0.1, by: profile}}}",
                "events: [",
                "events: {\u00e4: {active: true}}"
            })
    void aBrokenFileLeavesTheCatalogueOfBefore(String broken) throws IOException {
        CurrentCatalogue catalogue = catalogue();
        EventCatalogue first = catalogue.now();
        Files.write(file, broken.getBytes(StandardCharsets.ISO_8859_1));
        for (int reading = 0; reading < 2; reading++) {
            assertThat(catalogue.readAgain())
                    .as("until it is mended")
                    .isInstanceOfSatisfying(
                            Reading.Refused.class,
                            refused -> assertThat(refused.why())
                                    .startsWith("rollcall.catalogue.file " + file + " is no event catalogue: "));
            assertThat(catalogue.now()).isSameAs(first);
        }
        Files.writeString(file, FIRST);
        assertThat(catalogue.readAgain()).isInstanceOf(Reading.Taken.class);
    }

    @Test
    void soDoesOneThatIsGoneOrTooLarge() throws IOException {
        CurrentCatalogue catalogue = catalogue();
        Files.delete(file);
        assertThat(catalogue.readAgain()).isInstanceOf(Reading.Refused.class);
        Files.writeString(file, FIRST + "\n" + "# much\n".repeat(200_000));
        assertThat(catalogue.readAgain())
                .isInstanceOfSatisfying(
                        Reading.Refused.class,
                        refused -> assertThat(refused.why()).contains("larger than"));
        assertThat(catalogue.now().names()).contains("checkout");
    }

    @Test
    void whatDoesNotPassACheckHoldsNowhere() throws IOException {
        CurrentCatalogue catalogue = new CurrentCatalogue(Optional.of(file), List.of(next -> {
            if (!next.names().contains("checkout")) {
                throw new IllegalArgumentException("there is no checkout");
            }
        }));
        Files.writeString(file, "events: {basket: {active: true}}");
        assertThat(catalogue.readAgain())
                .isInstanceOfSatisfying(
                        Reading.Refused.class,
                        refused -> assertThat(refused.why()).endsWith("there is no checkout"));
        assertThat(catalogue.now().names()).contains("checkout");
    }

    @Test
    void atTheStartABrokenFileIsTheEnd() throws IOException {
        Files.writeString(file, "play: true");
        assertThatThrownBy(this::catalogue)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("events.yaml");
    }

    private CurrentCatalogue catalogue() {
        return new CurrentCatalogue(Optional.of(file), List.of());
    }
}
