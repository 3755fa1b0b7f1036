package io.rollcall.query.http;

import io.rollcall.query.question.LakeUnavailableException;
import io.rollcall.query.question.Refusal;
import io.rollcall.query.question.RefusalException;
import io.rollcall.rollup.RedisUnavailableException;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Turns what goes wrong with questions into problems. These apply to every address of the process, also to those of other
 * services that share it and have no mapper of their own.
 */
public class ProblemMappers {
    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    @ServerExceptionMapper
    Response refused(RefusalException refused) {
        return Problems.of(refused.refusal(), refused.detail());
    }

    @ServerExceptionMapper
    Response redisAway(RedisUnavailableException away) {
        LOG.debugf("no live counters: %s", away.getMessage()); // the readiness check says it once
        return Problems.of(Refusal.LIVE_COUNTERS_UNAVAILABLE, RedisAway.DETAIL);
    }

    @ServerExceptionMapper
    Response lakeAway(LakeUnavailableException away) {
        LOG.errorf(away.getCause(), "no published figures");
        return Problems.of(
                Refusal.PUBLISHED_FIGURES_UNAVAILABLE,
                "the published figures cannot be read at the moment; ask again, and should it last: the server's log says why");
    }
}
