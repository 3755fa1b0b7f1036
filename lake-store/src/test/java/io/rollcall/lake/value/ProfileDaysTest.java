package io.rollcall.lake.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.lake.day.PublishedDay;
import io.rollcall.lake.testkit.BronzeFixture;
import io.rollcall.lake.testkit.BronzeFixture.Event;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileDaysTest {
    private static final Instant NIGHT = Instant.parse("2024-01-02T02:30:00Z");
    private static final String AT = "2024-01-01T10:00:00Z";

    private final BronzeFixture fixture;

    ProfileDaysTest(@TempDir Path directory) {
        this.fixture = new BronzeFixture(directory);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aProfileComesOnceWithAllItsRegions() {
        fixture.archive(
                NIGHT,
                Event.of(2, "US", "play", "a", AT).watching(7, 60),
                Event.of(1, "US", "search", "a", AT),
                Event.of(2, "BR", "browse", "b", AT).passive());
        PublishedDay day = fixture.reconcile(NIGHT).get(0);

        assertThat(profiles(day))
                .containsExactly(
                        new ProfileDays.Profile(1, List.of(new ProfileDays.InRegion("US", 1, 0, 1, 0, 0, 1))),
                        new ProfileDays.Profile(
                                2,
                                List.of(
                                        new ProfileDays.InRegion("BR", 1, 0, 0, 1, 0, 0),
                                        new ProfileDays.InRegion("US", 1, 1, 0, 0, 60, 1))));
    }

    @Test
    void aDayOfManyPagesIsWhole() {
        List<Event> events = new ArrayList<>();
        for (long profile = 1; profile <= 25_001; profile++) {
            events.add(Event.of(profile, "US", "login", "a", AT));
            if (profile % 2 == 0) {
                events.add(Event.of(profile, "BR", "login", "b", AT));
            }
        }
        fixture.archive(NIGHT, events);
        PublishedDay day = fixture.reconcile(NIGHT).get(0);

        List<ProfileDays.Profile> profiles = profiles(day);
        assertThat(profiles).hasSize(25_001).doesNotHaveDuplicates();
        assertThat(profiles).allMatch(profile -> profile.regions().size() == (profile.profileId() % 2 == 0 ? 2 : 1));
        try (ProfileDays days = fixture.lake().profileDays(day)) {
            assertThat(days.count()).isEqualTo(25_001);
        }
    }

    private List<ProfileDays.Profile> profiles(PublishedDay day) {
        List<ProfileDays.Profile> profiles = new ArrayList<>();
        try (ProfileDays days = fixture.lake().profileDays(day)) {
            days.forEach(profiles::add);
        }
        return profiles;
    }
}
