package io.rollcall.lake;

import io.rollcall.lake.engine.Literal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of silver as a test thinks of it: what a test does not say is null. */
record Fact(
        long profileId,
        @Nullable Long accountId,
        String region,
        String name,
        Instant at,
        boolean active,
        @Nullable Long titleId,
        @Nullable Integer durationSec,
        @Nullable Integer runtimeSec,
        @Nullable String platform,
        @Nullable String appVersion,
        @Nullable String properties) {
    /** The columns of a literal row; the others of silver are null. */
    static final List<String> COLUMNS = List.of(
            "profile_id BIGINT",
            "account_id BIGINT",
            "region VARCHAR",
            "event_name VARCHAR",
            "event_time TIMESTAMPTZ",
            "dt DATE",
            "active BOOLEAN",
            "title_id BIGINT",
            "duration_sec INTEGER",
            "title_runtime_sec INTEGER",
            "platform VARCHAR",
            "app_version VARCHAR",
            "properties VARCHAR",
            "event_id VARCHAR",
            "kafka_partition INTEGER",
            "kafka_offset BIGINT",
            "received_at TIMESTAMPTZ");

    private static final int PARTITIONS = 4;

    static Fact of(long profileId, String region, String name, String at) {
        return of(profileId, region, name, Instant.parse(at));
    }

    static Fact of(long profileId, String region, String name, Instant at) {
        return new Fact(profileId, null, region, name, at, true, null, null, null, null, null, null);
    }

    Fact passive() {
        return new Fact(
                profileId,
                accountId,
                region,
                name,
                at,
                false,
                titleId,
                durationSec,
                runtimeSec,
                platform,
                appVersion,
                properties);
    }

    Fact ofAccount(long account) {
        return new Fact(
                profileId,
                account,
                region,
                name,
                at,
                active,
                titleId,
                durationSec,
                runtimeSec,
                platform,
                appVersion,
                properties);
    }

    /** Watching a title. */
    Fact watching(long title, int seconds) {
        return new Fact(
                profileId,
                accountId,
                region,
                name,
                at,
                active,
                title,
                seconds,
                runtimeSec,
                platform,
                appVersion,
                properties);
    }

    /** The title's runtime, as the titles table knows it. */
    Fact runtime(int seconds) {
        return new Fact(
                profileId,
                accountId,
                region,
                name,
                at,
                active,
                titleId,
                durationSec,
                seconds,
                platform,
                appVersion,
                properties);
    }

    Fact on(String device, String version) {
        return new Fact(
                profileId,
                accountId,
                region,
                name,
                at,
                active,
                titleId,
                durationSec,
                runtimeSec,
                device,
                version,
                properties);
    }

    /** Properties as the JSON object they came as. */
    Fact with(String json) {
        return new Fact(
                profileId,
                accountId,
                region,
                name,
                at,
                active,
                titleId,
                durationSec,
                runtimeSec,
                platform,
                appVersion,
                json);
    }

    LocalDate dt() {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    /** As a row of literals; events of a profile lie in one partition, in the order in which they are given. */
    List<String> literals(int order) {
        return List.of(
                Literal.of(profileId),
                accountId == null ? "NULL" : Literal.of(accountId),
                Literal.of(region),
                Literal.of(name),
                Literal.of(at),
                Literal.of(dt()),
                Boolean.toString(active),
                titleId == null ? "NULL" : Literal.of(titleId),
                durationSec == null ? "NULL" : durationSec.toString(),
                runtimeSec == null ? "NULL" : runtimeSec.toString(),
                text(platform),
                text(appVersion),
                text(properties),
                Literal.of("id-" + order),
                Long.toString(profileId % PARTITIONS),
                Integer.toString(order),
                Literal.of(at.plusSeconds(1)));
    }

    private static String text(@Nullable String value) {
        return value == null ? "NULL" : Literal.of(value);
    }
}
