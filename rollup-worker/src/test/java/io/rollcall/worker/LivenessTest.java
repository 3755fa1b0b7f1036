package io.rollcall.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.log.StopReason;
import io.rollcall.worker.Simulation.Lasting;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * When faults end, every partition that can go on is soon through with its log, each record counted once; and each one that
 * cannot says why. The workers are real, what is around them is a {@link Simulation}; a seed is a run that can be had again.
 */
class LivenessTest {
    private static final int SEEDS = 60;
    private static final int SECONDS = 40;

    /** What the counters hold is of records that are no longer there, or they lack what nobody may count any more. */
    private static final Set<Lasting> LOG_IS_ANOTHER =
            EnumSet.of(Lasting.RECORDS_GONE, Lasting.OTHER_TOPIC, Lasting.LOG_LOST, Lasting.THREE_DAYS_GONE);

    /** A beat to see it, a seek that got lost and is missed after three seconds, and a log that is read again from its beginning. */
    private static final Duration BOUND = Duration.ofSeconds(20);

    /** Somebody else holds the logger, or it would be forgotten with its level. */
    private static final Logger LOG = Logger.getLogger("io.rollcall.worker");

    @BeforeAll
    static void beQuiet() {
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void speakAgain() {
        LOG.setLevel(null);
    }

    @ParameterizedTest
    @EnumSource
    void whoCanGoOnDoesAndWhoCannotSaysWhy(Lasting lasting) {
        Duration longest = Duration.ZERO;
        Map<String, Integer> struck = new TreeMap<>();
        Set<StopReason> reasons = EnumSet.noneOf(StopReason.class);
        for (long seed = 0; seed < SEEDS; seed++) {
            Simulation simulation = new Simulation(seed, lasting);
            simulation.goWrong(SECONDS);
            Optional<Duration> recovery = simulation.recover(BOUND);
            assertThat(simulation.unsettled()).as("seed %d", seed).isEmpty();
            assertThat(recovery).as("seed %d", seed).isPresent();
            if (!LOG_IS_ANOTHER.contains(lasting)) {
                assertThat(simulation.wrong()).as("seed %d", seed).isEmpty();
            }
            if (lasting == Lasting.MASTER_SILENT) {
                assertThat(simulation.through()).as("seed %d", seed).isPositive();
                simulation.masterAnswers();
                assertThat(simulation.recover(BOUND)).as("seed %d", seed).isPresent();
                assertThat(simulation.wrong()).as("seed %d", seed).isEmpty();
            }
            longest = max(longest, recovery.orElseThrow());
            simulation.struck().forEach((fault, times) -> struck.merge(fault, times, Integer::sum));
            simulation.reasons().forEach(reasons::add);
        }
        System.out.printf("%s: settled within %s; %s; %s%n", lasting, longest, reasons, struck);
        assertThat(reasons).isEqualTo(expected(lasting));
    }

    @Test
    void everyReasonToStopIsReached() {
        assertThat(Stream.of(Lasting.values()).flatMap(lasting -> expected(lasting).stream()))
                .containsAll(EnumSet.allOf(StopReason.class));
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static Set<StopReason> expected(Lasting lasting) {
        return switch (lasting) {
            case NOTHING, MASTER_SILENT -> EnumSet.noneOf(StopReason.class);
            case REDIS_FULL -> EnumSet.of(StopReason.REDIS_OUT_OF_MEMORY);
            case KEY_DAMAGED -> EnumSet.of(StopReason.DAMAGED_COUNTERS);
            case RECORDS_GONE -> EnumSet.of(StopReason.LOG_GONE);
            case REDIS_REFUSES -> EnumSet.of(StopReason.REDIS_REFUSES);
            case REDIS_MAY_FORGET -> EnumSet.of(StopReason.UNSAFE_REDIS);
            case SOMETHING_UNFORESEEN -> EnumSet.of(StopReason.UNFORESEEN);
            case OTHER_TOPIC -> EnumSet.of(StopReason.OTHER_TOPIC);
            case LOG_LOST -> EnumSet.of(StopReason.BEYOND_LOG);
            case LOG_REWRITTEN -> EnumSet.of(StopReason.LOG_CUT);
            case UNEVEN_PARTITIONS -> EnumSet.of(StopReason.PARTITION_COUNT);
            case THREE_DAYS_GONE -> EnumSet.of(StopReason.BACKLOG_TOO_OLD);
        };
    }
}
