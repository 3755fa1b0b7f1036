package io.rollcall.event;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One entry of the event catalogue.
 *
 * @param name lower case letters, digits and underscores, starting with a letter
 * @param active whether the event counts its profile as active on its day
 * @param required fields that must be there beyond those that every event needs; {@code properties.x} names a property
 * @param owner who answers questions about it
 * @param since from when on it is sent, a date or a version
 * @param plan what its properties have to be
 * @param sampling which events of it are kept; empty for all
 */
public record EventType(
        String name,
        boolean active,
        List<String> required,
        Optional<String> owner,
        Optional<String> since,
        PropertyPlan plan,
        Optional<Sampling> sampling) {
    /** What is counted one by one, or decides about others: a part of it would be another number, and nothing says so. */
    private static final Set<String> NEVER_SAMPLED = Set.of("subscription_change", "experiment_exposure");

    public EventType {
        if (!name.matches("[a-z][a-z0-9_]{0,63}")) {
            throw new IllegalArgumentException("'" + name
                    + "' is not an event name: up to 64 lower case letters, digits and underscores, a letter first");
        }
        required = List.copyOf(required);
        required.forEach(EventCatalogue::requireOptionalField);
        if (sampling.isPresent() && (active || NEVER_SAMPLED.contains(name))) {
            throw new IllegalArgumentException("'" + name + "' cannot be sampled: "
                    + (active
                            ? "it is 'active: true', so that whoever is active would no longer be counted"
                            : "subscriptions and exposures are counted one by one"));
        }
    }

    /** Says whether an event with other properties than planned is rejected. */
    public boolean isEnforced() {
        return !plan.isEmpty() && plan.check() == PropertyPlan.Check.ENFORCE;
    }
}
