package io.rollcall.query.http;

import io.rollcall.query.question.LakeUnavailableException;
import io.rollcall.query.question.RefusalException;
import io.rollcall.rollup.RedisUnavailableException;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Turns what goes wrong with questions into problems. These apply to every address of the process, also to those of other
 * services that share it and have no mapper of their own.
 */
public class ProblemMappers {
    @ServerExceptionMapper({RefusalException.class, RedisUnavailableException.class, LakeUnavailableException.class})
    Response unanswered(RuntimeException failed) {
        return Problems.why(failed).orElseThrow(() -> failed);
    }
}
