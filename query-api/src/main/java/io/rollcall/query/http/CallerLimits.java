package io.rollcall.query.http;

import io.rollcall.access.Caller;
import io.rollcall.access.rest.OpenAnswers;
import io.rollcall.query.question.Refusal;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Limits how many questions of one caller are under way at a time. Each question holds a thread and a connection until
 * its answer is with the caller: one who asks without end, or reads nothing, must not take what all others need. A
 * caller is a key, or without one an address.
 *
 * <p>Made with the first request: filters are found before there is any configuration.
 */
@ApplicationScoped
public class CallerLimits {
    /** Callers that are remembered without a question under way; as many as have one are there in any case. */
    private static final int MOST_IDLE = 1_000;

    private final QuestionAddresses addresses;
    private final int most;
    private final Map<String, OpenAnswers> callers = new ConcurrentHashMap<>();

    CallerLimits(QuestionAddresses addresses, CallerConfig config) {
        this.addresses = addresses;
        this.most = config.questions();
    }

    /** Takes in a question, or refuses it. It runs on the event loop, so that one who is refused takes no thread. */
    @ServerRequestFilter(nonBlocking = true)
    Optional<Response> admit(RoutingContext exchange) {
        String method = exchange.request().method().name();
        if (!addresses.methodsAt(exchange.normalizedPath()).contains(method)) {
            return Optional.empty();
        }
        String caller = name(exchange);
        return take(caller, exchange)
                ? Optional.empty()
                : Optional.of(Problems.of(
                        Refusal.CALLER_LIMITED,
                        "as many questions of " + caller + " are under way as may be, which is " + most
                                + "; ask again when one of them is answered"));
    }

    private static String name(RoutingContext exchange) {
        Caller caller = Caller.of(exchange);
        return caller.recognition() == Caller.Recognition.BY_KEY
                ? "the key '" + caller.name() + "'"
                : exchange.request().remoteAddress().hostAddress();
    }

    private boolean take(String caller, RoutingContext exchange) {
        if (callers.size() > MOST_IDLE) {
            callers.values().removeIf(answers -> answers.count() == 0);
        }
        boolean[] isAdmitted = new boolean[1];
        callers.compute(caller, (name, known) -> {
            OpenAnswers answers = known == null ? new OpenAnswers(most) : known;
            isAdmitted[0] = answers.admit(exchange.response());
            return answers;
        });
        return isAdmitted[0];
    }
}
