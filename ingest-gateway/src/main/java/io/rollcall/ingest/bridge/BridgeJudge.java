package io.rollcall.ingest.bridge;

import io.rollcall.event.Reason;
import io.rollcall.event.Rejection;
import io.rollcall.ingest.intake.Body;
import io.rollcall.ingest.intake.Circumstances;
import io.rollcall.ingest.intake.Circumstances.AgeLimit;
import io.rollcall.ingest.intake.Delivery;
import io.rollcall.ingest.intake.Intake;
import io.rollcall.ingest.intake.Judgement;
import io.rollcall.ingest.intake.RefusalCode;
import io.rollcall.ingest.intake.Splitting;
import io.rollcall.log.bridge.SourceReader.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Judges a record as the front door judges a request with one event: by the same rules, under the same reasons. */
final class BridgeJudge {
    private static final byte[] NOTHING = {};

    private final Intake intake;
    private final AgeLimit age;

    BridgeJudge(Intake intake, AgeLimit age) {
        this.intake = intake;
        this.age = age;
    }

    Judgement judge(SourceRecord source, long nowMillis) {
        Body body = new Body(bytes(source.record().value()));
        Splitting splitting =
                intake.split(new Delivery(body, Delivery.Form.JSON, Delivery.Encoding.PLAIN), bytes -> true);
        if (splitting instanceof Splitting.Split split) {
            return split.count() == 1
                    ? intake.judge(
                            split, new Circumstances(nowMillis, split.sentAtMillis(), age), index -> derivedId(source))
                    : intake.judge(
                            unreadable(body, "a record has to hold one event, and this one holds " + split.count()));
        }
        return intake.judge(
                splitting instanceof Splitting.Unreadable unreadable
                        ? unreadable
                        : unreadable(body, "a record has to hold one event"));
    }

    private static Splitting.Unreadable unreadable(Body body, String why) {
        return new Splitting.Unreadable(body, new Rejection(Reason.MALFORMED_JSON, why), RefusalCode.NOTHING_ACCEPTED);
    }

    /** The same for a record however often it is read, and another one in a topic of the same name. */
    static String derivedId(SourceRecord source) {
        String place = source.topicId()
                + '-'
                + source.record().partition()
                + '@'
                + source.record().offset();
        return UUID.nameUUIDFromBytes(place.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static byte[] bytes(byte @Nullable [] value) {
        return value == null ? NOTHING : value;
    }
}
