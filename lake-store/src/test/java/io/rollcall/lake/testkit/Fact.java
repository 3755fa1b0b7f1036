package io.rollcall.lake.testkit;

import io.rollcall.lake.sql.Literal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of silver as a test thinks of it.
 *
 * @param more what a test says of other columns, by their names; the others are null
 */
public record Fact(long profileId, String region, String name, Instant at, boolean active, Map<String, Object> more) {
    private static final int PARTITIONS = 4;

    public Fact {
        more = Map.copyOf(more);
    }

    public static Fact of(long profileId, String region, String name, String at) {
        return of(profileId, region, name, Instant.parse(at));
    }

    public static Fact of(long profileId, String region, String name, Instant at) {
        return new Fact(profileId, region, name, at, true, Map.of());
    }

    public Fact passive() {
        return new Fact(profileId, region, name, at, false, more);
    }

    public Fact ofAccount(long account) {
        return saying("account_id", account);
    }

    /** Watching a title. */
    public Fact watching(long title, int seconds) {
        return saying("title_id", title).saying("duration_sec", seconds);
    }

    /** The title's runtime, as the titles table knows it. */
    public Fact runtime(int seconds) {
        return saying("title_runtime_sec", seconds);
    }

    public Fact on(String device, String version) {
        return saying("platform", device).saying("app_version", version);
    }

    /** Properties as the JSON object they came as. */
    public Fact with(String json) {
        return saying("properties", json);
    }

    /** A value of any other column. */
    public Fact saying(String column, Object value) {
        Map<String, Object> all = new HashMap<>(more);
        all.put(column, value);
        return new Fact(profileId, region, name, at, active, all);
    }

    @Nullable
    public Long accountId() {
        return (Long) more.get("account_id");
    }

    @Nullable
    public Long titleId() {
        return (Long) more.get("title_id");
    }

    @Nullable
    public Integer durationSec() {
        return (Integer) more.get("duration_sec");
    }

    @Nullable
    public Integer runtimeSec() {
        return (Integer) more.get("title_runtime_sec");
    }

    @Nullable
    public String platform() {
        return (String) more.get("platform");
    }

    @Nullable
    public String appVersion() {
        return (String) more.get("app_version");
    }

    @Nullable
    public String properties() {
        return (String) more.get("properties");
    }

    public LocalDate dt() {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    /** As literals by column; events of a profile lie in one partition, in the order in which they are given. */
    Map<String, String> literals(int order) {
        Map<String, String> literals = new HashMap<>();
        literals.put("received_at", Literal.of(at.plusSeconds(1)));
        more.forEach((column, value) -> literals.put(column, literal(value)));
        literals.put("profile_id", Literal.of(profileId));
        literals.put("region", Literal.of(region));
        literals.put("event_name", Literal.of(name));
        literals.put("event_time", Literal.of(at));
        literals.put("dt", Literal.of(dt()));
        literals.put("active", Boolean.toString(active));
        literals.put("event_id", Literal.of("id-%06d".formatted(order)));
        literals.put("kafka_partition", Long.toString(profileId % PARTITIONS));
        literals.put("kafka_offset", Integer.toString(order));
        return literals;
    }

    private static String literal(Object value) {
        if (value instanceof Instant instant) {
            return Literal.of(instant);
        }
        return value instanceof String text ? Literal.of(text) : value.toString();
    }
}
