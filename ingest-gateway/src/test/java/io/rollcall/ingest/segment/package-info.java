/** Tests of Segment's shape. */
@NullMarked
package io.rollcall.ingest.segment;

import org.jspecify.annotations.NullMarked;
