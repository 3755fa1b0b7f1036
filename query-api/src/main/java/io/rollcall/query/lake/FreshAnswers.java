package io.rollcall.query.lake;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.rollcall.query.question.LakeUnavailableException;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Has what somebody is looking at worked out anew as soon as the lake has changed. */
@Singleton
class FreshAnswers {
    private static final Logger LOG = Logger.getLogger(FreshAnswers.class);

    private final PublishedLake lake;

    FreshAnswers(PublishedLake lake) {
        this.lake = lake;
    }

    // A start that fails ends while the scheduler already runs.
    @Scheduled(
            every = "2s",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    void look() {
        try {
            lake.askAgain();
        } catch (LakeUnavailableException away) {
            LOG.debugf("what was asked lately is not asked again: %s", away.getMessage()); // each answer says so itself
        }
    }
}
