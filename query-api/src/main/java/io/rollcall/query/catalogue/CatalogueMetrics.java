package io.rollcall.query.catalogue;

import static io.rollcall.query.catalogue.FigureParameter.dimension;
import static io.rollcall.query.catalogue.FigureParameter.items;
import static io.rollcall.query.catalogue.FigureParameter.limit;
import static io.rollcall.query.catalogue.FigureParameter.number;

import io.rollcall.lake.value.CatalogueMetric;
import java.util.List;
import java.util.Optional;

/** Every metric that comes from the catalogue of the lake. */
final class CatalogueMetrics {
    private static final List<FigureMetric> ALL = List.of(
            FigureMetric.of("lness", CatalogueMetric.LNESS, "profiles")
                    .by("window")
                    .each("active_days")
                    .taking(dimension("window", List.of("7", "30"))),
            FigureMetric.of(
                    "lifecycle", CatalogueMetric.LIFECYCLE, "new", "returning", "resurrecting", "dormant", "active"),
            FigureMetric.of("retention", CatalogueMetric.RETENTION, "cohort", "retained", "rate", "complete", "cohorts")
                    .by("kind")
                    .each("day")
                    .taking(
                            dimension("kind", List.of("on", "on_or_after", "bracket")),
                            RetentionParameters.days(),
                            RetentionParameters.brackets(),
                            RetentionParameters.horizon(),
                            RetentionParameters.weighted()),
            FigureMetric.of(
                            "churn",
                            CatalogueMetric.CHURN,
                            "base",
                            "churned",
                            "rate",
                            "subscribers_at_start",
                            "cancellations",
                            "resubscriptions",
                            "gross",
                            "net")
                    .and(CatalogueMetric.CHURN_SUBSCRIPTION)
                    .by("kind")
                    .taking(dimension("kind", List.of("engagement", "subscription")), ChurnParameters.window()),
            FigureMetric.of("segments", CatalogueMetric.SEGMENTS, "profiles", "share", "mean", "p50", "p90", "p99")
                    .by("dimension")
                    .each("item")
                    .taking(
                            dimension("dimension", List.of("segment", "distribution")),
                            number("high_from", "plays a day from which a profile is high", 1, 1_000_000, 5)),
            FigureMetric.of("growth", CatalogueMetric.GROWTH, "dau", "share", "growth_7", "growth_28", "new_market"),
            FigureMetric.of(
                    "sessions",
                    CatalogueMetric.SESSIONS,
                    "sessions",
                    "profiles",
                    "sessions_per_profile",
                    "duration_mean_sec",
                    "duration_p50_sec",
                    "duration_p95_sec",
                    "zero_length_sessions"),
            FigureMetric.of(
                            "adoption",
                            CatalogueMetric.ADOPTION,
                            "profiles",
                            "active_profiles",
                            "share",
                            "profiles_7",
                            "share_7",
                            "profiles_30",
                            "share_30",
                            "first_use")
                    .by("feature")
                    .each("item")
                    .taking(items("event_name"), AdoptionParameters.property(), AdoptionParameters.lookback()),
            FigureMetric.of(
                            "funnel",
                            CatalogueMetric.FUNNEL,
                            "profiles",
                            "rate_from_first",
                            "rate_from_previous",
                            "time_to_convert_p50_sec",
                            "time_to_convert_p90_sec")
                    .each("step")
                    .taking(FunnelParameters.ALL),
            FigureMetric.of("paths", CatalogueMetric.PATHS, "sessions", "profiles", "share")
                    .each("path")
                    .taking(
                            PathParameters.start(),
                            number("length", "events of a path at most", 2, 6, 4),
                            limit(20, 20))
                    .ranked(Ranking.largest("sessions", 20)),
            FigureMetric.of(
                            "titles",
                            CatalogueMetric.TITLES,
                            "hours_viewed",
                            "views",
                            "unique_viewers",
                            "starts",
                            "completion_rate",
                            "trending")
                    .each("title_id")
                    .taking(TitleParameters.by(), limit(100, TitleParameters.STANDARD_ROWS))
                    .ranked(TitleParameters.by("hours")),
            FigureMetric.of(
                            "playback",
                            CatalogueMetric.PLAYBACK,
                            "attempts",
                            "plays",
                            "vsf_rate",
                            "ebvs_rate",
                            "vpf_rate",
                            "vst_p50_ms",
                            "vst_p95_ms",
                            "rebuffering_ratio")
                    .by("by")
                    .each("item")
                    .taking(PlaybackParameters.by()),
            FigureMetric.of(
                            "revenue",
                            CatalogueMetric.REVENUE,
                            "subscribers",
                            "paying_subscribers",
                            "mrr_minor",
                            "new_mrr",
                            "expansion_mrr",
                            "contraction_mrr",
                            "churned_mrr",
                            "reactivation_mrr",
                            "arm_minor",
                            "arpu_minor",
                            "arppu_minor")
                    .by("kind")
                    .each("currency")
                    .taking(items("currency"), RevenueParameters.rates()));

    private CatalogueMetrics() {}

    static Optional<FigureMetric> find(String id) {
        return ALL.stream().filter(metric -> metric.id().equals(id)).findFirst();
    }

    static List<FigureMetric> all() {
        return ALL;
    }

    static List<String> ids() {
        return ALL.stream().map(FigureMetric::id).toList();
    }
}
