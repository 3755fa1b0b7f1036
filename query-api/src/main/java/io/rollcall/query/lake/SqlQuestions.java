package io.rollcall.query.lake;

import io.rollcall.lake.Lake;
import io.rollcall.lake.sandbox.CancelledException;
import io.rollcall.lake.sandbox.Sandbox;
import io.rollcall.lake.sandbox.SandboxSettings;
import io.rollcall.lake.sandbox.SqlAnswer;
import io.rollcall.lake.sandbox.SqlColumn;
import io.rollcall.lake.sandbox.SqlQuestion;
import io.rollcall.lake.sandbox.UnansweredException;
import io.rollcall.query.answer.Answer;
import io.rollcall.query.question.LakeUnavailableException;
import io.rollcall.query.question.Refusal;
import io.rollcall.query.question.RefusalException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Answers questions in SQL, a few at a time. */
@Singleton
public class SqlQuestions {
    private final Sandbox sandbox;
    private final OnDemand places;

    SqlQuestions(Lake lake, SqlConfig config) {
        this.sandbox = lake.sandbox(new SandboxSettings(
                config.time(),
                config.memory().bytes(),
                config.threads(),
                config.spill().bytes(),
                config.rows(),
                config.answer().bytes()));
        this.places = new OnDemand("questions in SQL", config.concurrent(), Long.MAX_VALUE, Duration.ZERO);
    }

    /**
     * The answer to a question, whole.
     *
     * @param hangUp is given what ends the question when nobody waits for its answer any more
     * @throws RefusalException when there is none
     * @throws LakeUnavailableException when the lake does not answer
     * @throws CancelledException when it was ended so
     */
    public Answer answer(String sql, Consumer<Runnable> hangUp) {
        OnDemand.Place place = places.take();
        try (SqlQuestion question = sandbox.question(sql)) {
            hangUp.accept(question::cancel);
            return table(question.answer());
        } catch (UnansweredException unanswered) {
            throw why(unanswered);
        } catch (CancelledException hungUp) {
            throw hungUp;
        } catch (RuntimeException failed) {
            // Engine, catalog and table format each have exceptions of their own, without a parent in common.
            throw new LakeUnavailableException(failed);
        } finally {
            place.close();
        }
    }

    private static RuntimeException why(UnansweredException unanswered) {
        return switch (unanswered.reason()) {
            case REFUSED -> refusal(Refusal.SQL_REFUSED, unanswered);
            case FAILED -> refusal(Refusal.SQL_FAILED, unanswered);
            case TOO_COSTLY -> refusal(Refusal.SQL_TOO_COSTLY, unanswered);
            case OVERTAKEN -> new LakeUnavailableException(unanswered);
        };
    }

    private static RefusalException refusal(Refusal refusal, UnansweredException unanswered) {
        return new RefusalException(refusal, unanswered.detail(), unanswered.position());
    }

    private static Answer table(SqlAnswer answer) {
        Map<String, @Nullable Object> head = new LinkedHashMap<>();
        head.put(
                "columns",
                answer.columns().stream().map(SqlQuestions::described).toList());
        List<String> names = answer.columns().stream().map(SqlColumn::name).toList();
        return Answer.table(head, names, rows -> answer.rows(rows::write), answer.isTruncated());
    }

    private static Map<String, String> described(SqlColumn column) {
        Map<String, String> described = new LinkedHashMap<>();
        described.put("name", column.name());
        described.put("type", column.type());
        return described;
    }
}
