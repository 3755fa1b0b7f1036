package io.rollcall.benchmarks.reconcile;

import io.rollcall.event.AppEvent;
import io.rollcall.event.Platform;
import io.rollcall.event.Shards;
import io.rollcall.event.Stamp;
import io.rollcall.event.TimeQuality;
import io.rollcall.lake.bronze.BronzeRow;
import io.rollcall.lake.bronze.BronzeRow.LogPlace;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A share of a day's records in the order of their receipt, as they lie on the log: random, and the same for the same share. 1.5 % repeat
 * an event of shortly before; few profiles do much and many little; 1 % of the events are of a profile on a journey. For one thread.
 */
final class DayOfEvents {
    static final String TOPIC_ID = "benchmark-topic";
    static final int PARTITIONS = 8;
    static final int TITLES = 4_000;

    private static final double REPEATED = 0.015;
    private static final double ON_A_JOURNEY = 0.01;
    private static final int REMEMBERED = 1 << 16;
    private static final long SHARES_AT_MOST = 64;
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
    private static final int ON_THE_WAY_MILLIS = 2_000;

    /** One entry for each share of the profiles, so that the regions differ in size. */
    private static final List<String> REGIONS =
            List.of("US", "US", "US", "US", "IN", "IN", "IN", "BR", "BR", "MX", "MX", "JP", "DE", "FR", "GB", "US");

    private static final List<String> NAMES =
            List.of("heartbeat", "heartbeat", "heartbeat", "browse", "browse", "play", "stop", "search", "app_start");
    private static final double SELDOM = 0.005;
    private static final List<String> SELDOM_NAMES = List.of("subscription_change", "experiment_exposure");
    private static final List<String> KINDS = List.of("start", "start", "upgrade", "downgrade", "cancel");
    private static final Set<String> ABOUT_A_TITLE = Set.of("heartbeat", "play", "stop");
    private static final List<Platform> PLATFORMS =
            List.of(Platform.TV, Platform.TV, Platform.MOBILE, Platform.MOBILE, Platform.WEB, Platform.CONSOLE);

    private final LocalDate dt;
    private final long midnight;
    private final Share share;
    private final SplittableRandom random;
    private final long[] nextOffsets = new long[PARTITIONS];
    private final List<BronzeRow> remembered = new ArrayList<>();
    private long made;
    private long unique;

    /**
     * A part of a day.
     *
     * @param number 0 to shares - 1; it has every so many-th partition
     * @param shares how many there are
     * @param records of this share
     * @param profiles of the whole day
     * @param firstOffset where each partition's log of the day begins
     */
    record Share(int number, int shares, long records, long profiles, long firstOffset) {
        boolean has(int partition) {
            return partition % shares == number;
        }
    }

    DayOfEvents(LocalDate dt, Share share) {
        this.dt = dt;
        this.midnight = dt.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
        this.share = share;
        this.random = new SplittableRandom(share.number() + SHARES_AT_MOST * dt.toEpochDay());
        Arrays.fill(nextOffsets, share.firstOffset());
    }

    boolean hasNext() {
        return made < share.records();
    }

    /** Events so far, each counted once. */
    long unique() {
        return unique;
    }

    /** The offset at which the partition's log ends by now. */
    long nextOffset(int partition) {
        return nextOffsets[partition];
    }

    BronzeRow next() {
        long received = midnight + made * (DAY_MILLIS - 1) / share.records();
        BronzeRow row = repeats() ? again(oneRemembered(), received) : fresh(received);
        made++;
        return row;
    }

    private boolean repeats() {
        return !remembered.isEmpty() && random.nextDouble() < REPEATED;
    }

    private BronzeRow oneRemembered() {
        return remembered.get(random.nextInt(remembered.size()));
    }

    private void remember(BronzeRow row) {
        if (remembered.size() < REMEMBERED) {
            remembered.add(row);
        } else {
            remembered.set((int) (unique % REMEMBERED), row);
        }
    }

    private BronzeRow again(BronzeRow earlier, long received) {
        return new BronzeRow(
                place(earlier.place().partition()),
                received,
                earlier.stamp(),
                earlier.event(),
                earlier.properties(),
                earlier.raw(),
                false,
                null);
    }

    private LogPlace place(int partition) {
        return new LogPlace(TOPIC_ID, partition, nextOffsets[partition]++);
    }

