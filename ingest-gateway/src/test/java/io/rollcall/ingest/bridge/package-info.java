/** What the bridge says of itself. */
@NullMarked
package io.rollcall.ingest.bridge;

import org.jspecify.annotations.NullMarked;
