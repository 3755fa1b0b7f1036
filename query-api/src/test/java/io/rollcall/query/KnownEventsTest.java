package io.rollcall.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.access.catalogue.CurrentCatalogue;
import io.rollcall.lake.Lake;
import io.rollcall.lake.LakeSettings;
import io.rollcall.query.lake.PublishedLake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownEventsTest {
    private static final LocalDate DAY = LocalDate.parse("2012-05-01");

    @Test
    void theDeploymentsOwnEventsAreKnownBesideTheBuiltInOnes(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("events.yaml"), """
            events:
              checkout:
                active: true
            """);
        try (Lake lake = Lake.open(LakeSettings.in(directory.resolve("lake")))) {
            PublishedLake published = Lakes.published(lake, 1_000_000);
            assertThat(new KnownEvents(new CurrentCatalogue(Optional.of(file), List.of()))
                            .with(published.now())
                            .accepted())
                    .contains("checkout", "play");
            assertThat(new KnownEvents(new CurrentCatalogue(Optional.empty(), List.of()))
                            .with(published.now())
                            .accepted())
                    .contains("play")
                    .doesNotContain("checkout");
        }
    }

    @Test
    void whatTheLakeHasSeenIsLookedUpAnewWhenItsValuesHaveChanged(@TempDir Path directory) {
        try (Lake lake = Lake.open(LakeSettings.in(directory))) {
            PublishedLake published = Lakes.published(lake, 1_000_000);
            assertThat(published.now().eventNames()).isEmpty();
            new ArchivedEvents(lake)
                    .event(DAY, "US", 1, "watchlist_add")
                    .event(DAY, "BR", 2, "play")
                    .event(DAY, "US", 3, "experiment_exposure")
                    .night(DAY)
                    .workOut();
            assertThat(published.now().eventNames())
                    .as("an exposure is no activity, and no metric asked for by name counts it")
                    .containsExactlyInAnyOrder("watchlist_add", "play");
        }
    }
}