    private BronzeRow fresh(long received) {
        AppEvent event = event(Math.max(midnight, received - random.nextInt(ON_THE_WAY_MILLIS)));
        String id = event.eventId() == null ? uuid() : event.eventId();
        Integer seconds = event.durationSec();
        Stamp stamp = new Stamp(
                TimeQuality.OK,
                dt,
                event.eventTimeMillis(),
                OptionalLong.of(received),
                event.profileId(),
                event.region(),
                event.eventName(),
                !event.eventName().equals("heartbeat"),
                seconds == null ? 0 : seconds,
                id);
        String properties = properties(event);
        BronzeRow row = new BronzeRow(
                place(partition(event.profileId())),
                received,
                stamp,
                event,
                properties,
                ByteBuffer.wrap(json(event, properties)),
                false,
                null);
        remember(row);
        unique++;
        return row;
    }

    private AppEvent event(long time) {
        long profile = profile();
        String name = random.nextDouble() < SELDOM ? oneOf(SELDOM_NAMES) : oneOf(NAMES);
        boolean aboutTitle = ABOUT_A_TITLE.contains(name);
        return new AppEvent(
                profile,
                name,
                time,
                region(profile),
                uuid(),
                profile / 3 + 1,
                aboutTitle ? 1L + random.nextInt(TITLES) : null,
                name.equals("play") ? random.nextInt(3_600) : null,
                PLATFORMS.get((int) (profile % PLATFORMS.size())),
                "5.12." + profile % 7,
                "device-" + Long.toHexString(profile * 2_654_435_761L),
                // A session an hour.
                new UUID(profile, time / Duration.ofHours(1).toMillis()).toString(),
                null,
                null,
                Set.of(),
                Set.of(),
                0);
    }

    /** The properties that players, shops and experiments say; null where an event says nothing. */
    private @Nullable String properties(AppEvent event) {
        return switch (event.eventName()) {
            case "play" ->
                "{\"outcome\":\"" + (random.nextInt(50) == 0 ? "failed" : "started") + "\",\"startup_ms\":"
                        + (200 + random.nextInt(3_000)) + ",\"rebuffer_ms\":" + random.nextInt(2_000)
                        + ",\"cdn\":\"cdn-"
                        + random.nextInt(3) + "\"}";
            case "subscription_change" ->
                "{\"kind\":\"" + oneOf(KINDS) + "\",\"plan\":\"basic\",\"price\":"
                        + (499 + 500 * random.nextInt(3)) + ",\"currency\":\""
                        + (random.nextInt(4) == 0 ? "EUR" : "USD")
                        + "\"}";
            case "experiment_exposure" ->
                "{\"experiment\":\"row\",\"variant\":\"" + (event.profileId() % 2 == 0 ? "wide" : "narrow") + "\"}";
            default -> null;
        };
    }

    /** The square of a random number gives the profiles of the low numbers most of the events. */
    private long profile() {
        while (true) {
            double drawn = random.nextDouble();
            long profile = 1_000_000 + (long) (drawn * drawn * share.profiles());
            if (share.has(partition(profile))) {
                return profile;
            }
        }
    }

    private String region(long profile) {
        return random.nextDouble() < ON_A_JOURNEY
                ? oneOf(REGIONS)
                : REGIONS.get(Shards.bucketHash(profile) % REGIONS.size());
    }

    private static int partition(long profile) {
        return Shards.partitionOf(Shards.shardOf(profile), PARTITIONS);
    }

    private String oneOf(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private String uuid() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    /** The event's JSON as an app sends it. */
    private static byte[] json(AppEvent event, @Nullable String properties) {
        StringBuilder json = new StringBuilder(400)
                .append("{\"event_id\":\"")
                .append(event.eventId())
                .append("\",\"profile_id\":")
                .append(event.profileId())
                .append(",\"account_id\":")
                .append(event.accountId())
                .append(",\"event_name\":\"")
                .append(event.eventName())
                .append("\",\"event_time\":\"")
                .append(Instant.ofEpochMilli(event.eventTimeMillis()))
                .append("\",\"region\":\"")
                .append(event.region())
                .append('"');
        if (event.titleId() != null) {
            json.append(",\"title_id\":").append(event.titleId());
        }
        if (event.durationSec() != null) {
            json.append(",\"duration_sec\":").append(event.durationSec());
        }
        if (properties != null) {
            json.append(",\"properties\":").append(properties);
        }
        return json.append(",\"app_version\":\"")
                .append(event.appVersion())
                .append("\",\"device_id\":\"")
                .append(event.deviceId())
                .append("\",\"session_id\":\"")
                .append(event.sessionId())
                .append("\"}")
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }
}
