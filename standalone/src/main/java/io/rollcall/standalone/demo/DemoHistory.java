package io.rollcall.standalone.demo;

import io.rollcall.standalone.imports.Backfill;
import io.rollcall.standalone.imports.Backfill.Ended;
import io.rollcall.standalone.simulation.Shipment;
import io.rollcall.standalone.simulation.Simulation;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.stream.Stream;

/**
 * Sends what was before a moment, as a backfill, a part after the other: days, and of the last of them hours. Each part
 * that was taken is noted, so that a kill repeats no more than one.
 */
final class DemoHistory {
    private final Simulation simulation;
    private final Backfill backfill;

    DemoHistory(Simulation simulation, Backfill backfill) {
        this.simulation = simulation;
        this.backfill = backfill;
    }

    /** Takes note that everything was sent up to a moment. */
    interface Note {
        void sentUpTo(Instant moment) throws IOException;
    }

    /** Sends what devices sent after a moment and up to another, and says how it ended. */
    Ended send(Instant after, Instant upTo, Note note) throws IOException, InterruptedException {
        long accepted = 0;
        long rejected = 0;
        Instant done = after;
        while (done.isBefore(upTo)) {
            Instant end = endOfPart(done, upTo);
            Ended part = backfill.send(events(done, end));
            accepted += part.accepted();
            rejected += part.rejected();
            if (part.failure() != null) {
                return new Ended(accepted, rejected, part.failure());
            }
            done = end;
            note.sentUpTo(done);
        }
        return new Ended(accepted, rejected, null);
    }

    /**
     * What is sent again is recognized by its id: for good by the nightly count, and for ten minutes by the live counters.
     * These are asked about the last day alone, of which therefore little is ever sent again.
     */
    static Instant endOfPart(Instant begin, Instant upTo) {
        LocalDate day = LocalDate.ofInstant(begin.plusMillis(1), ZoneOffset.UTC);
        Instant end = day.equals(LocalDate.ofInstant(upTo, ZoneOffset.UTC))
                ? begin.plus(Duration.ofHours(1))
                : day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusMillis(1);
        return end.isBefore(upTo) ? end : upTo;
    }

    private Iterator<String> events(Instant after, Instant upTo) {
        Stream<Shipment> shipments = simulation.shipments(after, upTo);
        return shipments
                .flatMap(shipment -> shipment.events().stream())
                .map(Object::toString)
                .iterator();
    }
}
