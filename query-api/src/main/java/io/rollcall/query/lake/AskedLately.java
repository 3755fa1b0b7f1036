package io.rollcall.query.lake;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.rollcall.lake.value.MetricRow;
import io.rollcall.lake.value.RowSink;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Remembers what was asked in the last minutes and is worked out fast, so that it can be asked again as soon as the lake has changed:
 * who looks at the same next finds it kept, and does not wait for it.
 *
 * @param <V> a view of the lake as it stands
 */
final class AskedLately<V> {
    private static final Logger LOG = Logger.getLogger(AskedLately.class);

    /** Somebody who looks at a page has it asked so often, at least. */
    private static final Duration LATELY = Duration.ofMinutes(5);

    /** Several views of the page have no more. */
    private static final int QUESTIONS = 100;

    /** What takes longer is worked out for those only who ask for it. */
    private static final Duration FAST = Duration.ofSeconds(1);

    private final int mostRows;
    private final LongSupplier nanos;
    private final Cache<Object, Asking<V>> questions = Caffeine.newBuilder()
            .maximumSize(QUESTIONS)
            .expireAfterWrite(LATELY)
            .build();

    private String lake = "";

    /**
     * Remembers nothing yet.
     *
     * @param mostRows of an answer that is kept
     * @param nanos by which what is fast is told
     */
    AskedLately(int mostRows, LongSupplier nanos) {
        this.mostRows = mostRows;
        this.nanos = nanos;
    }

    /** Asks a view. */
    interface Asking<V> {
        void of(V view, RowSink<MetricRow> sink) throws IOException;
    }

    /** Asks for somebody, and remembers it where the answer is fast and small. */
    void ask(Object question, Asking<V> asking, V view, RowSink<MetricRow> sink) throws IOException {
        if (isFast(asking, view, sink)) {
            questions.put(question, asking);
        }
    }

    boolean isNobody() {
        questions.cleanUp();
        return questions.estimatedSize() == 0;
    }

    /**
     * Asks for everything again when the lake is another one than at the last time. A question that fails, or takes long now, waits
     * for somebody who wants to know it.
     *
     * @param now names all that answers follow from
     */
    synchronized void again(V view, String now) {
        if (now.equals(lake)) {
            return;
        }
        lake = now;
        for (Map.Entry<Object, Asking<V>> question : questions.asMap().entrySet()) {
            try {
                if (!isFast(question.getValue(), view, row -> {})) {
                    questions.invalidate(question.getKey());
                }
            } catch (IOException | RuntimeException failed) {
                LOG.debugf(failed, "not asked again: %s", question.getKey()); // whoever asks is told why
                questions.invalidate(question.getKey());
            }
        }
    }

    private boolean isFast(Asking<V> asking, V view, RowSink<MetricRow> sink) throws IOException {
        long began = nanos.getAsLong();
        Counted counted = new Counted(sink);
        asking.of(view, counted);
        return counted.rows <= mostRows && nanos.getAsLong() - began < FAST.toNanos();
    }

    private static final class Counted extends PassedOn<MetricRow> {
        private long rows;

        Counted(RowSink<MetricRow> sink) {
            super(sink);
        }

        @Override
        public void take(MetricRow row) throws IOException {
            rows++;
            super.take(row);
        }
    }
}
