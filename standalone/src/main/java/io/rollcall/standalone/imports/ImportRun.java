package io.rollcall.standalone.imports;

import io.rollcall.event.Reason;
import io.rollcall.standalone.client.Answer;
import io.rollcall.standalone.client.Answer.Judged;
import io.rollcall.standalone.client.Answer.Refused;
import io.rollcall.standalone.client.Answer.RejectedEvent;
import io.rollcall.standalone.client.Answer.TryLater;
import io.rollcall.standalone.client.Pace;
import java.io.IOException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One import: reads, keeps a few requests in flight, and accounts for every line on the calling thread. */
final class ImportRun {
    private static final int REQUESTS_IN_FLIGHT = 4;
    private static final int BAD_REQUEST = 400;

    private final BatchReader batches;
    private final Sender sender;
    private final RejectedLines rejectedLines;
    private final Pace pace;
    private final Progress progress;

    private long accepted;
    private long rejected;
    private @Nullable String failure;

    ImportRun(BatchReader batches, Sender sender, RejectedLines rejectedLines, Pace pace, Progress progress) {
        this.batches = batches;
        this.sender = sender;
        this.rejectedLines = rejectedLines;
        this.pace = pace;
        this.progress = progress;
    }

    /** Runs to the end of the file, or to the first batch that cannot be delivered. */
    ImportResult run() throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(REQUESTS_IN_FLIGHT);
        try {
            exchange(new ExecutorCompletionService<>(threads));
        } catch (IOException unreadable) {
            fail("the file cannot be read or its rejected lines not be written: " + unreadable.getMessage());
        } finally {
            sender.giveUp();
            threads.shutdownNow();
        }
        return new ImportResult(accepted, rejected, failure);
    }

    private void exchange(CompletionService<Delivery> requests) throws IOException, InterruptedException {
        int inFlight = 0;
        boolean more = true;
        do {
            while (more && inFlight < REQUESTS_IN_FLIGHT) {
                Batch batch = batches.next();
                more = !batch.isEmpty() && failure == null;
                if (more) {
                    TimeUnit.NANOSECONDS.sleep(pace.bookNanos(batch.lines().size(), System.nanoTime()));
                    requests.submit(() -> sender.deliver(batch));
                    inFlight++;
                }
            }
            if (inFlight > 0) {
                account(result(requests));
                inFlight--;
                more = more && failure == null;
            }
        } while (inFlight > 0);
    }

    private static Delivery result(CompletionService<Delivery> requests) throws InterruptedException {
        try {
            return requests.take().get();
        } catch (ExecutionException defect) {
            throw new IllegalStateException("sending a batch failed", defect.getCause());
        }
    }

    private void account(Delivery delivery) throws IOException {
        for (Line line : delivery.batch().tooLong()) {
            reject(line, Reason.EVENT_TOO_LARGE.code(), "the line has " + line.bytes() + " bytes and was not sent");
        }
        take(delivery.batch(), delivery.answer());
        progress.accounted(accepted, rejected);
    }

    private void take(Batch batch, Answer answer) throws IOException {
        if (answer instanceof Judged judged) {
            judge(batch, judged);
        } else if (answer instanceof Refused refused && refused.status() == BAD_REQUEST) {
            for (Line line : batch.lines()) {
                reject(line, refused.code(), refused.detail());
            }
        } else if (answer instanceof Refused refused) {
            fail(refused.detail());
        } else if (answer instanceof TryLater later) {
            fail(later.cause());
        }
    }

    private void judge(Batch batch, Judged judged) throws IOException {
        if (!judged.isAbout(batch.lines().size())) {
            fail("the answer is not about the " + batch.lines().size() + " events that were sent: is this a Rollcall?");
            return;
        }
        for (RejectedEvent event : judged.rejected()) {
            reject(batch.lines().get(event.index()), event.reason(), event.detail());
        }
        accepted += judged.accepted();
    }

    private void reject(Line line, String reason, String detail) throws IOException {
        rejectedLines.add(line, reason, detail);
        rejected++;
    }

    private void fail(String cause) {
        if (failure == null) {
            failure = cause;
            sender.giveUp();
        }
    }
}
