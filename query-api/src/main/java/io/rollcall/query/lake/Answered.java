package io.rollcall.query.lake;

import io.rollcall.lake.value.EventsDroppedException;
import io.rollcall.lake.value.TooCostlyException;
import io.rollcall.query.question.LakeUnavailableException;
import io.rollcall.query.question.Refusal;
import io.rollcall.query.question.RefusalException;
import java.util.function.Supplier;

/** Says in the words of answers why the lake gives none. */
final class Answered {
    private Answered() {}

    /** What the lake says to a question. */
    static <T> T by(Supplier<T> question) {
        try {
            return question.get();
        } catch (TooCostlyException costly) {
            throw new RefusalException(Refusal.QUESTION_TOO_COSTLY, String.valueOf(costly.getMessage()));
        } catch (EventsDroppedException dropped) {
            throw new RefusalException(Refusal.EVENTS_NOT_KEPT, String.valueOf(dropped.getMessage()));
        } catch (RuntimeException failed) {
            // Engine, catalog and table format each have exceptions of their own, without a parent in common.
            throw new LakeUnavailableException(failed);
        }
    }
}
