package io.rollcall.ingest.intake;

import io.rollcall.event.EventCatalogue;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What follows from the catalogue of the moment. Where the catalogue has changed it is made anew, by whoever meets it first, and by
 * two at once where two meet it: they come to the same. Safe for several threads.
 */
public final class OfCatalogue<T> {
    private final Supplier<EventCatalogue> catalogue;
    private final Function<EventCatalogue, T> making;

    private volatile Made<T> made;

    private record Made<T>(EventCatalogue catalogue, T value) {}

    /**
     * Made now for the first time.
     *
     * @param catalogue the one of the moment, the same object as long as it is the same
     */
    public OfCatalogue(Supplier<EventCatalogue> catalogue, Function<EventCatalogue, T> making) {
        this.catalogue = catalogue;
        this.making = making;
        this.made = make(catalogue.get());
    }

    /** That of this moment. What belongs together is asked of one of them. */
    public T now() {
        EventCatalogue current = catalogue.get();
        Made<T> known = made;
        if (known.catalogue() != current) {
            known = make(current);
            made = known;
        }
        return known.value();
    }

    private Made<T> make(EventCatalogue of) {
        return new Made<>(of, making.apply(of));
    }
}
