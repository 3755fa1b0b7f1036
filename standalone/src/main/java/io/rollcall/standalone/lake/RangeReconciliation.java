package io.rollcall.standalone.lake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.rollcall.standalone.client.JsonEndpoint;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** A reconciliation of a range of days, for a program that asks for it. */
public final class RangeReconciliation {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    /** An archive that is far behind lets days wait. */
    private static final int ATTEMPTS = 3;

    private final JsonEndpoint admin;

    private final Duration betweenLooks;

    /** Of that system, with the key of an administrator if it asks for one. */
    public RangeReconciliation(JsonEndpoint admin) {
        this(admin, BETWEEN_LOOKS);
    }

    RangeReconciliation(JsonEndpoint admin, Duration betweenLooks) {
        this.admin = admin;
        this.betweenLooks = betweenLooks;
    }

    /** Runs until the days are published and the metrics worked out; says what is missing then, if anything is. */
    public Optional<String> run(LocalDate from, LocalDate to) throws InterruptedException {
        Task task = new Task(
                ReconcileCommand.RUNS,
                ReconcileCommand.RUNS + "/status",
                "reconcile",
                ReconcileCommand::step,
                betweenLooks);
        JsonNode range = JsonNodeFactory.instance
                .objectNode()
                .put("from", from.toString())
                .put("to", to.toString());
        try {
            Optional<String> missing = missing(task.runAfterOthers(admin, range), to);
            for (int attempt = 1; attempt < ATTEMPTS && missing.isPresent(); attempt++) {
                missing = missing(task.runAfterOthers(admin, range), to);
            }
            return missing;
        } catch (TaskFailedException failed) {
            return Optional.of(String.valueOf(failed.getMessage()));
        }
    }

    private static Optional<String> missing(JsonNode done, LocalDate to) {
        JsonNode failure = done.path("failures").path(0);
        if (!failure.isMissingNode()) {
            return Optional.of(failure.path("detail").asText());
        }
        return StreamSupport.stream(done.path("waiting").spliterator(), false)
                .map(day -> LocalDate.parse(day.asText()))
                .filter(day -> !day.isAfter(to))
                .findFirst()
                .map(day -> day + " is not archived yet");
    }
}
