package io.rollcall.standalone.demo;

import org.jspecify.annotations.Nullable;

/**
 * The keys that the demo shows at the doors, each null where nobody has any.
 *
 * @param sending of the clients
 * @param backfilling of the history
 * @param administering of who asks that it is counted
 */
public record DemoKeys(
        @Nullable String sending,
        @Nullable String backfilling,
        @Nullable String administering) {}
