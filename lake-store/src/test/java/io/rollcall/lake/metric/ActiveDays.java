package io.rollcall.lake.metric;

import io.rollcall.lake.testkit.Fact;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Who was active where on which days, from a list of events; the second opinion on the .sql files starts from it. */
final class ActiveDays {
    static final String ALL = "*";

    private final Map<String, Map<Long, NavigableSet<LocalDate>>> byRegion = new TreeMap<>();

    ActiveDays(List<Fact> facts) {
        facts.stream().filter(Fact::active).forEach(fact -> {
            note(fact.region(), fact);
            note(ALL, fact);
        });
    }

    private void note(String region, Fact fact) {
        byRegion.computeIfAbsent(region, one -> new TreeMap<>())
                .computeIfAbsent(fact.profileId(), one -> new TreeSet<>())
                .add(fact.dt());
    }

    /** All regions with activity, and {@link #ALL}. */
    Set<String> regions() {
        return byRegion.keySet();
    }

    /** Who was ever active in a region. */
    Set<Long> profiles(String region) {
        return byRegion.getOrDefault(region, Map.of()).keySet();
    }

    /** When a profile was active in a region. */
    NavigableSet<LocalDate> of(String region, long profile) {
        return byRegion.getOrDefault(region, Map.of()).getOrDefault(profile, Collections.emptyNavigableSet());
    }

    boolean on(String region, long profile, LocalDate day) {
        return of(region, profile).contains(day);
    }

    /** Whether a profile was active from one day to another, both included. */
    boolean within(String region, long profile, LocalDate first, LocalDate last) {
        LocalDate next = of(region, profile).ceiling(first);
        return next != null && !next.isAfter(last);
    }

    /** How many were active in a region on a day. */
    long count(String region, LocalDate day) {
        return profiles(region).stream()
                .filter(profile -> on(region, profile, day))
                .count();
    }
}
