package io.rollcall.standalone.simulation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.event.Platform;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * How plays begin: most start, some fail, and some are left before they start. One network fails more often than the others, and
 * so does the newest version of the app on consoles.
 *
 * @param outcome {@code started}, {@code failed} or {@code abandoned}
 * @param properties what is told of it
 */
record PlayStart(String outcome, ObjectNode properties) {
    static final String STARTED = "started";
    static final String FAILED = "failed";

    private static final String ABANDONED = "abandoned";
    private static final String SLOW_NETWORK = "edge-c";
    private static final String ERROR_CODE = "error_code";
    private static final double FAILS = 0.008;
    private static final double FAILS_ON_THE_SLOW_NETWORK = 0.035;
    private static final double FAILS_WITH_THE_NEWEST_VERSION = 0.09;
    private static final double LEFT = 0.03;
    private static final double STALLS = 0.15;
    private static final int LONGEST_STALL_MILLIS = 9_000;
    private static final double SPREAD = 0.45;

    private static final Shares<String> NETWORKS =
            new Shares<String>().with("edge-a", 55).with("edge-b", 30).with(SLOW_NETWORK, 15);

    private static final Shares<String> ERRORS =
            new Shares<String>().with("network", 6).with("drm", 3).with("decoder", 1);

    private static final Map<Platform, Integer> START_MILLIS =
            Map.of(Platform.TV, 1_300, Platform.MOBILE, 800, Platform.WEB, 700, Platform.CONSOLE, 1_000);

    private static final int OTHER_START_MILLIS = 1_500;

    static PlayStart of(Platform platform, String appVersion, SplittableRandom random) {
        String network = NETWORKS.pick(random);
        double fails = platform == Platform.CONSOLE && appVersion.equals(Script.NEWEST_VERSION)
                ? FAILS_WITH_THE_NEWEST_VERSION
                : network.equals(SLOW_NETWORK) ? FAILS_ON_THE_SLOW_NETWORK : FAILS;
        ObjectNode properties = JsonNodeFactory.instance.objectNode().put("cdn", network);
        double luck = random.nextDouble();
        if (luck < fails) {
            return told(FAILED, properties.put(ERROR_CODE, error(random)));
        }
        if (luck < fails + LEFT) {
            return told(ABANDONED, properties);
        }
        double slower = network.equals(SLOW_NETWORK) ? 1.6 : 1;
        double startMillis = START_MILLIS.getOrDefault(platform, OTHER_START_MILLIS)
                * slower
                * Math.exp(SPREAD * random.nextGaussian());
        return told(
                STARTED,
                properties
                        .put("startup_ms", Math.round(startMillis))
                        .put("rebuffer_ms", random.nextDouble() < STALLS ? random.nextInt(LONGEST_STALL_MILLIS) : 0));
    }

    private static PlayStart told(String outcome, ObjectNode properties) {
        return new PlayStart(outcome, properties.put("outcome", outcome));
    }

    /** What broke. */
    static String error(SplittableRandom random) {
        return ERRORS.pick(random);
    }
}
