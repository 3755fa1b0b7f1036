package io.rollcall.standalone.simulation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** What somebody does between opening the app and leaving it. */
final class Script {
    static final String EXPERIMENT = "new-row";
    static final String CONTROL = "control";
    static final String TREATMENT = "treatment";

    /** The version that is released last. */
    static final String NEWEST_VERSION = "8.5.0";

    /** The longest that a session lasts, with all that is still watched to its end. */
    static final long LONGEST_MILLIS = TimeUnit.HOURS.toMillis(6);

    /** The day of the service from which on the experiment is shown. */
    static final int EXPERIMENT_BEGINS = 30;

    private static final int SECOND_RELEASE = 16;
    private static final int NEWEST_RELEASE = 44;
    private static final long ENOUGH_MILLIS = TimeUnit.HOURS.toMillis(2);
    private static final int HEARTBEAT_SEC = 600;
    private static final double BROWSES_ON = 0.3;
    private static final double SEARCHES = 0.25;
    private static final double LEAVES_WITHOUT_WATCHING = 0.12;
    private static final double WATCHES_ANOTHER = 0.28;

    /** The true effect of the experiment: who sees the new row watches another title more often. */
    private static final double WATCHES_ANOTHER_OF_THE_NEW_ROW = 0.42;

    private static final double WATCHES_TO_THE_END = 0.45;
    private static final double RATES = 0.06;
    private static final double BREAKS_OFF = 0.006;

    private final Visit visit;
    private final SplittableRandom random;
    private final List<Happening> happenings = new ArrayList<>();
    private long nowMillis;

    private Script(Visit visit, SplittableRandom random) {
        this.visit = visit;
        this.random = random;
        this.nowMillis = visit.startMillis();
    }

    /** All of it, in the order of time. */
    static List<Happening> of(Visit visit, SplittableRandom random) {
        Script session = new Script(visit, random);
        session.open();
        session.stay();
        session.leave();
        return session.happenings;
    }

    /** The version of the app on a person's device. */
    static String appVersion(Person person, int day) {
        if (day >= NEWEST_RELEASE + person.patience()) {
            return NEWEST_VERSION;
        }
        return day >= SECOND_RELEASE + person.patience() ? "8.4.1" : "8.3.2";
    }

    private void open() {
        add("app_start");
        if (visit.ordinal() > 0) {
            return;
        }
        if (visit.day() == visit.stay().first()) {
            add("login");
        }
        if (visit.day() >= EXPERIMENT_BEGINS) {
            add(
                    "experiment_exposure",
                    node().put("experiment", EXPERIMENT)
                            .put("variant", visit.person().variant()));
        }
        Subscription.changedFirst(visit.person(), visit.stay(), visit.day())
                .ifPresent(change -> add("subscription_change", change));
    }

    private void stay() {
        boolean treated =
                visit.day() >= EXPERIMENT_BEGINS && visit.person().variant().equals(TREATMENT);
        double another = treated ? WATCHES_ANOTHER_OF_THE_NEW_ROW : WATCHES_ANOTHER;
        do {
            choose();
            if (random.nextDouble() < LEAVES_WITHOUT_WATCHING) {
                return;
            }
            watch();
        } while (nowMillis - visit.startMillis() < ENOUGH_MILLIS && random.nextDouble() < another);
    }

    private void leave() {
        if (visit.ordinal() == 0) {
            Subscription.changedLast(visit.person(), visit.stay(), visit.day())
                    .ifPresent(change -> add("subscription_change", change));
        }
    }

    private void choose() {
        do {
            add("browse");
        } while (random.nextDouble() < BROWSES_ON);
        if (random.nextDouble() < SEARCHES) {
            add("search");
        }
    }

    private void watch() {
        long title = TitleCatalogue.pick(visit.day(), random);
        PlayStart playback = PlayStart.of(visit.platform(), appVersion(visit.person(), visit.day()), random);
        if (playback.outcome().equals(PlayStart.STARTED)) {
            play(title, playback);
        } else {
            happenings.add(new Happening(nowMillis, "play", title, null, playback.properties()));
            pause();
        }
    }

    /** How long was watched is known here when the play begins: a real player says it when it has ended. */
    private void play(long title, PlayStart playback) {
        int runtimeSec = TitleCatalogue.runtimeSec(title);
        int watchedSec = random.nextDouble() < WATCHES_TO_THE_END
                ? (int) (runtimeSec * random.nextDouble(0.92, 1))
                : (int) (runtimeSec * random.nextDouble(0.02, 0.9));
        long beganMillis = nowMillis;
        happenings.add(new Happening(beganMillis, "play", title, watchedSec, playback.properties()));
        for (int second = HEARTBEAT_SEC; second < watchedSec; second += HEARTBEAT_SEC) {
            happenings.add(Happening.about(title, beganMillis + TimeUnit.SECONDS.toMillis(second), "heartbeat"));
        }
        nowMillis = beganMillis + TimeUnit.SECONDS.toMillis(watchedSec);
        ObjectNode said = node();
        if (random.nextDouble() < BREAKS_OFF) {
            said.put("error_code", PlayStart.error(random));
        }
        happenings.add(new Happening(nowMillis, "stop", title, null, said));
        pause();
        if (random.nextDouble() < RATES) {
            happenings.add(Happening.about(title, nowMillis, "content_rating"));
            pause();
        }
    }

    private void add(String eventName) {
        add(eventName, node());
    }

    private void add(String eventName, ObjectNode properties) {
        happenings.add(Happening.with(nowMillis, eventName, properties));
        pause();
    }

    private void pause() {
        nowMillis += random.nextLong(TimeUnit.SECONDS.toMillis(2), TimeUnit.SECONDS.toMillis(40));
    }

    private static ObjectNode node() {
        return JsonNodeFactory.instance.objectNode();
    }
}
