package io.rollcall.rollup;

import java.util.List;
import java.util.Optional;

/**
 * The reasons why Redis refused a call. It answered, and will answer the same until somebody has changed something
 * about it; an error that passes by itself (a slot that moves, a server that loads its file or became a replica) is no
 * refusal.
 */
public enum RedisRefusal {
    /** It holds as much as it may. */
    OUT_OF_MEMORY,

    /** A key is not what it has to be: somebody else wrote it, or it is damaged. */
    DAMAGED_KEY,

    /** It may not do that, or not for us: it cannot write its files, or does not know our name. */
    NOT_ALLOWED;

    /** The word that apply.lua begins with to say that a key is damaged. */
    static final String DAMAGED = "DAMAGED";

    private static final List<String> PASSING = List.of(
            "MOVED",
            "ASK",
            "TRYAGAIN",
            "CLUSTERDOWN",
            "LOADING",
            "READONLY",
            "MASTERDOWN",
            "NOREPLICAS",
            "BUSY",
            "NOSCRIPT",
            "UNBLOCKED");

    /**
     * Says what an error of Redis means; nothing for one that passes. A script's error may stand in the middle,
     * whatever the version.
     */
    static Optional<RedisRefusal> of(String error) {
        if (error.contains("OOM command not allowed")) {
            return Optional.of(OUT_OF_MEMORY);
        }
        if (error.contains("WRONGTYPE") || error.contains("INVALIDOBJ") || error.contains(DAMAGED)) {
            return Optional.of(DAMAGED_KEY);
        }
        return PASSING.stream().anyMatch(word -> isSaid(word, error)) ? Optional.empty() : Optional.of(NOT_ALLOWED);
    }

    /** At the beginning, or behind the dash with which a script's error passes on what a command answered. */
    private static boolean isSaid(String word, String error) {
        return error.startsWith(word + " ") || error.contains("-" + word + " ");
    }
}
