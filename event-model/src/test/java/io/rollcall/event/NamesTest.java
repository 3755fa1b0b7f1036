package io.rollcall.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The closed lists, pinned: clients, dashboards and stored records know these names. */
class NamesTest {
    @Test
    void reasonsAreThoseOfTheContract() {
        assertThat(Arrays.stream(Reason.values()).map(Reason::code))
                .containsExactly(
                        "malformed_json",
                        "missing_field",
                        "invalid_field",
                        "unknown_event_name",
                        "unknown_region",
                        "event_too_old",
                        "event_in_future",
                        "event_too_large",
                        "too_many_properties",
                        "schema_violation");
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void reasonIsFoundByItsCode(Reason reason) {
        assertThat(Reason.ofCode(reason.code())).contains(reason);
        assertThat(Reason.ofCode(reason.name())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Platform.class)
    void platformIsFoundByItsCode(Platform platform) {
        assertThat(Platform.ofCode(platform.code())).contains(platform);
        assertThat(Platform.ofCode(platform.name())).isEmpty();
    }

    @Test
    void timeQualitiesAreThoseOfTheMetricCatalogue() {
        assertThat(Arrays.stream(TimeQuality.values()).map(TimeQuality::code))
                .containsExactly("ok", "corrected", "clamped");
    }

    @Test
    void topicsAreThoseOfTheContract() {
        assertThat(Set.of(Topics.APP_EVENTS, Topics.APP_EVENTS_REJECTED))
                .containsExactlyInAnyOrder("app-events", "app-events-rejected");
    }

    @Test
    void regionsAreCountriesAndUnknown() {
        assertThat(Set.of("US", "BR", "DE", "ZZ")).allMatch(Regions::isKnown);
        assertThat(Set.of("XX", "us", "*", "", "EU", "USA", "UK")).noneMatch(Regions::isKnown);
    }

    @Test
    void requiredEventFieldsAreOptionalOnesOnly() {
        assertThatThrownBy(() -> EventCatalogue.requireOptionalField("profile_id"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
