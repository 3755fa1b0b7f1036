package io.rollcall.lake.metric;

import io.rollcall.event.Spelling;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The names of events that there are. A question about another one would be answered with nothing, as if nobody had done it.
 *
 * @param accepted by the catalogue
 * @param seen in the lake, which may have some that the catalogue has not any more; looked up only for what is not accepted
 */
public record EventNames(Set<String> accepted, Supplier<Set<String>> seen) {
    /** A message is read by people. */
    private static final int MOST_LISTED = 40;

    public EventNames {
        accepted = Set.copyOf(accepted);
    }

    /**
     * Makes sure that a parameter names events that there are.
     *
     * @throws UnknownEventNameException at the first other one
     */
    void require(String parameter, Collection<String> names) {
        names.forEach(name -> {
            if (!accepted.contains(name) && !seen.get().contains(name)) {
                throw new UnknownEventNameException(parameter, name, instead(name));
            }
        });
    }

    private String instead(String name) {
        Set<String> known = new TreeSet<>(accepted);
        known.addAll(seen.get());
        return Spelling.nearest(name, known)
                .map(near -> "is it '" + near + "'?")
                .orElseGet(() -> "there are "
                        + known.stream().limit(MOST_LISTED).collect(Collectors.joining(", "))
                        + (known.size() > MOST_LISTED ? ", ..." : ""));
    }
}
