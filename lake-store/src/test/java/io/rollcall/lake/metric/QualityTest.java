package io.rollcall.lake.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.event.LiveWindow;
import io.rollcall.event.Reason;
import io.rollcall.lake.metric.QualityOracle.Refused;
import io.rollcall.lake.sql.Literal;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.testkit.Fact;
import io.rollcall.lake.testkit.MetricFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QualityTest {
    private static final LocalDate DAY = LocalDate.parse("2026-01-08");
    private static final Instant BEGIN = Instant.parse("2026-01-08T00:00:00Z");
    private static final String ALL = "2026-01-08|*|||";
    private static final String TV = "2026-01-08|*|platform|tv|";
    private static final int PLENTY = 20;
    private static final List<Reason> REASONS = List.of(Reason.values());

    @TempDir
    Path directory = Path.of("");

    @Test
    void aSmallTableWorkedByHand() {
        FigureMap quality = figures(
                List.of(
                        sent(1, 1).on("tv", "2.0").saying("device_id", "d").saying("seq", 1L),
                        sent(1, 2).on("tv", "2.0").saying("device_id", "d").saying("seq", 5L),
                        sent(1, 3)
                                .on("tv", "2.0")
                                .saying("device_id", "d")
                                .saying("seq", 3L)
                                .saying("duplicates", 2L),
                        sent(2, 4).on("tv", "1.0").saying("session_id", "s").saying("account_id", 9L),
                        sent(3, 5).on("web", "7").saying("time_quality", "corrected"),
                        sent(3, 6).on("web", "7").saying("time_quality", "clamped"),
                        sent(4, 7).saying("received_at", BEGIN.plus(Duration.ofDays(3))),
                        sent(4, 8)
                                .saying("received_at", BEGIN.plus(Duration.ofDays(9)))
                                .saying("backfill", true),
                        sent(4, 9)
                                .saying(
                                        "received_at",
                                        BEGIN.plus(Duration.ofDays(3)).minusMillis(1))),
                List.of(
                        new Refused(DAY, "missing_field", "tv", "2.0", 4),
                        new Refused(DAY, "missing_field", "tv", "2.0", 1),
                        new Refused(DAY, "malformed_json", null, null, 7),
                        new Refused(DAY, "unknown", "web", "*", 2),
                        new Refused(DAY.plusDays(1), "malformed_json", "tv", "2.0", 50)),
                PLENTY);

        assertThat(quality.value(ALL + "accepted")).isEqualTo(9);
        assertThat(quality.value(ALL + "duplicates")).isEqualTo(2);
        assertThat(quality.value(ALL + "late")).as("the third day after it").isEqualTo(1);
        assertThat(quality.value(ALL + "backfilled")).isEqualTo(1);
        assertThat(quality.value(ALL + "corrected")).isEqualTo(1);
        assertThat(quality.value(ALL + "clamped")).isEqualTo(1);
        assertThat(quality.value(ALL + "rejected")).isEqualTo(14);
        assertThat(quality.value(ALL + "rejected_missing_field")).isEqualTo(5);
        assertThat(quality.value(ALL + "rejected_malformed_json")).isEqualTo(7);
        assertThat(quality.value(TV + "accepted")).isEqualTo(4);
        assertThat(quality.value(TV + "without_account_id")).isEqualTo(3);
        assertThat(quality.value(TV + "without_device_id")).isEqualTo(1);
        assertThat(quality.value(TV + "without_session_id")).isEqualTo(3);
        assertThat(quality.value(TV + "without_platform")).isZero();
        assertThat(quality.value(TV + "seq_gaps")).as("2 and 4").isEqualTo(2);
        assertThat(quality.value("2026-01-08|*|app_version|tv/2.0|rejected")).isEqualTo(5);
        assertThat(quality.value("2026-01-08|*|app_version|tv/1.0|rejected")).isZero();
        assertThat(quality.value("2026-01-08|*|app_version|tv/1.0|seq_gaps"))
                .as("none carries a number")
                .isNaN();
        assertThat(quality.value("2026-01-08|*|app_version|unknown/unknown|without_app_version"))
                .isEqualTo(3);
        assertThat(quality.value("2026-01-08|*|app_version|web/other|rejected")).isEqualTo(2);
    }

    @Test
    void aCounterThatBeginsAnewLeavesNoGap() {
        FigureMap quality = figures(
                List.of(
                        sent(1, 1).saying("seq", 400L),
                        sent(1, 2).saying("seq", 401L),
                        sent(1, 3).saying("seq", 0L),
                        sent(1, 4).saying("seq", 2L),
                        sent(1, 5).saying("seq", 90_000_000_000L),
                        sent(2, 6).saying("seq", 7L)),
                List.of(),
                PLENTY);
        assertThat(quality.value(ALL + "seq_gaps")).as("the number 1").isEqualTo(1);
        assertThat(quality.value(ALL + "with_seq")).isEqualTo(6);
    }

    @Test
    void whereEventsWereSampledNobodyKnowsWhatIsMissing() {
        FigureMap quality = figures(
                List.of(
                        sent(1, 1).on("tv", "1").saying("seq", 1L),
                        sent(1, 2).on("tv", "1").saying("seq", 9L).saying("sample_rate", 0.1),
                        sent(2, 3).on("web", "1").saying("seq", 1L).saying("sample_rate", 1.0),
                        sent(2, 4).on("web", "1").saying("seq", 3L)),
                List.of(),
                PLENTY);
        assertThat(quality.value(TV + "seq_gaps")).isNaN();
        assertThat(quality.value("2026-01-08|*|platform|web|seq_gaps")).isEqualTo(1);
    }

    /** What an older version left in silver says nothing of clocks and repeats: that is not the same as none. */
    @Test
    void ofADayThatAnOlderVersionCountedOnlyWhatItKeptIsKnown() {
        FigureMap quality = figures(List.of(Fact.of(1, "US", "play", BEGIN)), List.of(), PLENTY);
        assertThat(quality.value(ALL + "accepted")).isEqualTo(1);
        assertThat(quality.value(ALL + "without_device_id")).isEqualTo(1);
        for (String unknown : List.of("duplicates", "late", "backfilled", "corrected", "clamped")) {
            assertThat(quality.value(ALL + unknown)).as(unknown).isNaN();
        }
    }

    @Test
    void ofManyVersionsTheRareOnesGoTogether() {
        FigureMap quality = figures(
                List.of(
                        sent(1, 1).on("tv", "a"),
                        sent(1, 2).on("tv", "a"),
                        sent(1, 3).on("tv", "b")),
                List.of(
                        new Refused(DAY, "invalid_field", "tv", "c", 5),
                        new Refused(DAY, "invalid_field", "tv", "*", 9)),
                2);
        assertThat(quality.values().keySet().stream()
                        .filter(name -> name.endsWith("|accepted") && name.contains("app_version"))
                        .toList())
                .containsExactly(
                        "2026-01-08|*|app_version|tv/a|accepted",
                        "2026-01-08|*|app_version|tv/c|accepted",
                        "2026-01-08|*|app_version|tv/other|accepted");
        assertThat(quality.value("2026-01-08|*|app_version|tv/other|rejected")).isEqualTo(9);
        assertThat(quality.value("2026-01-08|*|app_version|tv/other|accepted")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void whatTheFileSaysIsWhatTheDefinitionsSay(long seed) {
        Random random = new Random(seed);
        List<Fact> facts = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            facts.add(random(random));
        }
        List<Refused> refused = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            refused.add(new Refused(
                    DAY.plusDays(random.nextInt(3)),
                    REASONS.get(random.nextInt(REASONS.size())).code(),
                    random.nextInt(3) == 0 ? null : random.nextBoolean() ? "tv" : "web",
                    random.nextInt(3) == 0 ? null : "v" + random.nextInt(6),
                    1 + random.nextInt(9)));
        }
        int items = 1 + random.nextInt(4);
        new QualityOracle(facts, refused, items).requireSame(figures(facts, refused, items), "quality, seed " + seed);
    }

    private static Fact random(Random random) {
        Instant at = BEGIN.plusSeconds(random.nextInt(2) * 86_400L + random.nextInt(60));
        Map<String, Object> said = new HashMap<>();
        said.put("received_at", at.plus(Duration.ofHours(random.nextInt(100))));
        said.put("backfill", random.nextInt(5) == 0);
        said.put("duplicates", (long) Math.max(0, random.nextInt(6) - 3));
        said.put("time_quality", List.of("ok", "ok", "corrected", "clamped").get(random.nextInt(4)));
        if (random.nextInt(3) > 0) {
            // Now and then far away: a counter that begins anew.
            said.put("seq", random.nextInt(40) + (random.nextInt(4) == 0 ? 5_000L : 0));
        }
        if (random.nextBoolean()) {
            said.put("device_id", "d" + random.nextInt(3));
        }
        if (random.nextBoolean()) {
            said.put("session_id", "s");
        }
        if (random.nextBoolean()) {
            said.put("account_id", 5L);
        }
        if (random.nextInt(4) > 0) {
            said.put("platform", random.nextBoolean() ? "tv" : "web");
        }
        if (random.nextInt(4) > 0) {
            said.put("app_version", "v" + random.nextInt(6));
        }
        Fact fact = Fact.of(1 + random.nextInt(3), "US", "play", at);
        for (Map.Entry<String, Object> one : said.entrySet()) {
            fact = fact.saying(one.getKey(), one.getValue());
        }
        return fact;
    }

    /** An event as this version keeps it, received at once and in order. */
    private static Fact sent(long profileId, int second) {
        return Fact.of(profileId, "US", "play", BEGIN.plusSeconds(second))
                .saying("time_quality", "ok")
                .saying("backfill", false)
                .saying("duplicates", 0L);
    }

    private FigureMap figures(List<Fact> facts, List<Refused> refused, int items) {
        try (MetricFiles files = MetricFiles.of(directory, facts)) {
            files.given(
                    LakeTable.REJECTED_COUNT.qualifiedName(),
                    LakeTable.REJECTED_COUNT.rows(
                            refused.stream().map(Refused::literals).toList()));
            return FigureMap.of(files.figures(
                    "quality",
                    DAY,
                    DAY.plusDays(1),
                    Map.of("items", Literal.of(items), "live_days", Literal.of(LiveWindow.DAYS))));
        }
    }
}
