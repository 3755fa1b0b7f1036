package io.rollcall.standalone.imports;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rollcall.standalone.client.EventsClient;
import io.rollcall.standalone.client.Pace;
import io.rollcall.standalone.client.RetryPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An import with {@code --backfill} of events that are in no file. */
public final class Backfill {
    private final EventsClient endpoint;
    private final Path rejectedLines;

    /**
     * @param endpoint of a key that may backfill
     * @param rejectedLines the file that gets what is rejected, with the reasons
     */
    public Backfill(EventsClient endpoint, Path rejectedLines) {
        this.endpoint = endpoint.forBackfill();
        this.rejectedLines = rejectedLines;
    }

    /**
     * The end of a backfill.
     *
     * @param failure why it stopped before the last event, or null
     */
    public record Ended(
            long accepted, long rejected, @Nullable String failure) {}

    /** Sends events, a JSON object each, as they are taken; those of a profile arrive in this order. */
    public Ended send(Iterator<String> events) throws IOException, InterruptedException {
        try (RejectedLines rejected = new RejectedLines(rejectedLines)) {
            OwnIds ids = new OwnIds(Occurrences.within(Runtime.getRuntime().maxMemory()));
            Sender sender = new Sender(endpoint, RetryPolicy.PATIENT, cause -> {});
            Pace asFastAsTheyAreTaken = Pace.of(0, System.nanoTime());
            ImportResult result = new ImportRun(
                            lines(events), ids, sender, rejected, asFastAsTheyAreTaken, (accepted, refused) -> {})
                    .run();
            return new Ended(result.accepted(), result.rejected(), result.failure());
        }
    }

    private static Lines lines(Iterator<String> events) {
        return new Lines() {
            private long number;

            @Override
            public Optional<Line> next() {
                if (!events.hasNext()) {
                    return Optional.empty();
                }
                byte[] text = events.next().getBytes(UTF_8);
                return Optional.of(new Line(++number, text, text.length));
            }
        };
    }
}
