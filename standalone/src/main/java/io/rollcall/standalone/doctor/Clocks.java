package io.rollcall.standalone.doctor;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Compares a clock with that of this machine. */
final class Clocks {
    private Clocks() {}

    static Optional<Finding> apart(String where, Instant there, Instant here, Duration bound) {
        Duration apart = Duration.between(here, there).abs();
        return apart.compareTo(bound) <= 0
                ? Optional.empty()
                : Optional.of(Finding.fault(
                        where,
                        "its clock and that of this machine are " + apart.toSeconds() + " s apart",
                        "set both by NTP; days are cut, and duplicates recognised, by the clocks of the gateways"));
    }
}
