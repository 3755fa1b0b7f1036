package io.rollcall.query.experiment;

import io.rollcall.lake.experiment.SeenExperiment;
import io.rollcall.query.answer.Answer;
import io.rollcall.query.answer.Method;
import io.rollcall.query.answer.Status;
import io.rollcall.query.lake.PublishedLake;
import io.rollcall.query.question.DateRange;
import io.rollcall.query.question.LakeUnavailableException;
import io.rollcall.query.question.RefusalException;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists the experiments of which somebody saw an exposure, from published days and open ones. */
@Singleton
public class ExperimentListing {
    private static final List<String> COLUMNS =
            List.of("experiment", "first_dt", "last_dt", "variants", "profiles", "status", "method", "as_of");

    private final PublishedLake lake;

    ExperimentListing(PublishedLake lake) {
        this.lake = lake;
    }

    /**
     * The answer to a question: a row for each experiment, those that were seen last first, then by name.
     *
     * @throws RefusalException when it would cost too much, or as many others are under way as may be
     * @throws LakeUnavailableException when the lake does not answer
     */
    public Answer answer(ListQuestion question) {
        PublishedLake.View view = lake.now();
        List<SeenExperiment> seen = view.experiments(question.range(), question.limit());
        return new Answer(head(question.range()), COLUMNS, view.uncounted(question.range()), writer -> {
            for (SeenExperiment experiment : seen) {
                writer.write(row(experiment));
            }
        });
    }

    private static Map<String, @Nullable Object> head(DateRange range) {
        Map<String, @Nullable Object> head = new LinkedHashMap<>();
        head.put("from", range.from().toString());
        head.put("to", range.to().toString());
        return head;
    }

    private static List<@Nullable Object> row(SeenExperiment experiment) {
        return List.of(
                experiment.key(),
                experiment.firstDay().toString(),
                experiment.lastDay().toString(),
                experiment.variants(),
                experiment.profiles(),
                Status.of(experiment.status()).word(),
                Method.EXACT.word(),
                experiment.asOf().toString());
    }
}
