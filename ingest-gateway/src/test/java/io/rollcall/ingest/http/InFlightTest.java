package io.rollcall.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.ingest.http.InFlight.Place;
import org.junit.jupiter.api.Test;

class InFlightTest {
    private final InFlight inFlight = new InFlight(100, 2);

    @Test
    void bytesAreSharedByAllAndComeBack() {
        Place first = inFlight.enter().orElseThrow();
        Place second = inFlight.enter().orElseThrow();
        assertThat(first.take(60)).isTrue();
        assertThat(second.take(41)).isFalse();
        assertThat(second.take(40)).isTrue();
        assertThat(inFlight.bytes()).isEqualTo(100);

        first.leave();
        first.leave();

        assertThat(inFlight.bytes()).isEqualTo(40);
        assertThat(inFlight.requests()).isEqualTo(1);
    }

    @Test
    void placeThatWasLeftTakesNothingMore() {
        Place place = inFlight.enter().orElseThrow();
        place.leave();
        assertThat(place.take(1)).isFalse();
        assertThat(inFlight.bytes()).isZero();
    }

    @Test
    void oneRequestTooManyFindsNoPlace() {
        Place first = inFlight.enter().orElseThrow();
        assertThat(inFlight.enter()).isPresent();
        assertThat(inFlight.enter()).isEmpty();
        first.leave();
        assertThat(inFlight.enter()).isPresent();
    }
}
