package io.rollcall.query.lake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The settings that limit what all answers together may hold. */
@ConfigMapping(prefix = "rollcall.query.answers")
public interface AnswersConfig {
    /** Rows of all answers that are worked out and not yet written to their askers; one more answer is refused until some are. */
    @WithDefault("2000000")
    int rows();

    /** Answers that are being worked out at a time; others wait. */
    @WithDefault("8")
    int concurrent();

    /** Rows of small answers that are kept for whoever asks the same, until the lake changes. */
    @WithDefault("60000")
    int kept();

    /** How long an asker may let the next piece of an answer wait; then the connection is closed, and its rows come back. */
    @WithDefault("20s")
    Duration patience();
}
