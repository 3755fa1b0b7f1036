/**
 * Segment's shape: what its clients send, put into the form that {@code /v1/events} takes, and judged there.
 *
 * <p>Start with {@link io.rollcall.ingest.segment.SegmentBody}.
 */
@NullMarked
package io.rollcall.ingest.segment;

import org.jspecify.annotations.NullMarked;
