package io.rollcall.access;

import io.rollcall.access.keys.WriteKeySettings.WriteKey;
import io.rollcall.event.Platform;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A write key that is nothing but its secret. */
record WriteKeyOf(String secret) implements WriteKey {
    @Override
    public Optional<String> oldSecret() {
        return Optional.empty();
    }

    @Override
    public boolean backfill() {
        return false;
    }

    @Override
    public OptionalInt eventsPerSecond() {
        return OptionalInt.empty();
    }

    @Override
    public Optional<List<String>> origins() {
        return Optional.empty();
    }

    @Override
    public Optional<List<Platform>> platforms() {
        return Optional.empty();
    }
}
