package io.rollcall.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Six days that can be counted by hand, the last of them yesterday: ten profiles, of which three begin on each of the first
 * three days and the tenth on the fourth. 1 to 6 are in the US, the others in Brazil. They come every day from then on, but
 * those of odd numbers stay away on the day after their first.
 *
 * <p>On each of its days a profile starts the app, browses (but not the tenth), and plays title 7 for an hour if its number
 * is even; the play of the ninth fails. The second subscribes on its first day for 9.99 USD. On its first day each is shown
 * the experiment {@code row}: odd ones the control, even ones the treatment.
 *
 * <p>Today has begun: one profile in Iceland has started a play, and done nothing else, which is nothing to judge a day by. Three
 * events of two versions on the web were refused.
 */
final class PlantedDays {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int DAYS = 6;
    private static final int PROFILES = 10;
    private static final int EARLY_RISER = 11;

    private PlantedDays() {}

    /** Sends them, and has them counted. */
    static void plant(RunningRollcall rollcall, LocalDate today) throws Exception {
        List<String> events = new ArrayList<>();
        for (int day = 0; day < DAYS; day++) {
            for (int profile = 1; profile <= PROFILES; profile++) {
                int age = day - (profile - 1) / 3;
                boolean staysAway = age < 0 || (age == 1 && profile % 2 == 1);
                if (!staysAway) {
                    events.addAll(visit(profile, today.minusDays(DAYS - day), age == 0));
                }
            }
        }
        rollcall.post("[" + String.join(",", events) + "]");
        LocalDate yesterday = today.minusDays(1);
        // What the live counters do not know yet when a day is reconciled is not held against the exact figures.
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(rollcall.rows("dau?region=*&from=" + yesterday + "&to=" + yesterday))
                        .singleElement()
                        .satisfies(row -> assertThat(row.path("value").asLong()).isEqualTo(PROFILES)));
        rollcall.reconcile(today.minusDays(DAYS), yesterday);
        await().atMost(PATIENCE).until(() -> state(rollcall).equals("done"));
        rollcall.post("[" + event(EARLY_RISER, today, "00:00", "play", "") + "," + refused(today, "9.9.1") + ","
                + refused(today, "9.9.1") + "," + refused(today, "9.9.0") + "]");
        await().atMost(PATIENCE)
                .until(() -> rollcall.get("/v1/metrics/adoption?region=IS&from=" + today + "&to=" + today)
                        .body()
                        .contains("\"play\""));
        await().atMost(PATIENCE)
                .until(() -> rollcall.get("/v1/metrics/quality?by=none&format=csv&from=" + today)
                        .body()
                        .contains(",1,0,0,0,0,0,1,0,1,1,1,0,,3,0,3,"));
    }

    /** An event without a name, of a version of the web app. */
    private static String refused(LocalDate dt, String version) {
        return """
                {"profile_id": 12, "event_time": "%sT00:00:00Z", "region": "IS", "platform": "web", "app_version": "%s"}""".formatted(dt, version);
    }

    private static String state(RunningRollcall rollcall) throws Exception {
        return new ObjectMapper()
                .readTree(rollcall.get("/v1/reconciliations/status").body())
                .path("state")
                .asText();
    }

    private static List<String> visit(int profile, LocalDate dt, boolean isFirst) {
        List<String> events = new ArrayList<>();
        if (isFirst) {
            String variant = profile % 2 == 1 ? "control" : "treatment";
            events.add(event(profile, dt, "09:59", "experiment_exposure", """
                    "properties": {"experiment": "row", "variant": "%s"}""".formatted(variant)));
        }
        if (isFirst && profile == 2) {
            events.add(event(profile, dt, "10:03", "subscription_change", """
                    "properties": {"kind": "start", "price": 999, "currency": "USD"}"""));
        }
        events.add(event(profile, dt, "10:00", "app_start", ""));
        if (profile != PROFILES) {
            events.add(event(profile, dt, "10:01", "browse", ""));
        }
        if (profile % 2 == 0) {
            events.add(event(profile, dt, "10:02", "play", """
                    "title_id": 7, "duration_sec": 3600, "properties": {"cdn": "edge-a", "startup_ms": 500}"""));
        } else if (profile == 9) {
            events.add(event(profile, dt, "10:02", "play", """
                    "title_id": 7, "properties": {"cdn": "edge-b", "outcome": "failed"}"""));
        }
        return events;
    }

    private static String region(int profile) {
        return profile == EARLY_RISER ? "IS" : profile <= 6 ? "US" : "BR";
    }

    private static String event(int profile, LocalDate dt, String time, String name, String more) {
        return """
                {"profile_id": %d, "event_name": "%s", "event_time": "%sT%s:00Z", "region": "%s", "platform": "tv"%s}""".formatted(profile, name, dt, time, region(profile), more.isEmpty() ? "" : ", " + more);
    }
}
