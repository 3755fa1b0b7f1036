package io.rollcall.standalone.imports;

import io.rollcall.event.Reason;
import io.rollcall.standalone.client.GatewayAnswer;
import io.rollcall.standalone.client.GatewayAnswer.Judged;
import io.rollcall.standalone.client.GatewayAnswer.Refused;
import io.rollcall.standalone.client.GatewayAnswer.RejectedEvent;
import io.rollcall.standalone.client.GatewayAnswer.TryLater;
import io.rollcall.standalone.client.Pace;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Runs one import: it reads the file, spreads its events over lanes by their profiles, and accounts for every line on
 * the calling thread. Lanes are independent, so that a few requests are in flight; the events of a profile stay in one.
 */
final class ImportRun {
    private static final int LANES = 4;
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;
    private static final int BAD_REQUEST = 400;

    private final Lines lines;
    private final OwnIds ids;
    private final Sender sender;
    private final RejectedLines rejectedLines;
    private final Pace pace;
    private final Accounts progress;
    private final List<Lane> lanes =
            IntStream.range(0, LANES).mapToObj(Lane::new).toList();
    private final ExecutorService threads = Executors.newFixedThreadPool(LANES);
    private final CompletionService<AnsweredBatch> requests = new ExecutorCompletionService<>(threads);
    private final Reasons reasons = new Reasons();

    private int inFlight;
    private long accepted;
    private long rejected;
    private @Nullable String failure;

    ImportRun(Lines lines, OwnIds ids, Sender sender, RejectedLines rejectedLines, Pace pace, Accounts progress) {
        this.lines = lines;
        this.ids = ids;
        this.sender = sender;
        this.rejectedLines = rejectedLines;
        this.pace = pace;
        this.progress = progress;
    }

    /** Runs to the end of the file, or to the first batch that cannot be delivered. */
    ImportResult run() throws InterruptedException {
        try {
            read();
            for (Lane lane : lanes) {
                if (lane.hasLines() && failure == null) {
                    handOver(lane);
                }
            }
            while (inFlight > 0) {
                account(requests.take());
            }
        } catch (IOException unreadable) {
            fail("the file cannot be read or its rejected lines not be written: " + unreadable.getMessage());
        } finally {
            sender.giveUp();
            threads.shutdownNow();
        }
        return new ImportResult(accepted, rejected, reasons, failure);
    }

    private void read() throws IOException, InterruptedException {
        Optional<Line> line = lines.next();
        while (line.isPresent() && failure == null) {
            take(line.get());
            for (Future<AnsweredBatch> done = requests.poll(); done != null; done = requests.poll()) {
                account(done);
            }
            line = lines.next();
        }
    }

    private void take(Line line) throws IOException, InterruptedException {
        if (line.tooLong()) {
            reject(line, Reason.EVENT_TOO_LARGE.code(), "the line has " + line.bytes() + " bytes and was not sent");
            return;
        }
        Glance glance = Glance.at(line.text());
        Optional<SentLine> sent = ids.identified(line, glance);
        if (sent.isEmpty()) {
            fail("line " + line.number() + ": the file has more different events without an event_id than can be told"
                    + " apart in the memory there is. Give the events ids, or import the file in parts");
            return;
        }
        Lane lane = laneOf(glance.profileId());
        if (!lane.hasRoomFor(sent.get())) {
            handOver(lane);
        }
        lane.add(sent.get());
    }

    private Lane laneOf(long profileId) {
        return lanes.get((int) Long.remainderUnsigned((profileId * SPREAD) >>> Integer.SIZE, LANES));
    }

    /** Closes the lane's batch. A lane that is too far behind is waited for: what is held in memory has a bound. */
    private void handOver(Lane lane) throws IOException, InterruptedException {
        while (lane.isFull() && failure == null) {
            account(requests.take());
        }
        lane.closeBatch();
        send(lane);
    }

    private void send(Lane lane) throws InterruptedException {
        Optional<Batch> next = failure == null ? lane.start() : Optional.empty();
        if (next.isPresent()) {
            Batch batch = next.get();
            TimeUnit.NANOSECONDS.sleep(pace.bookNanos(batch.lines().size(), System.nanoTime()));
            // The completion service hands the same future back.
            Future<AnsweredBatch> unused = requests.submit(() -> sender.deliver(batch));
            inFlight++;
        }
    }

    private void account(Future<AnsweredBatch> done) throws IOException, InterruptedException {
        AnsweredBatch delivery = result(done);
        inFlight--;
        Lane lane = lanes.get(delivery.batch().lane());
        lane.answered();
        take(delivery.batch(), delivery.answer());
        progress.accounted(accepted, rejected);
        send(lane);
    }

    private static AnsweredBatch result(Future<AnsweredBatch> done) throws InterruptedException {
        try {
            return done.get();
        } catch (ExecutionException defect) {
            throw new IllegalStateException("sending a batch failed", defect.getCause());
        }
    }

    private void take(Batch batch, GatewayAnswer answer) throws IOException {
        if (answer instanceof Judged judged) {
            judge(batch, judged);
        } else if (answer instanceof Refused refused && refused.status() == BAD_REQUEST) {
            for (SentLine line : batch.lines()) {
                reject(line.line(), refused.code(), refused.detail());
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
            reject(batch.lines().get(event.index()).line(), event.reason(), event.detail());
        }
        accepted += judged.accepted();
    }

    private void reject(Line line, String reason, String detail) throws IOException {
        rejectedLines.add(line, reason, detail);
        reasons.add(line, reason, detail);
        rejected++;
    }

    private void fail(String cause) {
        if (failure == null) {
            failure = cause;
            sender.giveUp();
        }
    }
}
