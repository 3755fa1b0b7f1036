package io.rollcall.ingest.http;

import io.rollcall.access.keys.AccessKey;
import io.rollcall.ingest.intake.Circumstances.AgeLimit;
import io.rollcall.ingest.intake.Delivery;
import io.rollcall.ingest.intake.Refusal;

/** The doorkeeper's answer to a request's head. Sealed: a body is read for the admitted only. */
sealed interface Admission {
    /** The body may come. */
    record Admitted(
            AccessKey caller,
            Delivery.Form form,
            Delivery.Encoding encoding,
            AgeLimit age,
            Purpose purpose,
            Dialect dialect)
            implements Admission {}

    /** Says what is to become of the events. */
    enum Purpose {
        STORE,
        /** The sender wants to hear what would be said, and nothing is stored. */
        JUDGE_ONLY
    }

    /** The body is of no interest. */
    record Refused(Refusal refusal) implements Admission {}
}
