package io.rollcall.ingest.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.event.EventCatalogue;
import io.rollcall.event.Limits;
import io.rollcall.event.testkit.RandomBody;
import io.rollcall.ingest.intake.Circumstances.AgeLimit;
import io.rollcall.ingest.intake.Delivery.Encoding;
import io.rollcall.ingest.intake.Delivery.Form;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Seeded bodies in all forms and encodings, whole and damaged, past the network: each is decided about without an error, and each
 * event that was found is accepted or has a reason. {@code -Drollcall.fuzz.bodies=5000000} goes on for longer, {@code
 * -Drollcall.fuzz.seed=7} repeats a run.
 */
class IntakeFuzzTest {
    private static final long SEED = Long.getLong("rollcall.fuzz.seed", System.nanoTime());
    private static final int BODIES = Integer.getInteger("rollcall.fuzz.bodies", 5_000);

    private final Intake intake = new Intake(EventCatalogue.builtIn(), Limits.DEFAULT);
    private final Map<String, Integer> outcomes = new TreeMap<>();

    @Test
    void whateverTheBytesEveryEventInThemIsAcceptedOrHasAReason() {
        System.out.printf("rollcall.fuzz.seed=%d bodies=%d%n", SEED, BODIES);
        Random random = new Random(SEED);
        RandomBody bodies = new RandomBody(random);
        for (int number = 0; number < BODIES; number++) {
            Delivery delivery = delivery(random, bodies);
            try {
                decide(delivery, random);
            } catch (RuntimeException | Error fault) {
                throw new AssertionError("seed " + SEED + ", body " + number, fault);
            }
        }
        System.out.printf("%d bodies: %s%n", BODIES, outcomes);
        assertThat(outcomes).containsKeys("accepted", "MALFORMED_JSON", "CORRUPT_GZIP");
    }

    private static Delivery delivery(Random random, RandomBody bodies) {
        byte[] body = bodies.any();
        boolean isPacked = random.nextInt(3) == 0;
        Form[] forms = Form.values();
        return new Delivery(
                new Body(isPacked ? bodies.packed(body) : body),
                forms[random.nextInt(forms.length)],
                isPacked && random.nextInt(20) > 0 ? Encoding.GZIP : Encoding.PLAIN);
    }

    private void decide(Delivery delivery, Random random) {
        Splitting splitting = intake.split(delivery, bytes -> true);
        if (splitting instanceof Splitting.Split split) {
            if (split.count() > 0) {
                account(
                        intake.judge(
                                split,
                                new Circumstances(
                                        System.currentTimeMillis(),
                                        split.sentAtMillis(),
                                        random.nextInt(10) == 0 ? AgeLimit.WAIVED : AgeLimit.ENFORCED)),
                        split.count());
            } else {
                count("nothing in it");
            }
        } else if (splitting instanceof Splitting.Unreadable unreadable) {
            count(unreadable.code().name());
            account(intake.judge(unreadable), 1);
        } else if (splitting instanceof Splitting.Refused refused) {
            count(refused.refusal().code().name());
        }
    }

    private void account(Judgement judgement, int events) {
        assertThat(judgement.accepted().size() + judgement.rejected().size()).isEqualTo(events);
        judgement.accepted().forEach(accepted -> count("accepted"));
        judgement.rejected().forEach(rejected -> {
            assertThat(rejected.rejection().detail()).isNotBlank();
            count(rejected.rejection().reason().name());
        });
    }

    private void count(String outcome) {
        outcomes.merge(outcome, 1, Integer::sum);
    }
}
