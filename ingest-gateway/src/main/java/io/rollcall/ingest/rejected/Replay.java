package io.rollcall.ingest.rejected;

import io.rollcall.access.keys.AccessKey;
import io.rollcall.access.keys.KeyRing;
import io.rollcall.ingest.intake.Body;
import io.rollcall.ingest.intake.Circumstances;
import io.rollcall.ingest.intake.Circumstances.AgeLimit;
import io.rollcall.ingest.intake.EventOutcome;
import io.rollcall.ingest.intake.EventOutcome.Accepted;
import io.rollcall.ingest.intake.EventOutcome.Rejected;
import io.rollcall.ingest.intake.Intake;
import io.rollcall.ingest.log.LogRecords;
import io.rollcall.ingest.log.OpenLog;
import io.rollcall.ingest.rejected.ReplayAccount.Fate;
import io.rollcall.log.rejected.RejectedRecord;
import io.rollcall.log.rejected.RejectedRecord.Outcome;
import io.rollcall.log.rejected.RejectedRecords;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Judges rejected events again, each in the circumstances of its own request: as of its receipt then, with the client's clock
 * of then and the id it had then. What is right now goes on the log as received now. Once that is acknowledged, it is
 * written down beside the rejected which of them are in, so that a second replay passes them over. A crash between the two
 * lets some of a piece go in twice, with the same ids.
 */
final class Replay {
    private final Intake intake;
    private final OpenLog log;
    private final ErasedMentions erased;
    private final ReplayRequest request;
    private final KeyRing keys;
    private final ReplayAccount account = new ReplayAccount();
    private final InstantSource clock = InstantSource.system();

    /** Stands for the id of an event of which nothing says which it has. */
    private final String nobodysId = UUID.randomUUID().toString();

    /**
     * Nothing is replayed yet.
     *
     * @param keys as they are now: an event may come in that its key may send by now
     */
    Replay(Intake intake, OpenLog log, ErasedMentions erased, ReplayRequest request, KeyRing keys) {
        this.keys = keys;
        this.intake = intake;
        this.log = log;
        this.erased = erased;
        this.request = request;
    }

    ReplayAccount account() {
        return account;
    }

    /**
     * Judges the events of a piece; returns when what is right is acknowledged.
     *
     * @throws java.util.concurrent.CompletionException when the broker does not acknowledge it
     */
    void take(int partition, List<RejectedRecord> records) {
        List<ProducerRecord<byte[], byte[]>> right = new ArrayList<>();
        List<RejectedRecord> in = new ArrayList<>();
        long now = clock.millis();
        int partitions = log.partitions();
        for (RejectedRecord record : records) {
            if (record.reason().equals(request.reason())) {
                judge(record, now, partitions, right, in);
            }
        }
        if (!in.isEmpty() && request.effect() == ReplayRequest.Effect.ACCEPTING) {
            log.write(right).join();
            log.write(List.of(RejectedRecords.replayed(
                            partition,
                            in.stream().mapToLong(record -> record.place().offset()),
                            now)))
                    .join();
        }
        in.forEach(record -> account.count(Fate.ACCEPTED));
    }

    private void judge(
            RejectedRecord record,
            long now,
            int partitions,
            List<ProducerRecord<byte[], byte[]>> right,
            List<RejectedRecord> in) {
        if (record.outcome() == Outcome.ACCEPTED_SINCE) {
            account.count(Fate.ALREADY_ACCEPTED);
            return;
        }
        if (!record.isWhole()) {
            account.count(Fate.NOT_WHOLE);
            return;
        }
        byte[] bytes = record.bytes();
        EventOutcome outcome = intake.judgeAgain(new Body(bytes), then(record), derivedId(record));
        if (outcome instanceof Rejected rejected) {
            account.stillRejected(rejected.rejection());
        } else if (outcome instanceof Accepted accepted) {
            if (accepted.stamp().eventId().equals(nobodysId)) {
                account.count(Fate.WITHOUT_ID);
            } else if (erased.areIn(accepted.stamp().profileId())) {
                account.count(Fate.ERASED);
            } else {
                if (!accepted.isSampledOut()) {
                    right.add(LogRecords.accepted(
                            accepted, bytes, now, record.origin().isBackfill(), partitions));
                }
                in.add(record);
            }
        }
    }

    private Circumstances then(RejectedRecord record) {
        return new Circumstances(
                record.receivedAtMillis(),
                record.origin().sentAtMillis(),
                record.origin().isBackfill() ? AgeLimit.WAIVED : AgeLimit.ENFORCED,
                Optional.ofNullable(record.origin().key())
                        .flatMap(keys::sender)
                        .map(AccessKey::platforms)
                        .orElse(Set.of()));
    }

    private String derivedId(RejectedRecord record) {
        String id = record.origin().eventId();
        return id == null ? nobodysId : id;
    }
}
