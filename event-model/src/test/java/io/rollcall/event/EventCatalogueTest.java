package io.rollcall.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventCatalogueTest {
    @TempDir
    Path directory = Path.of("");

    @Test
    void builtInNamesAreThoseOfTheContract() {
        EventCatalogue catalogue = EventCatalogue.builtIn();
        assertThat(catalogue.names())
                .containsExactlyInAnyOrder(
                        "app_start",
                        "login",
                        "foreground",
                        "browse",
                        "search",
                        "play",
                        "pause",
                        "resume",
                        "stop",
                        "heartbeat",
                        "subscription_change",
                        "profile_switch",
                        "device_change",
                        "content_rating",
                        "experiment_exposure");
        assertThat(catalogue.find("sneeze")).isEmpty();
    }

    @Test
    void everythingThatAPersonDidIsActiveAndAsksForNothingMore() {
        EventCatalogue catalogue = EventCatalogue.builtIn();
        assertThat(catalogue.names())
                .filteredOn(name -> !name.equals("experiment_exposure"))
                .allSatisfy(name -> assertThat(catalogue.find(name)).hasValueSatisfying(type -> {
                    assertThat(type.active()).isTrue();
                    assertThat(type.required()).isEmpty();
                }));
    }

    @Test
    void anExposureIsNothingThatAPersonDidAndSaysOfWhatToWhich() {
        assertThat(EventCatalogue.builtIn().find("experiment_exposure")).hasValueSatisfying(type -> {
            assertThat(type.active()).isFalse();
            assertThat(type.required()).containsExactly("properties.experiment", "properties.variant");
        });
    }

    @Test
    void deploymentAddsItsOwnNames() throws IOException {
        EventCatalogue catalogue = EventCatalogue.withAdditions(file("""
                events:
                  watchlist_add: {active: true, required: [title_id, properties.source]}
                  push_receipt: {active: false}
                """));
        assertThat(catalogue.find("play")).isPresent();
        assertThat(catalogue.find("push_receipt")).hasValueSatisfying(type -> {
            assertThat(type.active()).isFalse();
            assertThat(type.required()).isEmpty();
        });
        assertThat(catalogue.find("watchlist_add"))
                .hasValueSatisfying(
                        type -> assertThat(type.required()).containsExactly("title_id", "properties.source"));
    }

    @Test
    void anEntryMaySayWhoseItIsSinceWhenAndWhatItsPropertiesHaveToBe() throws IOException {
        EventCatalogue catalogue = EventCatalogue.withAdditions(file("""
                version: 3
                events:
                  rated:
                    active: true
                    owner: discovery
                    since: 2026-11-01
                    properties: {stars: {type: integer, minimum: 1}}
                    check: enforce
                  seen: {active: false, properties: {where: {type: string}}, since: 5.1}
                """));
        assertThat(catalogue.version()).contains("3");
        assertThat(catalogue.find("rated")).hasValueSatisfying(type -> {
            assertThat(type.owner()).contains("discovery");
            assertThat(type.since()).contains("2026-11-01");
            assertThat(type.isEnforced()).isTrue();
            assertThat(type.plan().schemas()).isEqualTo(Map.of("stars", Map.of("type", "integer", "minimum", 1)));
        });
        assertThat(catalogue.find("seen")).hasValueSatisfying(type -> {
            assertThat(type.since()).contains("5.1");
            assertThat(type.isEnforced()).isFalse();
        });
        assertThat(catalogue.find("play")).hasValueSatisfying(type -> {
            assertThat(type.owner()).isEmpty();
            assertThat(type.plan().isEmpty()).isTrue();
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            events: {play: {active: false}}                      | built-in
            events: {x: {}}                                      | active
            events: {x: {active: maybe}}                         | active
            events: {x: {active: true, colour: red}}             | colour
            events: {x: {active: true, required: title_id}}      | list
            events: {x: {active: true, required: [mood]}}        | mood
            events: {x: {active: true, properties: [a]}}         | properties
            events: {x: {active: true, properties: {a: text}}}   | schema
            events: {x: {active: true, check: sometimes}}        | sometimes
            events: {x: {active: true, sample: {rate: 0.1, by: profile}}} | cannot be sampled: it is
            events: {x: {active: false, sample: {rate: 1, by: profile}}}  | above 0 and below 1
            events: {x: {active: false, sample: {rate: 0.1, by: whim}}}   | by profile or event
            events: {x: {active: false, sample: 0.1}}                     | a rate above 0
            events: {heartbeat: {active: false, sample: {rate: 0.1, by: event}}} | is a built-in event
            events: {X-Ray: {active: true}}                      | X-Ray
            events: [x]                                          | events
            nothing: here                                        | events
            'events: {x: {active: true}, x: {active: false}}'    | duplicate
            'events: {'                                          | YAML
            """)
    void fileThatIsNoCatalogueSaysWhatIsWrong(String yaml, String hint) throws IOException {
        Path file = file(yaml);
        assertThatThrownBy(() -> EventCatalogue.withAdditions(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(hint);
    }

    @Test
    void emptyFileIsNoCatalogue() throws IOException {
        Path file = file("");
        assertThatThrownBy(() -> EventCatalogue.withAdditions(file)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void absentFileIsNamed() {
        Path absent = directory.resolve("absent.yaml");
        assertThatThrownBy(() -> EventCatalogue.withAdditions(absent))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("absent.yaml");
    }

    private Path file(String yaml) throws IOException {
        return Files.writeString(directory.resolve("catalogue.yaml"), yaml);
    }
}
