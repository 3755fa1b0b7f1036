package io.rollcall.ingest.segment;

import java.util.Locale;
import java.util.Map;

/** The names that events of Segment's clients have here: of its specifications those that mean a built-in event, else as they are. */
final class EventNames {
    /** The specifications for video, mobile and browsing; what none of them means a deployment adds to its catalogue. */
    private static final Map<String, String> MEANT = Map.ofEntries(
            Map.entry("application_opened", "app_start"),
            Map.entry("application_foregrounded", "foreground"),
            Map.entry("signed_in", "login"),
            Map.entry("logged_in", "login"),
            Map.entry("user_signed_in", "login"),
            Map.entry("products_searched", "search"),
            Map.entry("video_playback_started", "play"),
            Map.entry("video_playback_paused", "pause"),
            Map.entry("video_playback_resumed", "resume"),
            Map.entry("video_playback_completed", "stop"),
            Map.entry("video_playback_exited", "stop"),
            Map.entry("video_content_playing", "heartbeat"));

    private EventNames() {}

    /** The name of a track call's event: {@code Video Playback Started} is {@code play}, {@code Trailer Liked} {@code trailer_liked}. */
    static String of(String event) {
        String name = event.strip()
                .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", "_")
                .replaceAll("^_|_$", "");
        return MEANT.getOrDefault(name, name);
    }
}
