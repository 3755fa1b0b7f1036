package io.rollcall.access.rest;

import io.vertx.core.http.HttpServerResponse;
import java.util.HashSet;
import java.util.Set;

/**
 * Places for answers that stay open. A place is held for as long as its answer is open, and nobody has to give it back: who holds
 * none any more is looked up, not told, since a connection can end where nobody is told of it, as before the answer begins.
 */
public final class OpenAnswers {
    private final int places;
    private final Set<HttpServerResponse> answers = new HashSet<>();

    public OpenAnswers(int places) {
        this.places = places;
    }

    /** Takes a place for an answer; false when there is none. */
    public synchronized boolean admit(HttpServerResponse answer) {
        leaveTheGone();
        return answers.size() < places && answers.add(answer);
    }

    /** Gives the place of an answer back before it is closed; the second time changes nothing. */
    public synchronized void leave(HttpServerResponse answer) {
        answers.remove(answer);
    }

    /** Says how many places are taken. */
    public synchronized int count() {
        leaveTheGone();
        return answers.size();
    }

    private void leaveTheGone() {
        answers.removeIf(answer -> answer.closed() || answer.ended());
    }
}
