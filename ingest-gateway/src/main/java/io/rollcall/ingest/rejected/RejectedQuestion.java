package io.rollcall.ingest.rejected;

import io.rollcall.event.EventGlance;
import io.rollcall.event.Platform;
import io.rollcall.ingest.reading.EventView;
import io.rollcall.ingest.reading.RouteParameters;
import io.rollcall.log.rejected.RejectedRecord;
import io.vertx.core.MultiMap;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A question about what was rejected.
 *
 * @param days on which it was received
 * @param reason for which it was refused
 * @param platform that its event names
 * @param appVersion likewise
 * @param limit how many rows at the most
 * @param view how samples are shown
 */
record RejectedQuestion(
        ReceiptDays days,
        Optional<String> reason,
        Optional<String> platform,
        Optional<String> appVersion,
        int limit,
        EventView view) {
    private static final List<String> PARAMETERS =
            List.of("from", "to", "reason", "platform", "app_version", "limit", "masked");
    private static final int USUAL = 100;
    private static final int MOST = 1_000;

    static RejectedQuestion of(MultiMap given, LocalDate today) {
        RouteParameters parameters = RouteParameters.of(given, PARAMETERS);
        return new RejectedQuestion(
                ReceiptDays.of(parameters, today),
                parameters.reason(),
                parameters.oneOf(
                        "platform",
                        Arrays.stream(Platform.values()).map(Platform::code).toList()),
                parameters.text("app_version"),
                parameters.count("limit", USUAL, MOST),
                parameters.view());
    }

    boolean passes(RejectedRecord record) {
        return reason.map(record.reason()::equals).orElse(true);
    }

    boolean passes(EventGlance glance) {
        return platform.map(code -> glance.platform() != null
                                && glance.platform().code().equals(code))
                        .orElse(true)
                && appVersion
                        .map(version -> version.equals(glance.appVersion()))
                        .orElse(true);
    }
}
