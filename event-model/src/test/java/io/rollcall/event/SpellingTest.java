package io.rollcall.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {
    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            Search,      search
            serach,      search
            chekout,     -
            app-start,   app_start
            appStart,    app_start
            app_strat,   app_start
            paly,        play
            pla,         -
            heartbeats,  heartbeat
            resumed,     resume
            sneeze,      -
            ?,           -
            """)
    void theNearestNameIsFound(String text, @Nullable String name) {
        assertThat(EventCatalogue.builtIn().nearest(text)).isEqualTo(Optional.ofNullable(name));
    }

    @Test
    void aLongTextIsNoSlip() {
        assertThat(Spelling.nearest("x".repeat(65), Set.of("x".repeat(64)))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            us,      US
            UK,      GB
            uk,      GB
            USA,     US
            deu,     DE
            en-US,   US
            pt_BR,   BR
            ' fr ',  FR
            XX,      -
            EN,      -
            *,       -
            """)
    void theRegionThatWasMeantIsFound(String text, @Nullable String region) {
        assertThat(Regions.meantBy(text)).isEqualTo(Optional.ofNullable(region));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            ios,      MOBILE
            Android,  MOBILE
            TV,       TV
            smart_tv, TV
            Roku,     TV
            Web,      WEB
            browser,  WEB
            ps5,      CONSOLE
            consle,   CONSOLE
            toaster,  -
            """)
    void thePlatformThatWasMeantIsFound(String text, @Nullable Platform platform) {
        assertThat(Platform.meantBy(text)).isEqualTo(Optional.ofNullable(platform));
    }

    @ParameterizedTest
    @CsvSource({
        "profileId,PROFILE_ID",
        "PROFILE-ID,PROFILE_ID",
        "profil_id,PROFILE_ID",
        "userId,PROFILE_ID",
        "eventName,EVENT_NAME",
        "event,EVENT_NAME",
        "timestamp,EVENT_TIME",
        "Region,REGION",
        "country,REGION"
    })
    void theFieldThatWasMeantIsFound(String text, EventField field) {
        assertThat(EventField.meantBy(text)).contains(field);
    }
}
