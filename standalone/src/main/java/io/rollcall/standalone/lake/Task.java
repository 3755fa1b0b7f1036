package io.rollcall.standalone.lake;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.standalone.client.JsonEndpoint;
import io.rollcall.standalone.client.JsonEndpoint.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Something that a running system does in the background: it is started by a POST and has a status that can be asked for.
 *
 * @param startPath that takes the POST
 * @param statusPath that answers how far it is
 * @param name for the progress
 * @param step what a status says about the progress
 * @param between how long to wait before the status is asked for again
 */
record Task(
        String startPath,
        String statusPath,
        String name,
        Function<JsonNode, TaskProgress.Step> step,
        Duration between) {
    /** Questions in a row that may stay without an answer: the system may be restarting. */
    private static final int PATIENCE = 60;

    /** How often it is looked whether the run of somebody else has ended. */
    private static final int TURNS = 600;

    private static final int UNDER_WAY = 409;
    private static final String DONE = "done";
    private static final String FAILED = "failed";

    /**
     * Starts it and waits until it is done, showing its progress.
     *
     * @return the last status
     * @throws TaskFailedException when it is not started, fails, or nobody answers any more
     */
    JsonNode run(JsonEndpoint system, JsonNode body) throws TaskFailedException, InterruptedException {
        return ended(begun(asked(system, body)), system, TaskProgress.of(name));
    }

    /** The same, without showing anything. Where another run is under way, it is waited for first. */
    JsonNode runAfterOthers(JsonEndpoint system, JsonNode body) throws TaskFailedException, InterruptedException {
        Reply reply = asked(system, body);
        for (int turn = 0; turn < TURNS && reply.status() == UNDER_WAY; turn++) {
            TimeUnit.NANOSECONDS.sleep(between.toNanos());
            reply = asked(system, body);
        }
        return ended(begun(reply), system, TaskProgress.unseen());
    }

    private JsonNode ended(JsonNode started, JsonEndpoint system, TaskProgress shown)
            throws TaskFailedException, InterruptedException {
        JsonNode status = started;
        try (TaskProgress progress = shown) {
            while (!isOver(status)) {
                progress.show(step.apply(status));
                TimeUnit.NANOSECONDS.sleep(between.toNanos());
                status = status(system, progress);
            }
            progress.show(step.apply(status));
        }
        if (state(status).equals(FAILED)) {
            throw new TaskFailedException(status.path("detail").asText("the system does not say why; its log does"));
        }
        return status;
    }

    private Reply asked(JsonEndpoint system, JsonNode body) throws TaskFailedException, InterruptedException {
        try {
            return system.post(startPath, body);
        } catch (IOException unreachable) {
            throw new TaskFailedException(String.valueOf(unreachable.getMessage()));
        }
    }

    private static JsonNode begun(Reply reply) throws TaskFailedException {
        if (!reply.isGood()) {
            throw new TaskFailedException(reply.problem());
        }
        return reply.body();
    }

    private JsonNode status(JsonEndpoint system, TaskProgress progress)
            throws TaskFailedException, InterruptedException {
        String problem = "";
        for (int attempt = 0; attempt < PATIENCE; attempt++) {
            try {
                Reply reply = system.get(statusPath);
                if (reply.isGood()) {
                    return reply.body();
                }
                problem = reply.problem();
            } catch (IOException unreachable) {
                problem = String.valueOf(unreachable.getMessage());
            }
            progress.waiting(problem);
            TimeUnit.NANOSECONDS.sleep(between.toNanos());
        }
        throw new TaskFailedException(
                problem + "; it may go on all the same: GET /" + statusPath + " says how far it is");
    }

    private static boolean isOver(JsonNode status) {
        return state(status).equals(DONE) || state(status).equals(FAILED);
    }

    private static String state(JsonNode status) {
        return status.path("state").asText();
    }
}
